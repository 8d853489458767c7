"""How papers write an exchange of residues otherwise than HGVS does."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.sequence import ONE_LETTER
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.repairs import MOST_RESIDUES, OLD_ORDER
from foxp3tool.notation.rewriting import Rewriting

_NAMES: Final = "|".join(sorted(name for name in ONE_LETTER if name != "Xaa"))
_ONE: Final = f"(?:{_NAMES}|Stop|stop|STOP|[ARNDCQEGHILKMFPSTWYV*X])"
_BEFORE: Final = r"^(?P<before>(?:[A-Za-z][\w.-]*:)?(?:p\.)?)(?P<open>\(?)"
_EXCHANGE: Final = Pattern(
    rf"{_BEFORE}(?P<old>{_ONE})[ -]?(?P<number>[1-9][0-9]{{0,4}})"
    rf"(?: ?(?:[-=]{{0,2}}>|/| to |-to-|to|-| ) ?)(?P<new>{_ONE})\)?$"
)
_NUMBER_FIRST: Final = Pattern(
    rf"{_BEFORE}(?P<number>[1-9][0-9]{{0,2}})(?P<old>{_ONE})(?:[-=]{{0,2}}>|/| to )"
    rf"(?P<new>{_ONE})\)?$"
)
_EITHER: Final = Pattern(
    r"(?P<old>[ACGT])(?P<number>[1-9][0-9]{0,2})(?:(?:-*>)?(?P<new>[ACGT])|(?P<word>del|dup))"
)
_DEL_BEHIND: Final = "del stands behind what is lost"
_EITHER_LOST: Final = Pattern(
    r"(?:del(?:etion of)?|[\u0394\u2206])[ -]?(?P<old>[ACGT])(?P<number>[1-9][0-9]{0,2})"
)
_SIDE_BY_SIDE: Final = "residue, number and new residue stand side by side"
_LOST: Final = Pattern(rf"{_BEFORE}(?P<old>{_ONE})(?P<number>[1-9][0-9]{{0,4}})-\)?$")
_LOSS: Final = Pattern(
    rf"^(?:deletion of|del|loss of)(?: (?:residue|amino acid))? (?P<old>{_ONE})-?"
    r"(?P<number>[0-9]+)$",
    re.IGNORECASE,
)
_SHIFT_FIRST: Final = Pattern(
    rf"^(?:fs|frameshift(?: at)?)[ -](?P<old>{_ONE})-?(?P<number>[0-9]+)$"
)
_NO_P: Final = Pattern(
    rf"^(?P<before>(?:[A-Za-z][\w.-]*:)?)p(?=[(]?(?:{_NAMES}|[ARNDCQEGHILKMFPSTWYV])[0-9])"
)


def rewrite_protein_style(found: Rewriting) -> bool:
    """Write an exchange, a loss or a frameshift of a residue as HGVS orders it.

    Example:
        >>> text = Rewriting("Ala384->Thr")
        >>> rewrite_protein_style(text), text.text
        (True, 'Ala384Thr')
    """
    changed = found.replace(_NO_P, r"\g<before>p.", "a protein name begins with p.")
    return (
        found.replace(_EXCHANGE, _exchange, _SIDE_BY_SIDE)
        or found.replace(_LOST, r"\g<before>\g<old>\g<number>del", "a lost residue is del")
        or found.replace(_LOSS, r"p.\g<old>\g<number>del", "a lost residue is del")
        or found.replace(_SHIFT_FIRST, r"p.\g<old>\g<number>fs", "fs is written behind the residue")
        or changed
    )


def number_first(found: Rewriting) -> bool:
    """Read ``384A>T`` as residues, which may be bases as well; the caller tries both."""
    return found.replace(
        _NUMBER_FIRST, _as_protein, "letters around > may be residues, with the number first"
    )


def residue_or_base(found: Rewriting) -> tuple[Rewriting, Rewriting] | None:
    """Return the protein name and the DNA name that a text such as ``A22T`` may be.

    Example:
        >>> [one.text for one in residue_or_base(Rewriting("A22del"))]
        ['A22del', 'c.22delA']
    """
    protein, dna = found.copy(), found.copy()
    whole = 0, len(found.text)
    if lost := _EITHER_LOST.fullmatch(found.text):
        old, number = lost["old"], lost["number"]
        protein.rewrite([(*whole, f"{old}{number}del")], _DEL_BEHIND)
        dna.rewrite([(*whole, f"c.{number}del{old}")], f"{OLD_ORDER}; {_DEL_BEHIND}")
        return protein, dna
    match = _EITHER.fullmatch(found.text)
    if match is None or int(match["number"]) > MOST_RESIDUES:
        return None
    old, number, new = match["old"], match["number"], match["new"]
    if new is None:
        dna.rewrite([(*whole, f"c.{number}{match['word']}{old}")], "a letter may be that of a base")
        return protein, dna
    protein.rewrite([(*whole, f"{old}{number}{new}")], _SIDE_BY_SIDE)
    dna.rewrite([(*whole, f"c.{number}{old}>{new}")], OLD_ORDER)
    return protein, dna


def _exchange(match: re.Match[str]) -> str:
    return f"{match['before']}{match['old']}{match['number']}{match['new']}"


def _as_protein(match: re.Match[str]) -> str:
    before = match["before"] if match["before"].endswith("p.") else match["before"] + "p."
    return f"{before}{match['old']}{match['number']}{match['new']}"
