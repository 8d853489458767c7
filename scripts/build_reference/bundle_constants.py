"""Every value of the bundle that is not read from the facts folder, with its source."""

from dataclasses import dataclass

SCHEMA_VERSION = "1.3"
# Year, month and running number of the facts copy that the bundle is made from.
DATA_VERSION = "2026.11.5"

# Symbol, Gene ID, chromosome, band and strand: NCBI Gene 50943. The facts name the Gene ID
# (gene_features.tsv) and the strand (reference/README.md).
GENE_SYMBOL = "FOXP3"
NCBI_GENE_ID = "50943"
CHROMOSOME = "X"
CYTOBAND = "Xp11.23"
STRAND = "-"
# NG_007392.1 = LRG_62: header of NG_007392.1.fa and reference/README.md.
REFSEQGENE = "NG_007392.1"
LRG = "LRG_62"
# reference/README.md: NG_007392.1 is identical to this assembly, on the strand of the gene.
REFSEQGENE_ASSEMBLY = "GRCh37"
# MANE Select v1.5 pair: notes of the two records in transcripts.json.
MANE_SELECT = "NM_014009.4"
MANE_SELECT_ENSEMBL = "ENST00000376207.10"
# The delta-2 isoform: note of its record in transcripts.json.
COMPANION_TRANSCRIPT = "NM_001114377.2"


@dataclass(frozen=True, slots=True)
class Assembly:
    """A genome build whose FOXP3 region is bundled.

    Attributes:
        name: Name of the Genome Reference Consortium.
        aliases: Other names in use for the same chromosome X sequence, among them the words by
            which the file names of the GATK bundle and the 1000 Genomes reference tell it.
        refseq_accession: RefSeq accession of chromosome X.
        genbank_accession: GenBank accession of chromosome X.
        refget_accession: Refget accession of chromosome X, None if no source of it was read.
        refget_sources: What names the refget accession, and where it was read.
        contig_length: Length of chromosome X in bases.
        start: First base of the bundled region, 0-based.
        end: Base after the bundled region, 0-based.
        md5: MD5 of the upper-case plus-strand bases without line breaks.
    """

    name: str
    aliases: tuple[str, ...]
    refseq_accession: str
    genbank_accession: str
    refget_accession: str | None
    refget_sources: tuple[tuple[str, str], ...]
    contig_length: int
    start: int
    end: int
    md5: str


# A refget accession is the digest of a whole chromosome, so it cannot be computed from this bundle;
# each was read in files of independent projects that agree. The first source of each build has it
# from a SeqRepo instance, which computes it from the sequence itself.
_VRS_PYTHON = (
    "github:ga4gh/vrs-python misc/refgetstore/compare_against_seqrepo.py "
    "at fb7ccac6f9428a54582976db5e351ec4a6deb17f"
)
_GATK = (
    "github:broadinstitute/gatk src/main/java/org/broadinstitute/hellbender/tools/gvs/common/"
    "RefGetAccessionProvider.java at 4e1032b269d7dfabca01db49603536204b1f9e59"
)
_GNOMAD = (
    "github:broadinstitute/gnomad_methods gnomad/utils/annotations.py "
    "at 004efc3859b346422913c7e5f64dfadd85b67d5a"
)
_VARIATION_NORMALIZATION = (
    "github:cancervariants/variation-normalization "
    "tests/to_copy_number_variation/test_hgvs_to_copy_number.py "
    "at 0414248803badcd19c66a00d263aac2e873d0ee1"
)
_AGCT = (
    "github:GenomicMedLab/agct src/agct/assembly_registry.py "
    "at 79663049c0a2b6133b04646218ed03e77be047fc"
)

# Accessions and lengths: NCBI assembly reports of GRCh38 (GCF_000001405.40) and GRCh37
# (GCF_000001405.25), chromosome X. Regions and md5: reference/README.md (1-based there).
GRCH38 = Assembly(
    name="GRCh38",
    aliases=("hg38", "b38", "assembly38"),
    refseq_accession="NC_000023.11",
    genbank_accession="CM000685.2",
    refget_accession="SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP",
    refget_sources=(
        ("NC_000023.11, 156040895 bases, in VRS-Python's comparison with SeqRepo", _VRS_PYTHON),
        ("chrX of GRCh38 in GATK's table, made with SeqRepo", _GATK),
        ("chrX of GRCh38 in gnomAD's table", _GNOMAD),
        ("chrX of hg38 in agct's table", _AGCT),
    ),
    contig_length=156_040_895,
    start=49_248_435,
    end=49_269_825,
    md5="55a1ac9efb0d025b91ea756d9cd2631a",
)
GRCH37 = Assembly(
    name="GRCh37",
    aliases=("hg19", "b37", "hs37d5", "g1k_v37", "assembly19"),
    refseq_accession="NC_000023.10",
    genbank_accession="CM000685.1",
    refget_accession="SQ.v7noePfnNpK8ghYXEqZ9NukMXW7YeNsm",
    refget_sources=(
        ("chrX of GRCh37 in GATK's table, made with SeqRepo", _GATK),
        (
            "Location of NC_000023.10:g.(31078344_31118468)_(33292395_33435268)dup in VICC tests",
            _VARIATION_NORMALIZATION,
        ),
        ("X of GRCh37 in gnomAD's table", _GNOMAD),
        ("chrX of hg19 in agct's table", _AGCT),
    ),
    contig_length=155_270_560,
    start=49_104_896,
    end=49_126_288,
    md5="c957f29e0f9df90dabb0eedfe278cacc",
)
REFSEQGENE_MD5 = "6c2a0a536b03a23061f7414de8caec56"  # reference/README.md

