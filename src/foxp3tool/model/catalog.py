"""The catalog of variants reported in the literature and in databases, with their sources."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.papers import Paper, Reference, papers_of
from foxp3tool.model.renewal import RENEWED_STATEMENT

BESIDE: Final = "; "
"""Stands between what several records of one file of ClinVar say of one allele."""


class Assertion(StrEnum):
    """What the sources, taken together, say of an entry."""

    IPEX = "ipex"
    IPEX_LIKE = "ipex-like"
    RISK = "risk"
    BENIGN = "benign"
    CONFLICTING = "conflicting"
    UNCERTAIN = "uncertain"

    @property
    def is_ipex(self) -> bool:
        """True for what may be printed as a reported IPEX mutation."""
        return self in (Assertion.IPEX, Assertion.IPEX_LIKE)


class Resolution(StrEnum):
    """How exactly the sources give the allele."""

    EXACT = "exact"
    PROTEIN_ONLY = "protein_only"
    SYMBOLIC = "symbolic"


class EvidenceStatus(StrEnum):
    """What was read of the evidence for an entry."""

    PAPER_READ = "paper_read"
    PAPER_VIA_CLINVAR = "paper_via_clinvar"
    UNIPROT = "uniprot"
    CLINVAR_ONLY = "clinvar_only"
    OWN_TABLE = "own_table"


@frozen
class Classification:
    """A database's statement on the significance of a variant, with its date.

    Args:
        source: ``ClinVar`` or ``UniProt``.
        significance: The statement, in the database's words.
        qualifier: Review status and where the statement was read, as recorded.
        as_of: ISO date of the newest copy that says so, or None if not stated.
        review_status: ClinVar's review status, or None where the copy does not state it.
        absent_from: ISO date of the first file of ClinVar, given for a renewal, that does not have
            the variant any more; None if there was none.
    """

    source: str
    significance: str
    qualifier: str | None
    as_of: str | None
    review_status: str | None = None
    absent_from: str | None = None

    @property
    def is_renewed(self) -> bool:
        """True if a renewal brought it."""
        return RENEWED_STATEMENT in (self.qualifier or "")

    @property
    def told(self) -> str:
        """The significance, with a mark if the database does not have the variant any more."""
        if self.absent_from is None:
            return self.significance
        return f"{self.significance} (not in ClinVar's file of {self.absent_from})"


@frozen
class Placement:
    """Where an entry lies on one genome build, as a VCF record gives it.

    Args:
        pos: 1-based VCF position, left-aligned.
        ref: REF of that build.
        alt: ALT, or a symbolic allele.
        end: 1-based last position of a symbolic allele.
        hgvs_c: The ``c.`` name on the MANE Select transcript in the context of this build.
    """

    pos: int
    ref: str
    alt: str
    end: int | None
    hgvs_c: str | None


@frozen
class ReportedMutation:
    """One catalog entry. The entry may be benign: read ``assertion`` before anything else.

    Args:
        id: Stable identifier; it names the catalog, not the assertion.
        name: Short name for tables.
        resolution: How exactly the allele is known.
        assertion: What the sources say, taken together.
        hgvs_c: Name on the MANE Select transcript (GRCh38 context), None if not known.
        hgvs_p: Predicted protein change, None where there is none.
        placements: Placement by assembly; empty if only the protein change is known.
        region: Exon or intron in the transcript's numbering.
        legacy_region: The same in the numbering of most IPEX papers.
        legacy_names: Names as printed.
        clinvar_variation_ids: ClinVar VariationIDs.
        clinvar_allele_ids: ClinVar AlleleIDs.
        rsids: dbSNP identifiers.
        uniprot_variants: UniProt feature identifiers.
        classifications: Statements of databases, each with its date.
        phenotypes: What sources say of the phenotype.
        patients: Patients and families where stated.
        evidence_status: What was read.
        references: The publications.
        associated_allele: Plus-strand base by assembly that an association is with, where it is
            not simply the ALT of that build.
        note: Cautions.
    """

    id: str
    name: str
    resolution: Resolution
    assertion: Assertion
    hgvs_c: str | None
    hgvs_p: str | None
    placements: dict[str, Placement]
    region: str | None
    legacy_region: str | None
    legacy_names: tuple[str, ...]
    clinvar_variation_ids: tuple[str, ...]
    clinvar_allele_ids: tuple[str, ...]
    rsids: tuple[str, ...]
    uniprot_variants: tuple[str, ...]
    classifications: tuple[Classification, ...]
    phenotypes: tuple[str, ...]
    patients: tuple[str, ...]
    evidence_status: EvidenceStatus
    references: tuple[Reference, ...]
    associated_allele: dict[str, str]
    note: str | None

    @property
    def newest_clinvar(self) -> Classification | None:
        """ClinVar's statement with the newest date; an undated one only if there is no other.

        Where records of one file say different things of the allele, it is all of them in one,
        joined by ``; `` in the order of the alphabet.
        """
        statements = [c for c in self.classifications if c.source == "ClinVar"]
        newest = max(statements, key=lambda c: c.as_of or "", default=None)
        if newest is None or not newest.is_renewed:
            return newest
        together = [c for c in statements if c.as_of == newest.as_of and c.is_renewed]
        said = {c.significance for c in together}
        if len(said) == 1:
            return newest
        statuses = sorted({c.review_status for c in together if c.review_status})
        return replace(
            newest,
            significance=BESIDE.join(sorted(said)),
            qualifier="; ".join(c.qualifier or "" for c in together),
            review_status="|".join(statuses) or None,
        )

    @property
    def names_condition(self) -> bool:
        """False for an IPEX entry that rests on copies of ClinVar alone which name no condition."""
        rests_on_clinvar = self.evidence_status is EvidenceStatus.CLINVAR_ONLY
        return not (self.assertion.is_ipex and rests_on_clinvar and not self.phenotypes)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The publications, each once."""
        return papers_of(self.references)

    @property
    def records(self) -> tuple[Reference, ...]:
        """Records of databases among the references."""
        return tuple(one for one in self.references if one.is_record)

    @property
    def citations(self) -> tuple[str, ...]:
        """Publications, or the database record the entry rests on where no paper is known.

        An entry of the user's own table has the line of that table besides.
        """
        found = [paper.reference.citation for paper in self.papers]
        found = found or [record.citation for record in self.records]
        found += [one.source for one in self.references if one.is_place and one.source]
        if found:
            return tuple(dict.fromkeys(found))
        if self.clinvar_variation_ids:
            return tuple(f"ClinVar:{number}" for number in self.clinvar_variation_ids)
        if self.clinvar_allele_ids:
            return tuple(f"ClinVar AlleleID:{number}" for number in self.clinvar_allele_ids)
        return tuple(
            f"no publication read; {c.source} copy of {c.as_of or 'unknown date'}"
            for c in self.classifications
        )
