"""IUPAC codes: what all their meanings share is told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from Bio.Data.IUPACData import ambiguous_dna_values
from Bio.Seq import Seq
from Bio.SeqUtils import seq3
from naive_mrna import Mrna, mrna_of, translated

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
CODES = "RYSWKMBDHVN"
MEANINGS = {code: ambiguous_dna_values[code] for code in CODES}
SPLICE = {"splice_region_variant"}


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Mrna:
    return mrna_of(regions["GRCh38"], MANE)


@pytest.fixture(scope="module")
def whole(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Annotate on MANE what replaces the bases from one ``c.`` number to another."""

    def annotate(first: str, last: str, new: str, *, gain: bool = False) -> Any:
        region, annotator = regions["GRCh38"], toolkit.annotators["GRCh38"]
        walk = region.transcripts[MANE]
        start, end = walk.c[first], walk.c[last] + 1
        edit = (end - 1, "", new) if gain else (start, walk.bases[start:end], new)
        return annotator.annotate(region.variant(edit), [annotator.gene.mane_select])

    return annotate


def terms_of(found: Any) -> set[str]:
    return {term.term for term in found.transcripts[0].consequences}


def protein_of(found: Any) -> str:
    name: str = found.transcripts[0].hgvs_p
    return name.removeprefix("NP_054728.2:")


def codes_of(found: Any) -> list[str]:
    return [issue.code.name for issue in found.issues]


# IUPAC codes


def expected(mane: Mrna, number: int, code: str) -> tuple[str, str]:
    """Expand a code at a coding base, translate all meanings, and see what they share."""
    residue, k = divmod(number - 1, 3)
    first = mane.start + 3 * residue
    codon = mane.letters[first : first + 3]
    codons = [codon[:k] + base + codon[k + 1 :] for base in MEANINGS[code]]
    old = translated(codon)
    new = {translated(meaning) for meaning in codons}
    name = f"{seq3(old)}{residue + 1}"
    if residue == 0:
        lost = "ATG" not in codons
        return ("start_lost", "p.(Met1?)") if lost else ("coding_sequence_variant", "p.?")
    if len(new) > 1:
        return "coding_sequence_variant", "p.?"
    (only,) = new
    if old == "*":
        # Read on in the natural frame, the transcript has no other stop.
        lost = f"p.({name}{seq3(only)}extTer?)"
        return ("stop_retained_variant", f"p.({name}=)") if only == "*" else ("stop_lost", lost)
    if only == old:
        return "synonymous_variant", f"p.({name}=)"
    term = "stop_gained" if only == "*" else "missense_variant"
    return term, f"p.({name}{seq3(only)})"


def sampled(mane: Mrna) -> list[int]:
    """Return the first codon of each kind, by the number of its first base."""
    kinds: dict[str, int] = {}
    for number in range(1, 1297, 3):
        kinds.setdefault(mane.letters[mane.start + number - 1 :][:3], number)
    return [*kinds.values(), 1294]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.exhaustive)])
def test_every_code_at_coding_bases(whole: Callable[..., Any], mane: Mrna, *, every: bool) -> None:
    seen = set()
    for first in range(1, 1297, 3) if every else sampled(mane):
        for number in range(first, first + 3):
            old = mane.letters[mane.start + number - 1]
            for code in CODES:
                found = whole(str(number), str(number), code)
                term, protein = expected(mane, number, code)
                assert terms_of(found) - SPLICE == {term}, f"c.{number}>{code}"
                assert protein_of(found) == protein, f"c.{number}>{code}"
                assert found.transcripts[0].hgvs_c == f"{MANE}:c.{number}{old}>{code}"
                turned = Seq(f"{old}>{code}").complement()
                assert found.hgvs_g.endswith(str(turned))
                assert codes_of(found) == ["AMBIGUOUS_BASE"]
                seen.add(term)
    assert seen == {
        "start_lost", "coding_sequence_variant", "stop_retained_variant", "synonymous_variant",
        "missense_variant", "stop_gained", "stop_lost",
    }  # fmt: skip


