"""What is printed is read again: every name leads back to the allele, and no name is remarked upon.

The allele expected is the input moved to the left by the tests' own hand. ``p.`` names are read for
one substituted residue; they must give every single-base change that the genetic code has for it.
"""

from __future__ import annotations

import re
from itertools import product

from alleles import BASES, RESIDUE
from answers import Answers, Asker, Failures, OnTranscript
from Bio.SeqUtils import seq1
from bundle_truth import CROSSING, MANE, Allele, Region, Transcript, both_ends, opposite
from c_names import Reader

from foxp3tool.model.variant import GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

SUBSTITUTED = re.compile(r"(NP_[0-9]+\.[0-9]+):p\.\(([A-Z][a-z]{2})([0-9]+)([A-Z][a-z]{2})\)")


def left_aligned(asker: Asker, allele: Allele) -> GenomicVariant:
    first, _ = both_ends(asker.region.plus, allele)
    return asker.variant(first)


def lead_back(
    toolkit: Toolkit, texts: list[str], expected: GenomicVariant, failures: Failures
) -> None:
    for text in texts:
        failures.checked += 1
        try:
            (back,) = toolkit.resolver.resolve(parse(text), expected.assembly)
        except NotationError as error:
            failures.note(f"{text}: {error}")
            continue
        if back.variant != expected or back.issues:
            failures.note(f"{text}: {back}, expected {expected}")


def test_genomic_names_lead_back(
    toolkit: Toolkit, askers: dict[str, Asker], answers: Answers
) -> None:
    """An insertion at the region's very end is named by a base outside, which is not bundled."""
    region, asker, failures = answers.region, askers[answers.build], Failures()
    for answer in answers.found:
        expected = left_aligned(asker, answer.allele)
        _, last = both_ends(region.plus, answer.allele)
        texts = [text for text in (answer.spdi, answer.normalized) if text]
        if last.old or 0 < last.at < region.length:
            texts.append(answer.g)
        lead_back(toolkit, texts, expected, failures)
    failures.raise_if_any(3 * len(answers.found) - 40)


def test_c_names_lead_back(toolkit: Toolkit, askers: dict[str, Asker], answers: Answers) -> None:
    """Names that span a whole intron have their own tests below, as far as they are refused.

    Of the three substitutions of a base, whose names differ in the new base only, one is read here.
    """
    region, asker, failures = answers.region, askers[answers.build], Failures()
    readers = {name: Reader(region, one) for name, one in region.transcripts.items()}
    step = 3 if answers.name == "substitutions" else 1
    for answer in answers.found[::step]:
        expected = left_aligned(asker, answer.allele)
        texts = [one.c for one in answer.on if one.c and not is_refused(readers, one)]
        lead_back(toolkit, texts, expected, failures)
    failures.raise_if_any(len(answers.found) // 2)


def is_refused(readers: dict[str, Reader], one: OnTranscript) -> bool:
    """Tell whether a name spans an intron in a way that the program does not read."""
    reader = readers[one.accession]
    read, intronic = reader.read(one.c)
    return reader.spans_an_intron(read) and (not intronic or one.c.endswith(("dup", "inv")))


def lead_back_over_introns(
    toolkit: Toolkit, askers: dict[str, Asker], kinds: str, *, from_exon: bool
) -> None:
    """Try alleles over each intron of MANE Select; with ``from_exon`` both ends lie in exons."""
    failures = Failures()
    for asker, kind in product(askers.values(), kinds.split()):
        region = asker.region
        mane = region.transcripts[MANE]
        for (start, end), before, after in zip(
            mane.introns, mane.exons, mane.exons[1:], strict=False
        ):
            first, behind = start - 7, end + 5
            if not from_exon and before == mane.exons[0]:
                behind = after[1] + 20
            elif not from_exon:
                first = before[0] - 20
            old = region.along[first:behind]
            allele = {
                "del": Allele(first, old, ""),
                "delins": Allele(first, old, CROSSING[old[0]] + "T" + CROSSING[old[-1]]),
                "dup": Allele(behind, "", old),
                "inv": Allele(first, old, opposite(old)),
            }[kind]
            answer = asker.ask(region.turned(allele), [MANE])
            expected = left_aligned(asker, answer.allele)
            lead_back(toolkit, [answer.on[0].c], expected, failures)
    failures.raise_if_any(2 * 11 * len(kinds.split()))


def test_c_names_from_exon_to_exon_lead_back(toolkit: Toolkit, askers: dict[str, Asker]) -> None:
    lead_back_over_introns(toolkit, askers, "del delins dup inv", from_exon=True)


def test_c_names_of_copied_and_inverted_introns_lead_back(
    toolkit: Toolkit, askers: dict[str, Asker]
) -> None:
    lead_back_over_introns(toolkit, askers, "dup inv", from_exon=False)


def test_c_names_of_introns_that_are_taken_out_lead_back(
    toolkit: Toolkit, askers: dict[str, Asker]
) -> None:
    lead_back_over_introns(toolkit, askers, "del delins", from_exon=False)


def test_substituted_residues_lead_back_to_the_genetic_code(
    toolkit: Toolkit, answers: Answers
) -> None:
    region, failures = answers.region, Failures()
    by_protein: dict[str, Transcript] = {}
    for transcript in region.transcripts.values():
        by_protein.setdefault(transcript.protein, transcript)
    names = {one.meaning.p for answer in answers.found for one in answer.on}
    for match in filter(None, map(SUBSTITUTED.fullmatch, sorted(names))):
        expected = explanations(region, by_protein[match[1]], int(match[3]), match[2], match[4])
        try:
            found = toolkit.resolver.resolve(parse(match[0]), answers.build)
        except NotationError as error:
            failures.note(f"{match[0]}: {error}")
            continue
        single = {
            (one.variant.edit.start - region.start, one.variant.edit.inserted)
            for one in found
            if one.variant.edit.is_substitution
        }
        failures.compare(single, expected, match[0])
    failures.raise_if_any()


def explanations(
    region: Region, transcript: Transcript, number: int, old: str, new: str
) -> set[tuple[int, str]]:
    """Return plus-strand places and new bases of all single-base changes of one codon."""
    places = transcript.coding[3 * number - 3 : 3 * number]
    codon = "".join(region.along[place] for place in places)
    residues = {"Ter": "*"}
    assert RESIDUE[codon] == residues.get(old, seq1(old)), (old, number)
    wanted = residues.get(new, seq1(new))
    return {
        (region.length - 1 - place, opposite(base))
        for index, place in enumerate(places)
        for base in BASES
        if base != codon[index] and RESIDUE[codon[:index] + base + codon[index + 1 :]] == wanted
    }
