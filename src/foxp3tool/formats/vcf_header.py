"""What a VCF header says about the genome build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf_text import VCF_MAGIC
from foxp3tool.model.frozen import frozen

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_BEFORE_SAMPLES: Final = 9
_CONTIG: Final = re.compile(r"##contig=<(?P<body>.*)>$")
_FIELD: Final = re.compile(r'(?P<key>[A-Za-z0-9_.]+)=(?P<value>"[^"]*"|[^,]*)')
_REFERENCE: Final = re.compile(r"##(?:reference|assembly)=(?P<value>.*)$")


@frozen
class ContigLine:
    """A ``##contig`` line: its ID, length in bases and assembly, where given."""

    name: str
    length: int | None
    assembly: str | None


@frozen
class VcfHeader:
    """A header as far as it matters here.

    Args:
        lines: All header lines with the column line, without line ends.
        contigs: The contig lines in order.
        references: Values of ``##reference`` and ``##assembly`` lines.
        ending: What ends the first line.
    """

    lines: tuple[bytes, ...]
    contigs: tuple[ContigLine, ...]
    references: tuple[str, ...]
    ending: bytes = b"\n"

    def numbers(self, kind: str) -> dict[str, str]:
        """Return what the header declares as ``Number`` of each field.

        Args:
            kind: ``INFO`` or ``FORMAT``.
        """
        start = f"##{kind}=<"
        found = {}
        for raw in self.lines:
            line = raw.decode("utf-8", "replace")
            if line.startswith(start):
                fields = {
                    m["key"]: m["value"]
                    for m in _FIELD.finditer(line[len(start) :].removesuffix(">"))
                }
                found[fields.get("ID", "")] = fields.get("Number", "")
        return found


def for_htslib(header: VcfHeader, records: Sequence[bytes]) -> list[bytes]:
    """Return the lines of a VCF that htslib does not refuse for the names of its samples.

    Samples of one name are numbered instead; a column FORMAT without any sample is left out.

    Args:
        header: The header.
        records: Lines of records, without line ends.
    """
    *lines, last = header.lines
    cells = last.split(b"\t")
    fixed, samples = cells[:_BEFORE_SAMPLES], cells[_BEFORE_SAMPLES:]
    if len(cells) == _BEFORE_SAMPLES:
        fixed.pop()
        records = [b"\t".join(line.split(b"\t")[: len(fixed)]) for line in records]
    elif len(set(samples)) < len(samples):
        samples = [b"%d" % number for number in range(len(samples))]
    return [*lines, b"\t".join((*fixed, *samples)), *records]


def contig_line(contig: ContigLine) -> str:
    """Return the header line of a contig."""
    return f"##contig=<ID={contig.name},length={contig.length},assembly={contig.assembly}>"


def info_line(key: str, description: str) -> str:
    """Return the header line of an INFO field that holds one text."""
    return f'##INFO=<ID={key},Number=1,Type=String,Description="{description}">'


def for_other_build(
    header: VcfHeader,
    contigs: Sequence[ContigLine],
    added: Sequence[str],
    replaced: Sequence[str],
) -> list[str]:
    """Return the lines of a header for the same file on another build.

    Args:
        header: The header of the file.
        contigs: The contigs of the other build; those of the file are left out, as are lines that
            name its reference.
        added: Lines that are put before the column line.
        replaced: Beginnings of lines that an earlier run added, and that are left out.
    """
    lines = []
    for raw in header.lines[:-1]:
        line = raw.decode("utf-8", "surrogateescape")
        if not (_CONTIG.match(line) or _REFERENCE.match(line) or line.startswith(tuple(replaced))):
            lines.append(line)
    lines += [contig_line(contig) for contig in contigs]
    return [*lines, *added, header.lines[-1].decode("utf-8", "surrogateescape")]


def read_header(lines: Sequence[bytes], name: str, ending: bytes = b"\n") -> VcfHeader:
    """Read the header lines of a VCF file.

    Args:
        lines: Every line that begins with ``#``, in order.
        name: Name of the file for messages.
        ending: What ends the first line.

    Raises:
        InputError: If there is no header, no column line, or it lacks a required column.
    """
    if lines and lines[0].startswith(BYTE_ORDER_MARK):
        raise InputError(
            "the file begins with a byte order mark, which VCF does not allow",
            file=name,
            line=1,
            cause="a Windows program saved it as 'UTF-8 with BOM'",
            remedy="save it as UTF-8 without BOM",
        )
    if not lines or not lines[0].startswith(VCF_MAGIC):
        raise InputError(
            "not a VCF file: the first line is not ##fileformat=VCFv4.x",
            file=name,
            line=1,
            cause="the header was cut off, or the file is of another kind",
            remedy="give the VCF with its header (bcftools view keeps it); a list of names is for "
            "foxp3tool lookup --input FILE",
        )
    columns = lines[-1].split(b"\t")
    if columns[:5] != [b"#CHROM", b"POS", b"ID", b"REF", b"ALT"] or len(columns) < 8:
        raise InputError(
            "the header does not end with the line #CHROM POS ID REF ALT QUAL FILTER INFO",
            file=name,
            line=len(lines),
            cause="blanks instead of tabs, or a header that was cut off",
        )
    contigs, references = [], []
    for raw in lines:
        line = raw.decode("utf-8", "replace")
        if contig := _CONTIG.match(line):
            contigs.append(_contig(contig["body"]))
        elif reference := _REFERENCE.match(line):
            references.append(reference["value"])
    return VcfHeader(tuple(lines), tuple(contigs), tuple(references), ending)


def _contig(body: str) -> ContigLine:
    fields = {match["key"]: match["value"].strip('"') for match in _FIELD.finditer(body)}
    length = fields.get("length", "")
    return ContigLine(
        fields.get("ID", ""), int(length) if length.isdigit() else None, fields.get("assembly")
    )
