"""What a ``p.`` name says of the mutant protein, from the name and the reference alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMES = "Ala Cys Asp Glu Phe Gly His Ile Lys Leu Met Asn Pro Gln Arg Ser Thr Val Trp Tyr Ter"
ONE = dict(zip(NAMES.split(), "ACDEFGHIKLMNPQRSTVWY*", strict=True))
_THREE = r"(?:[A-Z][a-z]{2})"
_CHANGE = re.compile(
    rf"(?P<first>{_THREE})(?P<start>[0-9]+)(?:_(?P<last>{_THREE})(?P<end>[0-9]+))?"
    rf"(?:(?P<fs>{_THREE})fsTer(?P<far>[0-9]+|\?)"
    rf"|(?P<ext>{_THREE})extTer(?P<on>[0-9]+|\?)"
    rf"|(?P<kind>delins|del|dup|ins|=)?(?P<new>{_THREE}*))"
)


@dataclass(frozen=True, slots=True)
class Implied:
    """A protein of which the name may leave residues open.

    Args:
        known: The residues that are certain, from the first on.
        length: Number of residues before the stop, or None if the name leaves that open.
        stops: False if it says that no stop is reached.
    """

    known: str
    length: int | None
    stops: bool

    def is_protein(self, protein: str) -> bool:
        """Tell whether a whole protein, with ``*`` at its end if it has a stop, is this one."""
        residues = protein.removesuffix("*")
        return (
            residues.startswith(self.known)
            and self.length in (None, len(residues))
            and protein.endswith("*") == self.stops
        )

    def begins_with(self, residues: str) -> bool:
        """Tell whether residues, the rest of which is not given, can be its first ones."""
        if "*" in residues:
            return self.is_protein(residues)
        if self.length is not None and len(residues) > self.length:
            return False
        return residues.startswith(self.known) or self.known.startswith(residues)


def implied(name: str, reference: str) -> Implied | None:
    """Return what a name implies.

    Args:
        name: Such as ``p.(Ala384Thr)``, without accession.
        reference: One-letter residues, with ``*`` at the end if the CDS has a stop.

    Returns:
        None where the name predicts no protein: ``p.?``, ``p.0?``, ``p.(Met1?)`` or none.

    Raises:
        ValueError: If the name cannot be read, or names residues that the reference has not.
    """
    if name in ("", "p.?", "p.0?", "p.(Met1?)"):
        return None
    match = _CHANGE.fullmatch(name.removeprefix("p.(").removesuffix(")"))
    if match is None:
        raise ValueError(f"{name} is not read")
    start = int(match["start"]) - 1
    end = int(match["end"] or match["start"])
    named = ONE[match["first"]], ONE[match["last"] or match["first"]]
    if end > len(reference) or named != (reference[start], reference[end - 1]):
        raise ValueError(f"{name} names residues that the reference has not")
    if match["fs"] or match["ext"]:
        known = reference[:start] + ONE[match["fs"] or match["ext"]]
        stop = match["far"] or match["on"]
        if stop == "?":
            return Implied(known, None, stops=False)
        # A frameshift counts its first new residue as 1, an extension as 0 (the old stop's place).
        length = start + int(stop) - (1 if match["fs"] else 0)
        return Implied(known, length, stops=True)
    residues, stop, _ = _replaced(match, reference, start, end).partition("*")
    return Implied(residues, len(residues), stops=bool(stop))


def _replaced(match: re.Match[str], reference: str, start: int, end: int) -> str:
    new = "".join(ONE[residue] for residue in re.findall(_THREE, match["new"]))
    before, old, behind = reference[:start], reference[start:end], reference[end:]
    match match["kind"]:
        case "=":
            return reference
        case "del":
            return before + behind
        case "dup":
            return before + old + old + behind
        case "ins":
            return reference[: start + 1] + new + reference[start + 1 :]
    return before + new + behind
