"""Consequence terms compared with bcftools csq, one record at a time.

Compared are all substitutions of every CDS base and of the first 10 and the last 10 bases of every
intron (the requirement speaks of the first 10; both sides are done), on the MANE Select transcript
and every other current coding transcript of both builds; then the alleles of the catalog and of the
demo files. Terms that bcftools does not know are left out; it must agree in all others, but for
the kinds of difference listed here and in docs/adjudication.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pysam
import pytest
from allele_sets import coding_positions, intron_edge_positions, substitutions
from bcftools_csq import bcftools, judge, version
from differences import KnownDifference, missing_in_table, report, sort_out
from our_engine import FINER_TERMS, annotate, bare, terms

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = bcftools()
MANE = "NM_014009.4"
OTHERS = (
    "NM_001114377.2",
    "ENST00000376207.10",
    "ENST00000376199.7",
    "ENST00000455775.7",
    "ENST00000518685.6",
    "ENST00000557224.6",
    "ENST00000376197.1",
    "ENST00000651307.1",
    "ENST00000652559.1",
)
WITHOUT_STOP = "ENST00000652559.1"
FLANK_TERMS = frozenset({"upstream_gene_variant", "downstream_gene_variant"})
DONOR_TERMS = frozenset({"splice_donor_5th_base_variant", "splice_donor_region_variant"})

pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="bcftools is not on PATH; install it to compare with bcftools csq"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Both answers to one allele: ``ours`` with all our terms, ``theirs`` those of bcftools."""

    name: str
    transcript: str
    ours: frozenset[str]
    theirs: frozenset[str]

    @property
    def shared(self) -> frozenset[str]:
        """Our terms as far as bcftools could say them."""
        return self.ours - FINER_TERMS


def _intron_not_repeated(judgement: Judgement) -> bool:
    ours, theirs = judgement.shared - judgement.theirs, judgement.theirs - judgement.shared
    return "splice_region_variant" in judgement.theirs and ours == {"intron_variant"} and not theirs


def _finer_donor_term(judgement: Judgement) -> bool:
    ours, theirs = judgement.shared - judgement.theirs, judgement.theirs - judgement.shared
    return (
        bool(judgement.ours & DONOR_TERMS)
        and ours == {"intron_variant"}
        and theirs == {"splice_region_variant"}
    )


def _stop_at_open_end(judgement: Judgement) -> bool:
    return (
        judgement.transcript == WITHOUT_STOP
        and "stop_gained" in judgement.shared
        and judgement.theirs == judgement.shared | {"stop_retained_variant"}
    )


def _deletion_across_a_border(judgement: Judgement) -> bool:
    ours, theirs = judgement.shared - judgement.theirs, judgement.theirs - judgement.shared
    return (
        bool(judgement.theirs & {"splice_acceptor_variant", "splice_donor_variant"})
        and ours == {"coding_sequence_variant", "intron_variant"}
        and theirs == {"frameshift_variant"}
    )


def _outside_the_transcript(judgement: Judgement) -> bool:
    (term, *others) = judgement.shared
    return not others and not judgement.theirs and term in FLANK_TERMS


KNOWN = (
    KnownDifference(
        "intron beside splice region",
        "Ensembl prints intron_variant beside splice_region_variant; bcftools only the latter",
        _intron_not_repeated,
    ),
    KnownDifference(
        "finer donor term",
        "Ensembl 105 and later: +3 to +6 have splice_donor_region_variant or "
        "splice_donor_5th_base_variant instead of splice_region_variant",
        _finer_donor_term,
    ),
    KnownDifference(
        "stop at an open end",
        "SO:0001567: stop_retained_variant needs a stop codon in the reference; this CDS has none",
        _stop_at_open_end,
    ),
    KnownDifference(
        "deletion across a border",
        "Ensembl: where the exon's border is lost no frame can be told, coding_sequence_variant; "
        "intron_variant as bases inside the intron are lost",
        _deletion_across_a_border,
    ),
    KnownDifference(
        "outside the transcript",
        "Ensembl: upstream and downstream terms within 5,000 bases; bcftools has no such terms",
        _outside_the_transcript,
    ),
)


