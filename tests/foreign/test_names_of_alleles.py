"""The engine answers every allele of the foreign genes, and its names say what was put in.

The names are read back by :mod:`foreign_engine`, which counts along the exons of the transcript,
and by :mod:`implied_protein`; mutant proteins are translated by Biopython.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from Bio.Seq import Seq
from csq_set import CsqAllele
from foreign_engine import Answer, Folder, Walk, answers, genomic_mutant, translated
from implied_protein import implied
from our_engine import bare, terms
from page import check

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

OUTSIDE = {"upstream_gene_variant", "downstream_gene_variant", "intergenic_variant"}
SEED = 20261121


def test_every_allele_of_the_set(foreign: list[Folder]) -> None:
    answered: set[CsqAllele] = set()
    number = 0
    for folder in foreign:
        for allele in folder.alleles:
            if allele.has_bases:
                for answer in folder.answers(allele):
                    check_answer(answer)
                    answered.add(allele)
                    number += 1
    check(f"{number} answers to {len(answered)} alleles")


def check_answer(answer: Answer) -> None:
    """Check the names of one answer against the bases."""
    gene, edit = answer.gene, answer.edit
    what = f"{edit} on {answer.transcript.accession}: {answer.annotation}"
    start, end = edit.start - gene.region.start, edit.end - gene.region.start
    plus = gene.plus_sequence[:start] + edit.inserted + gene.plus_sequence[end:]
    assert genomic_mutant(gene, _body(answer.hgvs_g, "g")) == plus, what
    along = plus if gene.strand is Strand.PLUS else str(Seq(plus).reverse_complement())
    said = terms(answer.annotation)
    assert said, what
    name = answer.annotation.hgvs_c
    if name:
        prefix = "c" if answer.transcript.cds else "n"
        assert answer.walk.mutant(_body(name, prefix)) == along, what
    else:
        assert said & OUTSIDE or _leaves(answer), what
    _check_protein(answer, along, what)


def _body(name: str, prefix: str) -> str:
    reference, _, body = name.rpartition(":")
    assert reference
    assert body.startswith(f"{prefix}.")
    return body.removeprefix(f"{prefix}.")


def _leaves(answer: Answer) -> bool:
    """True if the allele takes bases outside the transcript, in one of its placements."""
    place, old, new = answer.along
    bases, span = answer.gene.sequence, answer.transcript.span
    while old and new and old[0] == new[0]:
        place, old, new = place + 1, old[1:], new[1:]
    last = place + len(old)
    while old and not new and bases[place : place + 1] == bases[last : last + 1] != "":
        place, last = place + 1, last + 1
    return answer.along[0] < span.start or last > span.end


def _check_protein(answer: Answer, along: str, what: str) -> None:
    """Translate the spliced mutant where the change lies well inside the CDS part of one exon."""
    cds, (place, old, new) = answer.transcript.cds, answer.along
    name = bare(answer.annotation.hgvs_p)
    if cds is None:
        assert name == "", what
        return
    walk = answer.walk
    meaning = implied(name, walk.protein)
    exon = next((e for e in answer.transcript.exons if e.start <= place < e.end), None)
    if exon is None or place + len(old) > exon.end - 30 or place < exon.start + 30:
        return
    index = walk.spliced.index(place)
    if not cds.start + 3 <= index <= index + len(old) <= cds.end - 3:
        return
    gained = len(new) - len(old)
    mutant = "".join(along[e.start : e.end] for e in _grown(walk, place, gained))
    protein = translated(mutant[cds.start :] if cds else "")
    if meaning is None and answer.transcript.cds_complete:
        # Shifted out of the CDS: whatever it is, the protein is as it was.
        assert (name, protein) == ("", walk.protein), what
    if meaning is None:
        return
    if answer.transcript.cds_complete:
        assert meaning.is_protein(protein), f"{what}: {protein}"
    else:
        assert meaning.begins_with(protein), f"{what}: {protein}"


def _grown(walk: Walk, place: int, gained: int) -> Iterator[Interval]:
    """Yield the exons of a mutant in which bases are gained or lost inside an exon at a place."""
    for exon in walk.transcript.exons:
        start = exon.start + (gained if exon.start > place else 0)
        yield Interval(start, exon.end + (gained if exon.end > place else 0))


def _random_edits(gene: Gene, walk: Walk, count: int, seed: str) -> Iterator[Edit]:
    """Yield changes of up to 12 bases around the exons of a transcript."""
    rng = random.Random(f"{SEED} {seed}")
    spans = [Interval(max(e.start - 25, 0), e.end + 25) for e in walk.transcript.exons]
    # See test_a_change_of_an_incomplete_last_codon.
    unread = _incomplete_codon(walk)
    made = 0
    for _ in range(20 * count):
        if made == count:
            return
        span = rng.choice(spans)
        old, new = rng.choice(((1, 1), (0, rng.randint(1, 12)), (rng.randint(1, 12), 0), (4, 2)))
        place = rng.randrange(span.start, span.end)
        start, end = gene.to_genomic_interval(place, place + old)
        if start < gene.region.start or end > gene.region.end:
            continue
        if unread is not None and place + old > unread:
            continue
        # See test_a_place_before_the_first_base_is_not_another_base.
        if place == 0 and not old:
            continue
        deleted = gene.plus_bases(start, end)
        # Half of the insertions repeat what stands there, so that they can be shifted.
        copied = gene.plus_bases(max(start - new, 0), start) if rng.random() < 0.5 else ""
        inserted = copied if len(copied) == new else "".join(rng.choices("ACGT", k=new))
        if inserted != deleted and set(deleted + inserted) <= set("ACGT"):
            made += 1
            yield Edit(start, deleted, inserted)


def _incomplete_codon(walk: Walk) -> int | None:
    """Return a place well before the last codon if the CDS breaks off inside it."""
    cds = walk.transcript.cds
    if cds is None or len(cds) % 3 == 0:
        return None
    return walk.spliced[cds.end - 1] - 30


def _check_random(foreign: list[Folder], count: int) -> None:
    for folder in foreign:
        for name, annotators in folder.annotators.items():
            for annotator in annotators:
                for transcript in annotator.gene.transcripts:
                    _check_transcript(folder, name, annotator, transcript, count)


def _check_transcript(
    folder: Folder, name: str, annotator: Annotator, transcript: Transcript, count: int
) -> None:
    gene = annotator.gene
    walk = folder.walks[name, gene.symbol, transcript.accession]
    for edit in _random_edits(gene, walk, count, f"{name} {transcript.accession}"):
        (answer,) = answers(annotator, edit, [transcript], [walk])
        check_answer(answer)
        # Five bases more on either side spell the same allele.
        start, end = max(edit.start - 5, gene.region.start), min(edit.end + 5, gene.region.end)
        before, behind = gene.plus_bases(start, edit.start), gene.plus_bases(edit.end, end)
        longer = Edit(start, before + edit.deleted + behind, before + edit.inserted + behind)
        (same,) = answers(annotator, longer, [transcript], [walk])
        assert same.hgvs_g == answer.hgvs_g
        assert same.annotation == answer.annotation


def test_random_alleles(foreign: list[Folder]) -> None:
    _check_random(foreign, 6)


@pytest.mark.exhaustive
def test_many_random_alleles(foreign: list[Folder]) -> None:
    _check_random(foreign, 400)


def test_a_change_of_an_incomplete_last_codon() -> None:
    """A CDS that breaks off inside a codon: its last bases have no residue.

    Ensembl: incomplete_terminal_codon_variant (SO:0001626).
    """
    bases = "ATGGCTAAAC"
    transcript = Transcript(
        "T.1", (Interval(0, 10),), Interval(0, 10), cds_complete=False, mane_select=True
    )
    gene = Gene("TOY", "toy", "1", "NC_TOY.1", Strand.PLUS, Interval(0, 10), bases, (transcript,))
    variant = GenomicVariant("toy", Edit(9, "C", "T"))
    (found,) = Annotator(gene).annotate(variant, [transcript]).transcripts
    assert "incomplete_terminal_codon_variant" in terms(found)


def test_a_deletion_up_to_the_stop_keeps_it(toolkit: Toolkit) -> None:
    """FOXP3 without codons 424 to 431 and nothing else: c.1270_1293del takes out these 24 bases.

    The 3' rule moves the same allele into the stop codon, c.1272_1295del, which does not change the
    protein. Ensembl: inframe_deletion; stop_gained (SO:0001587) is for a premature stop.
    """
    annotator = toolkit.annotators["GRCh38"]
    transcript = annotator.gene.mane_select
    edit = Edit(49251333, "TCAGGGGCCAGGTGTAGGGTTGGAA", "T")
    variant = GenomicVariant("GRCh38", edit)
    (found,) = annotator.annotate(variant, [transcript]).transcripts
    assert bare(found.hgvs_c) == "c.1272_1295del"
    assert bare(found.hgvs_p) == "p.(Cys424_Pro431del)"
    said = terms(found)
    assert "inframe_deletion" in said
    assert not said & {"stop_lost", "stop_gained"}


def test_a_place_before_the_first_base_is_not_another_base() -> None:
    """A transcript that begins with the gene's region: what was asked before plays no part.

    No base of the transcript stands before its first one, so an insertion there has no name on it.
    """
    transcript = Transcript("T.1", (Interval(0, 30),), None, mane_select=True)
    bases = "ACGTTGCATG" * 3
    gene = Gene("TOY", "toy", "1", "NC_TOY.1", Strand.PLUS, Interval(0, 30), bases, (transcript,))
    substitution = GenomicVariant("toy", Edit(0, "A", "T"))
    insertion = GenomicVariant("toy", Edit(0, "", "GG"))
    for order in ((substitution, insertion), (insertion, substitution)):
        annotator = Annotator(gene)
        names = {}
        for variant in order:
            (found,) = annotator.annotate(variant, [transcript]).transcripts
            assert found.details is not None
            names[variant] = found.hgvs_c, found.details.hgvs_n
        assert names == {substitution: ("T.1:n.1A>T", "T.1:n.1A>T"), insertion: ("", "")}
