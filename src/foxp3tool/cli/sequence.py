"""``foxp3tool sequence``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import (
    add_tables,
    argument_text,
    brief,
    load_toolkit,
    open_sources,
    refuse_overwriting,
    say,
    say_failed,
    say_source,
)
from foxp3tool.cli.completion_values import complete_variants
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import sequence_options

if TYPE_CHECKING:
    from foxp3tool.pipeline.sequences import SequenceAnswer

_NAME = "sequence"
_KINDS = ("context", "cds", "protein", "transcript", "genomic")
_GENOMIC = ("context", "genomic")
_BASES = ("context", "cds", "transcript", "genomic")


@click.command(_NAME)
@click.argument(
    "variants", metavar="VARIANT...", nargs=-1, required=True, shell_complete=complete_variants
)
@click.option(
    "--what",
    type=click.Choice(_KINDS),
    default="context",
    show_default=True,
    help="The genome around the change, the coding sequence, the protein, the mRNA, or the whole "
    "gene.",
)
@click.option(
    "--flank",
    type=click.IntRange(1, 10_000),
    default=200,
    show_default=True,
    metavar="N",
    help="Bases on each side, of what is genomic.",
)
@click.option(
    "--strand",
    type=click.Choice(["gene", "plus"]),
    default="gene",
    show_default=True,
    help="Read in the direction of the gene, which is on the minus strand, or along the plus "
    "strand; of what is genomic.",
)
@click.option(
    "--if-spliced-normally",
    is_flag=True,
    help="Where a splice site changes: what the mRNA would be if the exons that are left were "
    "joined as usual.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["fasta", "genbank", "bracket"]),
    help="FASTA, GenBank, or ACG[G/A]TTC for primer design; by default the ending of --output "
    "tells, and standard output is FASTA.",
)
@click.option(
    "--common",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.01,
    show_default=True,
    metavar="FREQUENCY",
    help="Frequency in --source from which a variant near the change counts as common.",
)
@sequence_options
@click.pass_context
def sequence(
    ctx: click.Context,
    variants: tuple[str, ...],
    what: str,
    flank: int,
    strand: str,
    if_spliced_normally: bool,
    form: str | None,
    common: float,
    assembly: str | None,
    transcripts: str,
    sources: tuple[str, ...],
    tables: tuple[str, ...],
    output: Path | None,
    strict: bool,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Write reference and mutant sequence of variants, side by side.

    VARIANT is whatever lookup reads. Changes of one chromosome, c.[a;b], are put into one sequence.
    A name that gives a protein change only has a pair of sequences for every DNA change that is
    found. With --assembly, a variant that is named on the other build is converted.

    The header of each sequence tells allele, names, build, place, strand and length, where the
    alleles differ, and what is to be known. GenBank holds exons with both of their numbers, the
    coding sequence with its translation, protein features, the variant, and common variants near
    it: those that the bundle knows, and those of a file of gnomAD or the like that is named with
    --source. In the bracket form these stand in lower case.

    What cannot be told is refused with its reason: the mRNA where a splice site changes, the
    protein where the start codon is lost, bases beyond the bundled region.

    \b
    Examples:
      foxp3tool sequence 'c.1150G>A' > context.fa
      foxp3tool sequence 'c.1150G>A' --format bracket --flank 300
      foxp3tool sequence 'c.227del' --what protein
      foxp3tool sequence 'c.[1010G>A;1150G>A]' --what cds -o mutant_cds.fa
      foxp3tool sequence rs122467170 p.Arg397Trp --what genomic -o alleles.gb
      foxp3tool sequence 'c.210+1G>A' --what transcript --if-spliced-normally
      foxp3tool sequence 'c.1150G>A' --assembly hg19 --strand plus
      foxp3tool sequence 'c.1150G>A' -f bracket --source gnomad=chrX.vcf.bgz:AF,AF_afr

    Exit status: 0 done; 1 at least one sequence could not be written (the others are); 2 wrong
    usage; 3 variants with issues, under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.sequence_files import sequence_format, write_sequences
    from foxp3tool.pipeline.sequence_scene import SequenceRequest
    from foxp3tool.pipeline.sequences import SequenceMaker

    request = replace(
        SequenceRequest.of(what),
        common=common,
        flank=flank,
        transcripts=transcripts,
        assembly=assembly,
        on_plus=strand == "plus",
        if_spliced_normally=if_spliced_normally,
    )
    _check(ctx, what)
    written = sequence_format(form, output, request.kind)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    toolkit.check_transcripts(transcripts)
    loaded = open_sources(_NAME, toolkit, sources, assembly)
    for source in loaded:
        refuse_overwriting(source.file, output)
    maker = SequenceMaker(toolkit, replace(request, sources=loaded))
    answers = [maker.answer(argument_text(text).strip()) for text in variants]
    pairs = [pair for answer in answers for pair in answer.pairs]
    if pairs:
        write_sequences(pairs, written, output, toolkit.bundle)
    _tell(answers, quiet=quiet)
    if not pairs:
        say(_NAME, "nothing is written" + (f"; there is no {output}" if output else ""))
    say_source(_NAME, toolkit, quiet=quiet)
    if any(answer.refused for answer in answers):
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and any(answer.told for answer in answers):
        ctx.exit(ExitCode.ROW_ISSUES)


def _check(ctx: click.Context, what: str) -> None:
    """Refuse options that say nothing of what is asked for."""
    needless = {"flank": _GENOMIC, "strand": _GENOMIC, "sources": _BASES, "common": _BASES}
    for name, kinds in needless.items():
        given = ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if given and what not in kinds:
            option = name.removesuffix("s")
            message = f"--{option} is for --what {', '.join(kinds)}; leave it out"
            raise click.UsageError(message, ctx)


def _tell(answers: Sequence[SequenceAnswer], *, quiet: bool) -> None:
    """Tell what is to be known of each text, and what is refused."""
    for answer in answers:
        for told in () if quiet else answer.told:
            say(_NAME, f"{brief(answer.text)}: {told}")
        for refused in answer.refused:
            say_failed(_NAME, answer.text, refused)
