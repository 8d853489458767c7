"""Where an allele comes from, compared with every way in which parents can pass on an X."""

from __future__ import annotations

from itertools import product

import pytest

from foxp3tool.annotate.inheritance import inheritance
from foxp3tool.formats.vcf_samples import read_genotype
from foxp3tool.model.genotype import SampleCall, Sex

MOTHERS = ("0/0", "0/1", "1/1")
FATHERS = ("0", "1")


def call(
    text: str, sex: Sex, depth: int | None = 30, quality: str = "99", alt: int | None = None
) -> SampleCall:
    genotype = read_genotype(text.encode())
    return SampleCall("NN", sex, text, genotype, 1, depth=depth, quality=quality, alt_reads=alt)


def asked(child: str, sex: Sex, mother: str | None, father: str | None) -> str:
    return inheritance(
        call(child, sex),
        None if mother is None else call(mother, Sex.FEMALE),
        None if father is None else call(father, Sex.MALE),
    ).value


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split("/")]


def girl(child: str, mother: str, father: str) -> str:
    """Go through every X that a mother and a father can give to a daughter."""
    ways = [
        (m, f)
        for m, f in product(numbers(mother), numbers(father))
        if sorted((m, f)) == sorted(numbers(child))
    ]
    if not ways:
        # One new mutation explains one copy that nobody has; nothing simple explains the rest.
        news = child == "0/1" and mother == "0/0" and father == "0"
        return "de novo" if news else "not compatible"
    sources = {"".join(p for p, x in zip("mf", way, strict=True) if x) for way in ways}
    (source,) = sources
    return {"": "", "m": "maternal", "f": "paternal", "mf": "biparental"}[source]


def boy(child: str, mother: str) -> str:
    if int(child) in numbers(mother):
        return "maternal" if child == "1" else ""
    return "de novo" if child == "1" else "not compatible"


@pytest.mark.parametrize(
    ("child", "mother", "father"), list(product(("0/0", "0/1", "1/1"), MOTHERS, FATHERS))
)
def test_girls(child: str, mother: str, father: str) -> None:
    assert asked(child, Sex.FEMALE, mother, father) == girl(child, mother, father)


@pytest.mark.parametrize(("child", "mother"), list(product("01", MOTHERS)))
@pytest.mark.parametrize("father", [None, "0", "1", "1/1", "0/1", "."])
def test_boys_have_their_x_from_the_mother(child: str, mother: str, father: str | None) -> None:
    assert asked(child, Sex.MALE, mother, father) == boy(child, mother)
    assert asked(f"{child}/{child}", Sex.MALE, mother, father) == boy(child, mother)


@pytest.mark.parametrize("child", ["0/0", "0/1", "1/1"])
@pytest.mark.parametrize(
    ("mother", "father"), [*product(MOTHERS, [None]), *product([None], FATHERS), (None, None)]
)
def test_girls_with_a_parent_who_is_not_known(
    child: str, mother: str | None, father: str | None
) -> None:
    """Whatever the other parent may have; two parents of whom one is not known are never both."""
    answers = {
        girl(child, m, f)
        for m in ([mother] if mother else MOTHERS)
        for f in ([father] if father else FATHERS)
    }
    answers = answers - {"not compatible"} or answers
    expected = answers.pop() if len(answers) == 1 else "not known"
    if expected == "biparental":
        expected = "not known"
    assert asked(child, Sex.FEMALE, mother, father) == expected


@pytest.mark.parametrize(
    "mother",
    [
        call("./.", Sex.FEMALE),
        call("0/.", Sex.FEMALE),
        call("0", Sex.FEMALE),
        call("0/0", Sex.FEMALE, depth=9),
        call("0/0", Sex.FEMALE, depth=None),
        call("0/0", Sex.FEMALE, quality="19"),
        call("0/0", Sex.FEMALE, alt=2),
        call("0/0/0", Sex.FEMALE),
    ],
    ids=lambda mother: f"{mother.text} {mother.depth} {mother.quality} {mother.alt_reads}",
)
def test_nothing_is_new_without_a_mother_called_as_reference(mother: SampleCall) -> None:
    assert inheritance(call("1", Sex.MALE), mother, None).value == "not known"
    father = call("0", Sex.MALE)
    assert inheritance(call("0/1", Sex.FEMALE), mother, father).value == "not known"


def test_enough_reads_at_the_bound() -> None:
    son, daughter = call("1", Sex.MALE), call("0/1", Sex.FEMALE)
    mother = call("0/0", Sex.FEMALE, depth=10, quality="20", alt=1)
    assert inheritance(son, mother, None).value == "de novo"
    # The father has one X, and half the reads.
    assert inheritance(daughter, mother, call("0", Sex.MALE, depth=5)).value == "de novo"
    assert inheritance(daughter, mother, call("0", Sex.MALE, depth=4)).value == "not known"
    assert inheritance(daughter, mother, call("0/0", Sex.MALE, depth=5)).value == "de novo"


@pytest.mark.parametrize(
    ("child", "word"),
    [
        (call("1", Sex.MALE, depth=0), "not known"),
        (call("1", Sex.MALE, depth=4), "not known"),
        (call("1", Sex.MALE, depth=5), "de novo"),
        (call("1", Sex.MALE, quality="19"), "not known"),
        (call("1", Sex.MALE, quality="20"), "de novo"),
        (call("1", Sex.MALE, alt=2), "not known"),
        (call("1", Sex.MALE, alt=3), "de novo"),
        (call("1", Sex.MALE, depth=None, quality=""), "de novo"),
        (call("0/1", Sex.FEMALE, depth=9), "not known"),
        (call("0/1", Sex.FEMALE, depth=10), "de novo"),
    ],
    ids=lambda one: one if isinstance(one, str) else f"{one.text} {one.depth} {one.alt_reads}",
)
def test_a_weak_call_of_the_child_is_nothing_new(child: SampleCall, word: str) -> None:
    # The child's own bounds are those of the parents, by the number of X; untold is no fault.
    mother, father = call("0/0", Sex.FEMALE), call("0", Sex.MALE)
    assert inheritance(child, mother, father).value == word


def test_a_mosaic_boy_is_new_if_the_mother_is_reference() -> None:
    mother = call("0/0", Sex.FEMALE)
    assert inheritance(call("0/1", Sex.MALE), mother, None).value == "de novo"
    assert asked("0/1", Sex.MALE, "0/1", None) == "not known"


@pytest.mark.parametrize("child", ["1", "0/1", "1/1"])
def test_unknown_sex_tells_no_parent(child: str) -> None:
    assert asked(child, Sex.UNKNOWN, "0/1", "0") == "not known"


@pytest.mark.parametrize(
    ("child", "sex"),
    [
        (".", Sex.MALE),
        ("./.", Sex.FEMALE),
        ("1", Sex.FEMALE),
        ("./1", Sex.FEMALE),
        ("0/.", Sex.MALE),
    ],
)
def test_what_is_not_called_tells_nothing(child: str, sex: Sex) -> None:
    assert asked(child, sex, "0/0", "0") == "not known"


def test_a_father_with_two_alleles_tells_nothing() -> None:
    assert asked("0/1", Sex.FEMALE, "0/0", "0/1") == "not known"
