"""``foxp3tool convert``."""

from __future__ import annotations

from pathlib import Path

import click

from foxp3tool.cli.common import argument_text, load_toolkit, refuse_overwriting, say_source
from foxp3tool.cli.completion_values import complete_forms, complete_variants_or_files
from foxp3tool.cli.convert_names import NamesWanted, convert_list, convert_names
from foxp3tool.cli.convert_vcf import convert_vcf, vcf_named
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.lists import list_named, list_options
from foxp3tool.cli.options import format_option, naming_options

_NAME = "convert"


@click.command(_NAME)
@click.argument(
    "variants", metavar="[VARIANT...]", nargs=-1, shell_complete=complete_variants_or_files
)
@click.option(
    "--to",
    "forms",
    default="hgvs_c,hgvs_p,hgvs_g_grch38",
    show_default=True,
    metavar="FORM,...",
    shell_complete=complete_forms,
    help="What to convert to: hgvs_g (on the build of the input), hgvs_g_grch37, hgvs_g_grch38, "
    "hgvs_refseqgene, hgvs_c, hgvs_n, hgvs_p, gnomad (as X-49251480-C-T), gnomad_grch37, "
    "gnomad_grch38, spdi, vrs, legacy (exon or intron as most papers count); vcf, vcf_grch37, "
    "vcf_grch38 (chrom, pos, ref and alt).",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put the records of a VCF that cannot be converted into this file, and go on.",
)
@list_options
@naming_options
@format_option("vcf", default="tsv, of a list as the list is divided")
@click.pass_context
def convert(
    ctx: click.Context,
    variants: tuple[str, ...],
    forms: str,
    rejects: Path | None,
    listed: str | None,
    column: str | None,
    assembly: str | None,
    transcripts: str,
    output: Path | None,
    no_header: bool,
    strict: bool,
    quiet: bool,
    reference: Path | None,
    form: str | None,
) -> None:
    """Convert variants between notations, builds and transcripts, and VCF files between builds.

    VARIANT is whatever foxp3tool lookup reads. The columns asked for with --to are written behind
    the text itself, with a column of issues: what was repaired, inferred or refused. Of a list
    (--input FILE, or - in the place of VARIANT) every record is kept as it is, with the new columns
    behind its own, so that a sheet of old names is modernised in one pipe; a record with several
    answers is repeated.

    A VCF or BCF (plain, gzip or bgzip; a file, or - for standard input) is given on the other build
    with --to vcf. Where the builds read differently, REF and ALT are corrected and genotypes
    recoded. A record without counterpart stops it, or goes to the file named with --rejects. VCF
    out (-o FILE.vcf, .vcf.gz or .bcf, the last two with an index) is for names, too.

    \b
    Examples:
      foxp3tool convert 'NC_000023.10:g.49107941C>T' --to gnomad_grch38,hgvs_c
      foxp3tool convert 'c.1150G>A' --transcripts NM_001114377.2 --to hgvs_c,hgvs_p
      foxp3tool convert 'IVS9+459A>G' --to hgvs_c,legacy
      foxp3tool convert --input old_names.csv --column mutation -o new_names.csv
      foxp3tool convert --input old_names.csv --column mutation -o new_names.xlsx
      foxp3tool convert --to vcf --rejects rest.vcf hg19.vcf.gz -o hg38.vcf.gz

    Exit status: 0 done; 1 at least one variant could not be read (its issue says why; all others
    are converted), or the input is damaged or of another build; 2 wrong usage; 3 rows with issues,
    or records put aside, under --strict.

    Research use only; not a diagnosis.
    """
    vcf = vcf_named(variants, listed)
    if vcf is None:
        if rejects is not None:
            raise click.UsageError("--rejects is for a VCF; of a list every record is kept")
        source = list_named(_NAME, variants, listed, column)
        if source is not None:
            refuse_overwriting(source, output)
        wanted = NamesWanted(forms, assembly, transcripts, output, form, header=not no_header)
        toolkit = load_toolkit(reference)
        if source is None:
            texts = [argument_text(text) for text in variants]
            is_complete, has_doubts = convert_names(toolkit, texts, wanted)
        else:
            is_complete, has_doubts = convert_list(toolkit, source, column, wanted, quiet=quiet)
        say_source(_NAME, toolkit, quiet=quiet)
        if not is_complete:
            ctx.exit(ExitCode.DATA_ERROR)
    else:
        if column is not None or no_header or transcripts != "mane":
            raise click.UsageError(
                "--column, --no-header and --transcripts are not for a VCF; leave them out"
            )
        has_doubts = convert_vcf(
            vcf,
            forms,
            assembly=assembly,
            output=output,
            rejects=rejects,
            form=form,
            quiet=quiet,
            reference=reference,
        )
    if strict and has_doubts:
        ctx.exit(ExitCode.ROW_ISSUES)
