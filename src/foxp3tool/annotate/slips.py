"""Slips of the pen in a number, and how much it tells that something fits after one is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

T = TypeVar("T")

MOST_HINTS: Final = 4
"""How many descriptions that may be meant are named."""
_BY_CHANCE: Final = 2


def exchanged_digits(number: int) -> list[int]:
    """Return what a number may have been before two neighbouring digits were exchanged.

    Example:
        >>> exchanged_digits(1105)
        [1015, 1150]
    """
    digits, sign = str(abs(number)), 1 if number > 0 else -1
    found = []
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            found.append(sign * int(swapped))
    return found


def without_a_digit(number: int) -> list[int]:
    """Return what a number may have been before a digit was added to it.

    Example:
        >>> without_a_digit(3844)
        [844, 344, 384]
    """
    digits = str(number)
    shorter = (digits[:place] + digits[place + 1 :] for place in range(len(digits)))
    return list(dict.fromkeys(int(one) for one in shorter if one and not one.startswith("0")))


def with_a_digit(number: int) -> list[int]:
    """Return what a number may have been before a digit of it was lost.

    Example:
        >>> len(with_a_digit(12)), with_a_digit(12)[:3]
        (27, [112, 212, 312])
    """
    digits = str(number)
    longer = (
        digits[:place] + digit + digits[place:]
        for place in range(len(digits) + 1)
        for digit in "0123456789"
    )
    return list(dict.fromkeys(int(one) for one in longer if not one.startswith("0")))


def telling(candidates: Iterable[T], fits: Callable[[T], bool]) -> list[T]:
    """Return the candidates that fit, or none if so many do that it says nothing."""
    found = [candidate for candidate in candidates if fits(candidate)]
    return found if len(found) <= _BY_CHANCE else []
