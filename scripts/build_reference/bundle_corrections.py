"""Corrections of source rows: the whole list, each with the value it replaces.

A correction whose old value is not found stops the build: the source has changed, and the
correction must be read again. Every entry also stands in CHANGELOG-data.md.
"""

from typing import NamedTuple


class Correction(NamedTuple):
    """One changed cell of a source file.

    Attributes:
        file: Source file below the facts folder.
        key: Row key: the id of a variant or feature; where rows share it, the id (or nothing), a
            colon and the number of the row among the rows of that variant, counted from 1.
        field: Column or JSON key.
        old: Value that must stand in the source.
        new: Value that the bundle carries.
        reason: Why, with the place that supports the new value.
    """

    file: str
    key: str
    field: str
    old: str
    new: str
    reason: str


MUTATIONS = "catalog/mutations.tsv"
REFERENCES = "catalog/references.tsv"
FUNCTIONAL = "catalog/functional.tsv"
POPULATION = "catalog/population.tsv"
GENE_FEATURES = "reference/gene_features.tsv"
TRANSCRIPTS = "reference/transcripts.json"

_NO_CONDITION = "ClinVar's placeholder for 'no condition given'; it names no phenotype"
_UNDERSCORES = "ClinVar's underscores in the name of a condition"
_IPEX_IN_CLINVAR = (
    "Insulin-dependent diabetes mellitus secretory diarrhea syndrome | "
    "Immunodysregulation, polyendocrinopathy, and enteropathy, X-linked"
)
_CUT_OFF_AUTHOR = (
    "cut-off remark; references.tsv names no first author of this paper, or says that the name is "
    "from memory"
)
_ROW_ABOVE = "the words point to another row of the source; its data set is named instead"
_OTHER_TRANSCRIPT = "the printed names count on another transcript (offsets checked on its exons)"

