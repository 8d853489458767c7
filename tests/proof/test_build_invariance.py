"""An allele means the same on both builds.

Every text that is printed on GRCh37 is compared with what it must be, given the answer on GRCh38.
Alleles are carried over by walking along both builds through ``build_differences.tsv``. Those that
lie in a difference or touch one (in any placement) are left out and counted. Positions in an intron
are counted from its border, so that a difference between the two changes the number; such names are
carried over position by position. Everything else is compared as text.
"""

from __future__ import annotations

import re

from answers import Answers, Asker, Failures
from bundle_truth import Allele, Pairing, Region, Transcript, both_ends, open_ends

BODY = re.compile(r"([-*]?[0-9]+(?:[+-][0-9]+)?)(?:_([-*]?[0-9]+(?:[+-][0-9]+)?))?(.*)")
NUMBER = re.compile("[0-9]+")
OTHER = {"GRCh37": "GRCh38", "GRCh38": "GRCh37"}
FLANK = 5_000
"""How far from a transcript an allele is said to be upstream or downstream of it."""


def carried(region: Region, pairing: Pairing, allele: Allele) -> Allele | None:
    """Return the allele on the other build, or None if it touches a difference."""
    first, last = both_ends(region.plus, allele)
    low, high = min(first.at, allele.at), max(last.end, allele.end)
    if any(low <= end and start <= high for start, end in pairing.unlike):
        return None
    at = pairing.partner[allele.at] if allele.at < region.length else -1
    if at < 0:
        at = pairing.partner[allele.at - 1] + 1
    return Allele(at, allele.old, allele.new)


class Renaming:
    """Carries ``c.`` names from one build to the other through the tests' own tables."""

    def __init__(self, region: Region, other: Region, pairing: Pairing) -> None:
        self.tables = {}
        for accession, transcript in region.transcripts.items():
            there = other.transcripts[accession].names("c")
            table = {}
            for place, name in transcript.names("c").items():
                partner = pairing.partner[region.length - 1 - place]
                if partner >= 0:
                    table[name] = there[other.length - 1 - partner]
            self.tables[accession] = table

    def __call__(self, accession: str, body: str) -> str:
        match = BODY.fullmatch(body)
        assert match is not None, body
        table = self.tables[accession]
        where = [table[name] for name in match.groups()[:2] if name]
        return "_".join(where) + match[3]


def test_both_builds_say_the_same(
    askers: dict[str, Asker],
    regions: dict[str, Region],
    pairings: dict[str, Pairing],
    answers: Answers,
) -> None:
    """From GRCh38 to GRCh37; the other way only the name on the other build is compared.

    A difference between a transcript and the place 5,000 bases from it moves that place; alleles
    that are near a transcript on one build only are counted.
    """
    region, other = answers.region, regions[OTHER[answers.build]]
    pairing, asker, failures = pairings[answers.build], askers[other.build], Failures()
    rename, left_out, at_reach = Renaming(region, other, pairing), 0, 0
    for answer in answers.found:
        there = carried(region, pairing, answer.allele)
        if there is None:
            left_out += 1
            continue
        first, _ = both_ends(other.plus, there)
        failures.compare(answer.other, vcf_form(other, first), answer.allele)
        ends = any(open_ends(region.plus, answer.allele))
        issues = ("PARTIAL_OVERLAP",) if ends else ()
        failures.compare(answer.issues, issues, answer.allele)
        if answers.build == "GRCh37":
            continue
        found = asker.ask(there, [one.accession for one in answer.on])
        moved = other.start + there.at - region.start - answer.allele.at
        expected_genomic = (
            answer.normalized,
            renumbered(answer.g, region, other, moved),
            renumbered(answer.spdi, region, other, moved),
            answer.other,
            answer.legacy,
            answer.catalog,
            issues,
        )
        found_genomic = (
            found.other,
            found.g,
            found.spdi,
            found.normalized,
            found.legacy,
            found.catalog,
            found.issues,
        )
        failures.compare(found_genomic, expected_genomic, answer.allele)
        own_ends = both_ends(region.along, region.turned(answer.allele))
        other_ends = both_ends(other.along, other.turned(there))
        for one, twin in zip(answer.on, found.on, strict=True):
            expected = rename(one.accession, one.body) if one.c else ""
            failures.compare(twin.body, expected, f"{answer.allele} {one.c}")
            own, others = region.transcripts[one.accession], other.transcripts[one.accession]
            if is_near(own, own_ends) != is_near(others, other_ends):
                at_reach += 1
                continue
            failures.compare(twin.meaning, one.meaning, f"{answer.allele} {one.c}")
    failures.raise_if_any(len(answers.found))
    assert left_out < len(answers.found) / 3, left_out
    assert at_reach < 100, at_reach


def is_near(transcript: Transcript, ends: tuple[Allele, Allele]) -> list[bool]:
    """Tell of the first and last placement (along the gene) whether it is near the transcript."""
    return [max(transcript.start - one.end, one.at - transcript.end) < FLANK for one in ends]


def renumbered(text: str, region: Region, other: Region, moved: int) -> str:
    """Carry a ``g.`` name or SPDI to the other chromosome, all of whose numbers are moved."""
    if not text:
        return ""
    accession, _, rest = text.partition(":")
    assert accession == region.accession
    return f"{other.accession}:" + NUMBER.sub(lambda match: str(int(match[0]) + moved), rest)


def vcf_form(region: Region, first: Allele) -> str:
    """Return the left-aligned form; none for an indel that may lie further to the left."""
    at, old, new = first
    if not (old and new):
        if not at:
            return ""
        before = region.plus[at - 1]
        at, old, new = at - 1, before + old, before + new
    return f"X-{region.start + at + 1}-{old}-{new}"
