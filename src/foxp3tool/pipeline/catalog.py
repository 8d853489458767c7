"""The catalog to look through: entries with what the engine says of them, filters, search."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from foxp3tool._version import __version__
from foxp3tool.annotate.annotator import Annotator
from foxp3tool.errors import InputError
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.catalog import Placement, ReportedMutation, Resolution
from foxp3tool.model.catalog_details import CatalogDetails, EntryDetails, UnreadPaper
from foxp3tool.model.catalog_view import CatalogEdition, CatalogSelection, EntryView
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.identifiers import read_identifier
from foxp3tool.notation.readings import readings
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.catalog_details import load_details

_PROTEIN_NAME: Final = re.compile(r"p\.\([A-Z][a-z]{2}(?P<residue>\d+)(?P<change>.+)\)")
_PREFIX: Final = re.compile(r"(?:pmid|doi)?:?\s*(?:https?://(?:dx\.)?doi\.org/)?", re.IGNORECASE)


@frozen
class Filters:
    """Which entries are wanted: every field that is given must fit, by one of its values.

    Args:
        assertions: What the sources say, taken together.
        domains: Parts of names of primary protein features, or whole names of others, so that
            alternative bounds are not mixed in.
        types: Parts of consequence terms.
        phenotypes: Parts of phenotype texts or of HPO labels, or HPO ids.
        papers: PMIDs or DOIs.
        evidence: What was read.
    """

    assertions: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    phenotypes: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def described(self) -> tuple[str, ...]:
        """The filters in words."""
        named = (
            ("assertion", self.assertions),
            ("domain", self.domains),
            ("type", self.types),
            ("phenotype", self.phenotypes),
            ("paper", self.papers),
            ("evidence", self.evidence),
        )
        return tuple(f"{name} {' or '.join(values)}" for name, values in named if values)

    def fit(self, view: EntryView) -> bool:
        """Tell whether an entry is wanted."""
        entry, details = view.entry, view.details
        terms = [term.id for term in details.phenotype_terms]
        labels = [term.label for term in details.phenotype_terms]
        checks: tuple[tuple[tuple[str, ...], Callable[[str], bool]], ...] = (
            (self.assertions, lambda wanted: wanted == entry.assertion.value),
            (self.domains, lambda wanted: _is_in(view, wanted)),
            (self.types, lambda wanted: _holds(view.terms, wanted.replace(" ", "_"))),
            (self.phenotypes, lambda wanted: _holds([*entry.phenotypes, *terms, *labels], wanted)),
            (self.papers, lambda wanted: _reference_key(wanted) in _references(view)),
            (self.evidence, lambda wanted: wanted == entry.evidence_status.value),
        )
        return all(not wanted or any(map(fits, wanted)) for wanted, fits in checks)


def _holds(texts: Iterable[str], wanted: str) -> bool:
    return any(wanted.casefold() in text.casefold() for text in texts)


def _is_in(view: EntryView, wanted: str) -> bool:
    """Tell whether an entry lies in a domain: part of a primary name, or any name in full."""
    if _holds(view.domains, wanted):
        return True
    return wanted.casefold() in (name.casefold() for name in view.domains_all)


def _reference_key(text: str) -> str:
    """Return a PMID or DOI without what people write before it."""
    return _PREFIX.sub("", text.strip(), count=1).casefold()


def _references(view: EntryView) -> set[str]:
    found: set[str] = set()
    for reference in view.entry.references:
        found.update(key.casefold() for key in (reference.pmid, reference.doi) if key)
    for finding in view.details.functional:
        found.update(key.casefold() for key in (*finding.pmids, *finding.dois))
    return found


@frozen
class Hit:
    """An entry that a search found, and where its words stand."""

    view: EntryView
    places: tuple[str, ...]


class Catalog:
    """The catalog of a bundle.

    Args:
        toolkit: The bundle with its engine.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        """Keep the toolkit; details are read when first asked for."""
        self._toolkit = toolkit

    @cached_property
    def details(self) -> CatalogDetails:
        """What is known beyond annotating."""
        return load_details(self._toolkit.bundle)

    @cached_property
    def edition(self) -> CatalogEdition:
        """Which catalog this is."""
        bundle = self._toolkit.bundle
        return CatalogEdition(
            f"foxp3tool {__version__}",
            bundle.catalog_edition,
            bundle.catalog_location,
            len(bundle.catalog),
        )

    @cached_property
    def views(self) -> tuple[EntryView, ...]:
        """All entries, in catalog order."""
        return tuple(self.view(entry) for entry in self._toolkit.bundle.catalog)

    def select(self, filters: Filters) -> CatalogSelection:
        """Return the entries that fit."""
        views = tuple(view for view in self.views if filters.fit(view))
        return CatalogSelection(self.edition, views, self.details, filters.described)

    def search(self, text: str) -> tuple[Hit, ...]:
        """Return the entries that hold every word of a text somewhere, in any case."""
        words = text.casefold().split()
        hits = []
        for view in self.views:
            fields = [(name, value.casefold()) for name, value in searched_fields(view)]
            if all(any(word in value for _, value in fields) for word in words):
                places = [name for name, value in fields if any(word in value for word in words)]
                hits.append(Hit(view, tuple(dict.fromkeys(places))))
        return tuple(hits)

    def search_unread(self, text: str) -> tuple[UnreadPaper, ...]:
        """Return the papers of the reading list that hold every word of a text."""
        words = text.casefold().split()
        return tuple(
            paper
            for paper in self.details.papers_not_read
            if all(word in " ".join(_paper_texts(paper)).casefold() for word in words)
        )

    def find(self, text: str) -> tuple[EntryView, ...]:
        """Return the entries that a text names: an id, an identifier, or a name of a variant.

        Raises:
            InputError: If it names none; the message names entries that are near.
        """
        text = text.strip()
        entries: list[ReportedMutation] = []
        rows: list[AnnotatedRow] = []
        fault: NotationError | None = None
        try:
            identifier = read_identifier(text)
            if identifier is not None:
                entries += self._toolkit.identifiers.find(identifier)
            else:
                rows = answer(self._toolkit, text, "mane", None, details=False)
                entries += self._named(text, rows)
        except NotationError as error:
            fault = error
        if not entries:
            entries = [e for e in self._toolkit.bundle.catalog if _is_printed(e, text)]
        if not entries:
            raise self._unknown(text, rows, fault)
        wanted = {entry.id for entry in entries}
        return tuple(view for view in self.views if view.entry.id in wanted)

    def find_all(self, texts: Iterable[str]) -> tuple[list[EntryView], list[InputError]]:
        """Return the entries that several texts name, each once, and what names none."""
        found: dict[str, EntryView] = {}
        faults = []
        for text in texts:
            try:
                found.update((view.entry.id, view) for view in self.find(text))
            except InputError as fault:
                faults.append(fault)
        return list(found.values()), faults

    def _named(self, text: str, rows: list[AnnotatedRow]) -> list[ReportedMutation]:
        """Return the entries of the alleles that a description means, or of its protein change."""
        found = [entry for row in rows for entry in row.match.entries]
        meant = (reading.variant for group in readings(text) for reading in group)
        if not any(isinstance(variant, ProteinDescription) for variant in meant):
            return found
        changes = {row.transcript.hgvs_p.rpartition(":")[2] for row in rows if row.transcript}
        same = [e for e in self._toolkit.bundle.catalog if e.hgvs_p and e.hgvs_p in changes]
        return found + same

    def _unknown(
        self, text: str, rows: list[AnnotatedRow], fault: NotationError | None
    ) -> InputError:
        edition = self.edition
        near = self._nearest(rows[0]) if rows else self._resembling(text)
        return InputError(
            f"{text}: not in catalog {edition.data_version} ({edition.location}, "
            f"{edition.entries} entries)",
            cause=fault.message if fault is not None else "it is not reported, as far as was read",
            remedy=(f"near it: {'; '.join(near)}" if near else "foxp3tool catalog search WORD"),
        )

    def _nearest(self, row: AnnotatedRow) -> list[str]:
        """Return the three entries that lie nearest to an allele."""
        if row.variant is None:
            return []
        start = row.variant.variant.edit.start
        placed = [
            (abs(genomic_index(entry.placements[row.assembly].pos) - start), entry)
            for entry in self._toolkit.bundle.catalog
            if row.assembly in entry.placements
        ]
        placed.sort(key=lambda pair: pair[0])
        return [f"{entry.id} ({entry.name})" for _, entry in placed[:3]]

    def _resembling(self, text: str) -> list[str]:
        """Return up to three entries whose id or name resembles a text."""
        names: dict[str, EntryView] = {}
        for view in self.views:
            entry = view.entry
            for name in (entry.id, entry.hgvs_c, entry.hgvs_p, *entry.legacy_names, *entry.rsids):
                if name:
                    names.setdefault(name.casefold(), view)
        number = re.search(r"\d{1,4}$", text)
        meant = f"foxp3-ipex-{number[0]:0>4}" if number is not None else ""
        if meant in names:
            entry = names[meant].entry
            return [f"{entry.id} ({entry.name})"]
        close = difflib.get_close_matches(text.casefold(), names, n=6, cutoff=0.7)
        near = (names[name].entry for name in close)
        return list(dict.fromkeys(f"{entry.id} ({entry.name})" for entry in near))[:3]

    def view(self, entry: ReportedMutation) -> EntryView:
        """Return an entry with what the engine says of it."""
        details = self.details.of(entry.id)
        for assembly, annotator in self._toolkit.annotators.items():
            placement = entry.placements.get(assembly)
            if placement is not None:
                view = _placed_view(entry, details, placement, annotator)
                return replace(view, hgvs_g=self._genomic_names(entry))
        accession = self._toolkit.gene.mane_select.protein_accession
        return _protein_view(entry, details, accession or "", self._toolkit.bundle.features)

    def _genomic_names(self, entry: ReportedMutation) -> tuple[tuple[str, str], ...]:
        """Return the name on the chromosome of each build that an entry is placed on."""
        if entry.resolution is not Resolution.EXACT:
            return ()
        names = []
        for assembly, annotator in self._toolkit.annotators.items():
            placement = entry.placements.get(assembly)
            if placement is not None:
                allele = entry_allele(placement, annotator.gene)
                names.append((assembly, annotator.annotate(allele, [], details=False).hgvs_g))
        return tuple(names)