# Chromosome X of the builds that are refused by name: NCBI assembly reports of T2T-CHM13v2.0
# (GCF_009914755.1, GenBank CP068255.2) and NCBI36 (GCF_000001405.12). Gene span
# on T2T: reference/README.md.
UNSUPPORTED_ASSEMBLIES: tuple[dict[str, object], ...] = (
    {
        "name": "T2T-CHM13v2.0",
        "aliases": ["chm13v2", "hs1", "CP068255.2"],
        "refseq_accession": "NC_060947.1",
        "contig_length": 154_259_566,
        "reason": "Only the span of the gene is known (NC_060947.1:48662300-48676549, 1-based, "
        "minus strand); its sequence is not bundled, so no allele could be checked.",
    },
    {
        "name": "NCBI36 (hg18)",
        "aliases": ["hg18", "NCBI36", "b36"],
        "refseq_accession": "NC_000023.9",
        "contig_length": 154_913_754,
        "reason": "Neither the sequence nor the exon coordinates of this build are bundled, so no "
        "allele could be checked. Lift the file over to GRCh37 or GRCh38 first.",
    },
)

# NP_054728.2, written out as the target protein FOXP3 in a public protein-design script on GitHub
# (file 49196354495 of the full-text index this was read from; the only copy found there). It was
# not made from the DNA of this bundle, so its agreement with the translated CDS is a check of
# both. reference/README.md says that the CDS of NM_014009.4 translates to Q9BZS1-1 exactly.
FULL_LENGTH_PROTEIN = (
    "MPNPRPGKPSAPSLALGPSPGASPSWRAAPKASDLLGARGPGGTFQGRDLRGGAHASSSSLNPMPPSQLQ"
    "LPTLPLVMVAPSGARLGPLPHLQALLQDRPHFMHQLSTVDAHARTPVLQVHPLESPAMISLTPPTTATGV"
    "FSLKARPGLPPGINVASLEWVSREPALLCTFPNPSAPRKDSTLSAVPQSSYPLLANGVCKWPGCEKVFEE"
    "PEDFLKHCQADHLLDEKGRAQCLLQREMVQSLEQQLVLEKEKLSAMQAHLAGKMALTKASSVASSDKGSC"
    "CIVAAGSQGPVVPAWSGPREAPDSLFAVRRHLWGSHGNSTFPEFLHNMDYFKFHNMRPPFTYATLIRWAI"
    "LEAPEKQRTLNEIYHWFTRMFAFFRNHPATWKNAIRHNLSLHKCFVRVESEKGAVWTVDELEFRKKRSQR"
    "PSRCSNPTPGP"
)
# Residues (1-based, inclusive) that an isoform lacks: notes of NM_001114377.2 (71-105) and of
# ENST00000518685.6 (246-272) in transcripts.json. The first field is the FASTA identifier.
PROTEIN_ISOFORMS: tuple[tuple[str, str, tuple[int, int] | None], ...] = (
    ("NP_054728.2 Q9BZS1-1", "Q9BZS1-1", None),
    ("NP_001107849.1 Q9BZS1-2", "Q9BZS1-2", (71, 105)),
    ("Q9BZS1-4", "Q9BZS1-4", (246, 272)),
)

# reference/README.md, "Exon numbers".
LEGACY_EXON_RULE: dict[str, str | int] = {
    "shift": -1,
    "applies_to": "NM_014009.4 (12 exons; exon 1 is non-coding)",
    "exons": "The literature mostly numbers the coding exons from 1: its exon N is transcript "
    "exon N+1. Transcript exon 1 is called exon -1, by some authors exon 0.",
    "introns": "Introns follow the exon before them: the literature's intron N (IVSN) is "
    "transcript intron N+1; transcript intron 1 is called intron -1.",
    "exceptions": "Some papers count exons like the transcript. Coordinates decide, never an "
    "exon number alone.",
    "example": "Transcript exon 12 is exon 11 of the literature; c.816+2T>A lies in transcript "
    "intron 8 = IVS7.",
}

# Names of an allele that are valid on one build only, where the build's own sequence decides the
# name: intron 1 of NM_014009.4 is five bases shorter on GRCh38, and the reference base of
# rs3761548 differs. The corrected row carries the GRCh38 name, this is the other one.
BUILD_SPECIFIC_HGVS_C: dict[str, dict[str, str]] = {"FX005": {"GRCh37": "c.-23+2882A>C"}}
# Plus-strand base that the cited association speaks of, where it is the ALT allele on one build
# only. rs3761548: the A allele of the gene strand (references.tsv, PMID 23993983).
ASSOCIATED_ALLELE: dict[str, dict[str, str]] = {"FX005": {"GRCh37": "T", "GRCh38": "T"}}
