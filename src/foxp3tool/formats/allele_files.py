"""Read the values that an indexed VCF, BCF or TSV holds for the alleles of a region.

The files are those that databases publish: gnomAD, ClinVar and SpliceAI as VCF, AlphaMissense and
CADD as tab-separated tables with chromosome, position, REF and ALT.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from errno import ENOENT
from pathlib import Path
from typing import Any, Final

import pysam

from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.index_fit import INDEX_ENDINGS, is_of_file
from foxp3tool.formats.vcf_header import VcfHeader, read_header
from foxp3tool.formats.vcf_index import is_remote
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval

pysam.set_verbosity(0)

_VCF_ENDINGS: Final = (".vcf", ".vcf.gz", ".vcf.bgz", ".bcf")
_STATED: Final = re.compile(
    r"##(?P<key>fileDate|source|dbSNP_BUILD_ID|(?:gnomAD|ClinVar|CADD|SpliceAI)\w*version)"
    r"=(?P<value>(?!<).*\S)",
    re.IGNORECASE,
)
_LONGEST_STATED: Final = 80
_PLACE: Final = ("chrom", "pos", "ref", "alt")
# How the published tables head the columns of an allele, in small letters.
_CALLED: Final = {
    "chrom": ("chrom", "chr", "chromosome"),
    "pos": ("pos", "position", "start"),
    "ref": ("ref", "reference"),
    "alt": ("alt", "alternate"),
}


@frozen
class AlleleValues:
    """The values of one allele.

    Args:
        chrom: Contig as written.
        pos: 1-based position.
        ref: REF as written.
        alt: ALT as written.
        values: A value for each field wanted, empty where it is missing.
        is_passed: False if a filter of the source has the record.
        id: Identifiers of the record, empty if there are none.
    """

    chrom: str
    pos: int
    ref: str
    alt: str
    values: tuple[str, ...]
    is_passed: bool = True
    id: str = ""


def stated_by(header: VcfHeader) -> str:
    """Return what header lines say of date, version and maker of a file.

    Example:
        >>> stated_by(VcfHeader((b"##fileDate=2026-11-01", b"##source=ClinVar"), (), ()))
        'fileDate 2026-11-01, source ClinVar'
    """
    found = []
    for raw in header.lines:
        line = _STATED.match(raw.decode("utf-8", "replace"))
        if line is not None:
            found.append(f"{line['key']} {line['value'].strip()[:_LONGEST_STATED]}")
    return ", ".join(dict.fromkeys(found))


class AlleleFile:
    """An indexed file of values for alleles; to be closed after use.

    Args:
        name: A path, or an address that htslib can read.
        fields: The fields wanted; empty for those in ``usual`` that the file has.
        columns: Of a table: header name or number (from 1) of the column of ``chrom``, ``pos``,
            ``ref``, ``alt`` or a field, where it is not the name itself.
        usual: Fields to take if none are named.

    Attributes:
        fields: The fields that are read.
        header: Header lines that may name the build.
        stated: What the header says of the file's date, version and maker; empty if nothing.

    Raises:
        InputError: If it cannot be opened, or has no index.
        UsageError: If it has no such field or column, or none is named and none is usual.
    """

    def __init__(
        self,
        name: str,
        fields: Sequence[str],
        columns: Mapping[str, str],
        usual: Sequence[str],
    ) -> None:
        """Open the file and see what it holds."""
        self.name = name
        _check_index(name)
        with ExitStack() as opened:
            if name.lower().endswith(_VCF_ENDINGS):
                self._open_vcf(fields, usual, opened)
            else:
                self._open_table(fields, columns, usual, opened)
            self._opened = opened.pop_all()
        self.stated = stated_by(self.header)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def fetch(
        self, is_contig: Callable[[str], bool], windows: Sequence[Interval]
    ) -> Iterator[AlleleValues]:
        """Yield the alleles in windows of a chromosome, record by record.

        Args:
            is_contig: Tells whether a contig name means the chromosome.
            windows: 0-based half-open windows.

        Raises:
            InputError: If the data is damaged.
        """
        for contig in self._contigs:
            if not is_contig(contig):
                continue
            for window in windows:
                try:
                    yield from self._records(contig, window)
                except (OSError, ValueError, EOFError) as error:
                    raise InputError(
                        f"the data cannot be read ({error})",
                        file=self.name,
                        cause="a truncated file, or an index of another file",
                        remedy="get the file and its index again",
                    ) from error

    # VCF and BCF

    def _open_vcf(self, fields: Sequence[str], usual: Sequence[str], opened: ExitStack) -> None:
        try:
            file: Any = opened.enter_context(pysam.VariantFile(self.name))
        except (OSError, ValueError) as error:
            raise _cannot_open(self.name, error) from error
        if file.index is None:
            plain = self.name.lower().endswith(".vcf")
            first = f"bgzip {self.name} and " if plain else ""
            raise _no_index(self.name, f"{first}bcftools index {self.name}{'.gz' if plain else ''}")
        self._contigs = [str(contig) for contig in file.index]
        known = list(file.header.info)
        self.fields = _chosen(fields, usual, known, self.name)
        numbers = [file.header.info[field].number for field in self.fields]
        lines = str(file.header).rstrip("\n").encode().split(b"\n")
        self.header = read_header(lines, self.name)

        def records(contig: str, window: Interval) -> Iterator[AlleleValues]:
            for record in file.fetch(contig, window.start, window.end):
                is_passed = set(record.filter.keys()) <= {"PASS"}
                for number, alt in enumerate(record.alts or ()):
                    values = tuple(
                        _info_text(record.info.get(field), kind, number)
                        for field, kind in zip(self.fields, numbers, strict=True)
                    )
                    yield AlleleValues(
                        contig, record.pos, record.ref, alt, values, is_passed, record.id or ""
                    )

        self._records = records

    # Tables

    def _open_table(
        self,
        fields: Sequence[str],
        columns: Mapping[str, str],
        usual: Sequence[str],
        opened: ExitStack,
    ) -> None:
        try:
            file: Any = opened.enter_context(pysam.TabixFile(self.name))
        except (OSError, ValueError) as error:
            if "index" in str(error):
                raise _no_index(self.name, f"tabix -s 1 -b 2 -e 2 {self.name}") from error
            raise _cannot_open(self.name, error) from error
        self._contigs = [str(contig) for contig in file.contigs]
        lines = [str(line) for line in file.header]
        names = lines[-1].lstrip("#").split("\t") if lines else []
        self.fields = tuple(fields) or _chosen((), usual, names, self.name)
        wanted = [*_PLACE, *self.fields]
        places = [_column(key, columns.get(key), names, self.name) for key in wanted]
        references = tuple(line for line in lines if "\t" not in line)
        self.header = VcfHeader((), (), references)

        def records(contig: str, window: Interval) -> Iterator[AlleleValues]:
            for line in file.fetch(contig, window.start, window.end):
                cells = str(line).split("\t")
                if len(cells) <= max(places) or not cells[places[1]].isdigit():
                    raise ValueError(f"not the columns {', '.join(wanted)}: {line[:60]}")
                chrom, pos, ref, alt, *values = (cells[place] for place in places)
                yield AlleleValues(chrom, int(pos), ref, alt, tuple(values))

        self._records = records


def _chosen(
    fields: Sequence[str], usual: Sequence[str], known: Sequence[str], name: str
) -> tuple[str, ...]:
    chosen = tuple(fields) or tuple(field for field in usual if field in known)
    missing = [field for field in chosen if field not in known]
    if chosen and not missing:
        return chosen
    what = f"has no field {', '.join(missing)}" if missing else "name the fields wanted"
    raise UsageError(
        f"--source: {name}: {what}",
        remedy=f"fields: NAME=FILE:FIELD,...; the file has {', '.join(known) or 'none'}",
    )


def _column(key: str, told: str | None, names: Sequence[str], file: str) -> int:
    """Return the index of a column: as told, by number or name, or called as it usually is."""
    if told is not None and told.isdigit() and int(told) > 0:
        return int(told) - 1
    small = [name.lower() for name in names]
    for name in (told,) if told is not None else (key, *_CALLED.get(key, ())):
        if name.lower() in small:
            return small.index(name.lower())
    raise UsageError(
        f"--source: {file} has no column {told or key}",
        remedy=f"say which: {key}=NAME or {key}=NUMBER among the fields; the file has "
        f"{', '.join(names) or 'no header line'}",
    )


def _info_text(value: Any, number: Any, allele: int) -> str:
    """Return what INFO says of one ALT: its own value of a field with one for each."""
    if number in ("A", "R") and isinstance(value, tuple):
        place = allele + (number == "R")
        value = value[place] if place < len(value) else None
    if value is None or value is False:
        return ""
    if isinstance(value, tuple):
        return ",".join("." if item is None else _plain(item) for item in value)
    return "true" if value is True else _plain(value)


def _plain(value: Any) -> str:
    # htslib keeps single precision; seven digits are what it holds.
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def _cannot_open(name: str, error: Exception) -> InputError:
    if not is_remote(name) and not Path(name).exists():
        why = os.strerror(ENOENT)
        return InputError(f"cannot be read: {why}", file=name, remedy="check the path")
    return InputError(
        f"cannot be opened ({error})",
        file=name,
        cause="no such file, or not compressed with bgzip",
        remedy="bgzip FILE, and index it with tabix or bcftools index",
    )


def _check_index(name: str) -> None:
    """Refuse the index of another file, through which values would be missed in silence."""
    path = Path(name)
    for index in (Path(f"{name}{ending}") for ending in INDEX_ENDINGS):
        if path.is_file() and index.is_file() and not is_of_file(index, path):
            raise InputError(
                f"{index.name} is not the index of this file",
                file=name,
                cause="the file was replaced or cut off after the index was made",
                remedy="make the index again (tabix -f FILE)",
            )


def _no_index(name: str, remedy: str) -> InputError:
    return InputError("has no index beside it", file=name, remedy=f"{remedy} makes one")