def entry_allele(placement: Placement, gene: Gene) -> GenomicVariant:
    """Return the allele of an entry on the build that it is placed on."""
    edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
    if placement.end is not None:
        start = edit.start + len(placement.ref)
        edit = Edit(start, gene.plus_bases(start, placement.end), "")
    return GenomicVariant(gene.assembly, edit)


def _placed_view(
    entry: ReportedMutation, details: EntryDetails, placement: Placement, annotator: Annotator
) -> EntryView:
    """Return an entry with what the engine says of its allele."""
    gene = annotator.gene
    annotation = annotator.annotate(entry_allele(placement, gene), [gene.mane_select], details=True)
    (mane,) = annotation.transcripts
    terms = tuple(term.term for term in mane.consequences)
    if entry.resolution is not Resolution.EXACT:
        # Names to the base would say more than is known.
        return EntryView(entry, details, terms, mane.features)
    return EntryView(
        entry,
        details,
        terms,
        mane.features,
        hgvs_c=mane.hgvs_c,
        hgvs_p=mane.hgvs_p,
        companion_c=mane.companion.hgvs_c if mane.companion else "",
        companion_p=mane.companion.hgvs_p if mane.companion else "",
    )


def _protein_view(
    entry: ReportedMutation,
    details: EntryDetails,
    accession: str,
    features: Iterable[ProteinFeature],
) -> EntryView:
    """Return an entry of which only the protein change is known."""
    match = _PROTEIN_NAME.fullmatch(entry.hgvs_p or "")
    if match is None:
        return EntryView(entry, details)
    residue, change = int(match["residue"]), match["change"]
    if "fs" in change:
        terms: tuple[str, ...] = ("frameshift_variant",)
    elif change == "Ter":
        terms = ("stop_gained",)
    elif re.fullmatch(r"[A-Z][a-z]{2}", change):
        terms = ("missense_variant",)
    else:
        terms = ()
    return EntryView(
        entry,
        details,
        terms,
        tuple(feature for feature in features if feature.start <= residue <= feature.end),
        hgvs_p=f"{accession}:{entry.hgvs_p}",
    )


