"""Texts as they are pasted, with what each means and where the form comes from.

The alleles are on GRCh38, reckoned by hand from the exon table: c.n of exon 2 (c.-22 to 210) is
g.49258506 - n, exon 3 begins with c.211 at 49257768, exon 8 with c.736 at 49255509, exon 10 with
c.968 at 49253202, exon 11 with c.1045 at 49251765, exon 12 with c.1147 at 49251483. GRCh37 is
143,539 less in exon 12. Indels stand at their leftmost place.
"""

from __future__ import annotations

from typing import Final

A384T: Final = ("X-49251480-C-T",)
E251DEL: Final = ("X-49255491-TCTC-T",)
L76FS: Final = ("X-49257751-TA-T",)
DONOR: Final = ("X-49258295-C-T",)
R337TER: Final = ("X-49253161-G-A",)
POLY_A: Final = ("X-49250458-T-C",)
DELINS: Final = ("X-49251322-TTGATCTTGAGGTCAGGGG-CA",)
INS_T: Final = ("X-49258495-G-GA",)
IVS9: Final = ("X-49253125-C-T", "X-49253916-C-T")
"""Behind exon 10 of the transcript, which papers call exon 9, and behind exon 9."""
IVS9_ACCEPTOR: Final = ("X-49251767-T-C", "X-49253204-T-C")

Row = tuple[str, tuple[str, ...], str]
"""The text, its alleles in order, and the codes of the first one by their initials."""

ANN: Final = (
    "T|missense_variant|MODERATE|FOXP3|ENSG00000049768|transcript|NM_014009.4|protein_coding|12/12|"
    "c.1150G>A|p.Ala384Thr|1222/2264|1150/1296|384/431||"
)
OTHER_ANN: Final = (
    "T|downstream_gene_variant|MODIFIER|PPP1R3F|ENSG00000049769|transcript|NM_033215.4|"
    "protein_coding||c.*3000C>T|||||2900|"
)
EFF: Final = "MODERATE|MISSENSE|Gcc/Acc|{}|431|FOXP3|protein_coding|CODING|NM_014009.4|12|T"
CSQ: Final = (
    "T|missense_variant|MODERATE|FOXP3|ENSG00000049768|Transcript|ENST00000376207.10|"
    "protein_coding|12/12||ENST00000376207.10:c.1150G>A|{protein}|1222|1150|384|A/T|Gcc/Acc|"
    "{known}||-1||HGNC|HGNC:6106"
)
FRANKLIN: Final = "https://franklin.genoox.com/clinical-db/variant/snp/"
GNOMAD: Final = "https://gnomad.broadinstitute.org/variant/"

