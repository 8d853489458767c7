"""What is read, what is refused, and where the caret stands."""

import csv
from pathlib import Path

import pytest

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import (
    GenomicDescription,
    ProteinDescription,
    TranscriptDescription,
    VcfDescription,
)
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse

Kind = DnaChangeKind
At = TranscriptPosition
N, C, STAR = Datum.TRANSCRIPT_START, Datum.CDS_START, Datum.CDS_END


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "deleted", "inserted"),
    [
        ("c.1150G>A", At(1150), At(1150), Kind.SUBSTITUTION, "G", "A"),
        ("c.-72G>A", At(-72), At(-72), Kind.SUBSTITUTION, "G", "A"),
        ("c.*876A>G", At(876, 0, STAR), At(876, 0, STAR), Kind.SUBSTITUTION, "A", "G"),
        ("c.210+1G>A", At(210, 1), At(210, 1), Kind.SUBSTITUTION, "G", "A"),
        ("c.-22-2361C>T", At(-22, -2361), At(-22, -2361), Kind.SUBSTITUTION, "C", "T"),
        ("c.*3-2A>G", At(3, -2, STAR), At(3, -2, STAR), Kind.SUBSTITUTION, "A", "G"),
        ("n.1222G>A", At(1222, 0, N), At(1222, 0, N), Kind.SUBSTITUTION, "G", "A"),
        ("c.751_753del", At(751), At(753), Kind.DELETION, "", ""),
        ("c.751_753delGAG", At(751), At(753), Kind.DELETION, "GAG", ""),
        ("c.227delT", At(227), At(227), Kind.DELETION, "T", ""),
        ("c.10dup", At(10), At(10), Kind.DUPLICATION, "", ""),
        ("c.10_11dupCC", At(10), At(11), Kind.DUPLICATION, "CC", ""),
        ("c.10_11insT", At(10), At(11), Kind.INSERTION, "", "T"),
        ("c.10_12inv", At(10), At(12), Kind.INVERSION, "", ""),
        ("c.10delinsTT", At(10), At(10), Kind.DELINS, "", "TT"),
        ("c.10_11delinsTT", At(10), At(11), Kind.DELINS, "", "TT"),
        ("c.10_11delCCinsTT", At(10), At(11), Kind.DELINS, "CC", "TT"),
        ("c.10_11CC>TT", At(10), At(11), Kind.DELINS, "CC", "TT"),
        ("c.1150=", At(1150), At(1150), Kind.IDENTITY, "", ""),
        ("c.1150G=", At(1150), At(1150), Kind.IDENTITY, "G", ""),
        ("c.1044_1044+2del", At(1044), At(1044, 2), Kind.DELETION, "", ""),
        ("c.1291_*5del", At(1291), At(5, 0, STAR), Kind.DELETION, "", ""),
    ],
)
def test_changes_on_a_transcript(
    text: str,
    start: TranscriptPosition,
    end: TranscriptPosition,
    kind: DnaChangeKind,
    deleted: str,
    inserted: str,
) -> None:
    expected = TranscriptDescription(None, None, None, start, end, kind, deleted, inserted)
    assert parse(text) == expected
    assert parse(f"  {text}\n") == expected


@pytest.mark.parametrize(
    ("prefix", "reference", "context", "gene"),
    [
        ("NM_014009.4:", "NM_014009.4", None, None),
        ("NM_014009:", "NM_014009", None, None),
        ("ENST00000376207.10:", "ENST00000376207.10", None, None),
        ("FOXP3:", None, None, "FOXP3"),
        ("NM_014009.4(FOXP3):", "NM_014009.4", None, "FOXP3"),
        ("NC_000023.11(NM_014009.4):", "NM_014009.4", "NC_000023.11", None),
        ("LRG_62t1:", "LRG_62t1", None, None),
    ],
)
def test_reference_context_and_gene_are_told_apart(
    prefix: str, reference: str | None, context: str | None, gene: str | None
) -> None:
    found = parse(f"{prefix}c.1150G>A")
    assert isinstance(found, TranscriptDescription)
    assert (found.reference, found.context, found.gene) == (reference, context, gene)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("49251480C>T", (49251479, 49251479, Kind.SUBSTITUTION, "C", "T")),
        ("49251480_49251482del", (49251479, 49251481, Kind.DELETION, "", "")),
        ("49251480_49251481insAC", (49251479, 49251480, Kind.INSERTION, "", "AC")),
    ],
)
def test_genomic_numbers_become_zero_based(
    text: str, expected: tuple[int, int, DnaChangeKind, str, str]
) -> None:
    assert parse(f"NC_000023.11:g.{text}") == GenomicDescription("NC_000023.11", *expected)


