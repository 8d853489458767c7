"""Match alleles with the catalog of reported mutations, by sequence and never by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from foxp3tool.model.annotation import NO_MATCH, CatalogMatch, MatchGrade
from foxp3tool.model.catalog import Assertion, EvidenceStatus, ReportedMutation, Resolution
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.variant import Edit, GenomicVariant


class CatalogIndex:
    """Exact matching on one build.

    Only entries whose DNA change is known take part: an entry known by its protein change or with
    uncertain ends is never an exact match.

    Args:
        entries: The catalog.
        assembly: The build that alleles will be given on.
        left_align: Brings an edit of that build into its one left-aligned form.
    """

    def __init__(
        self,
        entries: Iterable[ReportedMutation],
        assembly: str,
        left_align: Callable[[Edit], Edit],
    ) -> None:
        """Normalise the catalog's alleles like every other allele."""
        self._assembly = assembly
        self._by_edit: dict[Edit, list[ReportedMutation]] = {}
        for entry in entries:
            placement = entry.placements.get(assembly)
            if placement is None or entry.resolution is not Resolution.EXACT:
                continue
            edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
            self._by_edit.setdefault(left_align(edit), []).append(entry)

    @property
    def alleles(self) -> tuple[GenomicVariant, ...]:
        """All alleles of the catalog, left-aligned; those of IPEX entries first, else in order."""
        edits = sorted(
            self._by_edit,
            key=lambda edit: not any(entry.assertion.is_ipex for entry in self._by_edit[edit]),
        )
        return tuple(GenomicVariant(self._assembly, edit) for edit in edits)

    def match(self, variant: GenomicVariant) -> CatalogMatch:
        """Return the entries of exactly this allele; ``variant`` is left-aligned."""
        if variant.assembly != self._assembly:
            raise ValueError(f"this index is for {self._assembly}, not {variant.assembly}")
        entries = self._by_edit.get(variant.edit)
        if not entries:
            return NO_MATCH
        ipex = tuple(entry for entry in entries if entry.assertion.is_ipex)
        others = tuple(entry for entry in entries if not entry.assertion.is_ipex)
        issues = tuple(
            issue
            for entry in entries
            for issue in [self._other_allele(entry, variant)]
            if issue is not None
        )
        issues += tuple(_contradictions(entries))
        grade = MatchGrade.EXACT if ipex else MatchGrade.NONE
        return CatalogMatch(grade, ipex, others, issues)

    def match_together(
        self, variant: GenomicVariant, parts: Iterable[GenomicVariant]
    ) -> CatalogMatch:
        """Return the entries of an allele made of several changes.

        Args:
            variant: All changes as one allele.
            parts: The single changes, left-aligned.

        Returns:
            The exact match of the whole, if there is one. Otherwise the entries that single
            changes are, graded as overlapping, with an issue for each.
        """
        whole = self.match(variant)
        if whole.entries:
            return whole
        matches = [self.match(part) for part in parts]
        ipex = tuple(entry for match in matches for entry in match.ipex)
        others = tuple(entry for match in matches for entry in match.others)
        issues = tuple(
            Issue(IssueCode.PART_OF_ALLELE, f"one of the changes by itself is {entry.id}")
            for entry in ipex + others
        )
        issues += tuple(issue for match in matches for issue in match.issues)
        grade = MatchGrade.OVERLAPS if ipex else MatchGrade.NONE
        return CatalogMatch(grade, ipex, others, issues)

    def _other_allele(self, entry: ReportedMutation, variant: GenomicVariant) -> Issue | None:
        """Say so where the association is with the reference base of this build."""
        associated = entry.associated_allele.get(self._assembly)
        if associated is None or associated == variant.edit.inserted:
            return None
        message = (
            f"{entry.id} ({', '.join(entry.rsids)}): the association is with {associated}, the "
            f"reference base of {self._assembly}, not with this allele"
        )
        return Issue(IssueCode.CATALOG_CONFLICT, message)


def _contradictions(entries: Sequence[ReportedMutation]) -> Iterator[Issue]:
    """Say so where a table of the user's calls benign what the catalog reports, or the reverse."""
    own = [e for e in entries if e.evidence_status is EvidenceStatus.OWN_TABLE]
    for one in own:
        for other in entries:
            if other.evidence_status is EvidenceStatus.OWN_TABLE:
                continue
            said = (one.assertion, other.assertion)
            if Assertion.BENIGN in said and any(assertion.is_ipex for assertion in said):
                yield Issue(
                    IssueCode.CATALOG_CONFLICT,
                    f"{one.id} of your table asserts {one.assertion.value}, {other.id} of the "
                    f"catalog {other.assertion.value}",
                )
