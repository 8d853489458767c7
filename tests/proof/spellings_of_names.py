"""Spellings of a name that mean the same, as people, papers and programs write them.

A spelling is drawn in layers: how the change is written, what stands before it, which characters a
word processor put in place of others, blanks, what stands around it. Each layer says whether it
leaves a valid name; if all do, nothing may be said to be repaired.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

BODY = re.compile(
    r"(?P<first>[-*]?[0-9]+(?:[+-][0-9]+)?)(?:_(?P<last>[-*]?[0-9]+(?:[+-][0-9]+)?))?"
    r"(?:(?P<old>[ACGT])>(?P<new>[ACGT])|(?P<word>delins|del|dup|ins|inv)(?P<bases>[ACGT]*))"
)
ARROWS = ("->", "-->", "/", "=>", "\u2192", "\u21d2", "\uf0e0", "&gt;", "\u203a", "\uff1e")
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
STARS = "\u2217\u204e\uff0a"
UNDERSCORES = "\uff3f\u203f"
INVISIBLE = "\u200b\u00ad\ufeff\u2060"
QUOTES = (("\u201c", "\u201d"), ("'", "'"), ('"', '"'), ("\u2018", "\u2019"), ("`", "'"), ("", ","))
ENDS = ("", ",", ";", ".", "\u00a0")
OUTER_BLANKS = (" ", "\t", "\u00a0", "\n", "\u2009 ", "\r\n")
ZYGOSITY = (" het", " (hemi)", ", hom", " hemizygous", ", homozygote", "; hom.")


class Spelling(NamedTuple):
    """A text, and whether it has to be said that it was repaired."""

    text: str
    is_repaired: bool


class Name(NamedTuple):
    """A plain DNA name in its parts.

    Args:
        references: What may stand before the colon; nothing for no reference.
        kind: c, n or g.
        body: Positions and change.
        named: The reference bases at the positions, in the direction of the name.
    """

    references: tuple[str, ...]
    kind: str
    body: str
    named: str


def change(draw: st.DrawFn, name: Name) -> Spelling:
    """Draw how positions and change are written."""
    match = BODY.fullmatch(name.body)
    assert match is not None, name.body
    where = match["first"] + (f"_{match['last']}" if match["last"] else "")
    if match["old"]:
        old, new = match["old"], match["new"]
        forms = [
            Spelling(name.body, False),
            Spelling(f"{where}{old}{draw(st.sampled_from(ARROWS))}{new}", True),
            Spelling(f"{where}{old.lower()}>{new.lower()}", True),
        ]
        if name.kind != "g":
            forms.append(Spelling(f"{old}{where}{new}", True))
        return draw(st.sampled_from(forms))
    word, bases = match["word"], match["bases"]
    forms = [Spelling(name.body, False)]
    if word != "delins":
        forms.append(Spelling(f"{where}{word.upper()}{bases}", True))
        forms.append(Spelling(f"{where}{word.capitalize()}{bases}", True))
    if bases:
        forms.append(Spelling(f"{where}{word}{bases.lower()}", True))
    if word in ("del", "dup", "inv") and name.named:
        forms.append(Spelling(f"{where}{word}{name.named}", False))
        forms.append(Spelling(f"{where}{word}{name.named.lower()}", True))
    if word == "delins":
        forms.append(Spelling(f"{where}del/ins{bases}", True))
        if name.named:
            forms.append(Spelling(f"{where}del{name.named}ins{bases}", False))
            forms.append(Spelling(f"{where}del{name.named};ins{bases}", True))
            forms.append(Spelling(f"{where}{name.named}>{bases}", True))
    return draw(st.sampled_from(forms))


def with_reference(draw: st.DrawFn, name: Name, written: Spelling) -> Spelling:
    """Draw what stands before the change."""
    reference = draw(st.sampled_from(name.references))
    forms = [Spelling(f"{name.kind}.", False)]
    if re.match(r"[ACGT][-*]", written.text) is None:
        forms.append(Spelling(f"{name.kind.upper()}.", True))
    if name.kind == "c" and written.text[0] not in "ACGT":
        forms.append(Spelling("", True))
    prefix = draw(st.sampled_from(forms))
    if not reference:
        return Spelling(prefix.text + written.text, prefix.is_repaired or written.is_repaired)
    before = [Spelling(f"{reference}:", False)]
    if "_" in reference and "(" not in reference:
        before.append(Spelling(f"{reference.lower()}:", True))
    if reference == "FOXP3" and prefix.text:
        before.append(Spelling("FOXP3 ", True))
    start = draw(st.sampled_from(before))
    is_repaired = start.is_repaired or prefix.is_repaired or written.is_repaired
    return Spelling(start.text + prefix.text + written.text, is_repaired)


def replaced(draw: st.DrawFn, text: str) -> str:
    """Draw what a word processor makes of the characters."""
    kind = draw(st.sampled_from(("dash", "star", "underscore", "invisible", "wide")))
    if kind == "invisible":
        at = draw(st.integers(0, len(text)))
        return text[:at] + draw(st.sampled_from(INVISIBLE)) + text[at:]
    if kind == "wide":
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        return text[:start] + "".join(map(wide, text[start:end])) + text[end:]
    old, new = {"dash": ("-", DASHES), "star": ("*", STARS), "underscore": ("_", UNDERSCORES)}[kind]
    return text.replace(old, draw(st.sampled_from(new)))


def wide(character: str) -> str:
    """Return the full-width form of a character of ASCII."""
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def with_blanks(draw: st.DrawFn, text: str) -> str:
    """Draw blanks in a name that holds none: not between digits, nor in a word or entity."""
    places = [
        at
        for at in range(1, len(text))
        if not (text[at - 1].isalnum() and text[at].isalnum() and not is_border(text, at))
        and text[at] not in "(."
        and text[at - 1 : at + 1] not in ("--", "->", "=>")
        and text[at - 1] not in "(&"
        and text[at : at + 1] != ";"
    ]
    chosen = draw(st.sets(st.sampled_from(places), min_size=1, max_size=3)) if places else set()
    for at in sorted(chosen, reverse=True):
        text = text[:at] + draw(st.sampled_from((" ", "\u00a0", "  "))) + text[at:]
    return text


def is_border(text: str, at: int) -> bool:
    """Tell whether a number ends here and a change begins."""
    return text[at - 1].isdigit() and text[at].isalpha() and ":" not in text[at:]


@st.composite
def spelled(draw: st.DrawFn, name: Name) -> Spelling:
    """Draw a spelling of a DNA name."""
    written = with_reference(draw, name, change(draw, name))
    text, is_repaired = written
    blank_before_kind = " " in text
    layers = draw(st.sets(st.sampled_from(("type", "blanks", "zygosity", "quotes")), max_size=2))
    if "zygosity" in layers:
        text, is_repaired = text + draw(st.sampled_from(ZYGOSITY)), True
    if "blanks" in layers and not blank_before_kind and "zygosity" not in layers:
        spaced = with_blanks(draw, text)
        text, is_repaired = spaced, is_repaired or spaced != text
    if "type" in layers:
        typed = replaced(draw, text)
        text, is_repaired = typed, is_repaired or typed != text
    if "quotes" in layers:
        opening, closing = draw(st.sampled_from(QUOTES))
        text, is_repaired = opening + text + closing, True
    if draw(st.booleans()):
        text = draw(st.sampled_from(OUTER_BLANKS)) + text + draw(st.sampled_from(OUTER_BLANKS))
    assume(text.strip() != "")
    return Spelling(text, is_repaired)
