"""Ask hgvs-weaver for the names of an allele on one transcript.

hgvs-weaver is given the allele left-aligned, which on the minus strand is its most 3' placement in
the transcript, as a genomic name: it shifts inside exons only.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from allele_sets import left_aligned
from Bio.Seq import Seq

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Strand
from foxp3tool.model.variant import Edit

weaver = pytest.importorskip(
    "weaver", reason="hgvs-weaver is not installed; pip install 'foxp3tool[oracles]' to compare"
)

STATED_BASES = re.compile(r"(del|dup|inv)[ACGT]+$")


class BundleProvider:
    """The bundle as hgvs-weaver's DataProvider, for one transcript.

    It calls by position; an argument that does not matter with one transcript has an underscore.

    Args:
        gene: The gene on one build; bases of the chromosome outside its region read as N.
        transcript: The transcript, with its protein accession.
    """

    def __init__(self, gene: Gene, transcript: Transcript) -> None:
        if transcript.cds is None or transcript.protein_accession is None:
            raise ValueError(f"{transcript.accession} has no protein record")
        self.gene = gene
        self.transcript = transcript
        self.protein_accession = transcript.protein_accession
        self.bases = "".join(gene.sequence[exon.start : exon.end] for exon in transcript.exons)
        coding = self.bases[transcript.cds.start : transcript.cds.end]
        self.protein = str(Seq(coding).translate())

    def get_transcript(self, _accession: str, _reference: str | None) -> dict[str, Any]:
        cds = self.transcript.cds
        assert cds is not None
        return {
            "ac": self.transcript.accession,
            "gene": self.gene.symbol,
            "cds_start_index": cds.start,
            "cds_end_index": cds.end - 1,
            "strand": self._strand,
            "reference_accession": self.gene.accession,
            "exons": self._exons(),
        }

    @property
    def _strand(self) -> int:
        return 1 if self.gene.strand is Strand.PLUS else -1

    def _exons(self) -> list[dict[str, Any]]:
        exons = []
        index = 0
        for exon in self.transcript.exons:
            start, end = self.gene.to_genomic_interval(exon.start, exon.end)
            exons.append(
                {
                    "transcript_start": index,
                    "transcript_end": index + len(exon),
                    "reference_start": start,
                    "reference_end": end - 1,  # included, unlike transcript_end
                    "alt_strand": self._strand,
                    "cigar": f"{len(exon)}=",
                }
            )
            index += len(exon)
        return exons

    def get_seq(self, ac: str, start: int, end: int | None, _kind: object) -> str:
        if ac == self.transcript.accession:
            return self.bases[start:end]
        if ac == self.protein_accession:
            return self.protein[start:end]
        if ac != self.gene.accession:
            raise ValueError(f"{ac} is not bundled")
        region = self.gene.region
        behind = region.end if end is None else end
        first, last = max(start, region.start), min(behind, region.end)
        if first >= last:
            return "N" * (behind - start)
        known = self.gene.plus_bases(first, last)
        return "N" * (first - start) + known + "N" * (behind - last)

    def get_symbol_accessions(
        self, _symbol: str, _source_kind: str, target_kind: object
    ) -> list[tuple[str, str]]:
        if "protein" in str(target_kind).lower():
            return [("protein_accession", self.protein_accession)]
        return [("transcript_accession", self.transcript.accession)]

    def get_identifier_type(self, identifier: str) -> str:
        kinds = {"NC": "genomic_accession", "NM": "transcript_accession", "NP": "protein_accession"}
        return kinds.get(identifier[:2], "gene_symbol")


class Weaver:
    """Names by hgvs-weaver on one transcript.

    Args:
        provider: Its data.
    """

    def __init__(self, provider: BundleProvider) -> None:
        self._provider = provider
        self._mapper = weaver.VariantMapper(provider)

    def names(self, edit: Edit) -> tuple[str, str]:
        """Return the ``c.`` and ``p.`` names of a genomic edit in our style, without accessions."""
        provider = self._provider
        genomic = weaver.parse(genomic_name(provider.gene, edit))
        mapped = self._mapper.g_to_c(genomic, provider.transcript.accession)
        coding = self._mapper.normalize_variant(mapped)
        protein = self._mapper.c_to_p(coding, provider.protein_accession)
        return in_our_style(coding.format()), in_our_style(protein.format())


def in_our_style(name: str) -> str:
    """Drop the accession and the bases behind del, dup and inv; write Ter for ``*`` in ``p.``."""
    bare = name.rpartition(":")[2]
    if bare.startswith("p."):
        return bare.replace("*", "Ter")
    return STATED_BASES.sub(r"\1", bare)


def genomic_name(gene: Gene, edit: Edit) -> str:
    """Write the ``g.`` name of an edit in its left-aligned placement."""
    aligned = left_aligned(gene, edit)
    first, last = aligned.start + 1, aligned.end
    if not aligned.deleted:
        return f"{gene.accession}:g.{_insertion(gene, aligned)}"
    place = f"{first}" if first == last else f"{first}_{last}"
    if not aligned.inserted:
        change = f"{place}del"
    elif first == last and len(aligned.inserted) == 1:
        change = f"{place}{aligned.deleted}>{aligned.inserted}"
    else:
        change = f"{place}delins{aligned.inserted}"
    return f"{gene.accession}:g.{change}"


def _insertion(gene: Gene, edit: Edit) -> str:
    """Write a left-aligned insertion; it is a duplication if the bases behind it are the same."""
    behind = edit.start + len(edit.inserted)
    if gene.plus_bases(edit.start, behind) != edit.inserted:
        return f"{edit.start}_{edit.start + 1}ins{edit.inserted}"
    place = f"{edit.start + 1}" if behind == edit.start + 1 else f"{edit.start + 1}_{behind}"
    return f"{place}dup"