@pytest.mark.parametrize(
    ("text", "chrom", "start", "ref", "alt"),
    [
        ("X-49251480-C-T", "X", 49251479, "C", "T"),
        ("chrX:49251480:c:t", "chrX", 49251479, "C", "T"),
        ("NC_000023.11-49251480-CAT-C", "NC_000023.11", 49251479, "CAT", "C"),
    ],
)
def test_vcf_like_text(text: str, chrom: str, start: int, ref: str, alt: str) -> None:
    assert parse(text) == VcfDescription(chrom, start, ref, alt)


@pytest.mark.parametrize(
    ("text", "start", "deleted", "inserted"),
    [
        ("NC_000023.11:49251479:C:T", 49251479, "C", "T"),
        ("NC_000023.11:49255491:CTCCT:CT", 49255491, "CTCCT", "CT"),
        ("NC_000023.10:49107940::GA", 49107940, "", "GA"),
        ("NC_000023.10:49107940:c:", 49107940, "C", ""),
    ],
)
def test_spdi_counts_from_zero(text: str, start: int, deleted: str, inserted: str) -> None:
    """PMID 31738401: the position is 0-based, and either part may be empty."""
    chrom = text.partition(":")[0]
    assert parse(text) == VcfDescription(chrom, start, deleted, inserted, is_spdi=True)


@pytest.mark.parametrize(
    ("text", "start", "number", "inserted"),
    [
        ("NC_000023.11:49251479:1:T", 49251479, 1, "T"),
        ("NM_014009.4:1221:03:", 1221, 3, ""),
        ("LRG_62t1:1219:0:GA", 1219, 0, "GA"),
    ],
)
def test_a_spdi_may_tell_the_number_of_deleted_bases(
    text: str, start: int, number: int, inserted: str
) -> None:
    """PMID 31738401: the deleted part is a sequence or its length."""
    found = parse(text)
    assert found == VcfDescription(
        text.partition(":")[0], start, "", inserted, is_spdi=True, deletes=number
    )
    assert isinstance(found, VcfDescription)
    assert found.size == number


# Python turns no text of more than 4,300 digits into a number.
@pytest.mark.parametrize("form", ["X-{}-C-T", "NC_000023.11:{}:C:T", "NM_014009.4:1:{}:T"])
def test_a_number_of_thousands_of_digits_is_refused(form: str) -> None:
    with pytest.raises(NotationError):
        parse(form.format("9" * 5000))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("NC_000023.11:49251479:C:-", 24),
        ("NC_000023.11:49251479:.:T", 22),
        ("NC_000023.11:49251479:CZ:T", 22),
        ("NC_000023.11:49251479:C:*", 24),
        ("NM_014009.4:1221:G:Q", 19),
    ],
)
def test_a_spdi_of_other_signs_is_refused_with_a_pointer(text: str, offset: int) -> None:
    with pytest.raises(NotationError, match="must be bases or their number") as caught:
        parse(text)
    assert caught.value.offset == offset
    assert "left empty" in caught.value.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NP_054728.2:383:A:T", "NP_054728.2:p.Ala384Thr"),
        ("NP_054728.2:336:r:*", "NP_054728.2:p.Arg337Ter"),
        ("NP_054728.2:250:E:", "NP_054728.2:p.Glu251del"),
        ("NP_054728.2:249:KE:", "NP_054728.2:p.Lys250_Glu251del"),
        ("ENSP00000365380.4:383:A:T", "ENSP00000365380.4:p.Ala384Thr"),
    ],
)
def test_a_spdi_on_a_protein_is_read_as_the_protein_change(text: str, name: str) -> None:
    assert parse(text) == parse(name)


@pytest.mark.parametrize(
    "text",
    [
        "NP_054728.2:250:1:",
        "NP_054728.2:250::A",
        "NP_054728.2:250:E:KK",
        "NP_054728.2:250:E:X",
        "NP_054728.2:9999999:E:K",
    ],
)
def test_other_spdi_on_proteins_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotationError, match="of a SPDI on a protein one residue") as caught:
        parse(text)
    assert "p. name" in str(caught.value.remedy)


