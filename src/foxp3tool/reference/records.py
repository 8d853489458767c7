"""Strict access to parsed JSON: every field is there, has its type, and none is left over."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


class RecordError(ValueError):
    """A record of the bundle that is not as its schema says."""


class Record:
    """A JSON object of which each field must be taken exactly once.

    Args:
        data: The parsed object.
        where: A name for messages, such as ``catalog entry FOXP3-IPEX-0127``.

    Example:
        >>> record = Record({"pos": 3}, "placement")
        >>> record.integer("pos")
        3
        >>> record.finish()
    """

    def __init__(self, data: object, where: str) -> None:
        """Refuse what is no object."""
        if not isinstance(data, dict):
            raise RecordError(f"{where}: expected an object")
        self._data: dict[str, Any] = dict(data)
        self.where = where

    def _take(self, name: str, kind: type[T]) -> T:
        value = self._pop(name)
        # JSON gives exactly these types; True is no whole number.
        if type(value) is not kind:
            raise self._of_other_type(name, kind)
        return value

    def _pop(self, name: str) -> Any:
        try:
            return self._data.pop(name)
        except KeyError:
            raise RecordError(f"{self.where}: {name!r} is missing") from None

    def _of_other_type(self, name: str, kind: type) -> RecordError:
        return RecordError(f"{self.where}: {name!r} must be of type {kind.__name__}")

    def text(self, name: str) -> str:
        """Take a string."""
        return self._take(name, str)

    def integer(self, name: str) -> int:
        """Take a whole number."""
        return self._take(name, int)

    def flag(self, name: str) -> bool:
        """Take true or false."""
        return self._take(name, bool)

    def optional_text(self, name: str) -> str | None:
        """Take a string or null."""
        return self._optional(name, str)

    def optional_integer(self, name: str) -> int | None:
        """Take a whole number or null."""
        return self._optional(name, int)

    def _optional(self, name: str, kind: type[T]) -> T | None:
        value = self._pop(name)
        if value is not None and type(value) is not kind:
            raise self._of_other_type(name, kind)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of strings."""
        values = self._take(name, list)
        if not all(isinstance(value, str) for value in values):
            raise RecordError(f"{self.where}: {name!r} must hold strings only")
        return tuple(values)

    def records(self, name: str) -> list[Record]:
        """Take a list of objects."""
        return [
            Record(value, f"{self.where}, {name} {number}")
            for number, value in enumerate(self._take(name, list), 1)
        ]

    def record(self, name: str) -> Record:
        """Take an object."""
        return Record(self._take(name, dict), f"{self.where}, {name}")

    def has(self, name: str) -> bool:
        """Tell whether an optional field is there."""
        return name in self._data

    def names(self) -> tuple[str, ...]:
        """Return the fields not yet taken."""
        return tuple(self._data)

    def skip(self, *names: str) -> None:
        """Step over fields that describe the data to people and play no part in the program."""
        for name in names:
            self._data.pop(name, None)

    def finish(self) -> None:
        """Refuse fields that nobody took.

        Raises:
            RecordError: If there are any: then bundle and program do not belong together.
        """
        if self._data:
            noun = "field" if len(self._data) == 1 else "fields"
            raise RecordError(f"{self.where}: unknown {noun} {', '.join(sorted(self._data))}")