CORRECTIONS: tuple[Correction, ...] = (
    Correction(
        MUTATIONS,
        "FX005",
        "hgvs_c",
        "c.-23+2882A>C",
        "c.-23+2877C>A",
        "the entry carries the GRCh38 name: 49264661 - 49261784 = 2877 and the reference base "
        "there is C (gene strand); the GRCh37 name stays with the GRCh37 placement",
    ),
    Correction(
        MUTATIONS,
        "FX005",
        "note",
        "reference allele differs: GRCh38 G (gene C), GRCh37 T (gene A); NM_014009.4 intron name "
        "is written on the GRCh37/LRG_62 sequence, where the reference base is A",
        "reference allele differs: GRCh38 G (gene C), GRCh37 T (gene A); the intron name differs "
        "with it: c.-23+2877C>A on GRCh38, c.-23+2882A>C on GRCh37 and LRG_62. The association "
        "is with the A allele of the gene strand (plus-strand T), which on GRCh37 is the "
        "reference base",
        "the entry now carries both names",
    ),
    Correction(
        MUTATIONS,
        "FX018",
        "phenotype_summary",
        "not provided;not provided | not_provided",
        "",
        _NO_CONDITION,
    ),
    Correction(MUTATIONS, "FX024", "phenotype_summary", "not_provided", "", _NO_CONDITION),
    Correction(
        MUTATIONS,
        "FX044",
        "phenotype_summary",
        "Diabetes_mellitus_type_1",
        "Diabetes mellitus type 1",
        _UNDERSCORES,
    ),
    Correction(
        MUTATIONS,
        "FX046",
        "phenotype_summary",
        "Insulin-dependent diabetes mellitus secretory diarrhea syndrome;Immunodysregulation, "
        "polyendocrinopathy, and enteropathy, X-linked | "
        "Insulin-dependent_diabetes_mellitus_secretory_diarrhea_syndrome",
        _IPEX_IN_CLINVAR,
        _UNDERSCORES + "; the second condition repeats the first",
    ),
    Correction(
        MUTATIONS,
        "FX070",
        "phenotype_summary",
        "Insulin-dependent diabetes mellitus secretory diarrhea syndrome;Immunodysregulation, "
        "polyendocrinopathy, and enteropathy, X-linked",
        _IPEX_IN_CLINVAR,
        "two ClinVar conditions in one cell",
    ),
    Correction(
        MUTATIONS,
        "FX056",
        "note",
        "codon 181 TCC>TCT, synonymous, first base of exon 6; Gambineri 2018 excludes it as a "
        "cause",
        "codon 181 AGC>AGT, synonymous, first base of exon 6; Gambineri 2018 excludes it as a "
        "cause",
        "bases 541 to 543 of the CDS are AGC in both builds",
    ),
    Correction(
        MUTATIONS,
        "FX055",
        "note",
        "",
        "the legacy names c.550G>A and p.Asp184Asn count on ENST00000455775 (intron 5 retained); "
        "on NM_014009.4 they would name another change",
        _OTHER_TRANSCRIPT,
    ),
    Correction(
        MUTATIONS,
        "FX073",
        "phenotype_summary",
        "XLAAD (as above) | hot-spot (as K250del)",
        "XLAAD | hot-spot (as K250del)",
        "'as above' points to a row of another table",
    ),
    Correction(MUTATIONS, "FX092", "phenotype_summary", "not_provided", "", _NO_CONDITION),
    Correction(
        MUTATIONS,
        "FX093",
        "n_families_or_patients",
        "1 patient (2 uncles suspected) (Bulgarian IPEX case 2014 (Case Rep Med 564926)) | see "
        "notes (Gambineri 2018) | 1 record (Chinese case list (github public source file))",
        "1 patient (2 uncles suspected) (Bulgarian IPEX case 2014 (Case Rep Med 564926)) | R337Q "
        "and A384T together 12 patients (Gambineri 2018) | 1 record (Chinese case list (github "
        "public source file))",
        "'see notes' points nowhere; the count stands in references.tsv (PMID 30443250)",
    ),
    Correction(MUTATIONS, "FX113", "phenotype_summary", "not_provided", "", _NO_CONDITION),
    Correction(
        MUTATIONS,
        "FX116",
        "n_families_or_patients",
        "1 patient (Immunity 2019 M370I paper",
        "1 patient (Immunity 2019 M370I paper)",
        "closing parenthesis lost",
    ),
    Correction(
        MUTATIONS,
        "FX125",
        "note",
        "",
        "the legacy names c.1049C>T and p.Ser350Phe count on ENST00000557224 (delta-2, intron 11 "
        "retained); on NM_014009.4 they would name another change",
        _OTHER_TRANSCRIPT,
    ),
    Correction(
        MUTATIONS,
        "FX126",
        "note",
        "",
        "the legacy names c.1210G>C and p.Gly404Arg count on ENST00000557224 (delta-2, intron 11 "
        "retained); on NM_014009.4 they would name another change",
        _OTHER_TRANSCRIPT,
    ),
    Correction(MUTATIONS, "FX146", "phenotype_summary", "not_specified", "", _NO_CONDITION),
    Correction(
        MUTATIONS,
        "FX147",
        "note",
        "AATAAA is at c.*873_*878 (NM_014009.4; the only one in the 3'UTR and the next 2 kb), so "
        "AAUGAA is c.*876A>G; the.*881A>G is impossible (reference G). The paper's 878-883 bp "
        "count is 5 too many",
        "AATAAA is at c.*873_*878 (NM_014009.4; the only one in the 3'UTR and the next 2 kb), so "
        "AAUGAA is c.*876A>G; c.*881A>G is impossible (reference G). The paper's 878-883 bp "
        "count is 5 too many",
        "garbled: 'the.*881A>G'; base c.*881 is G",
    ),
    Correction(
        MUTATIONS,
        "FX148",
        "note",
        "AAUAAG is the sixth base, c.*878A>G.*883A>G)",
        "AAUAAG is the sixth base, c.*878A>G",
        "garbled end; the c. name agrees with both placements",
    ),
    Correction(
        REFERENCES,
        "FX028:1",
        "note",
        "author names not shown on the stored page (the brief says Owen)",
        "author names not shown on the stored page; the catalog calls it Owen 2003",
        "a reader cannot look up 'the brief'",
    ),
    Correction(
        REFERENCES,
        "FX073:1",
        "what_it_says",
        "XLAAD (as above); function: predicted to impair dimerisation; 1 of 2 kindreds; ClinVar "
        "links this paper to c.750_752delGGA p.Glu251del (VariationID 11413)",
        "XLAAD; function: predicted to impair dimerisation; 1 of 2 kindreds; ClinVar links this "
        "paper to c.750_752delGGA p.Glu251del (VariationID 11413)",
        "'as above' points to a row of another table",
    ),
    Correction(
        REFERENCES,
        "FX085:1",
        "journal",
        "John Wiley & Sons (Prenat Diagn per",
        "",
        "cut off, the name is not certain; kept as read in the note",
    ),
    Correction(
        REFERENCES,
        "FX085:1",
        "note",
        "",
        'journal as read, cut off: "John Wiley & Sons (Prenat Diagn per"',
        "moved from the journal field",
    ),
    Correction(
        REFERENCES,
        "FX093:3",
        "what_it_says",
        "hot-spot; with A384T observed in 12 patients; see notes; 5 hot-spot mutations = 23 of 66 "
        "families (R337Q, A384T, R386H, K250del, E251del)",
        "hot-spot; with A384T observed in 12 patients; 5 hot-spot mutations = 23 of 66 families "
        "(R337Q, A384T, R386H, K250del, E251del)",
        "'see notes' points nowhere",
    ),
    Correction(
        REFERENCES,
        "FX099:1",
        "journal",
        "PMC4475654 ()",
        "",
        "an article number, not a journal; kept in the note",
    ),
    Correction(
        REFERENCES,
        "FX099:1",
        "note",
        "",
        "journal and title not read; PMC4475654",
        "moved from the journal field",
    ),
    Correction(
        REFERENCES,
        "FX127:7",
        "first_author",
        "Nieves (first in the affiliation line)",
        "Nieves",
        "a remark in a name field",
    ),
    Correction(
        REFERENCES,
        "FX127:7",
        "note",
        "",
        "first author taken from the first name of the affiliation line",
        "moved from the first_author field",
    ),
    Correction(
        GENE_FEATURES,
        "Poly(A) signal AATAAA",
        "grch37_start",
        "",
        "49106917",
        "c.*878 on GRCh37, as FX148 has it; the sequence there reads AATAAA too",
    ),
    Correction(
        GENE_FEATURES,
        "Poly(A) signal AATAAA",
        "grch37_end",
        "",
        "49106922",
        "c.*873 on GRCh37, counted from FX148; the sequence there reads AATAAA too",
    ),
    Correction(
        GENE_FEATURES,
        "Exon 1 distal deletion region",
        "note",
        "published as g.-6247_-4859del (1,388 bp), takes non-coding exon 1 and the start of "
        "intron 1; derived coordinates",
        "published as g.-6247_-4859del (1,388 bp; the two numbers span 1,389), takes non-coding "
        "exon 1 and the start of intron 1; derived coordinates, counted on GRCh38 itself. "
        "FOXP3-IPEX-0001 counts on LRG_62 = GRCh37 and lies 2 and 5 bases lower on GRCh38 (VCF "
        "bases 49263362-49264747); the ends are good to about 5 bases",
        "the catalog places the same deletion differently; both readings are kept and named",
    ),
    Correction(
        TRANSCRIPTS,
        "ENST00000376207.9",
        "note",
        "superseded version; accept as input",
        "superseded version; accept as input; its longer exon 1 holds a base that differs between "
        "the builds (GRCh38 X:49264848 A, GRCh37 X:49121310 G, plus strand)",
        "build_differences.tsv; the facts README says 'none in an exon', which holds for all "
        "other transcripts",
    ),
    Correction(
        TRANSCRIPTS,
        "NM_001114377.2",
        "note",
        "delta-2 isoform (skips the 105-nt exon, aa 71-105); protein NP_001107849.1 = Q9BZS1-2",
        "delta-2 isoform (skips the 105-nt exon, aa 71-105); protein NP_001107849.1 = Q9BZS1-2; "
        "the version .2 is inferred from its ends, which equal those of NM_014009.4",
        "reference/README.md, 'What stays open'",
    ),
    Correction(
        FUNCTIONAL,
        "FX116:1",
        "publication",
        "Immunity 2019 M370I paper (Van Gool",
        "Immunity 2019 M370I paper",
        _CUT_OFF_AUTHOR,
    ),
    *(
        Correction(
            FUNCTIONAL,
            key,
            "publication",
            "Immunity 2017;47:268-283 (Hayatsu",
            "Immunity 2017;47:268-283",
            _CUT_OFF_AUTHOR,
        )
        for key in ("FX107:1", "FX127:2", "FX133:1")
    ),
    Correction(
        POPULATION,
        "FX011:2",
        "hemizygotes",
        "several healthy men (number not given)",
        "",
        "no number; the words move to population_or_result",
    ),
    Correction(
        POPULATION,
        "FX011:2",
        "population_or_result",
        "about half of the asymptomatic men of the family carry it",
        "several healthy men (number not given): about half of the asymptomatic men of the family "
        "carry it",
        "the words of the column hemizygotes",
    ),
    Correction(
        POPULATION,
        "FX007:1",
        "dataset",
        "same paper (PMC6756718): 600 patients, 640 controls",
        "meta-analysis, multiple sclerosis (PMC6756718): 600 patients, 640 controls",
        _ROW_ABOVE,
    ),
    *(
        Correction(
            POPULATION,
            key,
            "dataset",
            "same meta-analysis (Tan 2021)",
            "meta-analysis, Graves disease (Tan 2021)",
            _ROW_ABOVE,
        )
        for key in ("FX006:2", ":1")
    ),
    *(
        Correction(
            POPULATION,
            key,
            "dataset",
            "same paper, female patients with ulcerative colitis (table 3)",
            "ulcerative colitis, China (PMID 30918515, doi 10.1155/2019/4052168), female patients "
            "(table 3)",
            _ROW_ABOVE,
        )
        for key in ("FX007:2", ":2", ":3")
    ),
    Correction(
        POPULATION,
        "FX133:2",
        "note",
        "same numbers as the VarRiskEst row",
        "same numbers as gnomAD genomes via dbNSFP",
        _ROW_ABOVE,
    ),
)
