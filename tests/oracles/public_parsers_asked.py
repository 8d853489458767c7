"""What public parsers of HGVS understand of a name, in the form of ``public_parsers.py``.

Each answer is read off the parser's own objects, never off text that it prints.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from Bio.SeqUtils import seq1
from public_parsers import NOWHERE, OPEN, UNTOLD, Change, Place, RefusedError, Residue, Understood


def letters(residues: str) -> str:
    """Return residues in one letter each, ``*`` for the stop, whichever way they are written."""
    named = residues.replace("Ter", "*").replace("Stop", "*")
    return "".join(
        "*" if part == "*" else (seq1(part) if len(part) == 3 else part) for part in _pieces(named)
    )


def _pieces(named: str) -> Iterator[str]:
    at = 0
    while at < len(named):
        size = 3 if named[at + 1 : at + 2].islower() else 1
        yield named[at : at + size]
        at += size


# hgvs-weaver


def weaver_parses(text: str) -> Any:
    """Parse a name with hgvs-weaver; return its dictionary."""
    import weaver  # noqa: PLC0415 - may be absent

    try:
        return weaver.parse(text).to_dict()
    except (ValueError, weaver.HGVSError) as error:
        raise RefusedError(str(error)) from error


def weaver_understands(found: Any) -> Understood:
    """Read what hgvs-weaver understands off its dictionary."""
    members = found.get("members") or [found]
    kinds = {"Genomic": "g", "Coding": "c", "NonCoding": "n", "Protein": "p", "Rna": "r"}
    head = members[0]
    kind = kinds[head["variant_type"]]
    phase = "cis" if "members" in found else ""
    change = _weaver_protein if kind == "p" else _weaver_change
    changes = tuple(change(one["posedit"]) for one in members)
    return Understood(kind, found["ac"], found["gene"] or "", phase, changes)


def _weaver_place(found: dict[str, Any]) -> Place:
    mark = "*" if found.get("anchor") == "CdsEnd" else ""
    return Place(mark, found["base"], found.get("offset") or 0)


def _weaver_change(found: dict[str, Any]) -> Change:
    where, edit = found["pos"], found["edit"]
    start = _weaver_place(where["start"])
    end = start if where["end"] is None else _weaver_place(where["end"])
    old, new, kind = edit.get("ref_") or "", edit.get("alt") or "", edit["type"].lower()
    if kind == "repeat":
        return Change(start, end, "repeat", old, str(edit["min"]))
    if kind != "refalt":
        return Change(start, end, kind, old, new)
    return Change(start, end, *_of_ref_and_alt(edit["ref_"], edit["alt"], is_range=end != start))


def _of_ref_and_alt(old: str | None, new: str | None, *, is_range: bool) -> tuple[str, str, str]:
    """Say what an edit is that is kept as reference and new bases."""
    if (old or "") == (new or ""):
        return "=", old or "", ""
    if not is_range and old and new and len(old) == len(new) == 1:
        return ">", old, new
    return "delins", old or "", new or ""


def _weaver_protein(found: dict[str, Any]) -> Change:
    where, edit = found["pos"], found["edit"]
    start = end = NOWHERE
    if where is not None:
        start = Residue(letters(where["start"]["aa"]), where["start"]["base"])
        last = where["end"] or where["start"]
        end = Residue(letters(last["aa"]), last["base"])
    kinds = {"Subst": ">", "Identity": "=", "DelIns": "delins", "Statement": edit.get("statement")}
    kind = kinds.get(edit["type"], edit["type"].lower())
    kind = {"Unknown": "?", "NoProtein": "0", "Unchanged": "="}.get(kind, kind)
    told = edit.get("stop") or (edit.get("end") or {}).get("distance")
    lengths = {None: "", "Unstated": "", "Unknown": "?"}
    kind_of_length = None if told is None else told["kind"]
    stop = lengths[kind_of_length] if kind_of_length in lengths else str(told["count"])
    return Change(start, end, kind, "", letters(edit.get("alt") or ""), stop)


# ferro-hgvs


def ferro_parses(text: str) -> Any:
    """Parse a name with ferro-hgvs."""
    import ferro_hgvs  # noqa: PLC0415 - may be absent

    try:
        return ferro_hgvs.parse(text)
    except ferro_hgvs.FerroError as error:
        raise RefusedError(str(error)) from error


def ferro_understands(found: Any) -> Understood:
    """Read what ferro-hgvs tells: no datum, no stated bases and nothing of proteins."""
    kinds = {"genomic": "g", "coding": "c", "non_coding": "n", "protein": "p", "rna": "r"}
    members = found.variants() if found.variant_type == "allele" else [found]
    kind = kinds.get(members[0].variant_type, members[0].variant_type)
    reference, _, inner = found.reference.partition("(")
    phase = UNTOLD if len(members) > 1 else ""
    changes = tuple(_ferro_change(one) for one in members)
    return Understood(kind, reference, inner.removesuffix(")") or UNTOLD, phase, changes)


def _ferro_change(found: Any) -> Change:
    kinds = {
        "substitution": ">", "deletion": "del", "duplication": "dup", "insertion": "ins",
        "inversion": "inv", "identity": "=", "delins": "delins",
    }  # fmt: skip
    if found.variant_type == "protein":
        return Change(*[UNTOLD] * 6)
    start = end = UNTOLD
    if found.start is not None:
        start = Place(UNTOLD, found.start, found.offset or 0)
        end = Place(UNTOLD, found.end, UNTOLD)
    old, new = found.substitution_bases or (UNTOLD, UNTOLD)
    return Change(start, end, kinds.get(found.edit_type, found.edit_type), old, new, UNTOLD)


# mutalyzer-hgvs-parser


def mutalyzer_parses(text: str) -> Any:
    """Parse a name with mutalyzer-hgvs-parser; return its model."""
    import mutalyzer_hgvs_parser as mutalyzer  # noqa: PLC0415 - may be absent
    from mutalyzer_hgvs_parser import exceptions  # noqa: PLC0415

    refusals = (exceptions.UnexpectedCharacter, exceptions.UnexpectedEnd)
    try:
        return mutalyzer.to_model(text)
    except (*refusals, exceptions.NestedDescriptions) as error:
        raise RefusedError(str(error).partition("\n")[0]) from error


def mutalyzer_understands(found: Any) -> Understood:
    """Read what mutalyzer-hgvs-parser understands off its model."""
    kind = found["coordinate_system"]
    reference = found["reference"]
    inner = reference.get("selector", {}).get("id", "")
    variants = found["variants"]
    change = _mutalyzer_protein if kind == "p" else _mutalyzer_change
    changes = tuple(change(one) for one in variants)
    if kind == "p" and not variants:
        changes = (Change(NOWHERE, NOWHERE, "="),)
    phase = "cis" if len(variants) > 1 else ""
    return Understood(kind, reference["id"], inner, phase, changes)


def _mutalyzer_place(found: dict[str, Any]) -> Any:
    if found["type"] == "range":
        return _mutalyzer_place(found["start"]), _mutalyzer_place(found["end"])
    if found.get("uncertain") and "position" not in found:
        return OPEN
    side = found.get("outside_cds")
    number = -found["position"] if side == "upstream" else found["position"]
    offset = found.get("offset", {}).get("value", 0)
    return Place("*" if side == "downstream" else "", number, offset)


def _mutalyzer_change(found: dict[str, Any]) -> Change:
    where = found["location"]
    start = end = _mutalyzer_place(where)
    if where["type"] == "range" and not where.get("uncertain"):
        start, end = start
    kinds = {
        "substitution": ">", "deletion": "del", "duplication": "dup", "insertion": "ins",
        "inversion": "inv", "equal": "=", "deletion_insertion": "delins", "repeat": "repeat",
    }  # fmt: skip
    old = "".join(part.get("sequence", UNTOLD) for part in found.get("deleted", ()))
    inserted = found.get("inserted", ())
    new = "".join(part.get("sequence", UNTOLD) for part in inserted)
    kind = kinds.get(found["type"], found["type"])
    if kind == "repeat":
        copies = ",".join(str(part.get("repeat_number", {}).get("value")) for part in inserted)
        return Change(start, end, kind, new, copies)
    if kind == "dup":
        old, new = old + new, ""  # it keeps the bases stated as inserted ones
    return Change(start, end, kind, old, new)


def _mutalyzer_residue(found: dict[str, Any]) -> Residue:
    return Residue(letters(found.get("amino_acid", "")), found.get("position", 0))


def _mutalyzer_protein(found: dict[str, Any]) -> Change:
    where, inserted = found["location"], found.get("inserted", ())
    if "type" not in found:
        return Change(NOWHERE, NOWHERE, "0" if where.get("position") == 0 else "?")
    ends = (where["start"], where["end"]) if where["type"] == "range" else (where, where)
    start, end = (_mutalyzer_residue(one) for one in ends)
    kinds = {
        "substitution": ">", "deletion": "del", "duplication": "dup", "insertion": "ins",
        "equal": "=", "deletion_insertion": "delins", "frame_shift": "fs", "extension": "ext",
    }  # fmt: skip
    kind = kinds.get(found["type"], found["type"])
    if kind == "repeat":
        kind = "?" if where.get("amino_acid") else "0"
        start, end = (start, end) if kind == "?" else (NOWHERE, NOWHERE)
        return Change(start, end, kind)
    places = [part["location"] for part in inserted if "location" in part]
    new = letters("".join(part.get("sequence", "") for part in inserted))
    if kind == "ext":
        new = new.removesuffix("*")
    stop = "".join(str(one.get("position", "?")) for one in places)
    return Change(start, end, kind, "", new, stop)


# hgvs of the biocommons


def biocommons_parses(text: str) -> Any:
    """Parse a name with hgvs."""
    parser, refusal = _biocommons()
    try:
        return parser.parse_hgvs_variant(text)
    except refusal as error:
        raise RefusedError(str(error)) from error


def biocommons_understands(found: Any) -> Understood:
    """Read what hgvs understands off its objects."""
    change = _biocommons_protein if found.type == "p" else _biocommons_change
    return Understood(found.type, found.ac, found.gene or "", "", (change(found.posedit),))


@cache
def _biocommons() -> tuple[Any, type[Exception]]:
    """Return a parser, which takes seconds to make, and the error by which it refuses."""
    # hgvs leaves its file of defaults open, which pytest would count as an error.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        import hgvs.exceptions  # noqa: PLC0415 - may be absent
        import hgvs.parser  # noqa: PLC0415

        return hgvs.parser.Parser(), hgvs.exceptions.HGVSParseError


def _biocommons_place(found: Any) -> Any:
    if hasattr(found, "start"):
        return _biocommons_place(found.start), _biocommons_place(found.end)
    if found.base is None:
        return OPEN
    is_behind = getattr(getattr(found, "datum", None), "name", "") == "CDS_END"
    return Place("*" if is_behind else "", found.base, getattr(found, "offset", 0))


def _biocommons_change(found: Any) -> Change:
    start, end = _biocommons_place(found.pos.start), _biocommons_place(found.pos.end)
    edit = found.edit
    kind = type(edit).__name__
    if kind != "NARefAlt":
        word = {"Dup": "dup", "Inv": "inv"}.get(kind, kind)
        return Change(start, end, word, edit.ref or "" if word != kind else "")
    if edit.ref is None:
        return Change(start, end, "ins", "", edit.alt)
    if edit.alt is None:
        return Change(start, end, "del", edit.ref)
    return Change(start, end, *_of_ref_and_alt(edit.ref, edit.alt, is_range=end != start))


def _biocommons_protein(found: Any) -> Change:
    if found is None or found.pos is None:
        return Change(NOWHERE, NOWHERE, "?" if found is None else found.edit)
    ends = (found.pos.start, found.pos.end)
    start, end = (Residue(one.aa, one.base) for one in ends)
    edit = found.edit
    kind = type(edit).__name__
    if kind in ("AAFs", "AAExt"):
        length = getattr(edit, "length", None)
        stop = "" if length is None else str(length)
        return Change(start, end, "fs" if kind == "AAFs" else "ext", "", edit.alt or "", stop)
    if kind == "Dup":
        return Change(start, end, "dup")
    if kind == "AASub":
        is_open = edit.alt == "?"
        return Change(start, end, "?" if is_open else ">", "", "" if is_open else edit.alt)
    if edit.alt is None:
        return Change(start, end, "del")
    word = "ins" if edit.ref is None else "delins" if edit.alt else "="
    return Change(start, end, word, "", edit.alt)


# All of them


@dataclass(frozen=True)
class Parser:
    """A public parser.

    Args:
        name: As it is called in messages.
        package: Its distribution.
        module: The module to look for.
        parse: Parses a name, or raises :class:`RefusedError`.
        understand: Reads off what was parsed; for names that foxp3tool reads as well.
    """

    name: str
    package: str
    module: str
    parse: Callable[[str], Any]
    understand: Callable[[Any], Understood]

    @property
    def absent(self) -> str:
        """Why it cannot be asked here, or nothing."""
        if importlib.util.find_spec(self.module) is None:
            return f"{self.package} is not installed; scripts/install_oracles.sh to compare"
        return ""

    @property
    def version(self) -> str:
        """Its version, as it tells it."""
        return importlib.metadata.version(self.package)


PARSERS: Final = (
    Parser("hgvs-weaver", "hgvs-weaver", "weaver", weaver_parses, weaver_understands),
    Parser("ferro-hgvs", "ferro-hgvs", "ferro_hgvs", ferro_parses, ferro_understands),
    Parser(
        "mutalyzer",
        "mutalyzer-hgvs-parser",
        "mutalyzer_hgvs_parser",
        mutalyzer_parses,
        mutalyzer_understands,
    ),
    Parser("biocommons", "hgvs", "hgvs", biocommons_parses, biocommons_understands),
)