EXON_ENDS = (210, 315, 454, 542, 647, 735, 816, 967, 1044, 1146)


@pytest.mark.parametrize("number", sorted({*range(16, 1290, 17)} - {*EXON_ENDS}))
def test_an_inserted_n_shifts_the_frame(whole: Callable[..., Any], mane: Mrna, number: int) -> None:
    before, behind = str(number), str(number + 1)
    found = whole(before, behind, "N", gain=True)
    proteins = {mane.inserted(before, base).protein for base in "ACGT"}
    assert "frameshift_variant" in terms_of(found)
    assert codes_of(found) == ["AMBIGUOUS_BASE"]
    decay = found.transcripts[0].details.decay
    if len(proteins) > 1:
        assert (protein_of(found), decay.verdict.value) == ("p.?", "unknown")
        return
    (mutant,) = proteins
    pairs = enumerate(zip(mane.protein, mutant, strict=False))
    first = next(k for k, (old, new) in pairs if old != new)
    name = f"{seq3(mane.protein[first])}{first + 1}{seq3(mutant[first])}"
    if mutant[first] != "*":
        name += f"fsTer{len(mutant) - first}"
    assert protein_of(found) == f"p.({name})"
    wanted = mane.inserted(before, "A").decay()
    assert (decay.verdict.value, decay.stop) == (wanted.verdict, wanted.stop)


@pytest.mark.parametrize(
    ("first", "last", "new", "protein", "terms"),
    [
        # CCA CTT CTG GTG ATG is Pro75 Leu76 Val77 Met78; behind c.228 stands a G.
        ("228", "229", "GCN", "p.(Leu76_Val77insAla)", "inframe_insertion"),
        ("228", "229", "TRA", "p.(Val77Ter)", "stop_gained"),
        ("228", "229", "TAN", "p.?", "coding_sequence_variant"),
        ("228", "229", "NNN", "p.?", "coding_sequence_variant"),
        ("228", "229", "NNNTGA", "p.?", "coding_sequence_variant"),
        # A[N]TG: with A it is the start codon again, as copied; AT[N]G is none at all.
        ("1", "2", "N", "p.?", "coding_sequence_variant"),
        ("2", "3", "N", "p.(Met1?)", "start_lost"),
        ("-1", "1", "N", "", "5_prime_UTR_variant"),
    ],
)
def test_unknown_bases_inserted(
    whole: Callable[..., Any], first: str, last: str, new: str, protein: str, terms: str
) -> None:
    found = whole(first, last, new, gain=True)
    assert protein_of(found) == protein
    assert terms_of(found) == {terms}


@pytest.mark.parametrize(
    ("first", "last", "new", "c", "protein"),
    [
        # Known bases at the ends are trimmed, unknown ones never are.
        ("1150", "1152", "GCN", "1152C>N", "p.(Ala384=)"),
        ("1150", "1152", "NCC", "1150G>N", "p.?"),
        ("1150", "1152", "NNN", "1150_1152delinsNNN", "p.?"),
        ("1150", "1152", "ACN", "1150_1152delinsACN", "p.(Ala384Thr)"),
        ("1150", "1152", "N", "1150_1152delinsN", "p.?"),
    ],
)
def test_unknown_bases_in_place_of_known_ones(
    whole: Callable[..., Any], first: str, last: str, new: str, c: str, protein: str
) -> None:
    found = whole(first, last, new)
    assert found.transcripts[0].hgvs_c == f"{MANE}:c.{c}"
    assert protein_of(found) == protein
    assert codes_of(found) == ["AMBIGUOUS_BASE"]


