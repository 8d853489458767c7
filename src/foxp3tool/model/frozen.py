"""Make the classes of plain values: frozen, with slots, compared by what they hold.

``@frozen`` makes what ``@dataclass(frozen=True, slots=True)`` makes, and the functions of
:mod:`dataclasses` take it. A look-up makes 80 such classes before it can answer. For each of them
dataclasses compiles six functions, which was a quarter of the time; this compiles one. Objects are
made faster as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


class _Methods:
    """What all classes of values have alike."""

    _compared: Callable[[Any], object]

    def __repr__(self) -> str:
        held: Any = self
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(held) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = self.__class__._compared
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        return hash(self.__class__._compared(self))

    def __setattr__(self, name: str, new: object) -> None:
        raise FrozenInstanceError(f"cannot assign {new!r} to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[Any]:
        held: Any = self
        return [getattr(self, one.name) for one in fields(held)]

    def __setstate__(self, state: list[Any]) -> None:
        held: Any = self
        for one, kept in zip(fields(held), state, strict=True):
            object.__setattr__(self, one.name, kept)


_SHARED = {name: made for name, made in vars(_Methods).items() if callable(made)}


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Return a class of values with the annotated names as its fields.

    Example:
        >>> @frozen
        ... class Place:
        ...     chrom: str
        ...     pos: int = 1
        >>> Place("X", pos=5)
        Place(chrom='X', pos=5)
        >>> Place("X") == Place("X", 1), len({Place("X"), Place("X", 1)})
        (True, 1)
    """
    plain: Any = dataclass(init=False, repr=False, eq=False)(cls)
    own: dict[str, Field[Any]] = plain.__dataclass_fields__
    inherited = {name for base in plain.__mro__[1:] for name in getattr(base, "__slots__", ())}
    stated = {
        name: member
        for name, member in vars(plain).items()
        if name not in own and name not in ("__dict__", "__weakref__")
    }
    members = _SHARED | stated
    members["__slots__"] = tuple(name for name in own if name not in inherited)
    members["_compared"] = attrgetter(*(name for name, one in own.items() if one.compare))
    made: Any = type(plain)(plain.__name__, plain.__bases__, members)
    made.__qualname__ = plain.__qualname__
    made.__init__ = _initializer(made, own)
    result: type[T] = made
    return result


def _initializer(cls: Any, own: dict[str, Field[Any]]) -> Callable[..., None]:
    """Compile the one function whose parameters differ from class to class."""
    names: dict[str, Any] = {"_missing": MISSING}
    parameters, lines = [], []
    for name, one in own.items():
        names[f"_set_{name}"] = getattr(cls, name).__set__
        given = name
        if one.default is not MISSING:
            names[f"_default_{name}"] = one.default
            given = f"_default_{name}"
        elif one.default_factory is not MISSING and one.init:
            names[f"_make_{name}"] = one.default_factory
            given = "_missing"
            lines.append(f"if {name} is _missing: {name} = _make_{name}()")
        if one.init:
            parameters.append(name if given == name else f"{name}={given}")
            lines.append(f"_set_{name}(self, {name})")
        elif given != name:
            lines.append(f"_set_{name}(self, {given})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    source = f"def __init__(self, {', '.join(parameters)}):\n    {body}"
    exec(source, names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made
