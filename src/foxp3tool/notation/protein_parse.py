"""Read protein changes: HGVS ``p.`` descriptions and the ways in which older papers write them.

Source of the forms: https://hgvs-nomenclature.org/stable/recommendations/protein/. What is not HGVS
but has one meaning is read, and said to be repaired.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import (
    NO_PROTEIN,
    START_LOST,
    UNKNOWN_CHANGE,
    ProteinChange,
    ProteinChangeKind,
)
from foxp3tool.model.sequence import ONE_LETTER, STOP, THREE_LETTER, UNKNOWN_RESIDUE
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.hgvs_format import format_protein
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.scanner import Scanner

Kind = ProteinChangeKind

_NAMES: Final = sorted(name for name in ONE_LETTER if name != THREE_LETTER[UNKNOWN_RESIDUE])
_SINGLE: Final = "[ARNDCQEGHILKMFPSTWYV*X]"
_RESIDUE: Final = Pattern(f"(?:{'|'.join([*_NAMES, 'Stop'])})", re.IGNORECASE)
_LETTER: Final = Pattern(_SINGLE, re.IGNORECASE)
# In capitals ALA would be three residues.
_LISTED: Final = Pattern(
    f"{'|'.join([*_NAMES, *(name.lower() for name in _NAMES)])}|[ARNDCQEGHILKMFPSTWYV*]"
)
_NUMBER: Final = Pattern(r"[1-9][0-9]{0,5}")
_RANGE: Final = Pattern(r"[_-]")
_EDIT: Final = Pattern(r"delins|del|dup|ins|fs|ext|[>=?]", re.IGNORECASE)
_STOP_SIGN: Final = Pattern(r"Ter|Stop|[*X]", re.IGNORECASE)
_DELTA: Final = Pattern("[Δ∆]|del", re.IGNORECASE)

_WHOLE: Final = Pattern(r"[?=]|0\??")
_WHOLE_PROTEIN: Final = {"?": UNKNOWN_CHANGE, "=": ProteinChange(Kind.SILENT), "0": NO_PROTEIN}
_Place = tuple[tuple[int, str], tuple[int, str]]
"""First and last residue named, each with its number."""

_ONE: Final = f"(?:{'|'.join([*_NAMES, 'Stop'])}|{_SINGLE})"
_BARE: Final = Pattern(
    rf"\(?(?:(?:[Δ∆]|del){_ONE}[0-9]"
    rf"|{_ONE}[0-9]+(?:[_-]{_ONE}[0-9]+)?(?:delins|del|dup|ins|fs|ext)"
    rf"|{_ONE}[0-9]+{_ONE}(?:\)?$|fs|ext)"
    rf"|(?:{'|'.join(_NAMES)})[0-9]|M1\?)"
)
_LIKE_DNA: Final = Pattern(
    r"\(?(?:[Δ∆]|del)?[ACGT][0-9]+(?:[_-][ACGT][0-9]+)?(?:(?:delins|del|dup|ins)[ACGT]*)?\)?"
)
_SUBSTITUTED: Final = Pattern(rf"\(?{_ONE}[0-9]+{_ONE}\)?")

_REASONS: Final = {
    "delta": "old papers put del or a delta in front of a lost residue",
    "stop": "X is an old sign for a stop; HGVS writes Ter or * and keeps X for an unknown residue",
    "stop word": "HGVS writes Ter or * for a stop",
    "case": "HGVS writes amino acids as Ala or A, and del, fs and the like in small letters",
    "hyphen": "HGVS writes a range of residues with an underscore",
    "residues": "the residues that are lost or doubled are not written again",
    "arrow": "HGVS writes no > between residues",
    "same": "a residue that stays the same is written with =",
    "no number": "how far the new frame runs is not said",
    "nonsense": "a new frame that begins with a stop is a nonsense change",
    "extension": "a change of the stop codon is an extension",
    "at the end": "residues put in before the stop are an extension",
}


def looks_like_bare_protein(text: str) -> bool:
    """Tell whether a text without ``p.`` begins as only a protein change does.

    ``A22G`` counts as one, too, though old papers write DNA changes so; whoever places it can say
    so. ``delA22`` does not: nothing tells a residue from a base there, and both are tried.

    Raises:
        NotationError: For such a text: it cannot be told what it means.
    """
    if _BARE.match(text) is None:
        return False
    if _LIKE_DNA.fullmatch(text) and not _SUBSTITUTED.fullmatch(text):
        raise NotationError(
            IssueCode.HGVS_UNPARSED,
            "A, C, G and T may be residues or bases here",
            text=text,
            offset=0,
            remedy="put p. (protein) or c. (coding DNA) in front",
        )
    return True


def parse_protein(
    scanner: Scanner, reference: str | None, gene: str | None, *, is_bare: bool = False
) -> ProteinDescription:
    """Read a protein change from the scanner's place up to the end of the text.

    Args:
        scanner: Stands behind ``p.``, or at the beginning of a bare text.
        reference: Accession of the protein as written, or None.
        gene: Gene symbol as written, or None.
        is_bare: True if there is no ``p.``.

    Raises:
        NotationError: If the text is no protein change; it points at the character.

    Example:
        >>> found = parse_protein(Scanner("L76QfsX53"), None, None, is_bare=True)
        >>> found.change.new_stop
        53
        >>> print(found.repairs[0].message)
        L76QfsX53 read as p.(Leu76GlnfsTer53): X is an old sign for a stop; HGVS writes Ter or * \
