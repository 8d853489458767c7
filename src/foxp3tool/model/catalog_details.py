"""What is known of catalog entries beyond what annotating needs; only catalog commands use it."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen


@frozen
class PhenotypeTerm:
    """A term of the Human Phenotype Ontology that the sources' words name.

    Args:
        id: Identifier, such as ``HP:0000964``.
        label: Its name in the release that the catalog was made with.
        words: The sources' words.
        is_nearest: True if the term is only the narrowest that holds the words.
    """

    id: str
    label: str
    words: tuple[str, ...]
    is_nearest: bool


@frozen
class PatientCount:
    """Numbers of one statement; several statements may count the same people.

    Args:
        patients: Patients with this variant, None if the statement gives no such number.
        families: Families with this variant, None if the statement gives no such number.
        statement: The statement with its source.
    """

    patients: int | None
    families: int | None
    statement: str


@frozen
class FunctionalFinding:
    """What an assay showed.

    Args:
        variant: The variant, in the words of this catalog.
        as_printed: The variant as the paper prints it.
        finding: The kind of effect.
        assay: What was done.
        result: What came out.
        system: In which cells or animals.
        publication: Short name of the publication.
        pmids: PubMed identifiers.
        dois: DOIs.
        source: Where it was read.
        note: Cautions.
    """

    variant: str
    as_printed: str | None
    finding: str
    assay: str
    result: str
    system: str | None
    publication: str
    pmids: tuple[str, ...]
    dois: tuple[str, ...]
    source: str
    note: str | None


@frozen
class PopulationCount:
    """How often an allele was seen in people not chosen for IPEX, or what such a study found.

    Args:
        rsid: dbSNP identifier where the source gives it.
        grch38: The allele counted, as a VCF record of GRCh38 has it; None if it is not placed.
        grch37_pos: Its 1-based VCF position on GRCh37, where REF and ALT may be swapped.
        dataset: Data set or study.
        allele_count: Alleles seen.
        allele_number: Chromosomes looked at.
        allele_frequency: Frequency as stated; it may name the allele.
        homozygotes: Homozygous people.
        hemizygotes: Hemizygous people (men, for a gene on X).
        result: What the study says in words.
        derived: What was computed and not read.
        source: Where it was read.
        note: Cautions.
    """

    rsid: str | None
    grch38: str | None
    grch37_pos: int | None
    dataset: str
    allele_count: int | None
    allele_number: int | None
    allele_frequency: str | None
    homozygotes: int | None
    hemizygotes: int | None
    result: str | None
    derived: str | None
    source: str
    note: str | None


@frozen
class EntryDetails:
    """Everything that is known of one entry beyond :class:`foxp3tool.model.catalog` values.

    Args:
        phenotype_terms: Terms of the Human Phenotype Ontology.
        patient_counts: Patients and families, one item a statement.
        functional: Functional findings.
        population: Population counts.
        conflicts: Where sources contradict each other, both sides.
    """

    phenotype_terms: tuple[PhenotypeTerm, ...] = ()
    patient_counts: tuple[PatientCount, ...] = ()
    functional: tuple[FunctionalFinding, ...] = ()
    population: tuple[PopulationCount, ...] = ()
    conflicts: tuple[str, ...] = ()


NO_DETAILS = EntryDetails()


@frozen
class UnreadPaper:
    """A publication that reports FOXP3 variants which could not be read; evidence for none.

    Args:
        publication: Short name.
        pmids: PubMed identifiers.
        dois: DOIs.
        journal: Journal as read.
        says: What the readable part says.
        source: Where it was read.
    """

    publication: str
    pmids: tuple[str, ...]
    dois: tuple[str, ...]
    journal: str | None
    says: str
    source: str


@frozen
class CatalogDetails:
    """The details of all entries, and what belongs to none.

    Args:
        hpo_release: Release of the ontology that the labels were read in.
        retired_ids: Ids that are never used again.
        entries: Details by entry id.
        general_findings: Functional findings on no single entry.
        unplaced_population: Counts of variants whose position was not read.
        papers_not_read: The reading list.
    """

    hpo_release: str
    retired_ids: tuple[str, ...]
    entries: dict[str, EntryDetails]
    general_findings: tuple[FunctionalFinding, ...]
    unplaced_population: tuple[PopulationCount, ...]
    papers_not_read: tuple[UnreadPaper, ...]

    def of(self, identifier: str) -> EntryDetails:
        """Return the details of an entry; an entry of another catalog has none."""
        return self.entries.get(identifier, NO_DETAILS)
