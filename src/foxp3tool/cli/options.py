"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from foxp3tool.cli.completion_values import complete_columns, complete_transcripts, completer
from foxp3tool.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])
_ANY_BUILD: Final = "auto"

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _AssemblyBase = click.ParamType[str | None]
else:
    # Older releases of Click do not take a type argument here.
    _AssemblyBase = click.ParamType


class AssemblyType(_AssemblyBase):
    """A genome build by one of its names, or ``auto`` (None)."""

    name = "assembly"

    def get_metavar(
        self,
        param: click.Parameter,  # noqa: ARG002 - Click's signature
        ctx: click.Context | None = None,  # noqa: ARG002 - not given by Click 8.1
    ) -> str | None:
        """Show the choices in the help text."""
        return "[auto|GRCh37|GRCh38]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the builds, and their other names once one of these is begun."""
        names = (_ANY_BUILD, "GRCh37", "GRCh38")
        others = ("hg19", "hg38", "b37", "b38") if incomplete else ()
        return completer(*names, *others)(ctx, param, incomplete)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | None:
        """Return the build's name, or None for ``auto``."""
        if value == _ANY_BUILD:
            # The default does not pay for the import.
            return None
        from foxp3tool.pipeline.build_names import build_named

        try:
            return build_named(str(value))
        except UsageError as error:
            self.fail(f"{error.message}; {error.remedy}", param, ctx)


def reference_option(command: F) -> F:
    """Add ``--reference``."""
    return click.option(
        "--reference",
        "reference",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="Use another bundle of reference data than the installed one.",
    )(command)


def no_progress_option(command: F) -> F:
    """Add ``--no-progress``."""
    return click.option("--no-progress", is_flag=True, help="No progress bar, also on a terminal.")(
        command
    )


TABLE_FORMATS: Final = ("tsv", "csv", "json", "jsonl", "md", "parquet", "xlsx")


def format_option(*further: str, default: str = "tsv") -> Callable[[F], F]:
    """Return what adds ``--format``.

    Args:
        further: Formats beside those of tables.
        default: What is written to standard output if nothing is said.
    """
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice((*TABLE_FORMATS, *further)),
        help="Format of the result; by default the ending of --output tells (also .txt, .ndjson, "
        f"and .gz behind those of text), and standard output is {default}.",
    )


def columns_named(ctx: click.Context, columns: str) -> str | None:
    """Return the columns if the user chose them, else None."""
    source = ctx.get_parameter_source("columns")
    return None if source is click.core.ParameterSource.DEFAULT else columns


_ASSEMBLY = click.option(
    "--assembly",
    type=AssemblyType(),
    default="auto",
    show_default=True,
    help="Genome build of the input; hg19, b37, hg38 and b38 are understood too.",
)
_TRANSCRIPTS = click.option(
    "--transcripts",
    default="mane",
    show_default=True,
    metavar="mane|refseq|all|ACCESSION,...",
    shell_complete=complete_transcripts,
    help="Transcripts to annotate on, one row each.",
)
_COLUMNS = click.option(
    "--columns",
    default="standard",
    show_default=True,
    metavar="minimal|standard|full|NAME,...",
    shell_complete=complete_columns,
    help="Columns of the table.",
)
_SOURCES = click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME=FILE[:FIELD,...]",
    help="Add what an indexed VCF, BCF or TSV says of each allele, as columns NAME_FIELD; may be "
    "given several times.",
)
_CATALOG = click.option(
    "--catalog",
    "tables",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Add variants of a table of your own to the catalog (TSV or CSV with a column variant, or "
    "chrom, pos, ref and alt; optional: id, assertion, phenotype, reference, note, assembly); "
    "may be given several times.",
)
_SAMPLES = (
    click.option(
        "--samples",
        type=click.Choice(("none", "summary", "carriers", "all")),
        default="none",
        show_default=True,
        help="What is told of the samples: counts of each allele (summary), one further row for "
        "each sample that carries it (carriers), or for every sample (all).",
    ),
    click.option(
        "--ped",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Sex and parents of the samples, a PED or FAM file.",
    ),
    click.option(
        "--sex",
        "sexes",
        multiple=True,
        metavar="NAME=male|female",
        help="Sex of a sample; may be given several times. A sex that is not stated is unknown, "
        "and never guessed.",
    ),
)
_NO_HEADER = click.option("--no-header", is_flag=True, help="Leave the header line out.")
_OUTPUT = (
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        metavar="FILE",
        help="Write to this file, complete or not at all; default, or -: standard output.",
    ),
    _NO_HEADER,
    click.option(
        "--strict", is_flag=True, help="Exit with 3 if any row has an issue, or a file a caution."
    ),
    click.option("-q", "--quiet", is_flag=True, help="No summary on standard error."),
    reference_option,
)


def annotation_options(command: F) -> F:
    """Add the options of every command that prints a table of annotations."""
    for decorator in reversed((_ASSEMBLY, _TRANSCRIPTS, _COLUMNS, _SOURCES, _CATALOG, *_OUTPUT)):
        command = decorator(command)
    return command


def sample_options(command: F) -> F:
    """Add the options of commands that tell of samples."""
    for decorator in reversed(_SAMPLES):
        command = decorator(command)
    return command


def report_options(command: F) -> F:
    """Add the options of a report, which tells of carriers unless it is asked not to."""
    to_file, _, *rest = _OUTPUT  # a page has no header line
    told = click.option(
        "--samples",
        type=click.Choice(("none", "carriers", "all")),
        default="carriers",
        show_default=True,
        help="The samples told of with each variant: those that carry it, all, or none.",
    )
    every = (
        _ASSEMBLY, _TRANSCRIPTS, _SOURCES, _CATALOG, told, *_SAMPLES[1:], to_file,
        no_progress_option, *rest,
    )  # fmt: skip
    for decorator in reversed(every):
        command = decorator(command)
    return command


def naming_options(command: F) -> F:
    """Add the options of commands that print names only."""
    for decorator in reversed((_ASSEMBLY, _TRANSCRIPTS, *_OUTPUT)):
        command = decorator(command)
    return command


def sequence_options(command: F) -> F:
    """Add the options of commands that write sequences."""
    assembly = click.option(
        "--assembly",
        type=AssemblyType(),
        default="auto",
        show_default=True,
        help="Genome build of the sequences; a variant that is named on the other is converted. "
        "hg19, b37, hg38 and b38 are understood too.",
    )
    transcripts = click.option(
        "--transcripts",
        default="mane",
        show_default=True,
        metavar="mane|refseq|all|ACCESSION,...",
        shell_complete=complete_transcripts,
        help="Transcripts, a pair of sequences for each.",
    )
    sources = click.option(
        "--source",
        "sources",
        multiple=True,
        metavar="NAME=FILE[:FIELD,...]",
        help="Mark what is common by the frequencies (AF, AF_afr, ...) of an indexed VCF, BCF or "
        "TSV as well; may be given several times.",
    )
    output = (option for option in _OUTPUT if option is not _NO_HEADER)
    for decorator in reversed((assembly, transcripts, sources, _CATALOG, *output)):
        command = decorator(command)
    return command