@pytest.mark.parametrize(
    ("text", "reference", "gene"),
    [
        ("NP_054728.2:p.Ala384Thr", "NP_054728.2", None),
        ("FOXP3:p.A384T", None, "FOXP3"),
    ],
)
def test_protein_references(text: str, reference: str | None, gene: str | None) -> None:
    change = ProteinChange(ProteinChangeKind.SUBSTITUTION, 384, "A", 384, "A", "T")
    assert parse(text) == ProteinDescription(reference, gene, change)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("c.1150G>", 8),
        ("c.1150G", 7),
        ("c.1150", 6),
        ("c.", 2),
        ("c.0G>A", 2),
        ("c.G1150A", 2),
        ("c.1150+G>A", 6),
        ("c.1150+0G>A", 6),
        ("c.1150G>A ", None),
        ("c.1150G>AA!", 10),
        ("c.1150g>a", 6),
        ("c.1150G->A", 7),
        ("c.1150 G>A", 6),
        ("c.10insT", 4),
        ("c.10_11ins", 10),
        ("c.10_11insU", 10),
        ("c.10_11delins", 13),
        ("c.10_del", 5),
        ("c.10delX", 7),
        ("c.10_11del5", 10),
        ("n.-5G>A", 2),
        ("n.*5G>A", 2),
        ("NC_000023.11:g.12_10del", 18),
        ("NC_000023.11:g.-5G>A", 15),
        ("NC_000023.11:g.100+1G>A", 18),
        ("NC_000023.11(NM_014009.4:c.1150G>A", 24),
        ("NM_014009.4:1150G>A", 12),
        ("p.Ala384", 8),
        ("p.(Ala384Thr", 12),
        ("p.Aal384Thr", 3),
        ("hello", 0),
        ("NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr)", 28),
        ("c.[1010G>A;1150G>A", 18),
        ("c.[1010G>A;]", 11),
        ("C.1150G>A", 0),
    ],
)
def test_the_caret_stands_where_reading_failed(text: str, offset: int | None) -> None:
    if offset is None:
        parse(text)
        return
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert error.code is IssueCode.HGVS_UNPARSED
    assert (error.text, error.offset) == (text, offset)
    assert error.remedy
    assert "found the end" in error.message or f"found {text[offset]!r}" in error.message


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_an_empty_text_is_no_description(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.code is IssueCode.HGVS_UNPARSED


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("g.49251480C>T", IssueCode.UNKNOWN_REFERENCE, 0),
        ("X-0-C-T", IssueCode.INVALID_POSITION, 2),
        ("X-49251480-Q-T", IssueCode.UNSUPPORTED_ALLELE, 11),
        ("X-49251480-C-*", IssueCode.UNSUPPORTED_ALLELE, 13),
        ("X-49251480-C-<DEL>", IssueCode.UNSUPPORTED_ALLELE, 13),
    ],
)
def test_texts_with_a_code_of_their_own(text: str, code: IssueCode, offset: int) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.offset) == (code, offset)


def grammar(shared_facts: Path) -> list[tuple[str, str, bool]]:
    """Rows of biocommons/hgvs' table: rule, text, and whether the rule accepts it."""
    table = shared_facts / "corpora" / "hgvs-grammar" / "grammar_test.tsv"
    with table.open(newline="") as handle:
        lines = (line for line in handle if line.strip() and not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        (row["Func"], text, row["Valid"].lower() == "true")
        for row in rows
        for text in (row["Test"].split("|") if row["InType"] == "list" else [row["Test"]])
    ]


NOT_READ_YET = ("copy", "con", "(", "?", "del5")
"""Parts of HGVS that this version does not read; each must be refused."""


@pytest.mark.parametrize("rule", ["dna_edit", "dna_del", "dna_delins", "dna_dup", "dna_inv",
                                  "dna_subst", "dna_ident", "dna_con"])  # fmt: skip
def test_dna_changes_of_the_hgvs_grammar(shared_facts: Path, rule: str) -> None:
    rows = [row for row in grammar(shared_facts) if row[0] == rule]
    assert rows
    for _, change, valid in rows:
        text = f"NM_000352.3:c.2557_2694{change}"
        if valid and not any(part in change for part in NOT_READ_YET):
            assert isinstance(parse(text), TranscriptDescription), text
        else:
            with pytest.raises(NotationError):
                parse(text)


@pytest.mark.parametrize(("rule", "kind"), [("c_posedit", "c"), ("n_posedit", "n")])
def test_positions_of_the_hgvs_grammar(shared_facts: Path, rule: str, kind: str) -> None:
    rows = [row for row in grammar(shared_facts) if row[0] == rule]
    assert rows
    for _, text, valid in rows:
        whole = f"NM_000352.3:{kind}.{text}"
        if valid and not any(part in text for part in NOT_READ_YET):
            assert isinstance(parse(whole), TranscriptDescription), whole
        else:
            with pytest.raises(NotationError):
                parse(whole)
