"""The registry of columns: what each is called, means and shows, and how it is made.

Writers, the ``--columns`` option and the docs page are all made from this one list. The standard
columns, their names and order are a promise to scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.column import Column, Level, joined, written_terms
from foxp3tool.formats.detail_columns import NAME_COLUMNS, PREDICTION_COLUMNS
from foxp3tool.formats.evidence_columns import EVIDENCE_COLUMNS
from foxp3tool.model.annotation import AnnotatedRow, MatchGrade
from foxp3tool.model.catalog import Classification, ReportedMutation
from foxp3tool.model.protein import ProteinFeature

_NO_CONDITION: Final = "condition not stated"


def _span(first: int, last: int) -> str:
    if not first:
        return ""
    return str(first) if first == last else f"{first}-{last}"


def _cds_position(row: AnnotatedRow) -> str:
    coding = row.transcript.coding if row.transcript else None
    return _span(coding.cds_start, coding.cds_end) if coding else ""


def _protein_position(row: AnnotatedRow) -> str:
    coding = row.transcript.coding if row.transcript else None
    return _span(coding.residue_start, coding.residue_end) if coding else ""


def _features(row: AnnotatedRow, wanted: Callable[[ProteinFeature], bool]) -> str:
    if row.transcript is None or not row.transcript.features:
        return ""
    return joined(feature.name for feature in row.transcript.features if wanted(feature))


def _all_features(row: AnnotatedRow) -> str:
    if row.transcript is None:
        return ""
    return joined(f"{one.name} [{one.source}]" for one in row.transcript.features)


def _from_catalog(row: AnnotatedRow, part: Callable[[ReportedMutation], Iterable[str]]) -> str:
    flagged = row.match.flagged
    return joined(value for entry in flagged for value in part(entry)) if flagged else ""


def _phenotypes(entry: ReportedMutation) -> Iterable[str]:
    return entry.phenotypes if entry.names_condition else (_NO_CONDITION,)


def _newest(row: AnnotatedRow) -> list[Classification]:
    if not row.match.entries:
        return []
    statements = (entry.newest_clinvar for entry in row.match.entries)
    return [statement for statement in statements if statement is not None]


def _match_grade(row: AnnotatedRow) -> str:
    return row.match.grade.value if row.variant is not None else ""


def _related(row: AnnotatedRow) -> str:
    return joined(
        f"{one.grade.value}: {one.entry.id} {one.entry.name} ({one.entry.assertion.value}): "
        f"{one.reason}"
        for one in row.match.graded
    )


def _issues(row: AnnotatedRow) -> str:
    return joined(str(issue) for issue in row.issues) if row.issues else ""


def _on(assembly: str) -> Callable[[AnnotatedRow], str]:
    def value(row: AnnotatedRow) -> str:
        if row.variant is None:
            return ""
        own = row.assembly == assembly
        return row.variant.normalized if own else row.variant.other_normalized

    return value


COLUMNS: Final[tuple[Column, ...]] = (
    Column("chrom", "text", Level.MINIMAL, "Contig as the input names it.", "X",
           lambda r: r.source.chrom, shared=True),
    Column("pos", "integer", Level.MINIMAL,
           "Position as the input gives it: 1-based, of the first base of REF (VCF).", "49251480",
           lambda r: "" if r.source.pos is None else str(r.source.pos), shared=True),
    Column("id", "text", Level.STANDARD,
           "ID of the VCF record; for a look-up the text that was looked up.", "rs122467170",
           lambda r: r.source.id, shared=True),
    Column("ref", "text", Level.MINIMAL, "REF as the input gives it.", "C",
           lambda r: r.source.ref, shared=True),
    Column("alt", "text", Level.MINIMAL, "The ALT allele of this row.", "T",
           lambda r: r.source.alt, shared=True),
    Column("filter", "text", Level.STANDARD, "FILTER of the VCF record, joined by `;`.", "PASS",
           lambda r: r.source.filter, shared=True),
    Column("assembly", "text", Level.STANDARD, "Genome build that the allele was read on.",
           "GRCh38", lambda r: r.assembly, shared=True),
    Column("gene", "text", Level.STANDARD, "HGNC symbol.", "FOXP3", lambda r: r.gene, shared=True),
    Column("transcript", "text", Level.STANDARD,
           "Transcript of this row; MANE Select unless others were asked for.", "NM_014009.4",
           lambda r: r.transcript.transcript.accession if r.transcript else ""),
    Column("hgvs_g", "text", Level.STANDARD,
           "HGVS name on the chromosome, 3'-shifted on the plus strand; where the ends are known "
           "as ranges only, with these ranges.",
           "NC_000023.11:g.49251480C>T", lambda r: r.variant.hgvs_g if r.variant else "",
           shared=True),
    Column("hgvs_c", "text", Level.MINIMAL,
           "HGVS name on the transcript, 3'-shifted in its direction; with the genomic context if "
           "a position lies in an intron. An end that is known as a range within an intron is "
           "written as the whole intron. Empty if the allele reaches beyond the transcript.",
           "NM_014009.4:c.1150G>A", lambda r: r.transcript.hgvs_c if r.transcript else ""),
    Column("hgvs_p", "text", Level.MINIMAL,
           "Predicted protein change. `p.?`: unknown, because splicing is hit or the ends of the "
           "change are not known. Empty for UTR and deep intronic changes.",
           "NP_054728.2:p.(Ala384Thr)",
           lambda r: r.transcript.hgvs_p if r.transcript else ""),
    Column("consequence", "terms", Level.MINIMAL,
           "Sequence Ontology terms as Ensembl VEP defines them, most severe first.",
           "missense_variant",
           lambda r: written_terms(r.transcript.consequences) if r.transcript else ""),
    Column("impact", "text", Level.STANDARD,
           "Ensembl's rating of the most severe term: HIGH, MODERATE, LOW or MODIFIER.",
           "MODERATE", lambda r: r.transcript.impact.value if r.transcript else ""),
    Column("exon", "text", Level.STANDARD,
           "Exon of the transcript and their number; of a tandem duplication the exons that it "
           "copies as a whole. FOXP3 papers mostly count one less; see `exon_legacy`.",
           "12/12", lambda r: r.transcript.exon if r.transcript else ""),
    Column("intron", "text", Level.STANDARD, "Intron of the transcript and their number.", "2/11",
           lambda r: r.transcript.intron if r.transcript else ""),
    Column("cds_position", "text", Level.STANDARD,
           "Coding bases concerned, 1-based; the two neighbours of an insertion. Of a change that "
           "crosses an exon border, the coding bases that it takes out.", "1150",
           _cds_position),
    Column("protein_position", "text", Level.STANDARD,
           "Residues that the protein name names; those of the codons hit if it names none.",
           "384", _protein_position),
    Column("codons", "text", Level.STANDARD,
           "Codons before and after, changed bases in capitals (Ensembl's style). Empty where no "
           "codon can be told: a lost exon border, a lost start codon.", "Gcc/Acc",
           lambda r: r.transcript.coding.codons if r.transcript and r.transcript.coding else ""),
    Column("amino_acids", "text", Level.STANDARD,
           "Residues of these codons before and after; one value if they are equal, `X` for an "
           "incomplete codon.", "A/T",
           lambda r: (
               r.transcript.coding.amino_acids if r.transcript and r.transcript.coding else ""
           )),
    Column("domain", "list", Level.STANDARD,
           "Primary protein features at the residues concerned (at the first one for a "
           "frameshift).", "Forkhead DNA-binding domain",
           lambda r: _features(r, lambda feature: feature.primary)),
    Column("ipex_match", "text", Level.MINIMAL,
           "How the allele agrees with a reported IPEX (or IPEX-like) mutation. `exact`: it is "
           "one, in whatever spelling. In part, the best first: `same_protein_change`, by another "
           "DNA change; `same_codon`, another change in frame of a residue, or of the start codon; "
           "`same_splice_site`, in the motif of a site (PMID 37352859); `same_polya_signal`; "
           "`overlaps`, a deletion that overlaps a reported one or takes out its place, or one of "
           "several changes, `c.[a;b]`. Otherwise `none`. Benign, uncertain, conflicting and risk "
           "entries of the catalog are never an IPEX match. A grade in part does not say that the "
           "effect is the same, and `none` does not mean harmless.", "exact",
           _match_grade, shared=True),
    Column("ipex_id", "list", Level.MINIMAL,
           "Catalog entries that the grade speaks of.", "FOXP3-IPEX-0127",
           lambda r: _from_catalog(r, lambda e: [e.id]), shared=True),
    Column("ipex_name", "list", Level.STANDARD, "Names of these entries.",
           "c.1150G>A p.(Ala384Thr)", lambda r: _from_catalog(r, lambda e: [e.name]), shared=True),
    Column("ipex_phenotype", "list", Level.STANDARD,
           "What the sources say of the phenotype, in our own words. `condition not stated`: "
           "ClinVar calls it (likely) pathogenic, of what the copies read do not say.",
           "hot-spot; commonly mild phenotype", lambda r: _from_catalog(r, _phenotypes),
           shared=True),
    Column("ipex_references", "list", Level.STANDARD,
           "Publications of these entries; where none could be read, the ClinVar record or the "
           "date of the copy that the entry rests on.",
           "PMID:11137993", lambda r: _from_catalog(r, lambda e: e.citations), shared=True),
    Column("clinvar_significance", "list", Level.STANDARD,
           "ClinVar's significance in the newest copy that was read, of any catalog entry of this "
           "allele; several if records of one file differ. Its date is in `clinvar_as_of`; look up "
           "the current state.", "Pathogenic",
           lambda r: joined(c.told for c in _newest(r)), shared=True),
    Column("evidence", "list", Level.STANDARD,
           "ACMG/AMP codes (PMID 25741868) that apply on MANE Select, each with its weight where "
           "that is not its own; hints, never a classification. `?`: all that can be checked here "
           "fits, but a condition is left, see `evidence_open`. Codes that are not named do not "
           "apply or cannot be judged. Research use only.", "PM1|PM5",
           lambda r: "|".join(r.evidence.sheet.labels) if r.evidence else "", shared=True),
    Column("issues", "list", Level.MINIMAL,
           "What is to be known of this row, as `CODE: message`.",
           "REF_MISMATCH: REF is A, GRCh38 has C", _issues),
    Column("normalized", "list", Level.FULL,
           "The allele in its one left-aligned, trimmed VCF form. Empty if bases of it are not "
           "stated, or if it may lie further to the left than the bundled region goes. Of several "
           "changes given together, `c.[a;b]`, the form of each, in the order of the plus strand; "
           "empty if that of one is not known. The same goes for `spdi`, `vrs_id`, `grch37` and "
           "`grch38`.", "X-49251480-C-T",
           lambda r: r.variant.normalized if r.variant else "", needs_details=True, shared=True),
    Column("spdi", "list", Level.FULL,
           "SPDI expression, fully justified (PMID 31738401). Where deleted bases are not stated, "
           "their number at the place given. Empty if new bases are not stated, or if the bundled "
           "region ends where the placement of the allele is ambiguous.",
           "NC_000023.11:49251479:C:T",
           lambda r: r.variant.spdi if r.variant else "", needs_details=True, shared=True),
    Column("vrs_id", "list", Level.FULL,
           "GA4GH VRS 2 Allele identifier, computed here. Empty if bases of the allele are not "
           "known, or if the bundled region ends where its placement is ambiguous.",
           "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM",
           lambda r: r.variant.vrs_id if r.variant else "", needs_details=True, shared=True),
    Column("grch37", "list", Level.FULL,
           "The allele on GRCh37, in the form of `normalized`; empty if it has no counterpart (an "
           "issue says why).",
           "X-49107941-C-T", _on("GRCh37"), needs_details=True, shared=True),
    Column("grch38", "list", Level.FULL,
           "The allele on GRCh38, in the form of `normalized`; empty if it has no counterpart (an "
           "issue says why).",
           "X-49251480-C-T", _on("GRCh38"), needs_details=True, shared=True),
    *NAME_COLUMNS,
    Column("exon_legacy", "list", Level.FULL,
           "Exon or intron as most IPEX papers count: one less, the first exon is -1.", "exon 11",
           lambda r: r.variant.exon_legacy if r.variant else "", needs_details=True, shared=True),
    Column("domains_all", "list", Level.FULL,
           "All protein features at the residues concerned, with alternative bounds and sites; "
           "each with the source of its bounds.",
           "Forkhead DNA-binding domain [UniProtKB Q9BZS1 (PROSITE PRU00089)]|Forkhead (NCBI CDD "
           "cd00059) [NCBI CDD on NM_014009]", _all_features),
    *PREDICTION_COLUMNS,
    Column("catalog_related", "list", Level.FULL,
           "All catalog entries that the allele agrees with in part, whatever they assert: grade, "
           "entry, what the sources say of it, and what the grade rests on.",
           "same_codon: FOXP3-IPEX-0129 c.1157G>A p.(Arg386His) (ipex): another change of the "
           "same residue", _related, shared=True),
    *EVIDENCE_COLUMNS,
    Column("clinvar_as_of", "list", Level.FULL,
           "Date of the copy in which `clinvar_significance` was read; if it states none, the day "
           "on which it was published or in use, as `catalog show` tells.", "2026-10-03",
           lambda r: joined(c.as_of or "not stated" for c in _newest(r)), shared=True),
    Column("catalog_id", "list", Level.FULL,
           "All catalog entries of this allele, also those that are not IPEX mutations.",
           "FOXP3-IPEX-0127", lambda r: joined(e.id for e in r.match.entries), shared=True),
    Column("catalog_assertion", "list", Level.FULL,
           "What the sources say of these entries: ipex, ipex-like, risk, benign, conflicting or "
           "uncertain.", "ipex", lambda r: joined(e.assertion.value for e in r.match.entries),
           shared=True),
    Column("catalog_evidence", "list", Level.FULL,
           "What was read of the evidence: paper_read, paper_via_clinvar, uniprot, clinvar_only or "
           "own_table (--catalog).",
           "paper_read", lambda r: joined(e.evidence_status.value for e in r.match.entries),
           shared=True),
    Column("catalog_note", "list", Level.FULL, "Cautions about these entries.",
           "last base of exon 9: missense and possible splice effect",
           lambda r: joined(e.note or "" for e in r.match.entries), shared=True),
    Column("catalog", "list", Level.FULL,
           "Which catalog was used: version of the bundle, with the date of ClinVar's file if "
           "`catalog update` renewed it; tables given with --catalog. Empty in a row without "
           "annotation.", "2026.11.5 renewed with ClinVar 2026-11-01|our_variants.tsv",
           lambda r: r.catalog, shared=True),
    Column("input", "text", Level.FULL,
           "The file that the allele was read from, where `annotate` reads several; then every "
           "table has this column.", "run1/family.vcf.gz", lambda r: r.source.file, shared=True),
)  # fmt: skip

_BY_NAME: Final = {column.name: column for column in COLUMNS}


def columns_of(level: Level) -> tuple[Column, ...]:
    """Return the columns of a set, in their fixed order."""
    return tuple(column for column in COLUMNS if column.level <= level)


def select_columns(text: str) -> tuple[Column, ...]:
    """Return the columns that ``--columns`` names: a set, or names separated by commas.

    Raises:
        KeyError: With the name that is no column.
        UsageError: If one is named twice.

    Example:
        >>> [column.name for column in select_columns("hgvs_c,ipex_match")]
        ['hgvs_c', 'ipex_match']
    """
    if text.upper() in Level.__members__:
        return columns_of(Level[text.upper()])
    return each_once(_BY_NAME[name.strip()] for name in text.split(","))


def each_once(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns of which no two have one name; a data frame and Parquet could not hold them.

    Raises:
        UsageError: If two have; it names the column.
    """
    chosen = tuple(columns)
    names = [column.name for column in chosen]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise UsageError(f"the column {name!r} is named twice", remedy="name each column once")
    return chosen


def is_ipex_match(row: AnnotatedRow) -> bool:
    """Tell whether a row is flagged as a reported IPEX mutation."""
    return row.match.grade is MatchGrade.EXACT