READ: Final[dict[str, tuple[Row, ...]]] = {
    # AAChange.refGene, Gene.refGene and GeneDetail.refGene of ANNOVAR's gene-based annotation,
    # https://annovar.openbioinformatics.org/en/latest/user-guide/gene/
    "ANNOVAR": (
        ("FOXP3:NM_014009:exon12:c.G1150A:p.A384T", A384T, "R"),
        (
            "FOXP3:NM_001114377:exon11:c.G1045A:p.A349T,FOXP3:NM_014009:exon12:c.G1150A:p.A384T",
            A384T,
            "R",
        ),
        ("FOXP3:NM_014009:exon3:c.227delT:p.L76fs", L76FS, "R"),
        ("FOXP3:NM_014009:exon3:c.227delT:p.L76Qfs*53", L76FS, "R"),
        ("FOXP3:NM_014009:exon8:c.751_753del:p.251_251del", E251DEL, "R"),
        ("FOXP3:NM_014009:exon12:c.1290_1309TGG", DELINS, "RN"),
        ("FOXP3:NM_014009:exon2:c.10_11insT:p.P4fs", INS_T, "R"),
        ("NM_014009:exon2:c.210+1G>A", DONOR, "R"),
        ("FOXP3(NM_014009:exon2:c.210+1G>A)", DONOR, "R"),
        ("FOXP3(NM_014009:exon2:c.210+1G>A,NM_001114377:exon2:c.210+1G>A)", DONOR, "R"),
        ("FOXP3(NM_014009:c.*876A>G)", POLY_A, "R"),
        ("exonic;FOXP3;nonsynonymous SNV;FOXP3:NM_014009:exon12:c.G1150A:p.A384T", A384T, "R"),
        # Lines of its input, https://annovar.openbioinformatics.org/en/latest/user-guide/input/
        ("X\t49251480\t49251480\tC\tT", A384T, ""),
        ("chrX\t49107941\t49107941\tC\tT\thet\t50\t20", A384T, "R"),
        ("X\t49255492\t49255494\tCTC\t-", E251DEL, ""),
        ("X\t49255494\t49255494\t-\tT", ("X-49255494-C-CT",), "R"),
    ),
    # ANN and EFF fields, https://pcingola.github.io/SnpEff/snpeff/inputoutput/
    "SnpEff": (
        (ANN, A384T, "R"),
        (f"ANN={ANN}", A384T, "R"),
        (f"ANN={ANN},{ANN.replace('NM_014009.4', 'XM_011543915.1')}", A384T, "R?"),
        (f"{ANN.replace('NM_014009.4', 'XM_011543915.1')},{ANN}", A384T, "R?"),
        (f"{ANN},{OTHER_ANN}", A384T, "R"),
        (f"EFF=missense_variant({EFF.format('p.Ala384Thr/c.1150G>A')})", A384T, "R"),
        (f"NON_SYNONYMOUS_CODING({EFF.format('A384T')})", A384T, "RP"),
    ),
    # https://www.ensembl.org/info/docs/tools/vep/vep_formats.html
    "Ensembl VEP": (
        ("ENST00000376207.10:c.1150G>A", A384T, ""),
        ("NP_054728.2:p.Ala384Thr", A384T, "P"),
        (CSQ.format(protein="NP_054728.2:p.Ala384Thr", known="rs122467170"), A384T, "R"),
        (
            CSQ.format(protein="ENSP00000365380.4:p.Ala384Thr", known="rs122467170&CM010001"),
            A384T,
            "R?",
        ),
        (f"CSQ={CSQ.format(protein='', known='')}", A384T, "R"),
        ("X_49251480_C/T", A384T, ""),
        ("X_49255492_CTC/-", E251DEL, ""),
        ("X_49255495_-/T", ("X-49255494-C-CT",), "R"),
        ("X 49251480 49251480 C/T 1", A384T, ""),
        ("X 49251480 49251480 C/T +", A384T, ""),
        ("X 49251480 49251480 G/A -1", A384T, "R"),
        ("X 49251480 49251480 G/A -", A384T, "R"),
        ("X 49255492 49255494 GAG/- -", E251DEL, "R"),
        ("X 49255495 49255494 -/T +", ("X-49255494-C-CT",), ""),
        ("X:49251480-49251480 C/T", A384T, ""),
    ),
    # Mutation Surveyor and other base callers write both alleles of a trace.
    "Sanger sequencing": (
        ("c.[1150G>A]+[=]", A384T, "R"),
        ("c.[1150G>A];[1150=]", A384T, "R"),
        ("c.1150G>R", A384T, "R"),
        ("c.1150 G>G/A", A384T, "R"),
        ("c.1150G>A/G", A384T, "R"),
        ("c.1150G>GA", (*A384T, "X-49251479-G-GT"), "2R"),
        ("c.1150 G to A", A384T, "R"),
        ("p.[Ala384Thr];[Ala384=]", A384T, "RP"),
    ),
    # gnomAD, UCSC, VarSome, Franklin, Alamut, MutationTaster, VariantValidator, InterVar
    "genomic, with the build beside it": (
        ("X-49251480-C-T (GRCh38)", A384T, "R"),
        ("hg38 chrX:49251480 C>T", A384T, "R"),
        ("hg19 chrX:49107941 C>T", A384T, "R"),
        ("chrX:49251480C>T [GRCh38/hg38]", A384T, "R"),
        ("chrX-49107941-C-T-hg19", A384T, "R"),
        ("GRCh37-X-49107941-C-T", A384T, "R"),
        ("GRCh38:X:49251480:C:T", A384T, "R"),
        ("ChrX(GRCh38):g.49251480C>T", A384T, "R"),
        ("chrX.hg19:g.49107941C>T", A384T, "R"),
        ("genome build GRCh38.p14, chrX:49251480C>T", A384T, "R"),
        ("NC_000023.11:g.49251480C>T (hg38)", A384T, "R"),
        ("NM_014009.4:c.1150G>A (GRCh38)", A384T, "R"),
        ("chrX:49,251,480-49,251,480 C>T", A384T, ""),
        ("chrX:49.251.480 C>T", A384T, ""),
        ("chrX:49 251 480 C>T", A384T, ""),
        ("chrX:49'251'480 C>T", A384T, ""),
        ("chrX:49\u202f251\u202f480 C>T", A384T, ""),
        ("X:g.49251480C>T", A384T, ""),
        ("g.49251480C>T (GRCh38)", A384T, "R"),
        ("hg19 chrX:g.49111953_49111955del", E251DEL, "RN"),
        ("chrX:g.49255492_49255494del", E251DEL, "RN"),
        ("Chr X(GRCh38):g.49251480C>T", A384T, "R"),
        ("NC_000023.11:g49251480C>T", A384T, "R"),
        ("NC_000023.11:g.49,251,480C>T", A384T, "R"),
        ("chrX:49255492-49255494del", E251DEL, "RN"),
        ("X:49255492_49255494delCTC", E251DEL, "RN"),
        ("hg19 chrX:49111953-49111955del", E251DEL, "RN"),
        ("chrX:49,255,492-49,255,494del", E251DEL, "RN"),
    ),
    # The addresses as the sites themselves and programs that link to them make them.
    "addresses of pages": (
        (f"{GNOMAD}X-49251480-C-T?dataset=gnomad_r4", A384T, "R"),
        (f"{GNOMAD}X-49107941-C-T?dataset=gnomad_r2_1", A384T, "R"),
        (f"{GNOMAD}X-49107941-C-T", A384T, "R"),
        ("https://varsome.com/variant/hg38/X-49251480-C-T", A384T, "R"),
        (
            "https://varsome.com/variant/hg38/X%3A49251480%3AC%3AT?annotation-mode=germline",
            A384T,
            "R",
        ),
        ("https://varsome.com/variant/hg38/NM_014009.4%3Ac.1150G%3EA", A384T, "R"),
        ("https://varsome.com/variant/hg38/rs122467170", A384T, "RI"),
        (f"{FRANKLIN}chrX-49251480-C-T-hg38", A384T, "R"),
        (f"{FRANKLIN}chrX-49107941-C-T/GRCh37", A384T, "R"),
        (f"{FRANKLIN}chrX-49107941-C-T", A384T, "R"),
        (
            "https://spliceailookup.broadinstitute.org/#variant=X-49251480-C-T&hg=38&bc=basic",
            A384T,
            "R",
        ),
        ("https://www.ncbi.nlm.nih.gov/clinvar/?term=NM_014009.4%3Ac.1150G%3EA", A384T, "R"),
        ("https://mutalyzer.nl/normalizer/NM_014009.4:c.1150G%3EA", A384T, "R"),
    ),
    # Report sheets, PDF reports and the text of papers.
    "reports": (
        ("FOXP3 (NM_014009.3): c.1150G>A, p.(Ala384Thr), hemizygous", A384T, "RS"),
        ("FOXP3 NM_014009.4 Exon 11 c.1150G>A p.Ala384Thr Hemizygous Pathogenic", A384T, "R"),
        ("c.1150G>A; p.Ala384Thr; exon 11", A384T, "R"),
        ("c.1150G>A/p.Ala384Thr", A384T, "R"),
        ("c.1150G>A_p.A384T", A384T, "R"),
        ("c.1150G>A(p.Ala384Thr)", A384T, "R"),
        ("A384T (c.1150G>A)", A384T, "R"),
        ("p.A384T, c.1150G>A", A384T, "R"),
        ("c.1150G>A, VAF 48%, depth 120x, class 5", A384T, "R"),
        ("c.1150G>A (p.Ala384Thr), likely pathogenic, de novo, PM2_supporting", A384T, "R"),
        ("c.1150G>A (NM_014009.4), maternal", A384T, "R"),
        ("NC_000023.11(NM_014009.4):c.210+1G>A, r.spl, p.?", DONOR, "R"),
        ("NC_000023.11 NM_014009.4 c.210+1G>A", DONOR, "R"),
        ("c.1044+1G>A (IVS9+1G>A)", IVS9[:1], "R"),
        ("IVS9+1G>A, hemizygous, p.?", IVS9, "2R"),
        ("chrX:49251480 c.1150G>A p.Ala384Thr", A384T, "R"),
        ("chrX:49107941C>T NM_014009.4:c.1150G>A", A384T, "R"),
        ("NC_000023.10:g.49107941C>T / NC_000023.11:g.49251480C>T", A384T, "R"),
        # Rows of Ion Reporter and ANNOVAR's tables.
        ("chrX:49107941\tSNV\tC/T\tFOXP3\tNM_014009.3\tp.Ala384Thr\tc.1150G>A", A384T, "RS"),
        ("chrX 49107941 49107941 C T FOXP3:NM_014009:exon12:c.G1150A:p.A384T", A384T, "R"),
        ("chrX:49251480 (C>T) c.1150G>A", A384T, "R"),
        ("chrX-49251480 c.1150G>A", A384T, "R"),
        ("X:49,107,941-49,107,941 c.1150G>A", A384T, "R"),
        ("c.1150G>A G/A", A384T, "R"),
        ("Exon 11: 1150G>A", A384T, "R"),
        ("scurfin A384T", A384T, "RP"),
        ("FOXP3 gene c.1150G>A", A384T, "R"),
        ("c.210+1G>A IVS1", DONOR, "R"),
        ("c.1150G>A/WT", A384T, "R"),
        ("c.1150G>A/+", A384T, "R"),
        ("P1: c.1150G>A", A384T, "R"),
        ("Patient 12, c.1150G>A", A384T, "R"),
        ("IPEX: c.1150G>A", A384T, "R"),
        ("JM2:c.1150G>A", A384T, "R"),
        ("scurfin:p.A384T", A384T, "RP"),
    ),
    # ClinVar's, dbSNP's, UniProt's and the catalog's identifiers beside a name.
    "identifiers beside a name": (
        ("c.1150G>A (rs122467170)", A384T, "R"),
        ("rs122467170 c.1150G>A p.Ala384Thr", A384T, "R"),
        (
            "NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr) rs122467170 VCV000011410.12",
            A384T,
            "R",
        ),
        ("c.1150G>A, ClinVar: 11410, FOXP3-IPEX-0127", A384T, "R"),
        ("c.1150G>A rs1", A384T, "R?"),
        # The id of p.Phe373Ala, whose reported change is c.1117_1118delinsGC.
        ("c.1117_1119delinsGCA VAR_078975", ("X-49251691-GAA-TGC",), "R"),
        ("c.1150G>A CM010001", A384T, "R?"),
        ("X 49251480 rs122467170 C T 50 PASS .", A384T, ""),
        ("X 49251480 rs122467170 C G 50 PASS .", ("X-49251480-C-G",), "?"),
        ("rs122467170, VCV000011410", A384T, "RI"),
    ),
    # What Excel and its import and export leave in a cell.
    "spreadsheets": (
        ("'c.1150G>A", A384T, "R"),
        ("=c.1150G>A", A384T, "R"),
        ('="c.1150G>A"', A384T, "R"),
        ('""c.1150G>A""', A384T, "R"),
        ("11410.0", A384T, "RI"),
        ("X:4.9251480E7:C:T", A384T, "R"),
        ("(c)1150G>A", A384T, "R"),
        ("\u00a9.1150G>A", A384T, "R"),
        ("c.1,150G>A", A384T, "R"),
        ("c.1150G\u2013>A", A384T, "R"),
    ),
    # https://hgvs-nomenclature.org/stable/recommendations/RNA/substitution/ and /deletion/
    "RNA": (
        ("r.(1150g>a)", A384T, "R"),
        ("r.[1150g>a]", A384T, "R"),
        ("NM_014009.4:r.1150g>a", A384T, "R"),
        ("r.751_753del", E251DEL, "R"),
        ("r.(751_753del)", E251DEL, "R"),
    ),
    # Names in introns before HGVS had its numbers, PMID 9450896 and 10612815.
    "introns": (
        ("IVS9 +1G>A", IVS9, "2R"),
        ("IVS 9+1 G>A", IVS9, "2R"),
        ("c.IVS9+1G>A", IVS9, "2R"),
        ("g.IVS9+1G>A", IVS9, "2R"),
        ("intron 9 +1G>A", IVS9, "2R"),
        ("int9:+1G>A", IVS9, "2R"),
        ("IVS9DS+1G>A", IVS9, "2R"),
        ("IVS9ds+1G->A", IVS9, "2R"),
        ("IVS9AS-2A>G", IVS9_ACCEPTOR, "2R"),
    ),
    # Older papers, and HGVS as it was before 2016.
    "residues": (
        ("Ala384->Thr", A384T, "RP"),
        ("Ala384\u2192Thr", A384T, "RP"),
        ("A384\u2192T", A384T, "RP"),
        ("A-384-T", A384T, "RP"),
        ("Ala-384-Thr", A384T, "RP"),
        ("Ala384toThr", A384T, "RP"),
        ("Ala384 to Thr", A384T, "RP"),
        ("Ala384/Thr", A384T, "RP"),
        ("pA384T", A384T, "RP"),
        ("p.[Ala384Thr]", A384T, "RP"),
        ("384A>T", A384T, "RP"),
        ("p.384A>T", A384T, "RP"),
        ("p.A384>T", A384T, "RP"),
        ("FOXP3:A384T", A384T, "RP"),
        ("FOXP3 A384T", A384T, "RP"),
        ("FOXP3p.A384T", A384T, "RP"),
        ("NM_014009.4:p.Ala384Thr", A384T, "RP"),
        ("\u0394 E251", E251DEL, "RP"),
        ("delGlu251", E251DEL, "RP"),
        ("deletion of E251", E251DEL, "RP"),
        ("p.E251-", E251DEL, "RP"),
        ("fs L76", L76FS, "RP"),
        ("R337Stop", R337TER, "RP"),
    ),
    "slips": (
        ("c.1150 G>A", A384T, "R"),
        ("c1150G>A", A384T, "R"),
        ("cG1150A", A384T, "R"),
        ("C.1150G>A", A384T, "R"),
        ("c.1150g>a", A384T, "R"),
        ("c.1150G>A.", A384T, "R"),
        ("c..1150G>A", A384T, "R"),
        ("c,1150G>A", A384T, "R"),
        ("c:1150G>A", A384T, "R"),
        ("c;1150G>A", A384T, "R"),
        ("c.(1150G>A)", A384T, "R"),
        ("(c.1150G>A)", A384T, "R"),
        ("c.[1150G>A]", A384T, ""),
        ("c.1150G>>A", A384T, "R"),
        ("c.G1150->A", A384T, "R"),
        # The base that is there decides between a slip for > and an arrow to the left.
        ("c.1150G<A", A384T, "R"),
        ("c.1150A<G", A384T, "R"),
        ("c.751-753del3", E251DEL, "R"),
        ("c.751_753del3", E251DEL, "R"),
        ("c.751_753del3bp", E251DEL, "R"),
        ("c.751delGAG", E251DEL, "R"),
        ("c.751del3", E251DEL, "R"),
        ("751del3", E251DEL, "R"),
        ("del751-753", E251DEL, "R"),
        ("delGAG751_753", E251DEL, "R"),
        ("c.211-2del3", ("X-49257767-AGCT-A",), "R"),
        ("c.227T>del", L76FS, "R"),
        ("c.227T>-", L76FS, "R"),
        ("c.227 T del", L76FS, "R"),
        ("c.delT227", L76FS, "R"),
        ("c.227_227del", L76FS, ""),
        ("c.1290_1309insdelTGG", DELINS, "RN"),
        ("c.10_11ins T", INS_T, "R"),
        ("c.10^11insT", INS_T, "R"),
        ("c.750+751insA", ("X-49255494-C-CT",), "R"),
        ("NC_000023.11:g.49251480 C>T", A384T, "R"),
        ("NM_014009.4 c.1150G>A", A384T, "R"),
        ("NM_014009.4; c.1150G>A", A384T, "R"),
        ("NM_014009.4_c.1150G>A", A384T, "R"),
        ("FOXP3_c.1150G>A", A384T, "R"),
        ("FOXP3-c.1150G>A", A384T, "R"),
        ("foxp3 c.1150G>A", A384T, "R"),
    ),
}

