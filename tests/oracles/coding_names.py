"""Which allele does a ``c.`` name describe? Read with the exon table only, without the engine."""

from __future__ import annotations

import re

from facts import Allele, Ground, shifted

from foxp3tool.model.variant import Edit

POSITION = r"[*-]?\d+(?:[+-]\d+)?"
NAME = re.compile(
    rf"(?P<first>{POSITION})(?:_(?P<last>{POSITION}))?"
    r"(?:(?P<old>[ACGT])>(?P<new>[ACGT])|(?P<kind>delins|del|dup|inv|ins)(?P<bases>[ACGT]*)"
    r"|(?P<unit>[ACGT]+)\[(?P<count>\d+)\])"
)
PLACE = re.compile(r"(?P<mark>[*-]?)(?P<number>\d+)(?P<offset>[+-]\d+)?")
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def is_several(name: str) -> bool:
    """True for an allele of several changes, ``c.[a;b]``."""
    return name.startswith("c.[")


def described(name: str, ground: Ground) -> Edit | None:
    """Return the gene-frame edit that a name describes in its most 3' placement, or None.

    An allele of several changes is read as one replacement from its first to its last base.
    """
    body = name.removeprefix("c.")
    parts = body[1:-1].split(";") if is_several(name) else [body]
    edits = [_edit(part, ground) for part in parts]
    known = sorted((edit for edit in edits if edit is not None), key=lambda edit: edit.start)
    if len(known) != len(edits):
        return None
    bases = ground.gene.sequence
    start, end = known[0].start, known[0].start
    new = ""
    for edit in known:
        if edit.start < end:
            return None
        new += bases[end : edit.start] + edit.inserted
        end = edit.end
    return shifted(bases, Edit(start, bases[start:end], new), 1)


def is_right(name: str, allele: Allele) -> bool:
    """True if a name is the one that HGVS asks for, or empty where there is none.

    It must give the most 3' place of the allele itself, and the first kind of change that fits in
    HGVS's order of priority.
    """
    kind = _kind(allele)
    # A copy behind the last base has the name of its source, which lies inside.
    if allele.leaves_transcript and kind != "dup":
        return not name
    body = name.removeprefix("c.")
    return kind_in(body) == kind and _edit(body, allele.ground) == allele.last


def kind_in(body: str) -> str:
    """Return the kind of change that a name gives, ``>`` for a substitution."""
    found = NAME.fullmatch(body)
    return "" if found is None else found["kind"] or (">" if found["old"] else "[]")


def _kind(allele: Allele) -> str:
    deleted, inserted = allele.last.deleted, allele.last.inserted
    if not inserted:
        return "del"
    if not deleted:
        whole = allele.source is not None and not allele.copies_from_outside
        return "dup" if whole else "ins"
    if len(deleted) == 1 == len(inserted):
        return ">"
    return "inv" if inserted == deleted.translate(COMPLEMENT)[::-1] else "delins"


def _edit(body: str, ground: Ground) -> Edit | None:
    found = NAME.fullmatch(body)
    if found is None:
        return None
    first, last = _position(found["first"], ground), _position(found["last"], ground)
    if first is None or (found["last"] and last is None):
        return None
    end = (first if last is None else last) + 1
    old = ground.gene.sequence[first:end]
    if found["old"]:
        return Edit(first, old, found["new"]) if old == found["old"] else None
    if found["unit"]:
        return Edit(first, old, found["unit"] * int(found["count"]))
    if found["kind"] == "ins":
        return Edit(first + 1, "", found["bases"]) if end == first + 2 else None
    if found["kind"] == "dup":
        return Edit(end, "", old)
    new = {"del": "", "inv": old.translate(COMPLEMENT)[::-1], "delins": found["bases"]}
    return Edit(first, old, new[found["kind"]])


def _position(text: str | None, ground: Ground) -> int | None:
    """Return the gene-frame position of a ``c.`` position; None outside the transcript."""
    if text is None:
        return None
    found = PLACE.fullmatch(text)
    cds = ground.transcript.cds
    assert found is not None
    assert cds is not None
    number = int(found["number"])
    index = {"": cds.start + number - 1, "-": cds.start - number, "*": cds.end + number - 1}
    at = index[found["mark"]]
    if not 0 <= at < len(ground.exonic):
        return None
    return ground.exonic[at] + int(found["offset"] or 0)


def spans_junction(name: str, ground: Ground) -> bool:
    """True if a name goes from one exon into the next as if there were no intron between them."""
    body = name.removeprefix("c.")
    parts = body[1:-1].split(";") if is_several(name) else [body]
    return any(_spans_junction(part, ground) for part in parts)


def _spans_junction(body: str, ground: Ground) -> bool:
    found = NAME.fullmatch(body)
    if found is None or found["last"] is None:
        return False
    first, last = _position(found["first"], ground), _position(found["last"], ground)
    if first is None or last is None or not {first, last} <= ground.exonic_set:
        return False
    return any(first < border <= last for border in ground.borders)
