"""The INFO cell of a VCF record as text: single keys are read and set, all else stays as it is."""

from __future__ import annotations

from typing import Final

_MISSING: Final = "."
_ESCAPED: Final = str.maketrans(
    {"%": "%25", ";": "%3B", "=": "%3D", ",": "%2C", "\t": "%09", "\n": "%0A", "\r": "%0D"}
    | {" ": "%20"}
)


def info_value(info: str, key: str) -> str | None:
    """Return the value of a key, None if it is not there; a flag has the empty value."""
    for item in info.split(";"):
        name, _, value = item.partition("=")
        if name == key:
            return value
    return None


def with_info(info: str, key: str, value: str | None) -> str:
    """Return the cell with a value set in its place, or added at the end, or taken out (None).

    Example:
        >>> with_info("DP=3;END=9", "END", "12"), with_info(".", "END", "12")
        ('DP=3;END=12', 'END=12')
        >>> with_info("END=9", "END", None)
        '.'
    """
    items = [] if info == _MISSING else info.split(";")
    put = [] if value is None else [f"{key}={value}"]
    for place, item in enumerate(items):
        if item.partition("=")[0] == key:
            items[place : place + 1] = put
            break
    else:
        items += put
    return ";".join(items) or _MISSING


def escaped(text: str) -> str:
    """Return a text as an INFO value may have it (VCF 4.3, section 1.2).

    Example:
        >>> escaped("p.Ala384Thr; 50%")
        'p.Ala384Thr%3B%2050%25'
    """
    return text.translate(_ESCAPED)
