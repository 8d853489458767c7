"""The page of every notation that is read, each example answered by the tool itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

Table = Callable[[Sequence[str], Sequence[Sequence[str]]], str]

ANN: Final = (
    "ANN=T|missense_variant|MODERATE|FOXP3|ENSG00000049768|transcript|NM_014009.4|protein_coding|"
    "12/12|c.1150G>A|p.Ala384Thr|1222/2264|1150/1296|384/431||"
)
EFF: Final = (
    "EFF=missense_variant(MODERATE|MISSENSE|Gcc/Acc|p.Ala384Thr/c.1150G>A|431|FOXP3|"
    "protein_coding|CODING|NM_014009.4|12|T)"
)
CSQ: Final = (
    "T|missense_variant|MODERATE|FOXP3|ENSG00000049768|Transcript|ENST00000376207.10|"
    "protein_coding|12/12||ENST00000376207.10:c.1150G>A|NP_054728.2:p.Ala384Thr|1222|1150|384|"
    "A/T|Gcc/Acc|rs122467170||-1||HGNC|HGNC:6106"
)
READ: Final[dict[str, tuple[str, ...]]] = {
    "HGVS on a transcript": (
        "NM_014009.4:c.1150G>A", "NM_014009:c.1150G>A", "NM_014009.3:c.1150G>A",
        "ENST00000376207.10:c.1150G>A", "NM_001114377.2:c.1045G>A", "LRG_62t1:c.1150G>A",
        "NM_014009.4(FOXP3):c.1150G>A", "NC_000023.11(NM_014009.4):c.210+1G>A", "FOXP3:c.1150G>A",
        "c.1150G>A", "c.*876A>G", "c.-23+1G>A", "NM_014009.4:n.1222G>A", "c.751_753del",
        "c.751_753delGAG", "c.751_756dup", "c.10_11insT", "c.1290_1309delinsTGG", "c.1100_1101inv",
        "c.745GAGAAG[3]", "c.745_756GAGAAG[3]", "c.745_750[3]", "r.1150g>a",
        "NG_007392.1(NM_014009.4):c.210+1G>A",
    ),
    "Several changes, and ends that are not known": (
        "c.[1010G>A;1150G>A]", "c.[1010G>A];[1150G>A]", "c.1010G>A(;)1150G>A",
        "c.(210+1_211-1)_(315+1_316-1)del", "NC_000023.11:g.(?_49250000)_(49252000_?)del",
    ),
    "Genomic": (
        "NC_000023.11:g.49251480C>T", "NC_000023.10:g.49107941C>T", "NG_007392.1:g.18348G>A",
        "LRG_62:g.18348G>A", "NC_000023.11:49251479:C:T", "X-49251480-C-T", "X:49251480:C:T",
        "chrX:49,251,480 C>T", "chrX:g.49251480C>T", "X 49251480 C T",
        "X 49251480 rs122467170 C T 50 PASS .", "NC_000023.11:g.49255489CTTCTC[3]",
        "NC_000023.11:49251479:1:T", "NG_007392.1:18347:G:A", "NM_014009.4:1221:G:A",
        "NP_054728.2:383:A:T",
    ),
    "Protein changes": (
        "p.Ala384Thr", "p.(Ala384Thr)", "p.A384T", "A384T", "NP_054728.2:p.Ala384Thr",
        "Q9BZS1:p.Ala384Thr", "p.Arg337Ter", "R337X", "p.Glu251del", "E251del", "ΔE251",
        "p.(Leu76GlnfsTer53)", "L76QfsX53",
    ),
    "Identifiers, through the bundled catalog": (
        "rs122467170", "VCV000011410", "11410", "FOXP3-IPEX-0127",
        "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM", "ga4gh:VA.QedCej93j_J43FpC4T1v1vitufJo3Ynl",
        "https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/",
    ),
    "Slips and spellings of before HGVS": (
        "1150G>A", "1338G>A", "-3279 A/C", "c.1150G->A", "c.G1150A", "c. 1150 G > A", "c.1150G→A",
        "c1150G>A",
        "c:1150G>A", "c.(1150G>A)", "c.1150G<A", "c.1150 G to A", "nm_014009.4:c.1150g>a",
        "NM_014009.4 c.1150G>A", "FOXP3 c.1150G>A", "scurfin A384T", "751-753delGAG",
        "c.751_753del3", "c.751del3", "c.751delGAG", "delGAG751_753", "c.227T>-", "c.10^11insT",
        "1290-1309del/insTGG", "c.1290_1309insdelTGG", "IVS9+459A>G", "IVS1+1G>A",
        "IVS9AS-2A>G", "int9:+1G>A", "AAUAAA>AAUGAA", "Ala384->Thr", "A-384-T", "384A>T",
        "deletion of E251", "p.E251-", "fs L76",
    ),
    "RNA": ("r.1150g>a", "r.(1150g>a)", "NM_014009.4:r.(751_753del)"),
    "Reports: several names, identifiers and known words": (
        "NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr)", "FOXP3:c.1150G>A;p.A384T",
        "A384T (c.1150G>A)", "FOXP3 (NM_014009.3): c.1150G>A, p.(Ala384Thr), hemizygous",
        "FOXP3 NM_014009.4 Exon 11 c.1150G>A p.Ala384Thr Hemizygous Pathogenic",
        "c.1150G>A, VAF 48%, depth 120x, class 5", "c.1150G>A (rs122467170)",
        "p.Ala384Thr rs122467170", "c.1150G>A CM010001", "c.1044+1G>A (IVS9+1G>A)",
        "c.210+1G>A, r.spl, p.?", "chrX:49107941C>T NM_014009.4:c.1150G>A",
        "chrX:49251480 c.1150G>A", "c.1150G>A (hemi)", "c.[1150G>A];[=]", "c.[1150G>A]+[=]",
        "c.1150 G>G/A", "c.1150G>R", "c.1150G>GA",
    ),
    "Strings of other programs": (
        "FOXP3:NM_014009:exon12:c.G1150A:p.A384T",
        "FOXP3(NM_014009:exon2:c.210+1G>A,NM_001114377:exon2:c.210+1G>A)",
        "FOXP3:NM_014009:exon12:c.1290_1309TGG",
        "FOXP3:NM_014009:exon8:c.751_753del:p.251_251del", "X 49251480 49251480 C T",
        "X 49255492 49255494 CTC -", "X_49251480_C/T", "X 49251480 49251480 G/A -1",
        ANN,
        EFF,
        CSQ,
    ),
    "A build beside the name, and addresses of pages": (
        "X-49251480-C-T (GRCh38)", "hg19 chrX:49107941 C>T", "ChrX(GRCh38):g.49251480C>T",
        "chrX.hg19:g.49107941C>T", "GRCh37-X-49107941-C-T",
        "https://gnomad.broadinstitute.org/variant/X-49251480-C-T?dataset=gnomad_r4",
        "https://varsome.com/variant/hg38/X%3A49251480%3AC%3AT",
        "https://franklin.genoox.com/clinical-db/variant/snp/chrX-49251480-C-T-hg38",
        "https://www.ncbi.nlm.nih.gov/clinvar/?term=NM_014009.4%3Ac.1150G%3EA",
    ),
    "Out of spreadsheets": (
        "'c.1150G>A", '="c.1150G>A"', "11410.0", "X:4.9251480E7:C:T", "chrX:49.251.480 C>T",
        "chrX:49 251 480 C>T", "(c)1150G>A", "c.1150G\u2013>A",
    ),
}  # fmt: skip
REFUSED: Final = (
    "NM_014009.4:c.1150C>A", "c.99999G>A", "c.1150+3G>A", "c.1150G>", "c.100_400del", "c.1150=",
    "p.Ala385Thr", "FOXP3:c.1150G>A;p.A384V", "BRCA1:c.68_69del", "NM_000546.6:c.743G>A",
    "NM_014009.9:c.1150G>A", "NC_000023.11:g.1000000A>G", "NC_060947.1:g.48663000A>G",
    "g.49251480C>T", "rs1", "c.1150G>A rs122467169", "c.1150G>A not detected",
    "NM_014009.4 c.1150G>A NM_001114377.2", "NC_000023.11:g.49251480C>T (hg19)",
    "chrX:49000000C>T (hg18)", "X:49251480-49251480", "chrX 49251479 49251480 C T", "c.10insT",
    "c.751_753del4", "c-22G>A", "76fsX128", "r.spl", "r.=", "r.211_315del", "#NAME?",
    "1-Mar", "4.93E+07", "hello",
)  # fmt: skip


def notation_page(note: str, table: Table) -> str:
    """Return the page."""
    toolkit = Toolkit.load()
    parts = [
        "# Notations\n",
        note,
        (
            "What `foxp3tool lookup` reads; every answer on this page was made by the tool. A text "
            "that is a valid name is read as it stands and in no other way. Otherwise spellings "
            "with one meaning are repaired, and `REPAIRED_INPUT` says what was read as what, and "
            "why. A text with two meanings gives both, with `TWO_READINGS`. Names that stand "
            "together in one text must mean one variant (`NAMES_DISAGREE`), and so must places on "
            "the chromosome and identifiers of the catalog; what cannot be checked is named. Only "
            "words that are known to say nothing of the bases are left out, and the remark names "
            "each. Every base and residue stated is checked against the sequence.\n"
        ),
    ]
    for heading, texts in READ.items():
        rows = [(f"`{text}`", *_answer(toolkit, text)) for text in texts]
        parts += [f"## {heading}\n", table(("text", "read as", "remarks"), rows)]
    refused = [(f"`{text}`", *_refusal(toolkit, text)) for text in REFUSED]
    parts += [
        "## What is refused, and why\n",
        table(("text", "code", "message"), refused),
    ]
    return "\n".join(parts)


def _rows(toolkit: Toolkit, text: str) -> tuple[list[AnnotatedRow], LookupReport]:
    report = LookupReport()
    rows = lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report)
    return list(rows), report


def _answer(toolkit: Toolkit, text: str) -> tuple[str, str]:
    rows, report = _rows(toolkit, text)
    if report.failed:
        raise ValueError(f"{text} stands on the page of what is read: {report.failed[0][1]}")
    names = [
        row.transcript.hgvs_c or row.variant.hgvs_g
        for row in rows
        if row.transcript is not None and row.variant is not None
    ]
    shown = ", ".join(f"`{name.removeprefix('NM_014009.4:')}`" for name in names[:3])
    if len(names) > 3:
        shown += f" and {len(names) - 3} more"
    codes = dict.fromkeys(f"`{issue.code.name}`" for row in rows for issue in row.issues)
    return shown, ", ".join(codes)


def _refusal(toolkit: Toolkit, text: str) -> tuple[str, str]:
    rows, report = _rows(toolkit, text)
    if not report.failed:
        raise ValueError(f"{text} stands on the page of what is refused, and is read")
    (row,) = rows
    return f"`{row.issues[0].code.name}`", row.issues[0].message
