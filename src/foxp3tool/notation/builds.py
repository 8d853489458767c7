"""The genome build that a text names beside the variant."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError, names_disagree
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Change, Rewriting

_BUILDS: Final = {
    "GRCh38": Pattern(r"GRCh38(?:\.p[0-9]+)?|hg38|b38", re.IGNORECASE),
    "GRCh37": Pattern(r"GRCh37(?:\.p[0-9]+)?|hg19|b37|hs37d5", re.IGNORECASE),
}
_NAME: Final = Pattern(
    r"(?<![A-Za-z0-9])(?:GRCh3[78](?:\.p[0-9]{1,2})?|hg(?:19|38)|b3[78]|hs37d5"
    r"|hg1[678]|NCBI ?(?:build ?)?3[456]|T2T-CHM13(?:v[0-9.]+)?|CHM13(?:v[0-9.]+)?|hs1)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MARKED: Final = ("38", "37", "36", "35", "34", "19", "18", "17", "16", "13", "hs1", "HS1")
_LABEL: Final = Pattern(
    r"(?:^|[\s,;(\[])(?:(?:genome|reference|ref|human|assembly|build)[ :=]{0,2}){1,3}$",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 40
_CHROMOSOMES: Final = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
_GENOMIC: Final = Pattern(
    r"(?:(?<=^)|(?<=[\s;,(]))(?:(?:chr|chromosome)? ?X ?:)? ?(?=g\.[0-9])", re.IGNORECASE
)
_ON_X: Final = Pattern(r"(?:chr|chromosome)? ?X ?: ?g\.[0-9]", re.IGNORECASE)
_SPAN_ON_X: Final = Pattern(
    r"(?:(?<=^)|(?<=[\s;,(]))(?P<x>(?:chr)?X:)(?P<first>[0-9][0-9,]{6,11})"
    r"(?:(?:[-_]|\.\.)(?P<last>[0-9][0-9,]{6,11}))? ?"
    r"(?=(?:del|dup|inv|ins)(?:ins)?[ACGT]*(?![a-z]))",
    re.IGNORECASE,
)
_GROUPS: Final = Pattern(
    r"(?:(?<=\.[0-9]:g\.)|(?<=\.[0-9]{2}:g\.))[0-9]{1,3}(?:,[0-9]{3})+(?:_[0-9]{1,3}(?:,[0-9]{3})+)?(?![0-9,])"
)
_AROUND: Final = " ,;._/|-"


def build_called(name: str) -> str | None:
    """Return the bundled build of a name, None if it is that of none.

    Example:
        >>> build_called("hg19"), build_called("GRCh38.p14"), build_called("hg18")
        ('GRCh37', 'GRCh38', None)
    """
    return next((build for build, names in _BUILDS.items() if names.fullmatch(name)), None)


def take_build(found: Rewriting) -> str | None:
    """Take the genome build out of a text.

    Args:
        found: The text; the build and what sets it apart are cut out of it.

    Returns:
        The name of a bundled build, or None if the text names none.

    Raises:
        NotationError: If it names a build that is not bundled, or two.

    Example:
        >>> text = Rewriting("chrX.hg19:g.49107941C>T")
        >>> take_build(text), text.text
        ('GRCh37', 'chrX:g.49107941C>T')
    """
    if not any(mark in found.text for mark in _MARKED):
        return None
    names = list(_NAME.finditer(found.text))
    if not names:
        return None
    builds = {match.group(): _bundled(match, found) for match in names}
    if len(set(builds.values())) > 1:
        one, other = list(builds)[:2]
        raise names_disagree(one, other)
    changes: list[Change] = []
    for match in names:
        start, end, put = _surroundings(found.text, *match.span())
        if changes and start < changes[-1][1]:
            start, put = changes[-1][1], ""
        changes.append((start, end, put))
    build = next(iter(builds.values()))
    found.rewrite(changes, f"the text names the build {build}")
    return build


def put_chromosome(found: Rewriting, build: str) -> None:
    """Count ``g.`` names without a sequence on the chromosome of the build that the text names.

    Example:
        >>> text = Rewriting("g.49251480C>T")
        >>> put_chromosome(text, "GRCh38")
        >>> text.text
        'NC_000023.11:g.49251480C>T'
    """
    if "g." in found.text:
        accession = _CHROMOSOMES[build]
        found.replace(_GENOMIC, f"{accession}:", f"X of {build} is {accession}")


def write_genomic(found: Rewriting) -> None:
    """Write a loss or gain on the chromosome as a ``g.`` name, and its numbers without commas.

    Example:
        >>> text = Rewriting("chrX:49255492-49255494del")
        >>> write_genomic(text)
        >>> text.text
        'chrX:g.49255492_49255494del'
    """
    if "g." in found.text and "," in found.text:
        found.replace(_GROUPS, _digits, "the digits of a position are written without separators")
    if "X:" in found.text or "x:" in found.text:
        found.replace(_SPAN_ON_X, _genomic, "a change on the chromosome is written with g.")


def _digits(match: re.Match[str]) -> str:
    return match.group().replace(",", "")


def _genomic(match: re.Match[str]) -> str:
    first, last = (match[name] and match[name].replace(",", "") for name in ("first", "last"))
    return f"{match['x']}g.{first}_{last}" if last else f"{match['x']}g.{first}"


def on_either_build(found: Rewriting) -> tuple[Rewriting, ...]:
    """Return a ``g.`` name on a chromosome X of no build as a name on each; its place decides."""
    if "g." not in found.text[:16] or _ON_X.match(found.text) is None:
        return ()
    names = tuple(found.copy() for _ in _CHROMOSOMES)
    for name, build in zip(names, _CHROMOSOMES, strict=True):
        put_chromosome(name, build)
    return names


def _bundled(match: re.Match[str], found: Rewriting) -> str:
    for build, pattern in _BUILDS.items():
        if pattern.fullmatch(match.group()):
            return build
    raise NotationError(
        IssueCode.UNKNOWN_REFERENCE,
        f"the build {match.group()} is not bundled",
        text=found.original,
        offset=found.origin(match.start()),
        remedy="give the variant on GRCh38 or GRCh37, or on a transcript",
    )


def _surroundings(text: str, start: int, end: int) -> Change:
    """Return the span that goes with the name of a build, and what stays between its neighbours."""
    label = _LABEL.search(text, max(0, start - _LONGEST_LABEL), start)
    if label is not None:
        start = label.start()
    while start and text[start - 1] in _AROUND:
        start -= 1
    if start and text[start - 1] in "([" and end < len(text) and text[end] in ")]":
        start, end = start - 1, end + 1
        while start and text[start - 1] in _AROUND:
            start -= 1
    if end < len(text) and text[end] == ":" and start:
        return start, end, ""
    while end < len(text) and text[end] in _AROUND + ":":
        end += 1
    return start, end, " " if start and end < len(text) else ""
