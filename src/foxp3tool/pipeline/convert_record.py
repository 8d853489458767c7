"""Convert one VCF record to the other build: position, REF, ALT, END, and genotypes if need be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.annotate.build_sites import ConvertedSite, convert_site
from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.formats.vcf_header import VcfHeader
from foxp3tool.formats.vcf_info import info_value, with_info
from foxp3tool.formats.vcf_recode import (
    AlleleNumbers,
    CannotRecodeError,
    carried_alleles,
    recode_info,
    recode_samples,
)
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.positions import genomic_index, genomic_number
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES, shown
from foxp3tool.pipeline.vcf_provenance import FROM_KEY, ISSUE_KEY

_CHROM, _POS, _REF, _ALT, _INFO, _FORMAT, _SAMPLES = 0, 1, 3, 4, 7, 8, 9
_PLACELESS: Final = frozenset({"*", "<*>", "<NON_REF>"})
"""ALT alleles that name no place or sequence of their own."""
_MATE: Final = re.compile(r"(?P<bracket>[][])(?P<chrom>[^][:]+):(?P<pos>[0-9]+)(?P=bracket)")


class NotConvertedError(ValueError):
    """A record that has no counterpart; the message says why.

    Args:
        code: What kind of reason it is.
        message: The reason.
    """

    def __init__(self, code: IssueCode, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code


class RecordConverter:
    """Converts the records of one file.

    Args:
        there: The way to the other build.
        header: The header of the file, which tells what the fields hold.
        rename: Gives the name of a contig on the other build; None if it is not the X chromosome.
    """

    def __init__(
        self, there: BuildMap, header: VcfHeader, rename: Callable[[str], str | None]
    ) -> None:
        """Read what the header declares."""
        self._there = there
        self._rename = rename
        self._info_numbers = header.numbers("INFO")
        self._format_numbers = header.numbers("FORMAT")

    def convert(self, record: VcfRecord) -> tuple[int, list[str]]:
        """Return the position of a record on the other build and its cells.

        Returns:
            The 1-based position, and the cells of the line with nothing changed but what the other
            build demands, and where the record comes from.

        Raises:
            NotConvertedError: If there is no counterpart.
        """
        cells = record.raw.decode("utf-8", "surrogateescape").split("\t")
        gene = self._there.source
        start, ref = genomic_index(record.pos), record.ref.upper()
        if start < 0 or not gene.region.covers(Interval(start, max(start + len(ref), record.end))):
            raise NotConvertedError(
                IssueCode.OUTSIDE_GENE,
                f"it reaches out of the region that is bundled for {gene.assembly}",
            )
        bases = checked_bases(gene, start, ref)
        if bases is None:
            found = gene.plus_bases(start, start + len(ref))
            raise NotConvertedError(
                IssueCode.REF_MISMATCH,
                f"REF is {shown(record.ref)}, {gene.assembly} has {shown(found)} there",
            )
        cells[_CHROM] = self._rename(record.chrom) or record.chrom
        cells[_INFO] = _with_source(cells[_INFO], gene.assembly, record)
        try:
            if all(_is_simple(alt) for alt in record.alts):
                self._convert_alleles(record, start, bases, cells)
            else:
                self._convert_structural(record, start, bases, cells)
        except NoCounterpartError as error:
            raise NotConvertedError(IssueCode.BUILD_CONFLICT, str(error)) from error
        except CannotRecodeError as error:
            message = f"the alleles change their numbers, and {error}"
            raise NotConvertedError(IssueCode.BUILD_CONFLICT, message) from error
        return int(cells[_POS]), cells

    # Alleles of bases

    def _convert_alleles(self, record: VcfRecord, start: int, bases: str, cells: list[str]) -> None:
        stated = [alt.upper() for alt in record.alts if alt not in _PLACELESS]
        if len({bases, *stated}) <= len(stated):
            raise NotConvertedError(IssueCode.NO_CHANGE, "an allele is listed twice")
        end = _number(cells[_INFO], "END")
        if not stated and end is not None and self._there.differs_within(start, end):
            raise NoCounterpartError("it is a stretch without variants in which the builds differ")
        keys, samples = _keys(cells), cells[_SAMPLES:]
        # Number in the record, by number among the alleles of bases.
        listed = [0, *(i for i, alt in enumerate(record.alts, 1) if alt not in _PLACELESS)]
        carried = carried_alleles(samples, keys)
        if carried is not None:
            carried = frozenset(listed.index(number) for number in carried if number in listed)
        site = convert_site(self._there, start, [bases, *stated], carried)
        cells[_POS], cells[_REF] = str(genomic_number(site.start)), site.alleles[0]
        if not site.is_renumbered:
            put = iter(site.alleles[1:])
            alts = [alt if alt in _PLACELESS else next(put) for alt in record.alts]
        else:
            alts = [*site.alleles[1:], *(alt for alt in record.alts if alt in _PLACELESS)]
            numbers = _numbers(record.alts, listed, site)
            cells[_INFO] = recode_info(cells[_INFO], self._info_numbers, numbers)
            cells[_INFO] = with_info(cells[_INFO], ISSUE_KEY, IssueCode.BUILD_CONFLICT.name)
            cells[_SAMPLES:] = recode_samples(samples, keys, self._format_numbers, numbers)
        cells[_ALT] = ",".join(alts) or "."
        if end is not None:
            last = site.start + len(site.alleles[0])
            if end != start + len(bases):
                last = self._there.position(genomic_index(end)) + 1
            cells[_INFO] = with_info(cells[_INFO], "END", str(last))

    # Symbolic alleles and breakends

    def _convert_structural(
        self, record: VcfRecord, start: int, bases: str, cells: list[str]
    ) -> None:
        if any(IUPAC_NUCLEOTIDES.issuperset(alt.upper()) for alt in record.alts):
            raise NotConvertedError(
                IssueCode.UNSUPPORTED_ALLELE,
                "it has alleles of bases beside symbolic ones; split it (bcftools norm -m-)",
            )
        there = self._there
        new_start = there.position(start)
        reference = there.target.plus_bases(new_start, new_start + len(bases))
        is_breakend = any("[" in alt or "]" in alt for alt in record.alts)
        if there.position(start + len(bases) - 1) != new_start + len(bases) - 1 or (
            is_breakend and reference != bases
        ):
            raise NoCounterpartError("the builds differ in the bases of REF")
        cells[_POS], cells[_REF] = str(genomic_number(new_start)), reference
        if is_breakend:
            cells[_REF] = record.ref
        cells[_ALT] = ",".join(_MATE.sub(self._mate, alt) for alt in record.alts)
        self._check_confidence(cells[_INFO], "CIPOS", start)
        end = _number(cells[_INFO], "END")
        last = record.end if end is None else end
        new_last = genomic_number(there.position(genomic_index(last)))
        self._check_confidence(cells[_INFO], "CIEND", genomic_index(last))
        if end is not None:
            cells[_INFO] = with_info(cells[_INFO], "END", str(new_last))
        size, new_size = last - record.pos, new_last - int(cells[_POS])
        length = info_value(cells[_INFO], "SVLEN")
        if length not in (None, ".") and size != new_size:
            cells[_INFO] = with_info(cells[_INFO], "SVLEN", _resized(length, size, new_size))

    def _mate(self, match: re.Match[str]) -> str:
        name = self._rename(match["chrom"])
        if match["chrom"].startswith("<"):
            return match.group()
        if name is None:
            raise NoCounterpartError(f"its mate lies on {match['chrom']}")
        place = genomic_number(self._there.position(genomic_index(int(match["pos"]))))
        return f"{match['bracket']}{name}:{place}{match['bracket']}"

    def _check_confidence(self, info: str, key: str, place: int) -> None:
        """Refuse an end whose confidence interval holds a difference in number."""
        interval = info_value(info, key)
        if interval in (None, "."):
            return
        offset = self._there.position(place) - place
        for bound in interval.split(","):
            bounded = place + _as_number(key, bound)
            if self._there.position(bounded) - bounded != offset:
                raise NoCounterpartError(f"the builds differ in number of bases within {key}")


def _number(info: str, key: str) -> int | None:
    value = info_value(info, key)
    return None if value in (None, ".") else _as_number(key, value)


def _as_number(key: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        message = f"{key} is {value!r}, no number"
        raise NotConvertedError(IssueCode.UNSUPPORTED_ALLELE, message) from None


def _is_simple(alt: str) -> bool:
    return alt in _PLACELESS or IUPAC_NUCLEOTIDES.issuperset(alt.upper())


def _keys(cells: Sequence[str]) -> list[str]:
    return cells[_FORMAT].split(":") if len(cells) > _FORMAT else []


def _numbers(alts: Sequence[str], listed: Sequence[int], site: ConvertedSite) -> AlleleNumbers:
    """Return the new number of every allele; those that name no place stand last."""
    new: list[int | None] = [None] * (len(alts) + 1)
    for place, number in zip(listed, site.numbers, strict=True):
        new[place] = number
    behind = len(site.alleles)
    for place, alt in enumerate(alts, 1):
        if alt in _PLACELESS:
            new[place] = behind
            behind += 1
    return AlleleNumbers(tuple(new), behind)


def _with_source(info: str, assembly: str, record: VcfRecord) -> str:
    alleles = "/".join((record.ref, *record.alts))
    source = f"{assembly}:{record.chrom}:{record.pos}:{alleles}"
    if any(character in source for character in ";=, "):
        source = f"{assembly}:{record.chrom}:{record.pos}"
    return with_info(with_info(info, ISSUE_KEY, None), FROM_KEY, source)


def _resized(length: str, size: int, new_size: int) -> str:
    """Return SVLEN of alleles that reach over a difference in number.

    Raises:
        NoCounterpartError: If a length is not that of the stretch.
    """
    values = []
    for value in length.split(","):
        if value.lstrip("-") != str(size):
            raise NoCounterpartError(
                f"SVLEN {value} is not the length up to END, and the builds differ in between"
            )
        values.append(f"{'-' if value.startswith('-') else ''}{new_size}")
    return ",".join(values)