def compare(
    toolkit: Toolkit,
    assembly: str,
    transcript: Transcript,
    edits: Sequence[Edit],
    folder: Path,
) -> tuple[dict[str, int], int]:
    """Fail on a difference that no rule explains; return the known ones and the agreements."""
    assert PROGRAM is not None
    theirs = judge(PROGRAM, toolkit.bundle.genes[assembly], transcript, edits, folder)
    judgements = []
    for edit, answer in zip(edits, theirs, strict=True):
        annotation = annotate(toolkit, assembly, transcript, edit)
        name = bare(annotation.hgvs_c)
        judgements.append(Judgement(name, transcript.accession, terms(annotation), answer))
    differences = [judgement for judgement in judgements if judgement.shared != judgement.theirs]
    counts, unexplained = sort_out(differences, KNOWN)
    assert not unexplained, f"{version(PROGRAM)}: {report(unexplained)}"
    return counts, len(judgements) - len(differences)


@pytest.mark.parametrize("accession", [MANE, *OTHERS])
@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_substitutions_of_coding_bases_and_intron_edges(
    toolkit: Toolkit, tmp_path: Path, assembly: str, accession: str
) -> None:
    gene = toolkit.bundle.genes[assembly]
    transcript = gene.transcript(accession)
    positions = coding_positions(transcript) + intron_edge_positions(transcript)
    edits = list(substitutions(gene, positions))
    counts, agreed = compare(toolkit, assembly, transcript, edits, tmp_path)

    introns = len(transcript.introns)
    # Three substitutions of +7, +8 and -3 to -8; of +3 to +6; of the one codon before an open end
    # only one makes a stop.
    expected = {"intron beside splice region": 3 * 8 * introns, "finer donor term": 3 * 4 * introns}
    if accession == WITHOUT_STOP:
        expected["stop at an open end"] = 1
    assert counts == expected
    assert len(edits) == 3 * (len(transcript.cds or ()) + 20 * introns)
    assert agreed == len(edits) - sum(expected.values())


def test_every_known_difference_is_adjudicated() -> None:
    assert not missing_in_table(kind.name for kind in KNOWN)


def test_the_mane_transcript_has_the_cds_that_is_compared(toolkit: Toolkit) -> None:
    for gene in toolkit.bundle.genes.values():
        assert gene.mane_select.accession == MANE
        assert len(coding_positions(gene.mane_select)) == 1_296
        assert len(intron_edge_positions(gene.mane_select)) == 11 * 20


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_alleles_of_the_catalog(toolkit: Toolkit, tmp_path: Path, assembly: str) -> None:
    gene = toolkit.bundle.genes[assembly]
    placements = [
        mutation.placements[assembly]
        for mutation in toolkit.bundle.catalog
        if assembly in mutation.placements
    ]
    edits = [
        Edit(placement.pos - 1, placement.ref, placement.alt)
        for placement in placements
        if _can_be_judged(gene, placement.pos - 1, placement.ref, placement.alt)
    ]
    assert len(edits) > 100
    compare(toolkit, assembly, gene.mane_select, edits, tmp_path)


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_demo_files(toolkit: Toolkit, tmp_path: Path, assembly: str) -> None:
    demo = ROOT / "examples" / f"ipex_demo.{assembly}.vcf"
    if not demo.is_file():
        pytest.skip(f"{demo} is not there")
    gene = toolkit.bundle.genes[assembly]
    edits = _alleles_of_the_region(gene, demo)
    assert edits, f"no allele of {demo} lies in the bundled region"
    compare(toolkit, assembly, gene.mane_select, edits, tmp_path)


def _alleles_of_the_region(gene: Gene, path: Path) -> list[Edit]:
    names = {gene.chromosome, f"chr{gene.chromosome}", gene.accession}
    with pysam.VariantFile(str(path)) as records:
        return [
            Edit(record.start, record.ref or "", alt)
            for record in records
            if record.chrom in names
            for alt in record.alts or ()
            if _can_be_judged(gene, record.start, record.ref or "", alt)
        ]


def _can_be_judged(gene: Gene, start: int, ref: str, alt: str) -> bool:
    """True for sequence alleles of the region; bcftools stops at a REF that does not agree."""
    end = start + len(ref)
    return (
        gene.region.covers(Interval(start, end))
        and set(ref + alt) <= set("ACGT")
        and gene.plus_bases(start, end) == ref
    )
