"""The sheet of catalog entries that are asked for by identifier and have no allele to annotate.

Only the protein change is known, or the ends are not. What sources say of them is told all the
same: it is what the reader came for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.errors import Foxp3ToolError
from foxp3tool.formats.catalog_table import written_place
from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.catalog_view import EntryView
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.sheet import GeneStrip, Line, ProteinStrip, SectionKind, Tone
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.identifiers import read_identifier
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.catalog import Catalog, entry_allele
from foxp3tool.pipeline.sheet_catalog import (
    database_lines,
    entry_lines,
    finding_lines,
    population_lines,
    standing,
    tone_of,
)
from foxp3tool.pipeline.sheet_effect import feature_lines, printed_lines
from foxp3tool.pipeline.sheet_papers import how_many
from foxp3tool.pipeline.sheet_strips import gene_strip
from foxp3tool.pipeline.sheet_words import MEANINGS, listed
from foxp3tool.pipeline.toolkit import Toolkit

_TERMS: Final = {term.term: term for term in Consequence}
_UNKNOWN: Final = {
    Resolution.PROTEIN_ONLY: "its DNA change is not known",
    Resolution.SYMBOLIC: "its ends are not known to the base",
    Resolution.EXACT: "it has no place on this build",
}
Found = tuple[SectionKind, Sequence[Line]]


class MeantEntries:
    """The entries that an identifier means, if none of them has an allele.

    Args:
        toolkit: The engine with its bundle.
        text: What was looked up.
        code: Why there is no answer.
    """

    def __init__(self, toolkit: Toolkit, text: str, code: IssueCode | None) -> None:
        """Find them; none if the text is no identifier, or there is another reason."""
        self._toolkit = toolkit
        self._catalog = Catalog(toolkit)
        self.views: tuple[EntryView, ...] = ()
        if code is IssueCode.UNSUPPORTED_ALLELE:
            self.views = tuple(self._catalog.view(entry) for entry in _meant(toolkit, text))

    @property
    def entries(self) -> tuple[ReportedMutation, ...]:
        """The entries."""
        return tuple(view.entry for view in self.views)

    @property
    def title(self) -> str:
        """Their ids and names."""
        return listed([f"{entry.id} {entry.name}" for entry in self.entries])

    @property
    def verdict(self) -> str:
        """What is reported, and why there is no allele, in one sentence."""
        return "; ".join(_verdict(entry) for entry in self.entries) + "."

    @property
    def tone(self) -> Tone:
        """What the verdict means to its reader."""
        tones = [tone_of(entry) for entry in self.entries]
        return next((one for one in (Tone.REPORTED, Tone.CAUTION) if one in tones), Tone.CALM)

    def lines(self) -> Iterator[Found]:
        """Yield what is known of them, by section."""
        details, entries = self._catalog.details, self.entries
        # Why there is no allele holds the note already.
        told = [replace(entry, note=None) for entry in entries]
        edition = self._toolkit.bundle.catalog_edition
        names = [line for entry in entries for line in _name_lines(entry)]
        yield SectionKind.NAMES, [*names, *printed_lines(entries)]
        yield SectionKind.EFFECT, [line for view in self.views for line in _effect_lines(view)]
        reported = (entry_lines(entry, details, is_part=False) for entry in told)
        yield SectionKind.REPORTED, [line for found in reported for line in found]
        yield SectionKind.DATABASES, list(database_lines(entries, edition))
        yield SectionKind.FUNCTION, list(finding_lines(entries, details))
        yield SectionKind.POPULATION, list(population_lines(entries, details, (), ()))

    def protein(self) -> ProteinStrip | None:
        """Return the drawing of the protein, if the entry names residues."""
        change = _protein_change(self.entries[0])
        mane = self._toolkit.gene.mane_select
        if change is None or mane.cds is None:
            return None
        first, last = change
        length = len(mane.cds) // 3 - mane.cds_complete
        features = self._toolkit.bundle.features
        return ProteinStrip(mane.protein_accession or mane.accession, length, features, first, last)

    def gene(self) -> GeneStrip | None:
        """Return the drawing of the gene, if the entry has a place."""
        gene = self._toolkit.gene
        placement = self.entries[0].placements.get(gene.assembly)
        if placement is None:
            return None
        annotator = self._toolkit.annotators[gene.assembly]
        variant = entry_allele(placement, gene)
        return gene_strip(variant, gene.mane_select, annotator, is_certain=True)


def error_lines(error: Foxp3ToolError) -> list[Line]:
    """Return what is wrong, why, what to do, and what is near."""
    where = "" if error.offset is None else f" (character {error.offset + 1} of the text)"
    lines = [Line("what is wrong", error.message + where, tone=Tone.ERROR)]
    if error.cause:
        lines.append(Line("likely cause", error.cause))
    if error.remedy:
        lines.append(Line("what to do", error.remedy))
    near = enumerate(error.hints)
    return [*lines, *(Line("" if number else "nearest that fits", hint) for number, hint in near)]


def _meant(toolkit: Toolkit, text: str) -> tuple[ReportedMutation, ...]:
    try:
        identifier = read_identifier(text)
        return toolkit.identifiers.find(identifier) if identifier is not None else ()
    except NotationError:
        return ()


def _verdict(entry: ReportedMutation) -> str:
    papers = how_many(entry)
    cited = f" ({papers})" if papers else ""
    unknown = _UNKNOWN[entry.resolution]
    return (
        f"{entry.id} {entry.name} is {standing(entry)}{cited}; there is no allele to annotate, as "
        f"{unknown}"
    )


def _name_lines(entry: ReportedMutation) -> Iterator[Line]:
    if entry.hgvs_p is not None:
        yield Line("protein", f"{entry.hgvs_p}, as reported; {_UNKNOWN[entry.resolution]}",
                   tone=Tone.UNKNOWN)  # fmt: skip
    for assembly, placement in entry.placements.items():
        text = f"{written_place(placement)}; {_UNKNOWN[entry.resolution]}"
        yield Line(assembly, text, tone=Tone.UNKNOWN)
    if entry.region:
        papers = f"; {entry.legacy_region} in most IPEX papers" if entry.legacy_region else ""
        yield Line("exon or intron", f"{entry.region}{papers}")


def _effect_lines(view: EntryView) -> Iterator[Line]:
    terms = [_TERMS[name] for name in view.terms if name in _TERMS]
    for number, term in enumerate(terms):
        yield Line("" if number else "consequence", f"{term.term}: {MEANINGS[term]}",
                   term.so_accession)  # fmt: skip
    yield from feature_lines(view.features)


def _protein_change(entry: ReportedMutation) -> tuple[int, int] | None:
    """Return the residues that an entry's protein name tells."""
    try:
        read = parse(entry.hgvs_p or "")
    except NotationError:
        return None
    if not isinstance(read, ProteinDescription) or not read.change.start:
        return None
    return read.change.start, max(read.change.start, read.change.end)
