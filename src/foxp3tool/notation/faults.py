"""Find the piece of a text that an error concerns, by how it is written.

A description that was read keeps no places of the text, which may have been repaired besides. The
piece is searched in the text as given, and there is a place only where it stands once: better no
caret than a wrong one.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from foxp3tool.model.sequence import THREE_LETTER

# Patterns are compiled when they are used: most runs refuse nothing.
_ACCESSION: Final = (
    r"(?<![A-Za-z0-9])(?:(?:[NX][CGMPRTW]|LRG)_|ENS[A-Z]*(?=[0-9])|rs(?=[0-9])|exon|intron)"
    r"\s*[\w.]*"
)
_PROTEIN: Final = r"(?<![A-Za-z0-9])p\.[^\s,;:|]*"
_WORD: Final = "[A-Za-z0-9_]"
_STOP: Final = r"Ter|Stop|\*|X"
_PLAIN: Final = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | dict.fromkeys(
    (*range(0x2010, 0x2016), 0x2212), "-"
)
"""Full-width characters, dashes and the minus sign, each as its one plain character."""
_LONGEST: Final = 10_000
"""Characters of a text that are searched; a longer one names no place."""


class Fault(NamedTuple):
    """A piece of a text.

    Args:
        pattern: A regular expression of the piece and what stands beside it; the groups ``here`` or
            ``or_here`` are the piece.
        hidden: What is no part of the search.
        step: How many characters of the piece stand before the fault.
        is_unique: False if any place at which the piece stands will do.
    """

    pattern: str
    hidden: tuple[str, ...] = ()
    step: int = 0
    is_unique: bool = True

    def find(self, text: str) -> int | None:
        """Return the 0-based place of the fault, or None if it is not certain."""
        if len(text) > _LONGEST:
            return None
        text = text.translate(_PLAIN)
        for pattern in self.hidden:
            text = re.sub(pattern, _blank, text, flags=re.IGNORECASE)
        found = list(re.finditer(self.pattern, text, re.IGNORECASE))
        if not found or (self.is_unique and len(found) > 1):
            return None
        groups = found[0].re.groupindex
        place = next(
            found[0].start(name)
            for name in ("here", "or_here")
            if name in groups and found[0].start(name) >= 0
        )
        return place + self.step


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def written_text(text: str) -> Fault:
    """Return the fault of a whole name, accession or symbol, wherever it stands first."""
    return Fault(rf"(?<!{_WORD})(?P<here>{re.escape(text)})(?!{_WORD})", is_unique=False)


def chromosome_name(name: str) -> Fault:
    """Return the fault of a chromosome that stands at the beginning."""
    return Fault(rf"\A\s*(?P<here>{re.escape(name)})(?![A-Za-z0-9])")


def position(number: str) -> Fault:
    """Return the fault of a ``c.`` or ``n.`` position such as ``1150+3``, ``-12`` or ``*9``."""
    return Fault(f"(?P<here>{_position(number)})", (_ACCESSION, _PROTEIN))


def genomic_position(number: int) -> Fault:
    """Return the fault of a number on a genomic sequence; it may have thousands separators."""
    return Fault(f"(?P<here>{_number(number)})", (_ACCESSION, _PROTEIN))


def stated_bases(number: str, bases: str, found: str) -> Fault:
    """Return the fault of bases at a ``c.`` or ``n.`` position.

    Args:
        number: The first position, as written.
        bases: The bases stated.
        found: Those of the sequence; the first that differs is pointed at.
    """
    return _bases(_position(number), bases, found)


def genomic_bases(number: int, bases: str, found: str) -> Fault:
    """Return the fault of bases at a number on a genomic sequence; see :func:`stated_bases`."""
    return _bases(_number(number), bases, found)


def new_bases() -> Fault:
    """Return the fault of new bases that change nothing, or of the sign that says so."""
    return Fault(r"(?:>|delins)(?P<here>[A-Z])|(?P<or_here>=)", (_PROTEIN,))


def intron_number(number: int) -> Fault:
    """Return the fault of the number of an intron, as in ``IVS9+1G>A``."""
    return Fault(rf"(?:IVS|intron)[-\s]*(?P<here>{number})(?![0-9])")


def intron_offset(offset: int, bases: str) -> Fault:
    """Return the fault of the bases behind an intron's number and distance, or of the distance."""
    if bases:
        return Fault(rf"[0-9]{re.escape(f'{offset:+d}')}(?![0-9])[^A-Z]*(?P<here>{bases})")
    return Fault(rf"(?<=[0-9])(?P<here>{re.escape(f'{offset:+d}')})(?![0-9])")


def residue(number: int, letter: str, *, is_number: bool = False) -> Fault:
    """Return the fault of a residue.

    Args:
        number: Its number as written.
        letter: The residue as stated, one-letter code.
        is_number: True if the number is at fault.
    """
    name = THREE_LETTER[letter]
    spelling = _STOP if name == "Ter" else f"{name}|{letter}"
    before = r"(?:(?<![A-Za-z])|(?<=del))"
    if is_number:
        pattern = rf"{before}(?:{spelling})\s*(?P<here>{number})(?![0-9])"
    else:
        pattern = rf"{before}(?P<here>{spelling})\s*{number}(?![0-9])"
    return Fault(pattern)


def _position(number: str) -> str:
    """Return the pattern of a position that is no part of another one."""
    signed = r"(?<![A-Za-z]{2})(?<![0-9*])"
    if number[0] in "0123456789":
        signed += "(?<![0-9.][+-])"
    unsigned = "" if "+" in number or "-" in number[1:] else "(?![+-][0-9])"
    return rf"{signed}{re.escape(number)}(?![0-9]){unsigned}"


def _number(number: int) -> str:
    return rf"(?<![0-9]){f'{number:,}'.replace(',', ',?')}(?![0-9])"


def _bases(place: str, bases: str, found: str) -> Fault:
    step = next(
        (i for i, (one, other) in enumerate(zip(bases, found, strict=False)) if one != other), 0
    )
    written = bases.replace("T", "[TU]")
    between = r"(?:_[-*+0-9]+)?[\s:/,;-]*(?:(?:\.|\0+)\s+)?(?:del|dup|inv)?\s*"
    return Fault(
        rf"{place}{between}(?P<here>{written})|(?<![A-Za-z])(?P<or_here>{written}){place}",
        (_ACCESSION, _PROTEIN),
        step,
    )
