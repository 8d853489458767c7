"""Read a laboratory's own table of variants as catalog entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from foxp3tool.errors import InputError, UsageError, counted
from foxp3tool.formats.lists import ListEntry, ListReader
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.catalog import Assertion, EvidenceStatus, ReportedMutation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.papers import Reference
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.sequence import NUCLEOTIDES
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.readings import readings
from foxp3tool.pipeline.catalog_entries import (
    EntryFacts,
    entry_of_allele,
    entry_of_protein_change,
)
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit

_NAMED: Final = "variant"
_PLACE: Final = ("chrom", "pos", "ref", "alt")
_KNOWN: Final = ("id", "assertion", "phenotype", "reference", "note", "assembly")
_PARTED: Final = re.compile(r"[;|]")
_PMID: Final = re.compile(r"(?:PMID:?\s*)?([1-9]\d{0,7})", re.IGNORECASE)
_DOI: Final = re.compile(
    r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE
)
_COMMENT: Final = "#"
_OTHERS_ID: Final = re.compile(
    r"FOXP3-IPEX-.*|CLINVAR-.*|[VRS]CV\d+(?:\.\d+)?|[rs]s\d+|VAR_\d+", re.IGNORECASE
)
"""What ids of the catalog and of databases look like."""
_NAMES: Final = re.compile(
    r"(?:\S+:)?(?:[cgmnr]\.[(*-]?\d+\D\S*|p\.\(?[A-Z*][A-Za-z]{0,2}\d+\D\S*)|\S+:\d+:\w*:\w*"
)
"""What HGVS names and SPDI look like."""
_OPEN: Final = frozenset(
    {IssueCode.TWO_READINGS, IssueCode.NAMES_DISAGREE, IssueCode.UNCERTAIN_ENDS}
)
"""Issues with which it is not sure which allele a line means."""
_NO_PROTEIN: Final = "p.?"
_SHOWN: Final = 20


def with_own_tables(toolkit: Toolkit, files: tuple[str, ...]) -> tuple[Toolkit, tuple[str, ...]]:
    """Return a toolkit whose catalog has the entries of the user's tables, and what to tell.

    Args:
        toolkit: The engine and its catalog.
        files: The tables.

    Raises:
        InputError: If a table cannot be read, or a line is no entry; it names every such line. An
            entry left out in silence would be a match that is missed.
    """
    told: list[str] = []
    entries: list[ReportedMutation] = []
    faults: list[str] = []
    given = _Given.of(toolkit.bundle.catalog)
    for file in files:
        table = _Table(toolkit, file, given)
        entries += table.read()
        faults += table.faults
        told += table.told
    if faults:
        shown = faults[:_SHOWN]
        if len(faults) > len(shown):
            shown.append(f"and {len(faults) - len(shown)} more")
        raise InputError(
            f"{counted(len(faults), 'line')} of --catalog cannot be used; nothing was annotated\n  "
            + "\n  ".join(shown),
            remedy="correct these lines, or take them out: an entry left out in silence would be a "
            "match that is missed",
        )
    bundle = toolkit.bundle
    return Toolkit(replace(bundle, catalog=(*bundle.catalog, *entries), own_tables=files)), tuple(
        told
    )


@frozen
class _Given:
    """What entries before say; those of each table are added.

    Args:
        ids: Ids in small letters.
        numbers: ClinVar's numbers of entries of the catalog.
        asserted: What own lines assert of an allele or protein change, and where.
    """

    ids: set[str]
    numbers: frozenset[str]
    asserted: dict[str, tuple[Assertion, str]]

    @classmethod
    def of(cls, catalog: Iterable[ReportedMutation]) -> _Given:
        entries = tuple(catalog)
        numbers = {n for e in entries for n in e.clinvar_variation_ids + e.clinvar_allele_ids}
        return cls({entry.id.lower() for entry in entries}, frozenset(numbers), {})


class _Table:
    """One table.

    Args:
        toolkit: Reads the names.
        file: The table.
        given: What entries before say.
    """

    def __init__(self, toolkit: Toolkit, file: str, given: _Given) -> None:
        self._toolkit = toolkit
        self._file = file
        self._given = given
        self._comments: list[int] = []
        self._doubtful: list[int] = []
        self._column: dict[str, int] = {}
        self._width = 0
        self.faults: list[str] = []
        self.told: list[str] = []

    def read(self) -> list[ReportedMutation]:
        """Return the entries; lines that are none are told in ``faults``."""
        entries = []
        with closing(self._open()) as reader:
            header = reader.shape.header or ()
            self._width = len(header)
            names = [cell.lstrip("#").strip().lower() for cell in header]
            self._column = {name: number for number, name in reversed(list(enumerate(names)))}
            self._check_columns(names)
            for line in reader:
                try:
                    if self._is_comment(line) or line.text is None:
                        continue
                    entries.append(self._entry(line))
                except NotationError as error:
                    self.faults.append(f"{self._file}, line {line.line}: {error.one_line}")
            self.told += [f"caution: {self._file}: {caution}" for caution in reader.cautions()]
        if not entries and not self.faults:
            raise InputError("the table has no entry", file=self._file)
        self._tell_comments()
        self.told.append(
            f"{counted(len(entries), 'entry', 'entries')} of {self._file} added to the catalog"
        )
        return entries

    def _is_comment(self, line: ListEntry) -> bool:
        """Tell whether a line is a comment, which is noted.

        Raises:
            NotationError: If it may be an entry as well.
        """
        head = line.cells[0].strip() if line.cells else ""
        if not head.startswith(_COMMENT):
            return False
        is_one_cell = sum(bool(cell.strip()) for cell in line.cells) == 1
        if not is_one_cell and not re.match(r"#(?:[#\s]|$)", head):
            raise _fault(
                f"it begins with {head!r}: a comment begins with '# ' or '##', an entry with "
                "another character than #"
            )
        (self._comments if is_one_cell else self._doubtful).append(line.line)
        return True

    def _tell_comments(self) -> None:
        for numbers, mark in ((self._comments, ""), (self._doubtful, "caution: ")):
            if numbers:
                shown = ", ".join(map(str, numbers[:_SHOWN])) + ", ..." * (len(numbers) > _SHOWN)
                what = "comments" if not mark else "comments, though they have several cells"
                lines = counted(len(numbers), "line")
                self.told.append(f"{mark}{self._file}: {lines} passed over as {what}: {shown}")

    def _open(self) -> ListReader:
        for column in (_NAMED, "pos"):
            try:
                return ListReader(self._file, column)
            except UsageError:
                continue
        raise InputError(
            "the first line must name the columns, with one called variant (HGVS, SPDI, "
            "X-POS-REF-ALT, ...) or four called chrom, pos, ref and alt",
            file=self._file,
            remedy=f"other columns that are read: {', '.join(_KNOWN)}",
        )

    def _check_columns(self, names: list[str]) -> None:
        missing = [name for name in _PLACE if name not in self._column]
        twice = {name for name in names if name and names.count(name) > 1}
        twice &= {_NAMED, *_PLACE, *_KNOWN}
        if twice or (_NAMED not in self._column and missing):
            what = f"columns {', '.join(sorted(twice))} stand twice" if twice else (
                f"no column {', '.join(missing)}"
            )  # fmt: skip
            raise InputError(what, file=self._file, remedy="correct the first line of the table")
        unread = [n for n in names if n and n not in {_NAMED, *_PLACE, *_KNOWN}]
        if unread:
            self.told.append(f"{self._file}: columns not read: {', '.join(unread)}")

    def _cell(self, line: ListEntry, name: str) -> str:
        number = self._column.get(name)
        return "" if number is None or number >= len(line.cells) else line.cells[number].strip()

    def _entry(self, line: ListEntry) -> ReportedMutation:
        """Return the entry of a line.

        Raises:
            NotationError: If it is none.
        """
        if any(cell.strip() for cell in line.cells[self._width :]):
            raise _fault("it has more cells than the first line")
        text = self._cell(line, _NAMED) or "-".join(self._cell(line, name) for name in _PLACE)
        if not text.strip("-"):
            raise _fault("no variant is named")
        facts = self._facts(line, text)
        rows = answer(self._toolkit, text, "mane", self._assembly(line), details=False)
        for issue in (issue for row in rows for issue in row.issues):
            if issue.code in _OPEN:
                raise _fault(f"it is no entry as it stands: {issue.message}")
            if issue.code is IssueCode.REPAIRED_INPUT:
                self.told.append(f"{self._file}, line {line.line}: {issue.message}")
        meant = [r.variant for group in readings(text) for r in group]
        if meant and all(isinstance(variant, ProteinDescription) for variant in meant):
            entry = _protein_entry(rows, facts)
        else:
            entry = self._allele_entry(rows, facts)
        if self._cell(line, "assertion"):
            self._check_agreement(entry, line)
            self._tell_contradictions(entry, line)
        self._given.ids.add(facts.id.lower())
        return entry

    def _check_agreement(self, entry: ReportedMutation, line: ListEntry) -> None:
        """Note what a line asserts.

        Raises:
            NotationError: If another line asserts something else of the same.
        """
        here = f"{self._file}, line {line.line}"
        place = next(iter(entry.placements.items()), None)
        # The builds always come in one order.
        allele = entry.hgvs_p or "" if place is None else f"{place[0]} {place[1]}"
        said, where = self._given.asserted.setdefault(allele, (entry.assertion, here))
        if said is not entry.assertion:
            raise _fault(
                f"it asserts {entry.assertion.value} of an allele of which {where} asserts "
                f"{said.value}"
            )

    def _tell_contradictions(self, entry: ReportedMutation, line: ListEntry) -> None:
        """Tell which entries of the catalog assert the reverse."""
        for other in self._toolkit.bundle.catalog:
            said = (entry.assertion, other.assertion)
            if Assertion.BENIGN not in said or not any(one.is_ipex for one in said):
                continue
            if any(other.placements.get(name) == p for name, p in entry.placements.items()):
                what = "allele"
            elif entry.hgvs_p is not None and entry.hgvs_p == other.hgvs_p != _NO_PROTEIN:
                what = "protein change"
            else:
                continue
            self.told.append(
                f"caution: {self._file}, line {line.line}: {entry.id} asserts "
                f"{entry.assertion.value} of the {what} of {other.id} ({other.name}), which is "
                f"{other.assertion.value} in the catalog"
            )

    def _allele_entry(self, rows: list[AnnotatedRow], facts: EntryFacts) -> ReportedMutation:
        alleles = {row.variant.variant for row in rows if row.variant is not None}
        if len(alleles) != 1:
            raise _fault(f"it names {len(alleles)} alleles; an entry is one")
        (variant,) = alleles
        bases = variant.edit.deleted + variant.edit.inserted
        if not NUCLEOTIDES.issuperset(bases):
            raise _fault("its bases are not known; an entry is known to the base")
        return entry_of_allele(self._toolkit, variant, facts)

    def _assembly(self, line: ListEntry) -> str | None:
        named = self._cell(line, "assembly")
        if not named:
            return None
        try:
            return self._toolkit.bundle.manifest.assembly(named).name
        except KeyError:
            raise _fault(f"assembly {named!r} is not GRCh37 or GRCh38") from None

    def _facts(self, line: ListEntry, text: str) -> EntryFacts:
        identifier = self._cell(line, "id") or f"{Path(self._file).name}:{line.line}"
        if identifier.lower() in self._given.ids:
            raise _fault(f"the id {identifier} is given already")
        if _OTHERS_ID.fullmatch(identifier) or identifier in self._given.numbers:
            raise _fault(f"the id {identifier} reads as one of the catalog or of a database")
        if _NAMES.fullmatch(identifier):
            raise _fault(f"the id {identifier} reads as the name of a variant")
        stated = self._cell(line, "assertion").lower() or Assertion.UNCERTAIN.value
        try:
            assertion = Assertion(stated)
        except ValueError:
            known = ", ".join(assertion.value for assertion in Assertion)
            raise _fault(f"assertion {stated!r} is none of {known}") from None
        phenotype, note = self._cell(line, "phenotype"), self._cell(line, "note")
        source = f"{self._file}, line {line.line}"
        return EntryFacts(
            id=identifier,
            assertion=assertion,
            evidence_status=EvidenceStatus.OWN_TABLE,
            note=note or None,
            phenotypes=(phenotype,) if phenotype else (),
            references=_references(self._cell(line, "reference"), source),
            legacy_names=(text,),
        )


def _protein_entry(rows: list[AnnotatedRow], facts: EntryFacts) -> ReportedMutation:
    names = {row.transcript.hgvs_p for row in rows if row.transcript is not None}
    if len(names) != 1:
        raise _fault(f"it means {len(names)} protein changes; an entry is one")
    name = names.pop().rpartition(":")[2]
    if "=" in name:
        raise _fault(
            f"{name} changes no residue, so what it does lies in its DNA change: name that (c. or "
            "g.)"
        )
    return entry_of_protein_change(name, facts)


def _references(text: str, source: str) -> tuple[Reference, ...]:
    """Return the publications of a line, and the line itself.

    Several are parted by ``;`` or ``|`` where one of them is a PMID or a DOI; free text is one.
    """
    parts = [part for part in map(str.strip, _PARTED.split(text)) if part]
    if not any(_PMID.fullmatch(part) or _DOI.fullmatch(part) for part in parts):
        parts = [text] if text else []
    found = []
    for part in parts:
        pmid, doi = _PMID.fullmatch(part), _DOI.fullmatch(part)
        if pmid:
            found.append(_reference(pmid=pmid[1], source=source))
        elif doi:
            found.append(_reference(doi=doi[1], source=source))
        else:
            found.append(_reference(title=part, source=source))
    return (*found, _reference(source=source))


def _reference(
    *, source: str, pmid: str | None = None, doi: str | None = None, title: str | None = None
) -> Reference:
    return Reference(pmid, doi, title, None, None, None, None, source, None)


def _fault(message: str) -> NotationError:
    return NotationError(IssueCode.HGVS_UNPARSED, message)