def _is_printed(entry: ReportedMutation, text: str) -> bool:
    """Tell whether a text is a name of an entry as it is printed somewhere."""
    # A name may count on one build only.
    placed = [placement.hgvs_c for placement in entry.placements.values()]
    names = [entry.id, entry.name, entry.hgvs_c, entry.hgvs_p, *placed, *entry.legacy_names]
    wanted = _loose(text)
    return any(_loose(name) == wanted for name in names if name)


def _loose(name: str) -> str:
    """Return a name without blanks and brackets, a stop of a protein as ``Ter``."""
    loose = re.sub(r"[\s()]", "", name)
    return (loose.replace("*", "Ter") if loose.startswith("p.") else loose).casefold()


def searched_fields(view: EntryView) -> Iterator[tuple[str, str]]:
    """Yield every text of an entry with the name of its field."""
    entry, details = view.entry, view.details
    yield "id", entry.id
    yield "assertion", entry.assertion.value
    names = (entry.name, view.hgvs_c, view.hgvs_p, view.companion_c, view.companion_p)
    placed = [placement.hgvs_c or "" for placement in entry.placements.values()]
    yield from _each("name", [*names, *placed, *(name for _, name in view.hgvs_g)])
    yield from _each("name as printed", entry.legacy_names)
    numbers = (*entry.rsids, *entry.uniprot_variants, *entry.clinvar_variation_ids)
    yield from _each("identifier", [*numbers, *entry.clinvar_allele_ids])
    yield from _each("place", [entry.region or "", entry.legacy_region or ""])
    yield from _each("consequence", view.terms)
    yield from _each("domain", view.domains_all)
    yield from _each("phenotype", entry.phenotypes)
    for term in details.phenotype_terms:
        yield "phenotype", f"{term.id} {term.label}"
    yield from _each("patients", entry.patients)
    for statement in entry.classifications:
        yield "classification", f"{statement.source} {statement.significance}"
    for reference in entry.references:
        year = str(reference.year or "")
        parts = (reference.first_author, year, reference.title, reference.journal)
        keys = (reference.pmid, reference.doi, reference.says, reference.note)
        yield "reference", " ".join(part for part in (*parts, *keys) if part)
    for finding in details.functional:
        texts = (finding.finding, finding.assay, finding.result, finding.publication, finding.note)
        yield "function", " ".join(text for text in (*texts, *finding.pmids) if text)
    for count in details.population:
        yield "population", " ".join(text for text in (count.dataset, count.result, count.note)
                                     if text)  # fmt: skip
    yield from _each("conflict", details.conflicts)
    yield from _each("note", [entry.note or ""])


def _each(name: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for value in values if value)


def _paper_texts(paper: UnreadPaper) -> list[str]:
    texts = (paper.publication, paper.journal, paper.says, *paper.pmids, *paper.dois)
    return [text for text in texts if text]
