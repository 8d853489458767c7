"""Write the catalog to a file: table, JSON, VCF or BED, these two also packed with an index."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.catalog_bed import bed_lines
from foxp3tool.formats.catalog_json import entry_lines, json_text
from foxp3tool.formats.catalog_table import entry_table
from foxp3tool.formats.catalog_vcf import vcf_lines
from foxp3tool.formats.table_form import Target, form_of, says_nothing
from foxp3tool.formats.vcf_files import BED_BGZIP, kind_of
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.catalog_view import CatalogSelection
from foxp3tool.pipeline.catalog_list import write_list
from foxp3tool.pipeline.indexed_files import write_track_lines, write_vcf_lines
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.write import write_lines
from foxp3tool.reference.manifest import Manifest


class ExportFormat(StrEnum):
    """The formats of an export."""

    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"
    PARQUET = "parquet"
    EXCEL = "xlsx"
    VCF = "vcf"
    BED = "bed"

    @property
    def is_table(self) -> bool:
        """True for the forms of one row an entry."""
        return self not in (*_PLACED, ExportFormat.JSON, ExportFormat.JSONL)


_PLACED: Final = (ExportFormat.VCF, ExportFormat.BED)


def export_format(named: str | None, output: Path | None) -> ExportFormat:
    """Return the format that is meant by its name or by the ending of the file.

    Raises:
        UsageError: If neither tells, or they contradict each other.
    """
    ending = None
    if output is not None and output != Path("-"):
        ending = _format_of(output)
        if ending is None and not (named is not None and says_nothing(output)):
            raise UsageError(
                f"--output {output}: the ending names no format that is exported",
                remedy=f"end the name with .{', .'.join(ExportFormat)} or .bcf; all but .parquet, "
                ".xlsx and .bcf may have .gz behind them",
            )
    if named is not None:
        chosen = ExportFormat(named)
        if ending is not None and ending is not chosen:
            raise UsageError(
                f"--output {output}: the ending says {ending.value}, --format {chosen.value}",
                remedy="leave --format out, or change the ending",
            )
        return chosen
    if ending is None:
        raise UsageError(
            "the format is not known",
            remedy=f"give --format {', '.join(ExportFormat)}, or a file",
        )
    return ending


def _format_of(path: Path) -> ExportFormat | None:
    form, _ = form_of(path)
    if form is not None:
        return ExportFormat(form.value)
    if kind_of(path) is not None:
        return ExportFormat.VCF
    is_bed = path.name.lower().endswith((".bed", BED_BGZIP))
    return ExportFormat.BED if is_bed else None


def export_assembly(kind: ExportFormat, named: str | None, manifest: Manifest) -> Assembly | None:
    """Return the build of an export, None for formats that hold both.

    Raises:
        UsageError: If the format needs a build and none is named, or the other way round.
    """
    if kind not in _PLACED:
        if named is not None:
            raise UsageError(
                f"{kind.value} holds both builds; --assembly is for vcf and bed",
                remedy="leave --assembly out",
            )
        return None
    if named is None:
        raise UsageError(
            f"{kind.value} is of one build, which is not named",
            remedy="give --assembly GRCh37 or --assembly GRCh38",
        )
    return manifest.assembly(named)


def contig_name(wanted: str, assembly: Assembly) -> str:
    """Return what to call chromosome X: ``X``, ``chrX`` or its accession."""
    return assembly.accession if wanted == "accession" else wanted


def write_export(
    toolkit: Toolkit,
    selection: CatalogSelection,
    target: Target | tuple[ExportFormat, Path | None],
    assembly: Assembly | None,
    contig: str,
) -> tuple[str, ...]:
    """Write an export.

    Args:
        toolkit: What it is made with.
        selection: The entries.
        target: Where a table goes; of other formats the format and the file, or None.
        assembly: The build of VCF and BED.
        contig: As for :func:`contig_name`.

    Returns:
        What is to be known of the file.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    if isinstance(target, Target):
        edition = selection.edition.data_version
        table = entry_table(selection.views, everything=True, edition=edition)
        return write_list(table, target, toolkit)
    kind, path = target
    lines = _lines(selection, kind, assembly, contig)
    if kind is ExportFormat.VCF:
        return write_vcf_lines(lines, path)
    if kind is ExportFormat.BED:
        return write_track_lines(lines, path)
    write_lines(lines, path, is_compressed=path is not None and form_of(path)[1])
    return ()


def _lines(
    selection: CatalogSelection, kind: ExportFormat, assembly: Assembly | None, contig: str
) -> Iterable[str]:
    """Return the lines of an export, without line ends."""
    if assembly is None:
        return entry_lines(selection) if kind is ExportFormat.JSONL else [json_text(selection)]
    writer = vcf_lines if kind is ExportFormat.VCF else bed_lines
    return writer(selection, assembly, contig_name(contig, assembly))