@pytest.mark.parametrize(
    ("name", "terms", "protein"),
    [
        ("210+1", "splice_donor_variant", "p.?"),
        ("210+2", "splice_donor_variant", "p.?"),
        ("211-1", "splice_acceptor_variant", "p.?"),
        ("211-2", "splice_acceptor_variant", "p.?"),
        ("210+5", "splice_donor_5th_base_variant&intron_variant", ""),
        ("210+100", "intron_variant", ""),
        ("-10", "5_prime_UTR_variant", ""),
        ("*5", "3_prime_UTR_variant", ""),
        ("-22", "splice_region_variant&5_prime_UTR_variant", ""),
    ],
)
def test_n_outside_the_coding_sequence(
    whole: Callable[..., Any], name: str, terms: str, protein: str
) -> None:
    """Terms that follow from the place alone are told."""
    found = whole(name, name, "N")
    assert terms_of(found) == set(terms.split("&"))
    assert protein_of(found) == protein
    assert codes_of(found) == ["AMBIGUOUS_BASE"]


@pytest.mark.parametrize(
    ("name", "new", "what"),
    [
        # K is G or T, Y is C or T: no A among them, so the signal is gone whatever it is.
        ("*876", "K", "destroyed"),
        ("*878", "Y", "destroyed"),
        ("*876", "N", ""),
        ("*874", "W", ""),
    ],
)  # fmt: skip
def test_unknown_bases_in_the_polya_signal(
    whole: Callable[..., Any], name: str, new: str, what: str
) -> None:
    found = whole(name, name, new).transcripts[0].details.polya_signals
    assert [change.fate.value for change in found] == ([what] if what else [])


@pytest.mark.parametrize(
    ("name", "new", "strength"),
    [
        # Y is no purine; H is no G.
        ("-3", "Y", "weak"),
        ("4", "H", "weak"),
        ("-3", "R", "moderate"),
        ("-3", "N", ""),
        ("4", "S", ""),
    ],
)  # fmt: skip
def test_unknown_bases_in_the_kozak_context(
    whole: Callable[..., Any], name: str, new: str, strength: str
) -> None:
    """A strength is told only if all meanings share it."""
    found = whole(name, name, new).transcripts[0].details.kozak
    assert (found.strength_after.value if found else "") == strength


def test_an_unknown_base_makes_no_upstream_atg(whole: Callable[..., Any]) -> None:
    # c.-54C>A makes an ATG; N may be A and may be C.
    assert whole("-54", "-54", "N").transcripts[0].details.upstream_starts == ()


@pytest.mark.parametrize(("name", "new"), [("1150", "N"), ("3", "R"), ("1296", "R")])
def test_no_decay_where_no_meaning_is_a_premature_stop(
    whole: Callable[..., Any], name: str, new: str
) -> None:
    # NCC is Ala, Pro, Ser or Thr. docs/columns.md: empty if no premature stop is in question.
    assert whole(name, name, new).transcripts[0].details.decay is None


# Stated bases


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("CATCC", "CATCC"),
        ("CNTCC", "CATCC"),
        ("NNNNN", "CATCC"),
        ("YRYSM", "CATCC"),
        ("CRTCC", "CATCC"),
        ("CYTCC", None),
        ("CATCG", None),
        ("cATCC", None),
        ("CA?CC", None),
    ],
)
def test_bases_that_agree_with_the_reference(
    toolkit: Toolkit, stated: str, found: str | None
) -> None:
    gene = toolkit.annotators["GRCh38"].gene
    assert gene.plus_sequence.startswith("CATCC")
    assert checked_bases(gene, gene.region.start, stated) == found


@pytest.mark.parametrize(("before", "behind"), [(3, 0), (0, 4), (2, 2)])
def test_bases_beyond_the_region_are_as_stated(
    toolkit: Toolkit, regions: dict[str, Any], before: int, behind: int
) -> None:
    gene, region = toolkit.annotators["GRCh37"].gene, regions["GRCh37"]
    first = region.end - 5 if behind and not before else region.start - before
    inside = region.plus[max(first - region.start, 0) :]
    inside = inside if behind else inside[:5]
    stated = "G" * before + inside + "T" * behind
    unknown = "G" * before + "N" * len(inside) + "T" * behind
    assert checked_bases(gene, first, stated) == stated
    assert checked_bases(gene, first, unknown) == stated
    wrong = "G" * before + str(Seq(inside).complement()) + "T" * behind
    assert checked_bases(gene, first, wrong) is None
