"""Brings the rows of a figure together: one variant for each allele, however often it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.model.annotation import AnnotatedRow, MatchGrade
from foxp3tool.model.figure import FigureVariant, Unplaced, variant_class
from foxp3tool.model.genotype import GenotypeCounts
from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.distinct import distinct, without_accession
from foxp3tool.pipeline.figure_artist import Artist, joined

_NAMED_WHOLES: Final = 10
_TOGETHER: Final = IssueCode.READ_TOGETHER


class Collected:
    """Brings the rows together, one variant for each allele.

    Args:
        artist: Places alleles.
    """

    def __init__(self, artist: Artist) -> None:
        """Begin with nothing."""
        self.unplaced: list[Unplaced] = []
        self._artist = artist
        self._found: dict[tuple[str, ...], FigureVariant] = {}
        self._wholes: dict[str, None] = {}
        self._number = 0
        self._units: dict[str, None] = {}

    @property
    def variants(self) -> tuple[FigureVariant, ...]:
        """The variants, in the order of the input."""
        return tuple(self._found.values())

    @property
    def counted(self) -> str:
        """What was counted."""
        return " or ".join(self._units) or "entries"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the input."""
        remarks = []
        if self._wholes:
            named = list(self._wholes)[:_NAMED_WHOLES]
            more = len(self._wholes) - len(named)
            rest = f", and {more} more" if more else ""
            names = ", ".join(named)
            remarks.append(f"Changes of one chromosome, drawn as their parts: {names}{rest}.")
        if self.number_together:
            remarks.append(_told_together(self.number_together))
        return tuple(remarks)

    @property
    def number_together(self) -> int:
        """How many of the variants are several alleles of the input read together."""
        return sum(bool(variant.together) for variant in self._found.values())

    def add(self, rows: Sequence[AnnotatedRow]) -> None:
        """Add the rows of one allele, or of one description of a list."""
        counted: set[tuple[str, ...]] = set()
        for row in rows:
            number = self._number
            self._number += 1
            shown = row.transcript
            if row.variant is None or shown is None:
                self._lost(row)
            elif shown.transcript.accession == self._artist.transcript.accession:
                self._add_allele(row, number, counted)

    def _lost(self, row: AnnotatedRow) -> None:
        reason = row.issues[0].code.name if row.issues else "not annotated"
        self.unplaced.append(Unplaced(_called(row), reason))

    def _add_allele(self, row: AnnotatedRow, number: int, counted: set[tuple[str, ...]]) -> None:
        variant, mine = row.variant, row.transcript
        assert variant is not None
        assert mine is not None
        name = without_accession(mine.hgvs_c) or without_accession(variant.hgvs_g)
        one = distinct(row, mine)
        if one is None:
            # Each of the changes has a row of its own.
            self._wholes[short_name(name)] = None
            return
        hgvs_p = without_accession(mine.hgvs_p)
        key = one.key
        codes = {issue.code for issue in row.issues}
        if one.is_by_protein:
            # A name of the protein means several alleles, and is one entry.
            name = ""
        count = 0 if key in counted else self._count(row.counts)
        counted.add(key)
        called = short_name(row.source.id)
        together = next((i.message for i in row.issues if i.code is _TOGETHER), "")
        before = self._found.get(key)
        if before is not None:
            ids = before.id.split(", ") if before.id else []
            if called and called not in ids:
                ids.append(called)
            self._found[key] = replace(
                before,
                count=before.count + count,
                id=", ".join(ids),
                rows=(*before.rows, number),
                match=min(before.match, row.match.grade, key=list(MatchGrade).index),
                # What the input also gives by itself is an allele of the input.
                together=before.together and together,
            )
            return
        edit = variant.variant.edit
        place = self._artist.places(row.assembly).place(edit, mine, variant.hgvs_g)
        if place is None:
            self.unplaced.append(Unplaced(_called(row), "outside the region that is drawn"))
            return
        self._found[key] = FigureVariant(
            place,
            variant_class(mine.consequences),
            joined(mine.consequences),
            row.match.grade,
            count,
            short_name(name),
            short_name(hgvs_p),
            called,
            (number,),
            is_uncertain=IssueCode.UNCERTAIN_ENDS in codes,
            together=short_name(together),
        )

    def _count(self, counts: GenotypeCounts | None) -> int:
        if counts is None:
            self._units["entries"] = None
            return 1
        self._units["carriers"] = None
        return counts.hemizygotes + counts.heterozygotes + counts.homozygotes + counts.unclear


def _told_together(number: int) -> str:
    one = number == 1
    return (
        f"{number} {'mark is' if one else 'marks are'} of several alleles of the input that lie on "
        "one chromosome and are read together (with a dot); each of these has a mark of its own."
    )


def _called(row: AnnotatedRow) -> str:
    """Return what the input calls an allele, and where it puts it."""
    source = row.source
    if source.pos is None:
        return short_name(source.id)
    place = f"{source.chrom}-{source.pos}-{source.ref}-{source.alt}"
    return short_name(f"{source.id} {place}" if source.id else place)
