"""DNA changes that explain a protein change, compared with a naive search over mutant mRNAs."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from Bio.Data.CodonTable import standard_dna_table
from Bio.Seq import Seq
from naive_protein import NaiveProtein, three

from foxp3tool.annotate import naming
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.resolve import Resolver
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.sequence import CODON_TABLE
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
CODONS = {**standard_dna_table.forward_table, "TAA": "*", "TAG": "*", "TGA": "*"}
NEAR_BORDER = 12
"""Names are left to other tests if an indel that gives them lies so near to an intron."""


def resolve(toolkit: Toolkit, text: str, build: str | None = None) -> tuple[ResolvedVariant, ...]:
    return toolkit.resolver.resolve(parse(text), build)


def vcf_names(toolkit: Toolkit, found: Iterable[ResolvedVariant]) -> list[str]:
    names = []
    for one in found:
        annotator = toolkit.annotators[one.variant.assembly]
        edit = annotator.left_align(one.variant.edit)
        names.append(naming.vcf_name(annotator.gene, edit))
    return names


def refusal(toolkit: Toolkit, text: str) -> NotationError:
    with pytest.raises(NotationError) as caught:
        resolve(toolkit, text)
    return caught.value


@pytest.fixture(scope="module")
def naive(regions: dict[str, Any]) -> NaiveProtein:
    walk = regions["GRCh38"].transcripts[MANE]
    mrna = "".join(walk.bases[place] for place in walk.spliced)
    return NaiveProtein(mrna, walk.first_coding, walk.coding)


@pytest.fixture(scope="module")
def borders(regions: dict[str, Any]) -> list[int]:
    """Indices, in the mRNA, of the first bases behind the introns."""
    spliced = regions["GRCh38"].transcripts[MANE].spliced
    return [i for i in range(1, len(spliced)) if spliced[i] != spliced[i - 1] + 1]


@pytest.fixture(scope="module")
def mutants(
    toolkit: Toolkit, regions: dict[str, Any], naive: NaiveProtein
) -> Callable[..., set[str]]:
    """Return the mutant mRNAs of the answers to a name."""
    region = regions["GRCh38"]
    index = {place: i for i, place in enumerate(region.transcripts[MANE].spliced)}

    def made(text: str, wanted: Callable[[Any], bool] = lambda _: True) -> set[str]:
        found = set()
        for one in resolve(toolkit, text):
            edit = one.variant.edit
            if not wanted(edit):
                continue
            old, new = (
                str(Seq(part).reverse_complement()) for part in (edit.deleted, edit.inserted)
            )
            place = region.end - edit.start - len(old)
            at = index[place] if place in index else index[place - 1] + 1
            assert naive.mrna[at : at + len(old)] == old
            found.add(naive.mrna[:at] + new + naive.mrna[at + len(old) :])
        return found

    return made


def far(place: int, borders: list[int]) -> bool:
    return all(abs(place - border) > NEAR_BORDER for border in borders)


def test_the_naive_protein_is_that_of_the_record(naive: NaiveProtein) -> None:
    assert len(naive.reference) == 432
    assert naive.coding == 3 * 432
    assert (naive.reference[383], naive.reference[250], naive.reference[75]) == ("A", "E", "L")
    assert CODONS == CODON_TABLE


# The rows of the shared table that name the protein only (cases/notations.tsv), transcribed, and
# their relatives.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p.Ala384Thr", "X-49251480-C-T"),
        ("p.(Ala384Thr)", "X-49251480-C-T"),
        ("p.A384T", "X-49251480-C-T"),
        ("A384T", "X-49251480-C-T"),
        ("NP_054728.2:p.Ala384Thr", "X-49251480-C-T"),
        ("Q9BZS1:p.Ala384Thr", "X-49251480-C-T"),
        ("FOXP3:p.A384T", "X-49251480-C-T"),
        ("E251del", "X-49255491-TCTC-T"),
        ("ΔE251", "X-49255491-TCTC-T"),
        ("delE251", "X-49255491-TCTC-T"),
        ("p.Glu251del", "X-49255491-TCTC-T"),
        ("p.E251delE", "X-49255491-TCTC-T"),
        ("L76QfsX53", "X-49257751-TA-T"),
        ("p.(Leu76GlnfsTer53)", "X-49257751-TA-T"),
        ("L76fs*53", "X-49257751-TA-T"),
        ("R337X", "R337X"),
        ("p.Arg337Ter", "R337X"),
    ],
)
def test_the_reported_mutation_is_the_first_answer(
    toolkit: Toolkit, entries: list[dict[str, Any]], text: str, expected: str
) -> None:
    if expected == "R337X":
        (entry,) = (one for one in entries if one["hgvs_c"] == "c.1009C>T")
        expected = vcf_of(entry, "GRCh38")
    found = resolve(toolkit, text)
    assert vcf_names(toolkit, found)[0] == expected
    for one in found:
        assert one.issues[0].code is IssueCode.PROTEIN_ONLY
    assert "in the catalog" in found[0].issues[0].message


@pytest.mark.parametrize(
    ("text", "repaired"),
    [("ΔE251", True), ("delE251", True), ("L76QfsX53", True), ("R337X", True), ("E251del", False)],
)
def test_a_repair_is_told_with_every_answer(
    toolkit: Toolkit,
    text: str,
    repaired: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    for one in resolve(toolkit, text):
        told = [issue for issue in one.issues if issue.code is IssueCode.REPAIRED_INPUT]
        assert bool(told) is repaired
        assert all(issue.message.startswith(f"{text} read as p.(") for issue in told)


# The catalog's own pairs of names


@pytest.fixture(scope="module")
def entries(bundle_folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((bundle_folder / "catalog.json").read_text())[
        "entries"
    ]
    return found


def vcf_of(entry: dict[str, Any], build: str) -> str:
    placement = entry["placements"][build]
    return f"X-{placement['pos']}-{placement['ref']}-{placement['alt']}"


def with_both_names(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        entry
        for entry in entries
        if entry["resolution"] == "exact" and entry["hgvs_p"] not in (None, "p.?")
    ]


@pytest.mark.parametrize("build", ["GRCh38", "GRCh37"])
def test_every_entry_is_an_answer_to_its_own_protein_name(
    toolkit: Toolkit, entries: list[dict[str, Any]], build: str
) -> None:
    named = with_both_names(entries)
    assert len(named) > 80
    same: dict[str, set[str]] = defaultdict(set)
    for entry in named:
        same[entry["hgvs_p"]].add(vcf_of(entry, build))
    for name, alleles in same.items():
        found = vcf_names(toolkit, resolve(toolkit, name, build))
        assert set(found[: len(alleles)]) == alleles, name


def test_without_the_catalog_the_small_ones_are_found_all_the_same(
    toolkit: Toolkit, entries: list[dict[str, Any]]
) -> None:
    resolver = Resolver(toolkit.annotators, {})
    small = [entry for entry in with_both_names(entries) if "delins" not in entry["hgvs_c"]]
    assert len(small) > 80
    for entry in small:
        found = resolver.resolve(parse(entry["hgvs_p"]))
        assert vcf_of(entry, "GRCh38") in vcf_names(toolkit, found), entry["hgvs_p"]
        assert "in the catalog" not in found[0].issues[0].message


def test_a_large_reported_change_is_found_through_the_catalog_only(toolkit: Toolkit) -> None:
    # FOXP3-IPEX-0140, c.1248_1253delinsCT
    name = "p.(Lys416AsnfsTer176)"
    (found,) = resolve(toolkit, name)
    assert "the only DNA change" in found.issues[0].message
    with pytest.raises(NotationError) as caught:
        Resolver(toolkit.annotators, {}).resolve(parse(name))
    assert caught.value.code is IssueCode.NO_SINGLE_BASE_ANSWER


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("D303fs*87", "FOXP3-IPEX-0085"),
        ("M370I", "FOXP3-IPEX-0116"),
        ("p.Thr428fs", "FOXP3-IPEX-0144"),
    ],
)
def test_what_is_reported_without_its_dna_change_says_so(
    toolkit: Toolkit, text: str, entry: str
) -> None:
    found = resolve(toolkit, text)
    # ClinVar has c.1110G>A, of which nobody says that it is the DNA change of M370I's patient.
    known = {"X-49251700-C-T"} if text == "M370I" else set()
    for one, allele in zip(found, vcf_names(toolkit, found), strict=True):
        (said,) = [issue.message for issue in one.issues if entry in issue.message]
        assert said.endswith("none of these is an exact match of that report")
        assert ("in the catalog" in one.issues[0].message) == (allele in known)


# Against the naive search


def check_substitutions(
    mutants: Callable[..., set[str]], naive: NaiveProtein, borders: list[int], residue: int
) -> int:
    """Compare the answers to all substitutions of one residue; return how many there are."""
    at = naive.start + 3 * (residue - 1)
    if any(at < border < at + 3 for border in borders):
        return 0
    old, asked = naive.mrna[at : at + 3], 0
    for new in "ARNDCQEGHILKMFPSTWYV*":
        codons = [codon for codon, found in CODONS.items() if found == new and codon != old]
        expected = {naive.mrna[:at] + codon + naive.mrna[at + 3 :] for codon in codons}
        name = "=" if new == CODONS[old] else three(new)
        text = f"p.{three(CODONS[old])}{residue}{name}"
        if expected:
            found = mutants(text, lambda edit: len(edit.deleted) == len(edit.inserted))
            assert found == expected, text
            asked += 1
    return asked


def test_substitutions_are_all_codons_of_the_new_residue(
    mutants: Callable[..., set[str]], naive: NaiveProtein, borders: list[int]
) -> None:
    asked = sum(
        check_substitutions(mutants, naive, borders, residue) for residue in range(2, 432, 43)
    )
    assert asked > 150


@pytest.mark.exhaustive
def test_all_substitutions_are_all_codons_of_the_new_residue(
    mutants: Callable[..., set[str]], naive: NaiveProtein, borders: list[int]
) -> None:
    asked = sum(check_substitutions(mutants, naive, borders, residue) for residue in range(2, 432))
    assert asked > 8_500


@pytest.fixture(scope="module")
def shifting(naive: NaiveProtein, borders: list[int]) -> dict[str, set[str]]:
    """Name all changes of 1 or 2 bases between start and stop codon; only what is far off."""
    found: dict[str, set[str]] = defaultdict(set)
    near = set()
    for place in range(naive.start + 3, naive.start + naive.coding - 6):
        one = range(place, place + 1)
        for mutant in (
            *naive.deleted(one, 1), *naive.deleted(one, 2), *naive.inserted(one, 1)
        ):  # fmt: skip
            name = naive.shifted_name(mutant)
            found[name].add(mutant)
            if not far(place, borders):
                near.add(name)
    return {name: made for name, made in found.items() if "fs" in name and name not in near}


@pytest.fixture(scope="module")
def cut_short(naive: NaiveProtein, borders: list[int]) -> dict[str, set[str]]:
    """Name the small indels of a stretch far from introns whose first new residue is a stop."""
    found: dict[str, set[str]] = defaultdict(set)
    start = max(borders[-1], naive.start) + 2 * NEAR_BORDER
    for place in range(start, naive.start + naive.coding - 6):
        one = range(place, place + 1)
        for mutant in (
            *naive.deleted(one, 1), *naive.deleted(one, 2), *naive.inserted(one, 1)
        ):  # fmt: skip
            name = naive.shifted_name(mutant)
            if name.endswith("Ter)"):
                found[name].add(mutant)
    return found


def sample_of(names: Iterable[str], size: int) -> list[str]:
    return random.Random(20261121).sample(sorted(names), size)


def test_a_sample_of_frameshifts_has_exactly_the_naive_answers(
    mutants: Callable[..., set[str]], shifting: dict[str, set[str]]
) -> None:
    assert len(shifting) > 1000
    for name in sample_of(shifting, 60):
        assert mutants(name) == shifting[name], name


@pytest.mark.exhaustive
def test_every_frameshift_has_exactly_the_naive_answers(
    mutants: Callable[..., set[str]], shifting: dict[str, set[str]]
) -> None:
    for name, expected in shifting.items():
        assert mutants(name) == expected, name


def test_frames_that_break_long_before_the_first_new_residue_are_found(
    mutants: Callable[..., set[str]], shifting: dict[str, set[str]], naive: NaiveProtein
) -> None:
    """Codons between the break and the residue named read the same in the new frame."""
    late = []
    for name, made in shifting.items():
        residue = int("".join(filter(str.isdigit, name.partition("fs")[0])))
        for mutant in made:
            broken = next(
                i for i, (a, b) in enumerate(zip(naive.mrna, mutant, strict=False)) if a != b
            )
            if residue - 1 - (broken - naive.start) // 3 >= 2:
                late.append(name)
    assert len(late) > 10
    for name in sorted(set(late))[:40]:
        assert mutants(name) == shifting[name], name


def test_indels_that_bring_a_stop_at_once_stand_beside_the_codons(
    mutants: Callable[..., set[str]], cut_short: dict[str, set[str]]
) -> None:
    assert len(cut_short) > 10
    for name, made in cut_short.items():
        assert mutants(name, lambda edit: len(edit.deleted) != len(edit.inserted)) == made, name


@pytest.mark.parametrize("kind", ["deleted", "inserted"])
def test_losses_and_gains_of_three_bases_that_change_residues_are_found(
    mutants: Callable[..., set[str]], naive: NaiveProtein, kind: str
) -> None:
    # Exon 12 begins with codon 383; the stop codon is 432.
    places = range(naive.start + 3 * 390, naive.start + 3 * (420 if kind == "deleted" else 394))
    made = set(naive.deleted(places, 3) if kind == "deleted" else naive.inserted(places, 3))
    seen = 0
    for mutant in sorted(made):
        name = naive.exchanged_name(mutant)
        if name and (seen := seen + 1) % (1 if kind == "deleted" else 10) == 0:
            assert mutant in mutants(name), name
    assert seen > (20 if kind == "deleted" else 150)


@pytest.mark.parametrize("size", [6, 9, 12, 15])
def test_duplications_are_found(
    mutants: Callable[..., set[str]], naive: NaiveProtein, size: int
) -> None:
    """Of five residues there are more spellings than are tried; a duplication is one of them."""
    seen = 0
    for place in range(naive.start + 3 * 395, naive.start + 3 * 420):
        mutant = naive.mrna[:place] + naive.mrna[place - size : place] + naive.mrna[place:]
        name = naive.gained_name(mutant)
        if name:
            seen += 1
            assert mutant in mutants(name), name
    assert seen > 60


def test_ipex_alleles_come_before_the_other_entries(toolkit: Toolkit) -> None:
    index = toolkit.index("GRCh38")
    ranks = [not index.match(allele).ipex for allele in index.alleles]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 2


def test_a_frameshift_without_its_end_has_all_that_begin_so(
    mutants: Callable[..., set[str]], shifting: dict[str, set[str]]
) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    for name, made in shifting.items():
        expected[name.partition("Ter")[0] + ")"] |= made
    for name in sample_of(expected, 20):
        assert mutants(name) == expected[name], name


@pytest.mark.parametrize("size", [1, 2])
def test_losses_of_residues_have_exactly_the_naive_answers(
    mutants: Callable[..., set[str]], naive: NaiveProtein, borders: list[int], size: int
) -> None:
    expected: dict[str, set[str]] = defaultdict(set)
    near = set()
    for place in range(naive.start + 3, naive.start + naive.coding - 3 * size - 2):
        (mutant,) = naive.deleted(range(place, place + 1), 3 * size)
        name = naive.lost_name(mutant, size)
        expected[name].add(mutant)
        if not far(place, borders):
            near.add(name)
    names = [name for name in expected if name and name not in near]
    assert len(names) > 200
    for name in sample_of(names, 60):
        assert mutants(name) == expected[name], name


def test_gains_of_one_residue_have_exactly_the_naive_answers(
    mutants: Callable[..., set[str]], naive: NaiveProtein
) -> None:
    # Around the reported losses of Lys250 and Glu251, EEKEKE: repeats on either side.
    expected: dict[str, set[str]] = defaultdict(set)
    places = range(naive.start + 3 * 246, naive.start + 3 * 255)
    for mutant in naive.inserted(places, 3):
        expected[naive.gained_name(mutant)].add(mutant)
    inside = [
        name for name in expected if name.startswith(("p.(Lys250", "p.(Glu251", "p.(Lys252"))
    ]  # fmt: skip
    assert len(inside) > 30
    assert "p.(Glu251dup)" in inside
    for name in inside:
        assert mutants(name) == expected[name], name


def test_extensions_have_the_naive_answers(
    mutants: Callable[..., set[str]], naive: NaiveProtein
) -> None:
    stop = range(naive.start + naive.coding - 3, naive.start + naive.coding)
    expected: dict[str, set[str]] = defaultdict(set)
    for mutant in (
        *naive.substituted(stop), *naive.deleted(stop, 1), *naive.deleted(stop, 2),
        *naive.inserted(range(stop.start + 1, stop.stop), 1),
    ):  # fmt: skip
        expected[naive.shifted_name(mutant)].add(mutant)
    names = [name for name in expected if "ext" in name]
    assert "p.(Ter432TrpextTer?)" in names
    assert len(names) > 8
    for name in names:
        assert mutants(name) >= expected[name], name
        short = name.partition("Ter432")[2].partition("Ter")[0]
        assert mutants(f"p.Ter432{short}") >= expected[name]


def test_a_start_codon_that_is_lost_has_nine_single_base_answers(
    toolkit: Toolkit, mutants: Callable[..., set[str]], naive: NaiveProtein
) -> None:
    start = range(naive.start, naive.start + 3)
    assert mutants("p.Met1?") == set(naive.substituted(start))
    # c.3G>A is reported (FOXP3-IPEX-0009) and comes first.
    found = resolve(toolkit, "p.(Met1?)")
    assert "number 1 (in the catalog)" in found[0].issues[0].message
    assert all("what it leads to is unknown" in one.issues[0].message for one in found)


# Order, names and messages


@pytest.mark.parametrize("text", ["p.Phe367Leu", "p.Arg337Ter", "p.Glu251Ter", "p.Leu76fs"])
def test_reported_answers_come_first_then_the_smallest(toolkit: Toolkit, text: str) -> None:
    found = resolve(toolkit, text)
    keys = []
    for number, one in enumerate(found, 1):
        edit, message = one.variant.edit, one.issues[0].message
        assert f"one of {len(found)} " in message
        assert f"number {number}" in message
        old, new = edit.deleted, edit.inserted
        if len(old) == len(new):
            bases = sum(a != b for a, b in zip(old, new, strict=True))
        else:
            bases = max(len(old), len(new))
        keys.append(("in the catalog" not in message, bases, len(old) != len(new)))
    assert keys == sorted(keys)
    assert found == resolve(toolkit, text)


def test_every_answer_has_the_name_that_was_asked(toolkit: Toolkit) -> None:
    gene = toolkit.annotators["GRCh38"].gene
    for text in (
        "p.(Ala384Thr)", "p.(Leu76GlnfsTer53)", "p.(Glu251dup)", "p.(Lys250_Glu251insTrp)",
        "p.(Lys250_Glu251delinsAsn)", "p.(Glu251_Lys252del)", "p.(Ter432TrpextTer?)",
        "p.(Asn426_Pro431delinsTyrThrProTer)", "p.(Lys250_Glu251insTrpTer)", "p.(Ser181=)",
        "p.(Lys250_Glu251delinsAsnGln)", "p.(Ter432=)", "p.(Met1?)",
    ):  # fmt: skip
        found = resolve(toolkit, text)
        for one in found:
            annotator = toolkit.annotators[one.variant.assembly]
            (made,) = annotator.annotate(one.variant, [gene.mane_select]).transcripts
            assert made.hgvs_p == f"NP_054728.2:{text}"


def test_the_first_of_two_like_residues_is_read_as_the_last(
    toolkit: Toolkit, naive: NaiveProtein
) -> None:
    """HGVS, general recommendations: the most C-terminal residue is named in a repeat."""
    protein = naive.reference
    first = next(i for i in range(200, 400) if protein[i] == protein[i + 1] != protein[i + 2])
    name = three(protein[first])
    asked = resolve(toolkit, f"p.{name}{first + 1}del")
    right = resolve(toolkit, f"p.{name}{first + 2}del")
    assert vcf_names(toolkit, asked) == vcf_names(toolkit, right)
    for one in asked:
        (told,) = (i for i in one.issues if i.code is IssueCode.NORMALISED_INPUT)
        assert f"p.({name}{first + 2}del)" in told.message
    assert IssueCode.NORMALISED_INPUT not in {i.code for one in right for i in one.issues}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A residue before the stop is an extension (HGVS, protein extension).
        ("Pro431_Ter432insGly", "p.(Ter432GlyextTer1)"),
        ("p.Pro431_Ter432insGlyAlaTer", "p.(Ter432GlyextTer2)"),
        # A stop put in is a nonsense change; the copy of the residue before is a duplication.
        ("p.Lys250_Glu251insTer", "p.(Glu251Ter)"),
        ("p.Glu251_Lys252insGlu", "p.(Glu251dup)"),
    ],
)
def test_a_name_that_hgvs_gives_otherwise_is_told(toolkit: Toolkit, text: str, name: str) -> None:
    for one in resolve(toolkit, text):
        (told,) = (i for i in one.issues if i.code is IssueCode.NORMALISED_INPUT)
        assert told.message.endswith(name)


def test_residues_put_in_before_the_stop_stand_in_the_bases(
    mutants: Callable[..., set[str]], naive: NaiveProtein
) -> None:
    made = mutants("Pro431_Ter432insGlyTrp")
    assert made
    for mutant in made:
        assert naive.translated(mutant) == naive.reference[:-1] + "GW*"


def test_many_answers_are_cut_and_counted(toolkit: Toolkit) -> None:
    # Leucine, serine and arginine have six codons each: 216 spellings.
    found = resolve(toolkit, "p.Lys250_Glu251insLeuSerArg")
    assert len(found) == 30
    assert "one of 216 " in found[0].issues[0].message
    assert "186 more are not listed" in found[0].issues[0].message
    # Four such residues have 1,296, of which 400 are tried.
    longer = resolve(toolkit, "p.Lys250_Glu251insLeuSerArgLeu")
    assert "896 other spellings of the new residues were not tried" in longer[0].issues[0].message


def test_an_intron_that_parts_a_codon_is_told(
    toolkit: Toolkit, naive: NaiveProtein, borders: list[int]
) -> None:
    parted = next(b for b in borders if b > naive.start and (b - naive.start) % 3)
    residue = (parted - naive.start) // 3 + 1
    codon = naive.mrna[naive.start + 3 * (residue - 1) :][:3]
    new = next(r for r in "LRSAGP" if r != CODONS[codon])
    found = refusal_or_answers(toolkit, f"p.{three(CODONS[codon])}{residue}{three(new)}")
    assert "an intron parts" in found


def refusal_or_answers(toolkit: Toolkit, text: str) -> str:
    try:
        return str(resolve(toolkit, text)[0].issues[0])
    except NotationError as error:
        return str(error)


def test_what_nothing_small_explains_says_what_was_tried(toolkit: Toolkit) -> None:
    error = refusal(toolkit, "p.Leu76GlnfsTer54")
    assert error.code is IssueCode.NO_SINGLE_BASE_ANSWER
    assert "every deletion of 1 or 2 bases" in (error.cause or "")
    assert "4 or 5 bases" in (error.cause or "")
    # The reported mutation is the nearest name.
    assert "at Leu76 are called p.(Leu76GlnfsTer53)" in (error.remedy or "")


def test_larger_indels_are_tried_only_if_no_smaller_one_explains(
    mutants: Callable[..., set[str]],
    shifting: dict[str, set[str]],
    naive: NaiveProtein,
    borders: list[int],
) -> None:
    place = naive.start + 3 * 200
    assert far(place, borders)
    seen = 0
    for start in range(place, place + 60):
        for size in (4, 5):
            (mutant,) = naive.deleted(range(start, start + 1), size)
            name = naive.shifted_name(mutant)
            if "fs" in name and name not in shifting and far(start, borders):
                assert mutant in mutants(name), name
                seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("p.Met1Val", ["Met1?", "c.1A>G"]),
        ("p.M1I", ["Met1?", "c.3G>A, c.3G>C, c.3G>T"]),
        ("p.Met1_Asn3del", ["Met1?"]),
        ("p.?", ["names no residue"]),
        ("p.0", ["names no residue"]),
        ("p.(=)", ["names no residue"]),
    ],
)
def test_what_tells_no_dna_change_is_refused(toolkit: Toolkit, text: str, parts: list[str]) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.NO_SINGLE_BASE_ANSWER
    for part in parts:
        assert part in str(error)


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [
        ("p.Ala385Thr", IssueCode.REF_MISMATCH, ["residue 385 is Ile", "Ala384"]),
        ("p.Glu250del", IssueCode.REF_MISMATCH, ["residue 250 is Lys", "Glu251"]),
        ("p.Lys250_Lys251del", IssueCode.REF_MISMATCH, ["residue 251 is Glu"]),
        ("p.Gly76fs", IssueCode.REF_MISMATCH, ["residue 76 is Leu"]),
        ("p.Ala999Thr", IssueCode.INVALID_POSITION, ["431 residues", "no residue 999"]),
        ("p.Glu251_Ala999del", IssueCode.INVALID_POSITION, ["no residue 999"]),
        ("p.Ter433Trpext*2", IssueCode.INVALID_POSITION, ["no residue 433"]),
        # The delta-2 isoform lacks the 35 residues of exon 3: 362 + 35 = 397.
        ("p.Arg362Trp", IssueCode.REF_MISMATCH,
         ["residue 362 is Glu", "NM_001114377.2, which is Arg397", "NP_001107849.1:p.(Arg362Trp)"]),
        ("G1150A", IssueCode.INVALID_POSITION, ["431 residues", "c.1150G>A"]),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_what_fits(
    toolkit: Toolkit, text: str, code: IssueCode, parts: list[str]
) -> None:
    error = refusal(toolkit, text)
    assert error.code is code
    for part in parts:
        assert part in str(error)


def test_names_of_the_other_isoform_count_on_it(toolkit: Toolkit) -> None:
    # NP_001107849.1:p.Arg362Trp and NM_014009.4:c.1189C>T are names of one entry of the catalog.
    found = resolve(toolkit, "NP_001107849.1:p.Arg362Trp")
    same = resolve(toolkit, "p.Arg397Trp")
    assert vcf_names(toolkit, found) == vcf_names(toolkit, same)
    assert "p.(Arg362Trp)" in found[0].issues[0].message