and keeps X for an unknown residue
    """
    reader = _Reader(scanner)
    start = scanner.offset
    closing = scanner.take_text("(")
    change = reader.change()
    if closing and not scanner.take_text(")"):
        raise scanner.error("a closing parenthesis")
    if not scanner.at_end:
        raise scanner.error("the end of the description")
    found = ProteinDescription(reference, gene, change, is_bare, states_stop=reader.states_stop)
    old, new = scanner.text[start:], protein_text(found)
    reasons = dict.fromkeys(reader.reasons)
    repairs = tuple(
        Issue(IssueCode.REPAIRED_INPUT, f"{old} read as {new}: {_REASONS[reason]}")
        for reason in reasons
    )
    return replace(found, repairs=repairs)


def protein_text(parsed: ProteinDescription) -> str:
    """Write a protein change as HGVS does, without its reference and as far as it is stated.

    Example:
        >>> protein_text(parse_protein(Scanner("T428fs"), None, None))
        'p.(Thr428fs)'
    """
    if parsed.change.kind is Kind.SILENT and not parsed.change.start:
        return "p.(=)"
    written = format_protein("", parsed.change)
    if parsed.states_stop:
        return written
    return written.removesuffix("Ter?)") + ")"


class _Reader:
    """Reads one change and remembers what had to be repaired."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.reasons: list[str] = []
        self.states_stop = True

    def change(self) -> ProteinChange:
        """Read everything between the parentheses."""
        scanner = self.scanner
        whole = scanner.take(_WHOLE)
        if whole is not None:
            return _WHOLE_PROTEIN[whole[0]]
        if scanner.take(_DELTA):
            self.reasons.append("delta")
            return self._placed(Kind.DELETION, *self._place())
        place = self._place()
        here = scanner.offset
        match self._word():
            case "=":
                return self._placed(Kind.SILENT, *place)
            case "?":
                return self._start_lost(place, here)
            case "fs" | "ext" as word:
                return self._shifted(place, "", word, here)
            case ">":
                self.reasons.append("arrow")
                return self._exchanged(place, self._residues())
            case "del" | "dup" | "ins" | "delins" as word:
                return self._edited(Kind(word), place, here)
            case _:
                return self._new_residue(place)

    def _word(self) -> str:
        """Read what kind of change it is; empty if a residue follows."""
        word = self.scanner.take(_EDIT) or ""
        if word != word.lower():
            self.reasons.append("case")
        return word.lower()

    def _start_lost(self, place: _Place, here: int) -> ProteinChange:
        if place != ((1, "M"), (1, "M")):
            self.scanner.offset = here
            raise self.scanner.error("a change (only Met1 is followed by a question mark)")
        return START_LOST

    def _placed(
        self, kind: Kind, first: tuple[int, str], last: tuple[int, str], inserted: str = ""
    ) -> ProteinChange:
        return ProteinChange(kind, *first, *last, inserted)

    def _residue(self, what: str) -> str:
        """Read one amino acid in any spelling and return its one-letter code."""
        scanner = self.scanner
        name = scanner.take(_RESIDUE)
        if name is not None:
            if name.lower() == "stop":
                self.reasons.append("stop word")
                return STOP
            if name not in ONE_LETTER:
                self.reasons.append("case")
            return ONE_LETTER[name.capitalize()]
        if scanner.text.startswith("Xaa", scanner.offset):
            raise scanner.error("a known amino acid (Xaa stands for any)")
        written = scanner.expect(_LETTER, what)
        letter = written.upper()
        if letter != written:
            self.reasons.append("case")
        if letter == UNKNOWN_RESIDUE:
            self.reasons.append("stop")
            return STOP
        return letter

    def _place(self) -> _Place:
        """Read ``Ala384`` or ``Lys250_Glu251``; return number and residue of both ends."""
        scanner = self.scanner
        residue = self._residue("an amino acid")
        first = int(scanner.expect(_NUMBER, "a residue number")), residue
        sign = scanner.take(_RANGE)
        if sign is None:
            return first, first
        if sign == "-":
            self.reasons.append("hyphen")
        residue = self._residue("an amino acid")
        where = scanner.offset
        last = int(scanner.expect(_NUMBER, "a residue number")), residue
        if last[0] < first[0] or (last[0] == first[0] and last != first):
            scanner.offset = where
            raise scanner.error("a residue behind the first one")
        return first, last

    def _listed(self, name: str) -> str:
        """Return the one-letter code of a residue in a list."""
        if len(name) > 1 and name.islower():
            self.reasons.append("case")
            name = name.capitalize()
        return ONE_LETTER.get(name, name)

    def _residues(self) -> str:
        """Read the residues that are put in, up to a stop."""
        scanner = self.scanner
        found = ""
        while not found.endswith(STOP):
            name = scanner.take(_LISTED)
            if name is None:
                break
            found += self._listed(name)
        if not found:
            raise scanner.error("the new amino acids, such as TrpLys")
        return found

    def _stated_residues(self, place: _Place) -> None:
        """Step over the residues that some write again behind del or dup; they must agree."""
        scanner = self.scanner
        where = scanner.offset
        (first, residue), (last, last_residue) = place
        found = ""
        while (name := scanner.take(_LISTED)) is not None:
            found += self._listed(name)
        if not found:
            return
        if len(found) != last - first + 1 or found[0] != residue or found[-1] != last_residue:
            scanner.offset = where
            raise scanner.error("nothing, or the residues that the numbers name")
        self.reasons.append("residues")

    def _edited(self, kind: Kind, place: _Place, here: int) -> ProteinChange:
        """Read what stands behind ``del``, ``dup``, ``ins`` or ``delins``."""
        if kind in (Kind.DELETION, Kind.DUPLICATION):
            self._stated_residues(place)
            return self._placed(kind, *place)
        if kind is Kind.DELINS:
            return self._exchanged(place, self._residues())
        first, last = place
        if last[0] != first[0] + 1:
            self.scanner.offset = here
            raise self.scanner.error("two neighbouring residues before ins, as in Lys250_Glu251ins")
        inserted = self._residues()
        if last[1] == STOP:
            self.reasons.append("at the end")
        return self._placed(kind, first, last, inserted)

    def _exchanged(self, place: _Place, new: str) -> ProteinChange:
        """One residue for one is a substitution, whatever is written."""
        first, last = place
        if first == last and len(new) == 1:
            return self._substituted(place, new)
        return self._placed(Kind.DELINS, first, last, new)

    def _new_residue(self, place: _Place) -> ProteinChange:
        """Read the new residue of a substitution, or the first one of a frameshift or extension."""
        scanner = self.scanner
        if place[0] != place[1]:
            raise scanner.error("del, dup, ins, delins or =")
        new = self._residue("the new amino acid, or del, dup, ins, delins, fs, ext or =")
        here = scanner.offset
        for word in ("fs", "ext"):
            if scanner.text[here : here + len(word)].lower() == word:
                return self._shifted(place, new, self._word(), here)
        return self._substituted(place, new)

    def _substituted(self, place: _Place, new: str) -> ProteinChange:
        residue = place[0][1]
        if new == residue:
            self.reasons.append("same")
            return self._placed(Kind.SILENT, *place)
        if residue == STOP:
            self.reasons.append("extension")
            self.states_stop = False
            return self._placed(Kind.EXTENSION, *place, new)
        return self._placed(Kind.SUBSTITUTION, *place, new)

    def _shifted(self, place: _Place, new: str, word: str, here: int) -> ProteinChange:
        """Read how far a frameshift or an extension runs."""
        scanner = self.scanner
        is_extension = word == "ext"
        if place[0] != place[1] or is_extension != (place[0][1] == STOP):
            scanner.offset = here
            what = "a change of a residue (only the stop, as in Ter432, is extended)"
            raise scanner.error(what if is_extension else "a change other than fs, which needs one "
                                "residue before the stop")  # fmt: skip
        stop = self._new_stop()
        kind = Kind.EXTENSION if is_extension else Kind.FRAMESHIFT
        if kind is Kind.FRAMESHIFT and (new == STOP or stop == 1):
            if new not in ("", STOP) or stop not in (None, 1):
                scanner.offset = here
                raise scanner.error("a first new residue and a place of the stop that agree")
            self.reasons.append("nonsense")
            self.states_stop = True
            return self._placed(Kind.SUBSTITUTION, *place, STOP)
        return ProteinChange(kind, *place[0], *place[1], new, stop)

    def _new_stop(self) -> int | None:
        """Read ``Ter53``, ``*53``, ``X53``, ``Ter?`` or nothing."""
        scanner = self.scanner
        sign = scanner.take(_STOP_SIGN)
        if sign is None:
            self.states_stop = False
            return None
        if sign.upper() == UNKNOWN_RESIDUE:
            self.reasons.append("stop")
        elif sign.lower() == "stop":
            self.reasons.append("stop word")
        elif sign not in ("*", "Ter"):
            self.reasons.append("case")
        if scanner.take_text("?"):
            return None
        number = scanner.take(_NUMBER)
        if number is not None:
            return int(number)
        if not scanner.at_end and scanner.text[scanner.offset] != ")":
            raise scanner.error("a number or a question mark")
        self.reasons.append("no number")
        self.states_stop = False
        return None
