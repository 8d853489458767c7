"""Which texts are identifiers, of which database, and which are not.

The forms are those that the databases print on their own pages: dbSNP ``rs`` and digits, ClinVar
``VCV`` and nine digits with a version, its VariationID, UniProt ``VAR_`` and six digits, OMIM's MIM
number with four digits behind a point or a hash.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.identifiers import read_identifier
from foxp3tool.notation.parse import parse

Kind = IdentifierKind
NCBI = "www.ncbi.nlm.nih.gov"
A384T = "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM"

SPELLINGS = {
    (Kind.DBSNP, "rs122467170"): [
        "rs122467170", "RS122467170", "Rs122467170", "rs 122467170", "rs#122467170",
        "dbSNP:rs122467170", "dbSNP rs122467170", "RS=122467170", "rs0122467170",
        f"https://{NCBI}/snp/rs122467170", f"https://{NCBI}/snp/rs122467170#clinical_significance",
        f"http://{NCBI}/snp/122467170/", f"{NCBI}/snp/rs122467170?vertical_tab=true",
        f"https://{NCBI}/projects/SNP/snp_ref.cgi?rs=122467170",
        f"https://{NCBI}/SNP/snp_ref.cgi?type=rs&rs=rs122467170",
        f"https://{NCBI}/snp/?term=rs122467170", f"https://{NCBI}/clinvar/?term=rs122467170",
        "https://gnomad.broadinstitute.org/variant/rs122467170?dataset=gnomad_r4",
        "https://www.ensembl.org/Homo_sapiens/Variation/Explore?v=rs122467170",
        "https://grch37.ensembl.org/Homo_sapiens/Variation/Explore?db=core;v=rs122467170;vdb=x",
        f"<https://{NCBI}/snp/rs122467170>",
    ],
    (Kind.CLINVAR_VARIATION, "11410"): [
        "VCV000011410", "vcv000011410", "VCV11410", "VCV 000011410", "ClinVar:VCV000011410",
        "ClinVar VCV000011410",
        "VariationID:11410", "VariationID 11410", "Variation ID: 11410", "variation_id=11410",
        "ClinVar Variation ID: 11410", "clinvar:11410", "ClinVar 11410", "ClinVar ID: 11410",
        f"https://{NCBI}/clinvar/variation/11410/", f"https://{NCBI}/clinvar/variation/11410",
        f"https://{NCBI}/clinvar/variation/11410/?new_evidence=true#id_first",
        f"https://{NCBI}/clinvar/variation/VCV000011410/", f"{NCBI}/clinvar/VCV000011410/",
        "ncbi.nlm.nih.gov/clinvar/variation/11410/?redir=vcv",
    ],
    (Kind.CLINVAR_ALLELE, "26449"): [
        "AlleleID:26449", "Allele ID 26449", "ALLELEID=26449", "ClinVar AlleleID: 26449",
    ],
    (Kind.CLINVAR_CONDITION, "RCV000012149"): [
        "RCV000012149", "rcv000012149", f"https://{NCBI}/clinvar/RCV000012149/",
    ],
    (Kind.CLINVAR_SUBMISSION, "SCV000032383"): ["SCV000032383", "ClinVar:SCV000032383"],
    (Kind.CATALOG, "FOXP3-IPEX-0127"): [
        "FOXP3-IPEX-0127", "foxp3-ipex-0127", "Foxp3-Ipex-0127", "FOXP3-IPEX-127",
    ],
    (Kind.UNIPROT, "VAR_011332"): [
        "VAR_011332", "var_011332", "UniProt:VAR_011332", "UniProtKB VAR_011332",
        "https://web.expasy.org/variant_pages/VAR_011332.html",
    ],
    (Kind.OMIM, "300292.0001"): [
        "300292.0001", "300292#0001", "OMIM:300292.0001", "OMIM 300292.0001", "MIM 300292.0001",
        "OMIM #300292.0001", "https://www.omim.org/entry/300292#0001", "omim.org/entry/300292#0001",
    ],
    (Kind.HGMD, "CM010001"): ["CM010001", "cm010001", "HGMD:CM010001", "HGMD CM010001"],
    (Kind.HGMD, "CS1312345"): ["CS1312345"],
    (Kind.LOVD, "FOXP3_000012"): ["FOXP3_000012", "foxp3_000012", "LOVD:FOXP3_000012"],
    (Kind.LOVD, "0000411410"): [
        "0000411410", "#0000411410", "https://databases.lovd.nl/shared/variants/0000411410",
        "https://databases.lovd.nl/shared/variants/0000411410#00021652",
    ],
    (Kind.CLINGEN, "CA254939"): ["CA254939", "ca254939"],
    (Kind.COSMIC, "COSM1234"): ["COSM1234"],
    (Kind.COSMIC, "COSV64512345"): ["COSV64512345"],
    (Kind.VRS, A384T): [
        A384T, A384T.removeprefix("ga4gh:"), A384T.replace("ga4gh:", "GA4GH:"),
        A384T.replace("ga4gh:", "vrs:"), f"https://example.org/anyvar/allele/{A384T}",
        f"http://localhost:8000/variation/{A384T.replace(':', '%3A')}?full=true", f"<{A384T}>",
        f"https://identifiers.org/{A384T}/",
    ],
    # Both signs of the digest's alphabet that are no letters or digits, at its end.
    (Kind.VRS, f"ga4gh:VA.{'-' * 16}{'_' * 16}"): [f"VA.{'-' * 16}{'_' * 16}"],
    (Kind.VRS, f"ga4gh:VA.{'_' * 31}-"): [f"ga4gh:VA.{'_' * 31}-"],
}  # fmt: skip
CASES = [(text, *meant) for meant, texts in SPELLINGS.items() for text in texts]


@pytest.mark.parametrize(("text", "kind", "value"), CASES, ids=[case[0] for case in CASES])
def test_spellings_of_identifiers(text: str, kind: IdentifierKind, value: str) -> None:
    assert parse(text) == IdentifierDescription(kind, value, text)
    assert parse(f"\t{text} \n") == IdentifierDescription(kind, value, text)


@pytest.mark.parametrize(
    ("text", "kind", "value", "version"),
    [
        ("VCV000011410.12", Kind.CLINVAR_VARIATION, "11410", "12"),
        ("vcv000011410.1", Kind.CLINVAR_VARIATION, "11410", "1"),
        (f"{NCBI}/clinvar/variation/VCV000011410.64/", Kind.CLINVAR_VARIATION, "11410", "64"),
        ("RCV000012149.27", Kind.CLINVAR_CONDITION, "RCV000012149", "27"),
        ("SCV000032383.4", Kind.CLINVAR_SUBMISSION, "SCV000032383", "4"),
    ],
)  # fmt: skip
def test_versions_are_kept_beside_the_identifier(
    text: str, kind: IdentifierKind, value: str, version: str
) -> None:
    assert parse(text) == IdentifierDescription(kind, value, text, version)


@pytest.mark.parametrize(
    ("text", "value"), [("11410", "11410"), ("1", "1"), ("1150", "1150"), ("000011410", "11410")]
)
def test_a_bare_number_is_a_variation_id_and_says_that_it_is_bare(text: str, value: str) -> None:
    kind = Kind.CLINVAR_VARIATION
    assert parse(text) == IdentifierDescription(kind, value, text, is_bare=True)


@given(st.integers(min_value=1, max_value=10**12))
def test_numbers_of_any_size(number: int) -> None:
    for text, kind, value in (
        (f"rs{number}", Kind.DBSNP, f"rs{number}"),
        (f"VCV{number:09}", Kind.CLINVAR_VARIATION, str(number)),
        (f"VariationID:{number}", Kind.CLINVAR_VARIATION, str(number)),
        (str(number), Kind.CLINVAR_VARIATION, str(number)),
    ):
        found = parse(text)
        assert isinstance(found, IdentifierDescription)
        assert (found.kind, found.value, found.text) == (kind, value, text)


NO_IDENTIFIERS = [
    "c.1150G>A", "1150G>A", "11410G>A", "11410del", "c.11410", "g.11410C>T", "751-753delGAG",
    "1481_1482", "1481-1482", "X-49251480-C-T", "X:49251480", "49251480 C T", "X 49251480 C T",
    "A384T", "R397W", "S5R", "p.S390R", "p.Ser390Arg", "IVS1+1G>A", "E251del", "Q9BZS1:p.Ala384Thr",
    "Q9BZS1", "NM_014009", "NM_014009.4", "NC_000023", "NC_000023.11", "NP_054728", "XM_006724533",
    "LRG_62", "LRG_62t1:c.1150G>A", "NM_014009:c.1150G>A", "NC_000023.11:49251479:C:T", "FOXP3",
    "ENST00000376207", "rs", "rsA", "VCV", "VCV0", "rs0", "0", "000", "0011410", "VAR_", "VAR_0113",
    "VAR", "CD25", "CD4", "CA", "CM", "300292.1", "OMIM:300292", "X-1-IPEX", "IPEX",
    "FOXP3-IPEX", "FOXP3-IPEX-", "hello", "chr23", "+11410", "-11410", "11410.5", "11,410", "1e4",
    "\u0661\u0661\u0664\u0661\u0660", "rs\u0661\u0662", "rsID", "c.1150G>A (rs122467170)",
    "VA.dbEyX09R1Ud6", "VA", "AA.bcd", f"va{A384T[8:]}", f"NM{A384T[8:]}",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_IDENTIFIERS)
def test_what_is_no_identifier(text: str) -> None:
    assert read_identifier(text) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("rs3761548-T", 9),
        ("rs3761548_T", 9),
        ("rs122467170:C>T", 11),
        ("rs122467170,rs122467169", 11),
        ("rs122467170 c.1150G>A", 11),
        ("rs122467170.", 11),
        ("VCV000011410.12 (pathogenic)", 15),
        ("VAR_011332/VAR_011333", 10),
        ("foxp3-ipex-0127; benign", 15),
        (f"{A384T} c.1150G>A", 41),
        (f"{A384T}|{A384T}", 41),
        ("VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM,rs122467170", 35),
    ],
)
def test_an_identifier_with_company_is_refused_at_the_company(text: str, offset: int) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.offset) == (IssueCode.HGVS_UNPARSED, offset)
    assert text[:offset] in error.message
    assert error.remedy is not None
    assert text[:offset] in error.remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # The types of VRS 2.0 that are not alleles, and refget's sequences.
        ("ga4gh:SL.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of a place on a sequence"),
        ("SL.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of a place on a sequence"),
        ("ga4gh:SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP", "of a sequence"),
        ("refget:SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP", "of a sequence"),
        ("ga4gh:CPB.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of several alleles"),
        ("CX.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of a change of copy number"),
        ("CN.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of a copy number"),
        ("ga4gh:AJ.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "of two joined sequences"),
        ("ga4gh:QQ.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT", "QQ that is not known"),
        ("ga4gh:VA.dbEyX09R1Ud6", "32 characters behind VA., this one has 12"),
        (f"{A384T}x", "this one has 33"),
    ],
)
def test_other_vrs_identifiers_are_refused_by_name(text: str, told: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.code is IssueCode.HGVS_UNPARSED
    assert told in caught.value.message
    assert caught.value.offset == max(text.find(":") + 1, 0)
    assert "id of the allele" in str(caught.value.remedy)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/rs122467170",
        f"https://{NCBI}/clinvar/",
        f"https://{NCBI}/clinvar/variation/",
        f"https://{NCBI}/gene/50943",
        f"https://{NCBI}.example.org/snp/rs122467170",
        f"https://{NCBI}/snp/rs122467170/more",
        "https://www.omim.org/entry/300292",
        "https://gnomad.broadinstitute.org/variant/X-49251480-C-T?dataset=gnomad_r4",
        "www.uniprot.org/uniprotkb/Q9BZS1",
    ],
)
def test_addresses_without_an_identifier_are_refused(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.code is IssueCode.HGVS_UNPARSED
    assert caught.value.remedy is not None
    assert "paste" in caught.value.remedy


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_a_crash(text: str) -> None:
    try:
        found = read_identifier(text)
    except NotationError:
        return
    assert found is None or found.text == text
