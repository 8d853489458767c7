"""Valid HGVS names for public parsers, drawn by hypothesis; no sequence is asked.

The forms are those of https://hgvs-nomenclature.org/stable/recommendations/, as far as docs/
limits.md does not leave them out.
"""

from __future__ import annotations

from Bio.SeqUtils import seq3
from hypothesis import strategies as st

BASES = "ACGT"
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
CODING = (
    "NM_014009.4", "NM_014009", "NM_014009.4(FOXP3)", "NC_000023.11(NM_014009.4)",
    "NC_000023.10(NM_001114377.2)", "NG_007392.1(NM_014009.4)", "ENST00000376207.10", "LRG_62t1",
)  # fmt: skip
GENOMIC = ("NC_000023.11", "NC_000023.10", "NG_007392.1", "LRG_62")
PROTEIN = ("NP_054728.2", "NP_054728", "NP_001107849.1")

Position = tuple[int, int, int]
"""Rank (0 for 5' and coding, 1 for 3'), number, offset."""


def bases(smallest: int = 1, largest: int = 8) -> st.SearchStrategy[str]:
    return st.text(alphabet=BASES, min_size=smallest, max_size=largest)


@st.composite
def positions(draw: st.DrawFn, kind: str) -> Position:
    if kind == "g":
        return 0, draw(st.integers(1, 50_000_000)), 0
    offset = draw(st.sampled_from((0, 0, 0, 1)))
    if offset:
        offset = draw(st.integers(1, 2000)) * draw(st.sampled_from((1, -1)))
    if kind == "n":
        return 0, draw(st.integers(1, 2300)), offset
    rank = draw(st.sampled_from((0, 0, 1)))
    number = draw(st.integers(1, 1300))
    if not rank and draw(st.sampled_from((False, False, True))):
        number = -draw(st.integers(1, 80))
    return rank, number, offset


def shown(position: Position) -> str:
    rank, number, offset = position
    return f"{'*' if rank else ''}{number}{f'{offset:+d}' if offset else ''}"


@st.composite
def changes(
    draw: st.DrawFn, kind: str, ends: list[Position] | None = None, *, only_plain: bool = False
) -> str:
    """Draw a change between two positions, of which only a substitution must state its base."""
    first, last = ends or sorted(draw(st.tuples(positions(kind), positions(kind))))
    is_range = first != last and draw(st.booleans())
    where = f"{shown(first)}_{shown(last)}" if is_range else shown(first)
    exonic = not (first[2] or last[2]) and first[0] == last[0] and first[1] * last[1] > 0
    size = last[1] - first[1] + 1 if is_range else 1
    stated = ""
    if exonic and size <= 8 and not only_plain and draw(st.booleans()):
        stated = draw(bases(size, size))
    words = ["del", "dup", "delins", "sub", "sub", "inv", "ins"]
    if not only_plain:
        words += ["=", "repeat"]
    match draw(st.sampled_from(words)):
        case "sub":
            old, new = draw(st.permutations(BASES))[:2]
            return f"{shown(first)}{old}>{new}"
        case "ins":
            return f"{neighbours(first)}ins{draw(bases())}"
        case "delins":
            return f"{where}del{stated}ins{draw(bases(2))}"
        case "inv":
            return f"{where}inv" if is_range else f"{neighbours(first)}inv"
        case "=":
            return f"{where}{stated}="
        case "repeat":
            if kind == "g":
                return f"{where}del"
            return f"{shown(first)}{draw(bases(1, 4))}[{draw(st.integers(1, 30))}]"
        case word:
            return f"{where}{word}{stated}"


def neighbours(first: Position) -> str:
    """Return two neighbouring positions, of which the first is given."""
    rank, number, offset = first
    if offset:
        following = (rank, number, offset + 1) if offset != -1 else (rank, number, 0)
    else:
        following = (rank, 1 if number == -1 else number + 1, 0)
    return f"{shown(first)}_{shown(following)}"


@st.composite
def dna_names(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from("ccng"))
    reference = draw(st.sampled_from(GENOMIC if kind == "g" else CODING))
    form = draw(st.sampled_from(("one", "one", "one", "one", "cis", "trans", "unknown", "open")))
    if form == "one" or (kind == "g" and form == "open"):
        return f"{reference}:{kind}.{draw(changes(kind))}"
    if form == "open":
        ends = sorted(draw(st.tuples(*[positions(kind)] * 4)))
        outer = [draw(st.sampled_from(("?", shown(end)))) for end in (ends[0], ends[3])]
        word = draw(st.sampled_from(("del", "dup")))
        inner = [shown(end) for end in ends[1:3]]
        return f"{reference}:{kind}.({outer[0]}_{inner[0]})_({inner[1]}_{outer[1]}){word}"
    # One behind the other: overlapping changes of one chromosome mean nothing.
    number = 2 * draw(st.integers(2, 3))
    drawn = st.lists(positions(kind), min_size=number, max_size=number, unique=True)
    ends = sorted(draw(drawn))
    pairs = [ends[at : at + 2] for at in range(0, number, 2)]
    parts = [draw(changes(kind, pair, only_plain=True)) for pair in pairs]
    if form == "cis":
        return f"{reference}:{kind}.[{';'.join(parts)}]"
    if form == "trans":
        return f"{reference}:{kind}.[{'];['.join(parts[:2])}]"
    return f"{reference}:{kind}.{'(;)'.join(parts)}"


@st.composite
def protein_names(draw: st.DrawFn) -> str:
    one_letter = draw(st.sampled_from((False, False, True)))
    star = draw(st.booleans())

    def named(residues: str) -> str:
        parts = [
            ("*" if star or one_letter else "Ter")
            if one == "*"
            else one
            if one_letter
            else seq3(one)
            for one in residues
        ]
        return "".join(parts)

    first, last = sorted(draw(st.tuples(st.integers(1, 400), st.integers(1, 30))))
    last = first + last
    old, old_last, new = draw(st.permutations(RESIDUES))[:3]
    place, second = f"{named(old)}{first}", f"{named(old_last)}{last}"
    where = f"{place}_{second}" if draw(st.booleans()) else place
    several = draw(st.text(alphabet=RESIDUES, min_size=2, max_size=5))
    several += draw(st.sampled_from(("", "", "*")))
    stop = draw(st.one_of(st.just("?"), st.integers(2, 200).map(str)))
    sign = named("*")
    bodies = [
        f"{place}{named(new)}",
        f"{place}{named('*')}",
        f"{place}=",
        f"{where}del",
        f"{where}dup",
        f"{where}delins{named(several)}",
        f"{place}_{named(old_last)}{first + 1}ins{named(several)}",
        f"{place}{named(new)}fs{sign}{stop}",
        f"{place}fs",
        f"{named('*')}432{named(new)}ext{sign}{stop}",
        f"{named('M')}1?",
        "=",
    ]
    body = draw(st.sampled_from(bodies))
    if draw(st.booleans()):
        body = f"({body})"
    elif body == "=" and draw(st.booleans()):
        body = draw(st.sampled_from(("?", "0", "0?")))
    return f"{draw(st.sampled_from(PROTEIN))}:p.{body}"
