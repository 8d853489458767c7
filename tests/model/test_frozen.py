"""Classes of values are what frozen dataclasses with slots are."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from foxp3tool.model.frozen import frozen


@frozen
class Ours:
    a: int
    b: str = "x"
    c: list[int] = field(default_factory=list)
    d: str = field(init=False, default="made")
    e: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("below 0")
        object.__setattr__(self, "d", f"made of {self.a}")


@dataclass(frozen=True, slots=True)
class Theirs:
    a: int
    b: str = "x"
    c: list[int] = field(default_factory=list)
    d: str = field(init=False, default="made")
    e: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("below 0")
        object.__setattr__(self, "d", f"made of {self.a}")


@frozen
class Child(Ours):
    f: int = 5


BOTH = pytest.mark.parametrize("cls", [Ours, Theirs])


@BOTH
def test_making(cls: Any) -> None:
    one = cls(1, c=[2])
    assert (one.a, one.b, one.c, one.d, one.e) == (1, "x", [2], "made of 1", 0)
    assert cls(1).c is not cls(1).c
    for wrong in ({}, {"a": 1, "d": "no"}, {"a": 1, "z": 2}):
        with pytest.raises(TypeError):
            cls(**wrong)
    with pytest.raises(ValueError, match="below 0"):
        cls(-1)


@BOTH
def test_comparison(cls: Any) -> None:
    assert cls(1, e=1) == cls(1, e=2)
    assert cls(1) != cls(2)
    assert cls(1) != (1, "x", [], "made of 1")
    assert hash(cls(1, "y", ())) == hash(cls(1, "y", (), e=3))
    assert len({cls(1, "y", ()), cls(1, "y", ()), cls(2, "y", ())}) == 2


@BOTH
def test_nothing_can_be_changed(cls: Any) -> None:
    one = cls(1)
    with pytest.raises(FrozenInstanceError):
        one.a = 2
    with pytest.raises(FrozenInstanceError):
        del one.a
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        one.other = 2
    assert not hasattr(one, "__dict__")


@BOTH
def test_functions_of_dataclasses(cls: Any) -> None:
    one = cls(1, "y", [3], e=7)
    assert asdict(one) == {"a": 1, "b": "y", "c": [3], "d": "made of 1", "e": 7}
    assert replace(one, a=2) == cls(2, "y", [3])
    assert [each.name for each in fields(one)] == ["a", "b", "c", "d", "e"]
    assert repr(one) == f"{cls.__name__}(a=1, b='y', c=[3], d='made of 1')"


@BOTH
def test_copies(cls: Any) -> None:
    one = cls(1, "y", [3], e=7)
    for other in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert (other, other.e, other.d) == (one, 7, "made of 1")


@BOTH
def test_patterns(cls: Any) -> None:
    match cls(1, "y"):
        case Ours(a, b) | Theirs(a, b):
            assert (a, b) == (1, "y")
        case _:
            pytest.fail("no match")


def test_a_class_that_builds_on_another() -> None:
    one = Child(1, f=6)
    assert (one.a, one.d, one.f) == (1, "made of 1", 6)
    assert Child(1, f=6) != Child(1)
    assert Child(1) != Ours(1)
    assert not hasattr(one, "__dict__")
    assert repr(one) == "Child(a=1, b='x', c=[], d='made of 1', f=6)"
