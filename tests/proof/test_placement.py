"""The 3' rule, the fewest bases and the right kind, by trying all placements.

For alleles of at most 30 bases the tests try every place at which a change of the same size makes
the same mutant, take the last, and name it by the order of priority of the HGVS recommendations
(https://hgvs-nomenclature.org/stable/recommendations/general/): substitution, deletion, inversion,
duplication, insertion, delins.
"""

from __future__ import annotations

from collections.abc import Callable

from answers import Answers, Failures
from bundle_truth import Allele, Region, Transcript, open_ends, opposite, placements, shortest

LONGEST = 30


def short(answers: Answers) -> list[tuple[Allele, int]]:
    """Return the alleles of at most 30 bases with their place in the list of answers."""
    return [
        (answer.allele, number)
        for number, answer in enumerate(answers.found)
        if max(len(answer.allele.old), len(answer.allele.new)) <= LONGEST
    ]


def described(sequence: str, last: Allele, lowest: int) -> tuple[int, int, str]:
    """Return the first and the last base named, and the change as it is written.

    Args:
        sequence: The strand that is described.
        last: The most 3' placement.
        lowest: The first base that a name may speak of.
    """
    at, old, new = last
    if len(old) == len(new) == 1:
        return at, at, f"{old}>{new}"
    if not new:
        return at, last.end - 1, "del"
    if len(old) > 1 and opposite(old) == new:
        return at, last.end - 1, "inv"
    if not old:
        copied = at - len(new)
        if copied >= lowest and sequence[copied:at] == new:
            return copied, at - 1, "dup"
        return at - 1, at, f"ins{new}"
    return at, last.end - 1, f"delins{new}"


def written(first: int, last: int, change: str, name: Callable[[int], str]) -> str:
    where = name(first) if first == last else f"{name(first)}_{name(last)}"
    return where + change


def test_g_names_stand_as_far_right_as_they_can(answers: Answers) -> None:
    region, failures = answers.region, Failures()

    def number(place: int) -> str:
        return str(region.start + place + 1)

    for allele, index in short(answers):
        last = placements(region.plus, allele)[-1]
        if not last.old and last.at in (0, region.length):
            continue  # no base on one side: the insertion cannot be named inside the region
        expected = f"{region.accession}:g.{written(*described(region.plus, last, 0), number)}"
        failures.compare(answers.found[index].g, expected, allele)
    failures.raise_if_any(len(short(answers)) - 100)


def test_c_names_stand_as_far_3_prime_as_they_can(answers: Answers) -> None:
    """Where a base that would be named lies beyond the transcript there is no name."""
    region, failures = answers.region, Failures()
    names = {accession: one.names("c") for accession, one in region.transcripts.items()}
    for allele, index in short(answers):
        last = placements(region.along, region.turned(allele))[-1]
        for one in answers.found[index].on:
            transcript, known = region.transcripts[one.accession], names[one.accession]
            expected = c_name(region, transcript, known, last)
            failures.compare(one.c, expected, f"{allele} on {one.accession}")
    failures.raise_if_any(len(short(answers)))


def c_name(region: Region, transcript: Transcript, known: dict[int, str], last: Allele) -> str:
    first, end, change = described(region.along, last, transcript.start)
    if first not in known or end not in known:
        return ""
    introns = transcript.introns
    intronic = any(start <= place < behind for place in (first, end) for start, behind in introns)
    accession = transcript.accession
    reference = f"{region.accession}({accession})" if intronic else accession
    return f"{reference}:c.{written(first, end, change, known.__getitem__)}"


def test_the_vcf_form_is_the_shortest_and_leftmost(answers: Answers) -> None:
    """An indel has the base before it; one that can lie at the region's first base, no form."""
    region, failures = answers.region, Failures()
    for allele, index in short(answers):
        at, old, new = placements(region.plus, allele)[0]
        if not (old and new):
            before = region.plus[at - 1 : at]
            at, old, new = at - 1, before + old, before + new
        is_open, _ = open_ends(region.plus, allele)
        expected = "" if is_open else f"X-{region.start + at + 1}-{old}-{new}"
        failures.compare(answers.found[index].normalized, expected, allele)
    failures.raise_if_any(len(short(answers)))


def test_spdi_covers_all_placements_and_no_more(answers: Answers) -> None:
    """The fully justified form (PMID 31738401): from the first placement to the last.

    Where the bundled region ends in that stretch there is no form.
    """
    region, failures = answers.region, Failures()
    for allele, index in short(answers):
        found = placements(region.plus, allele)
        start, end = found[0].at, found[-1].end
        one = shortest(allele)
        new = region.plus[start : one.at] + one.new + region.plus[one.end : end]
        expected = f"{region.accession}:{region.start + start}:{region.plus[start:end]}:{new}"
        if any(open_ends(region.plus, allele)):
            expected = ""
        failures.compare(answers.found[index].spdi, expected, allele)
    failures.raise_if_any(len(short(answers)))
