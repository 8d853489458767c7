"""Names of papers from before HGVS: ``IVS9+1G>A``, and the polyadenylation signal by its bases."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.parsed import IntronDescription, ParsedVariant, SignalDescription
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import read_change
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.scanner import Scanner

_INTRON: Final = Pattern(
    r"(?:(?P<reference>[A-Za-z][\w.()-]*):)?(?:[cg]\.)?(?:IVS|intron|int\.?)[ -]?"
    r"(?P<intron>[1-9][0-9]?)(?:[ -]?(?P<site>DS|AS))?[ :]?\(?(?P<start>[+-][1-9][0-9]{0,5})"
    r"(?:_(?P<end>[+-][1-9][0-9]{0,5}))?",
    re.IGNORECASE,
)
_SIGN_OF_SITE: Final = {"": "+-", "DS": "+", "AS": "-"}
"""Splice donor and acceptor of an intron, and on which side of an exon positions there lie."""
_SIGNAL: Final = Pattern(r"(?:c\.)?(?P<before>[ACGTU]{6})>(?P<after>[ACGTU]{6})")

Legacy = tuple[ParsedVariant, str, str]
"""A description, its name for the reader, and why it is read so."""


def parse_legacy(text: str) -> tuple[Legacy, ...]:
    """Read a legacy name; empty if it is none.

    An intron number has two readings: most papers on FOXP3 count exons from the first coding one.

    Example:
        >>> [variant.is_legacy_number for variant, _, _ in parse_legacy("IVS9+1G>A")]
        [True, False]
    """
    signal = _SIGNAL.fullmatch(text)
    if signal is not None:
        before, after = (signal[part].replace("U", "T") for part in ("before", "after"))
        reason = "the bases of the polyadenylation signal"
        return ((SignalDescription(before, after), f"{before}>{after}", reason),)
    match = _INTRON.match(text)
    if match is None or match["start"][0] not in _SIGN_OF_SITE[(match["site"] or "").upper()]:
        return ()
    scanner = Scanner(text, match.end())
    start, end = int(match["start"]), int(match["end"] or match["start"])
    try:
        kind, deleted, inserted = read_change(scanner, is_range=start != end)
    except NotationError:
        return ()
    if not scanner.at_end:
        return ()
    number = int(match["intron"])
    rest = text[match.start("start") :]
    return tuple(
        (
            IntronDescription(
                match["reference"], number, is_legacy, start, end, kind, deleted, inserted
            ),
            f"intron {number}{rest}",
            reason,
        )
        for is_legacy, reason in (
            (True, "introns counted as most papers do, intron 1 behind the first coding exon"),
            (False, "introns counted as the transcript does"),
        )
    )
