"""Write the catalog to a file: table, JSON, VCF or BED."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.catalog_bed import bed_lines
from foxp3tool.formats.catalog_json import json_text
from foxp3tool.formats.catalog_table import entry_table, tsv_lines
from foxp3tool.formats.catalog_vcf import vcf_lines
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.catalog_view import CatalogSelection
from foxp3tool.reference.manifest import Manifest


class ExportFormat(StrEnum):
    """The formats of an export."""

    TSV = "tsv"
    JSON = "json"
    VCF = "vcf"
    BED = "bed"


_ENDINGS: Final = {".txt": ExportFormat.TSV} | {f".{kind}": kind for kind in ExportFormat}
_PLACED: Final = (ExportFormat.VCF, ExportFormat.BED)


def export_format(named: str | None, output: Path | None) -> ExportFormat:
    """Return the format that is meant by its name or by the ending of the file.

    Raises:
        UsageError: If neither tells, or they contradict each other.
    """
    ending = None
    if output is not None and output != Path("-"):
        ending = _ENDINGS.get(output.suffix.lower())
        if ending is None:
            raise UsageError(
                f"--output {output}: the ending names no format that is exported",
                remedy="end the name with .tsv, .json, .vcf or .bed; compress afterwards "
                "(bgzip for VCF)",
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
            "the format is not known", remedy="give --format tsv, json, vcf or bed, or a file"
        )
    return ending


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


def export_lines(
    selection: CatalogSelection, kind: ExportFormat, assembly: Assembly | None, contig: str
) -> Iterable[str]:
    """Return the lines of an export, without line ends."""
    if assembly is None:
        if kind is ExportFormat.JSON:
            return [json_text(selection)]
        edition = selection.edition.data_version
        return tsv_lines(*entry_table(selection.views, everything=True, edition=edition))
    writer = vcf_lines if kind is ExportFormat.VCF else bed_lines
    return writer(selection, assembly, contig_name(contig, assembly))