Refusal = tuple[str, str, str, int | None]
"""The text, the code, words of the message, and where the caret stands, if it does."""

REFUSED: Final[dict[str, tuple[Refusal, ...]]] = {
    "names that disagree": (
        ("c.1150G>A c.1010G>A", "NAMES_DISAGREE", "c.1010G>A", None),
        ("FOXP3:NM_014009:exon12:c.G1150A:p.A384V", "NAMES_DISAGREE", "A384V", None),
        (ANN.replace("T|", "G|", 1), "NAMES_DISAGREE", "allele G", None),
        ("c.1150G>A rs122467169", "NAMES_DISAGREE", "rs122467169", None),
        ("X 49258295 rs122467170 C T 50 PASS .", "NAMES_DISAGREE", "rs122467170", None),
        ("c.1044+1G>A (IVS8+1G>A)", "NAMES_DISAGREE", "IVS8+1G>A", None),
        ("c.1150G>A (T>C)", "NAMES_DISAGREE", "T>C", None),
        ("c.751_753del (A>G)", "NAMES_DISAGREE", "A>G", None),
        ("c.1150G>A C/G", "NAMES_DISAGREE", "C/G", None),
        ("c.1150G>A VAR_011331", "NAMES_DISAGREE", "VAR_011331", None),
        ("p.Ala384Thr rs122467169", "NAMES_DISAGREE", "rs122467169", None),
        ("c.1150G>A chrX:49251490", "NAMES_DISAGREE", "chrX:49251490", None),
        ("chrX:49251481G>A NM_014009.4:c.1150G>A", "NAMES_DISAGREE", "c.1150G>A", None),
        ("NC_000023.11:g.49251480C>T (hg19)", "NAMES_DISAGREE", "GRCh37", None),
        ("hg19 chrX:49107941C>T and hg38 chrX:49251480C>T", "NAMES_DISAGREE", "hg38", None),
        ("FOXP3:NM_014009:exon12:c.C1150A:p.A384T", "REF_MISMATCH", "says C", None),
    ),
    "builds": (
        ("X-49251480-C-T (hg19)", "OUTSIDE_GENE", "GRCh37", None),
        (f"{GNOMAD}X-49107941-C-T?dataset=gnomad_r4", "OUTSIDE_GENE", "GRCh38", None),
        ("chrX:49000000C>T (hg18)", "UNKNOWN_REFERENCE", "hg18", 18),
        ("chrX:49000000C>T T2T-CHM13v2.0", "UNKNOWN_REFERENCE", "T2T-CHM13v2.0", 17),
    ),
    "words": (
        ("c.1150G>A not detected", "HGVS_UNPARSED", "'not'", 10),
        ("c.1150G>A absent", "HGVS_UNPARSED", "'absent'", 10),
        ("c.1150G>A and exon 3 deletion", "HGVS_UNPARSED", "'deletion'", 21),
        ("X-49251480-C-T BRCA1", "HGVS_UNPARSED", "'BRCA1'", 15),
        ("NP_054728.2:p.Ala384Thr BRCA1", "HGVS_UNPARSED", "'BRCA1'", 24),
        ("NC_000023.11:g.49251480C>T BRCA1", "HGVS_UNPARSED", "'BRCA1'", 27),
        ("c.1150G>A =", "HGVS_UNPARSED", "'='", 10),
        ("FOXP3 BRCA1 c.1150G>A", "HGVS_UNPARSED", "'BRCA1'", 6),
        ("NM_014009.4 c.1150G>A NM_001114377.2", "HGVS_UNPARSED", "either", 22),
        ("c.1150G> p.Ala384Thr", "HGVS_UNPARSED", "the new base", 8),
        ("BRCA1:NM_007294:exon10:c.G1150A:p.A384T", "OTHER_GENE", "BRCA1", None),
        (OTHER_ANN, "OTHER_GENE", "PPP1R3F", None),
    ),
    "places without a change": (
        ("X:49251480-49251480", "HGVS_UNPARSED", "not which bases", None),
        ("X:49251480-49251480:1/T", "HGVS_UNPARSED", "not which bases", None),
        ("NM_014009:exon1:UTR5", "HGVS_UNPARSED", "the place only", None),
        ("FOXP3:NM_014009:wholegene", "HGVS_UNPARSED", "the place only", None),
        # UCSC tables and BED count from 0.
        ("chrX 49251479 49251480 C T", "INVALID_POSITION", "span 2 bases", 5),
        ("X 49255492 49255494 CT/- 1", "INVALID_POSITION", "span 3 bases", 2),
    ),
    "spreadsheets": (
        ("#NAME?", "HGVS_UNPARSED", "error of a spreadsheet", 0),
        ("#REF!", "HGVS_UNPARSED", "error of a spreadsheet", 0),
        ("#VALUE!", "HGVS_UNPARSED", "error of a spreadsheet", 0),
        ("Mar-01", "HGVS_UNPARSED", "date", 0),
        ("1-Mar", "HGVS_UNPARSED", "date", 0),
        ("2001-03-01 00:00:00", "HGVS_UNPARSED", "date", 0),
        ("01.03.2001", "HGVS_UNPARSED", "date", 0),
        ("4.9251480E7", "HGVS_UNPARSED", "powers of ten", 0),
        ("4.93E+07", "HGVS_UNPARSED", "powers of ten", 0),
        ("X:4.93E+07:C:T", "HGVS_UNPARSED", "powers of ten", None),
    ),
    "RNA": (
        ("r.?", "UNSUPPORTED_ALLELE", "splicing", 2),
        ("r.spl", "UNSUPPORTED_ALLELE", "splicing", 0),
        ("NM_014009.4:r.(spl?)", "UNSUPPORTED_ALLELE", "splicing", None),
        ("r.0", "UNSUPPORTED_ALLELE", "no RNA", 0),
        ("r.=", "UNSUPPORTED_ALLELE", "not changed", 2),
        # Exon 3 is c.211 to 315: skipped, begun late, and intron 2 kept.
        ("r.211_315del", "UNSUPPORTED_ALLELE", "exons 2 and 3, 3 and 4", None),
        ("r.(211_220del)", "UNSUPPORTED_ALLELE", "exons 2 and 3", None),
        ("r.300_315del", "UNSUPPORTED_ALLELE", "exons 3 and 4", None),
        ("r.210_211insgg", "UNSUPPORTED_ALLELE", "exons 2 and 3", None),
        ("r.210_211ins210+1_211-1", "UNSUPPORTED_ALLELE", "spliced", None),
    ),
    "what has no single meaning": (
        ("c.10insT", "HGVS_UNPARSED", "before it or behind it", None),
        ("c-22G>A", "HGVS_UNPARSED", "minus", 0),
        ("76fsX128", "HGVS_UNPARSED", "residue is not named", 0),
        ("p.251_251del", "HGVS_UNPARSED", "residue is not named", None),
        ("del250", "HGVS_UNPARSED", "expected", 0),
        ("c.del7", "HGVS_UNPARSED", "expected", None),
        ("IVS9-+1G>A", "HGVS_UNPARSED", "expected", 0),
        ("rs122467170, CV000011410", "HGVS_UNPARSED", "'CV000011410'", 13),
        ("del250-252", "HGVS_UNPARSED", "expected", 0),
        ("c.210,211del", "HGVS_UNPARSED", "c.210", None),
        ("IVS9AS+2A>G", "HGVS_UNPARSED", "expected", 0),
        ("c.751_753del4", "INVALID_POSITION", "says 4 bases", 12),
        ("c.751-753del4", "INVALID_POSITION", "751", None),
        ("c.210_211-1del2", "INVALID_POSITION", "do not show", 14),
        ("c.751delGAC", "REF_MISMATCH", "GAC", None),
    ),
}
