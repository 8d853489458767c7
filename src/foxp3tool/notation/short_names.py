"""Long names shortened for reading: an insertion of thousands of bases is named by its length.

A shortened name is for the eye only. What a program is to read again is written in full.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.sequence import THREE_LETTER

_LONGEST_RUN: Final = 40
"""So many bases, and half as many residues, are written out."""
_SHOWN: Final = 8
_RESIDUES_SHOWN: Final = 3
_RESIDUE: Final = "|".join(sorted(THREE_LETTER.values()))
_BASES: Final = re.compile(rf"[ACGTUN]{{{_LONGEST_RUN + 1},}}|[acgtun]{{{_LONGEST_RUN + 1},}}")
_RESIDUES: Final = re.compile(rf"(?:{_RESIDUE}){{{_LONGEST_RUN // 2 + 1},}}")


def short_name(text: str) -> str:
    """Return a text with long runs of bases or residues cut to their beginning and their number.

    Example:
        >>> short_name("c.1150_1151ins" + "ACGT" * 1250)
        'c.1150_1151insACGTACGT...(5,000 bases)'
        >>> short_name("p.(Ala384_Ile385ins" + "AlaGlyTer" * 10 + ")")
        'p.(Ala384_Ile385insAlaGlyTer...(30 residues))'
    """
    text = _BASES.sub(lambda run: f"{run[0][:_SHOWN]}...({len(run[0]):,} bases)", text)
    return _RESIDUES.sub(
        lambda run: f"{run[0][: 3 * _RESIDUES_SHOWN]}...({len(run[0]) // 3:,} residues)", text
    )
