"""Find the alleles that an identifier of a database means, through the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.model.catalog import Placement, ReportedMutation, Resolution
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind, VcfDescription
from foxp3tool.model.positions import genomic_index
from foxp3tool.notation.errors import NotationError

_SHOWN: Final = "and look up the HGVS name that it shows"
REMEDIES: Final = {
    IdentifierKind.CATALOG: "copy the id from the column ipex_id or catalog_id of a table",
    IdentifierKind.DBSNP: f"open https://www.ncbi.nlm.nih.gov/snp/{{0}} {_SHOWN}",
    IdentifierKind.CLINVAR_VARIATION: (
        f"open https://www.ncbi.nlm.nih.gov/clinvar/variation/{{0}}/ {_SHOWN}"
    ),
    IdentifierKind.CLINVAR_ALLELE: (
        f"open https://www.ncbi.nlm.nih.gov/clinvar/?term={{0}}[alleleid] {_SHOWN}"
    ),
    IdentifierKind.CLINVAR_CONDITION: (
        "open https://www.ncbi.nlm.nih.gov/clinvar/{0}/ and look up the VariationID (VCV...) or "
        "the HGVS name that it shows"
    ),
    IdentifierKind.CLINVAR_SUBMISSION: (
        "open https://www.ncbi.nlm.nih.gov/clinvar/?term={0} and look up the VariationID "
        "(VCV...) or the HGVS name that it shows"
    ),
    IdentifierKind.UNIPROT: (
        "open https://web.expasy.org/variant_pages/{0}.html and look up the DNA change in the "
        "papers it cites, or the protein change that it shows as p. name"
    ),
    IdentifierKind.OMIM: (
        "find {0} at https://www.omim.org and look up the rsID or the change that it shows"
    ),
    IdentifierKind.HGMD: f"open the record at HGMD, with your own licence, {_SHOWN}",
    IdentifierKind.LOVD: f"open the record at LOVD {_SHOWN}",
    IdentifierKind.CLINGEN: f"open the record at the ClinGen Allele Registry {_SHOWN}",
    IdentifierKind.COSMIC: f"open the record at COSMIC {_SHOWN}",
    IdentifierKind.VRS: "look up the HGVS, SPDI or VCF name of the allele in place of {0}",
}
"""Where to go with an identifier that is not known, by its kind."""


@frozen
class IdentifiedAllele:
    """One allele that an identifier means.

    Args:
        entry: The catalog entry it comes from; None if it comes from none.
        description: The allele; its REF is still to be checked.
        issue: What the row has to say of the way here.
    """

    entry: ReportedMutation | None
    description: VcfDescription
    issue: Issue


class IdentifierIndex:
    """The catalog by the identifiers of its entries.

    Args:
        entries: The catalog.
        version: Version of the bundle that the catalog is of, for messages.
    """

    def __init__(self, entries: Iterable[ReportedMutation], version: str) -> None:
        """Sort the entries by every identifier they have; one identifier may have several."""
        self._entries = tuple(entries)
        self._version = version
        self._by_identifier: dict[tuple[IdentifierKind, str], list[ReportedMutation]] = {}
        for entry in self._entries:
            for key in dict.fromkeys(_identifiers(entry)):
                self._by_identifier.setdefault(key, []).append(entry)

    def find(self, wanted: IdentifierDescription) -> tuple[ReportedMutation, ...]:
        """Return the entries that have an identifier.

        Raises:
            NotationError: If none has; it says what the catalog is and where to look instead.
        """
        found = self._by_identifier.get((wanted.kind, wanted.value))
        if not found:
            raise self._unknown(wanted)
        return tuple(found)

    def alleles(self, wanted: IdentifierDescription, gene: Gene) -> tuple[IdentifiedAllele, ...]:
        """Return the alleles that an identifier means on one build, in catalog order.

        Raises:
            NotationError: If no entry has the identifier, or none that has it is known to the base.
        """
        entries = self.find(wanted)
        placed = [entry for entry in entries if _exact_placement(entry, gene.assembly) is not None]
        if not placed:
            raise _no_allele(wanted, entries, gene)
        return tuple(
            IdentifiedAllele(
                entry,
                _allele(entry.placements[gene.assembly], gene),
                self._issue(
                    wanted, entry, [other for other in entries if other is not entry], gene
                ),
            )
            for entry in placed
        )

    def _issue(
        self,
        wanted: IdentifierDescription,
        entry: ReportedMutation,
        others: list[ReportedMutation],
        gene: Gene,
    ) -> Issue:
        parts = [f"{_entry_named(entry, gene.assembly)} in the catalog of {self._bundle}"]
        if wanted.kind is not IdentifierKind.CATALOG:
            parts[0] = f"{_named(wanted)} is {parts[0]}"
        if wanted.is_bare:
            parts.append("a bare number is read as a ClinVar VariationID")
        if wanted.version is not None:
            parts.append(f"its version, {wanted.version}, is ignored")
        for other in others:
            has_row = _exact_placement(other, gene.assembly) is not None
            told = (
                "in a row of its own"
                if has_row
                else f"without a row: its bases on {gene.assembly} are not known"
            )
            parts.append(f"it is also {_entry_named(other, gene.assembly)}, {told}")
        if wanted.kind is IdentifierKind.DBSNP:
            parts.append("dbSNP may give the same number to other alleles of this place")
        if wanted.kind is IdentifierKind.UNIPROT:
            parts.append(
                "the identifier stands for the protein change, the DNA change is the reported one"
            )
        return Issue(IssueCode.FROM_IDENTIFIER, "; ".join(parts))

    @property
    def _bundle(self) -> str:
        return f"bundle {self._version}"

    def _unknown(self, wanted: IdentifierDescription) -> NotationError:
        dates = sorted(c.as_of for e in self._entries for c in e.classifications if c.as_of)
        as_of = f", from database copies of {dates[0]} to {dates[-1]}" if dates else ""
        carried = any(kind is wanted.kind for kind, _ in self._by_identifier)
        lacks = "does not have it" if carried else f"has no {wanted.kind}"
        cause, remedy = self._reading(wanted) or (
            "a variant of another gene, one not reported when the catalog was made, or an entry "
            "whose sources do not give this identifier"
            if carried
            else "the facts that the catalog was made of give no identifiers of this kind",
            REMEDIES[wanted.kind].format(wanted.value),
        )
        return NotationError(
            IssueCode.UNKNOWN_IDENTIFIER,
            f"{_named(wanted)}: the catalog of {self._bundle} {lacks} "
            f"({counted(len(self._entries), 'entry', 'entries')}{as_of}), and nothing is looked up "
            "online",
            cause=cause,
            remedy=remedy,
        )

    def _reading(self, wanted: IdentifierDescription) -> tuple[str, str] | None:
        """Say what else an unknown identifier may be, and what to write then; or None."""
        clinvar = (IdentifierKind.CLINVAR_VARIATION, IdentifierKind.CLINVAR_ALLELE)
        if wanted.kind in clinvar:
            number = wanted.value
            for kind, value, spelling in (
                (clinvar[0], number, f"VariationID:{number}"),
                (clinvar[1], number, f"AlleleID:{number}"),
                (IdentifierKind.DBSNP, f"rs{number}", f"rs{number}"),
            ):
                entries = self._by_identifier.get((kind, value), [])
                if entries:
                    ids = ", ".join(entry.id for entry in entries)
                    return f"the {kind} {value} is meant, {ids}", f"write {spelling} if it is"
        remedy = REMEDIES[wanted.kind].format(wanted.value)
        if wanted.is_bare:
            cause = "a bare number is read as a ClinVar VariationID; it may be a position"
            return cause, f"write a position with its change, such as c.1150G>A; or {remedy}"
        if wanted.kind is IdentifierKind.CATALOG:
            return "a slip in the number, or the id is of another version of the catalog", remedy
        return None


def _identifiers(entry: ReportedMutation) -> Iterator[tuple[IdentifierKind, str]]:
    yield IdentifierKind.CATALOG, entry.id
    for kind, values in (
        (IdentifierKind.DBSNP, entry.rsids),
        (IdentifierKind.CLINVAR_VARIATION, entry.clinvar_variation_ids),
        (IdentifierKind.CLINVAR_ALLELE, entry.clinvar_allele_ids),
        (IdentifierKind.UNIPROT, entry.uniprot_variants),
    ):
        for value in values:
            yield kind, value


def _named(wanted: IdentifierDescription) -> str:
    return f"{wanted.kind} {wanted.value}"


def _entry_named(entry: ReportedMutation, assembly: str) -> str:
    placement = entry.placements.get(assembly)
    on_build = placement.hgvs_c if placement is not None else None
    return f"{entry.id} ({on_build or entry.hgvs_c or entry.name})"


def _exact_placement(entry: ReportedMutation, assembly: str) -> Placement | None:
    return entry.placements.get(assembly) if entry.resolution is Resolution.EXACT else None


def _allele(placement: Placement, gene: Gene) -> VcfDescription:
    """Return an allele with the accession of its chromosome, which leaves no doubt of the build."""
    start = genomic_index(placement.pos)
    return VcfDescription(gene.accession, start, placement.ref, placement.alt)


def _no_allele(
    wanted: IdentifierDescription, entries: tuple[ReportedMutation, ...], gene: Gene
) -> NotationError:
    """Return the error of an identifier whose entries cannot be placed to the base on a build."""
    reasons = [_why_not(entry, gene.assembly) for entry in entries]
    is_entry = wanted.kind is IdentifierKind.CATALOG
    notes = [entry.note for entry in entries if entry.note]
    reasons += [f"the catalog notes: {'; '.join(notes)}"] if notes else []
    ids = " ".join(entry.id for entry in entries)
    return NotationError(
        IssueCode.UNSUPPORTED_ALLELE,
        "; ".join(reasons) if is_entry else f"{_named(wanted)}: {'; '.join(reasons)}",
        remedy=f"foxp3tool catalog show {ids} tells what is reported; of a patient look up the DNA "
        f"change that was found; {_instead(entries[0], gene)}",
    )


def _why_not(entry: ReportedMutation, assembly: str) -> str:
    if entry.resolution is Resolution.PROTEIN_ONLY:
        return (
            f"{entry.id} is known by its protein change {entry.hgvs_p} only, without a DNA change"
        )
    if entry.resolution is Resolution.SYMBOLIC:
        return f"{entry.id} ({entry.name}) is not known to the base, its ends are uncertain"
    return f"{_entry_named(entry, assembly)} has no place on {assembly}"


def _instead(entry: ReportedMutation, gene: Gene) -> str:
    if entry.resolution is Resolution.PROTEIN_ONLY and entry.hgvs_p is not None:
        return f"or {entry.hgvs_p} for the single-base changes that would explain it, if any do"
    place = entry.placements.get(gene.assembly)
    if place is not None and place.alt == "<DEL>" and place.end is not None:
        return f"its nearest exact name is {gene.accession}:g.{place.pos + 1}_{place.end}del"
    return "or choose another build with --assembly"
