"""Write the variants that names mean as a VCF of sites, sorted, with the names they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.vcf_header import ContigLine, contig_line
from foxp3tool.formats.vcf_info import escaped
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen
from foxp3tool.pipeline.indexed_files import write_vcf_lines
from foxp3tool.pipeline.lists import ListLookup
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_provenance import INFO_LINES, INPUT_KEY, ISSUE_KEY, tool_line

_NOT_CONVERTED: Final = "##foxp3tool_not_converted="
_ALLELE_ON: Final = {
    name: next(column.value for column in COLUMNS if column.name == name.lower())
    for name in ("GRCh37", "GRCh38")
}
_SEVERAL: Final = "|"
_COLUMN_LINE: Final = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


@frozen
class NamedRows:
    """What a text means.

    Args:
        text: The text.
        rows: Its rows; one for each allele and transcript, or a single one that says what is wrong.
        line: 1-based line of the list that it stands in, if it stands in one.
    """

    text: str
    rows: Sequence[AnnotatedRow]
    line: int | None = None


def named_rows(run: ListLookup) -> Iterator[NamedRows]:
    """Yield the records of a list with what they mean."""
    for entry, rows in run.answers():
        if entry.text is not None:
            yield NamedRows(entry.text, rows, entry.line)


def write_names_as_vcf(
    toolkit: Toolkit, names: Iterable[NamedRows], assembly: str, output: Path | None
) -> tuple[list[str], tuple[str, ...]]:
    """Write one record for each text and allele; texts without one are told in the header.

    Args:
        toolkit: The engine.
        names: The texts with what they mean.
        assembly: The build of the VCF.
        output: As for :func:`write_vcf_lines`.

    Returns:
        The texts that have no record, and what is to be known of the file.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    records: list[tuple[int, str]] = []
    lost: list[NamedRows] = []
    for named in names:
        found = dict(_records(named, assembly))
        records += [(int(line.split("\t", 2)[1]), line) for line in found.values()]
        if not found:
            lost.append(named)
    told = [_lost_line(named, assembly, number) for number, named in enumerate(lost, 1)]
    ordered = [line for _, line in sorted(records, key=lambda record: record[0])]
    lines = (*_header(toolkit, assembly), *told, _COLUMN_LINE, *ordered)
    return [named.text for named in lost], write_vcf_lines(lines, output)


def _header(toolkit: Toolkit, assembly: str) -> Iterable[str]:
    known = next(a for a in toolkit.bundle.manifest.assemblies if a.name == assembly)
    yield "##fileformat=VCFv4.3"
    yield f"##reference={assembly}"
    yield contig_line(ContigLine(known.chromosome, known.contig_length, assembly))
    yield INFO_LINES[INPUT_KEY]
    yield INFO_LINES[ISSUE_KEY]
    yield tool_line(toolkit, f"names as variants on {assembly}")


def _records(named: NamedRows, assembly: str) -> Iterable[tuple[str, str]]:
    """Yield each allele with its line; of several changes given together each is one."""
    for row in named.rows:
        allele = _ALLELE_ON[assembly](row)
        if not allele or _SEVERAL in allele:
            continue
        chrom, position, ref, alt = allele.split("-")
        info = f"{INPUT_KEY}={escaped(named.text)}"
        if row.issues:
            codes = dict.fromkeys(issue.code.name for issue in row.issues)
            info += f";{ISSUE_KEY}={escaped('|'.join(codes))}"
        yield allele, "\t".join((chrom, position, ".", ref, alt, ".", ".", info))


def _lost_line(named: NamedRows, assembly: str, number: int) -> str:
    reasons = dict.fromkeys(str(issue) for row in named.rows for issue in row.issues)
    why = "; ".join(reasons) or f"no allele of {assembly}"
    line = "" if named.line is None else f",Line={named.line}"
    told = f"Input={_quoted(named.text)},Description={_quoted(why)}"
    return f"{_NOT_CONVERTED}<ID={number}{line},{told}>"


def _quoted(text: str) -> str:
    """Return a text as a header may quote it (VCF 4.3, section 1.4)."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
