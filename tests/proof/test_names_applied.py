"""A printed name, applied by an interpreter of the tests, makes exactly the allele it was made of.

All names of all answers: ``c.`` on the genome, and where it names no intron also on the spliced
transcript; ``g.``, SPDI and the normalised VCF form on the plus strand.
"""

from __future__ import annotations

from answers import Answers, Failures
from bundle_truth import Allele, Region, Transcript, both_ends, open_ends
from c_names import NoReadingError, Reader, read_g, read_normalized, read_spdi


def test_a_c_name_makes_the_allele(answers: Answers) -> None:
    region, failures = answers.region, Failures()
    readers = {name: Reader(region, one) for name, one in region.transcripts.items()}
    for answer in answers.found:
        mutant = region.mutant(answer.allele)
        for one in answer.on:
            if not one.c:
                continue
            failures.checked += 1
            try:
                read, intronic = readers[one.accession].read(one.c)
                right = region.mutant(read) == mutant
            except (NoReadingError, AssertionError) as error:
                failures.note(f"{answer.allele} {one.c}: {error}")
                continue
            if not right:
                failures.note(f"{answer.allele}: {one.c} makes another allele")
            if intronic and not one.c.startswith(f"{region.accession}({one.accession}):"):
                failures.note(f"{one.c} names an intron without its genomic context")
    failures.raise_if_any(len(answers.found) // 2)


def test_a_c_name_without_introns_makes_the_spliced_mutant(answers: Answers) -> None:
    """A copy or an inversion that reaches over a whole intron means nothing once it is spliced."""
    region, failures = answers.region, Failures()
    readers = {name: Reader(region, one) for name, one in region.transcripts.items()}
    for answer in answers.found:
        _, last = both_ends(region.along, region.turned(answer.allele))
        for one in answer.on:
            reader = readers[one.accession]
            if not one.c:
                continue
            read, intronic = reader.read(one.c)
            repeated = one.body.endswith(("dup", "inv")) and reader.spans_an_intron(read)
            if intronic or repeated:
                continue
            expected = spliced(region, reader.transcript, last)
            failures.compare(reader.spliced_mutant(one.c), expected, f"{answer.allele} {one.c}")
    failures.raise_if_any(100)


def spliced(region: Region, transcript: Transcript, allele: Allele) -> str:
    """Splice a mutant whose allele (along the gene) begins and ends in exons."""
    parts, missing = [], allele.new
    for start, end in transcript.exons:
        before, behind = min(end, allele.at), max(start, allele.end)
        parts.append(region.along[start:before])
        if missing and start <= allele.at <= end:
            parts.append(missing)
            missing = ""
        parts.append(region.along[behind:end])
    assert not missing
    return "".join(parts)


def test_a_g_name_makes_the_allele(answers: Answers) -> None:
    region, failures = answers.region, Failures()
    for answer in answers.found:
        mutant = region.mutant(answer.allele)
        failures.checked += 1
        left, right = open_ends(region.plus, answer.allele)
        for read, text, is_open in (
            (read_g, answer.g, False),
            (read_spdi, answer.spdi, left or right),
            (read_normalized, answer.normalized, left),
        ):
            if is_open and not text:
                continue
            try:
                if region.mutant(read(region, text)) != mutant:
                    failures.note(f"{answer.allele}: {text} makes another allele")
            except (NoReadingError, AssertionError) as error:
                failures.note(f"{answer.allele} {text}: {error}")
    failures.raise_if_any(len(answers.found))
