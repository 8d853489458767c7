"""Ask hgvs-weaver for the names of alleles on one transcript.

hgvs-weaver is given the allele left-aligned, which on the minus strand is its most 3' placement in
the transcript, as a genomic name: it shifts inside exons only.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from Bio.Seq import Seq
from genome_files import refseq_style, spliced_bases
from names import genomic_name, in_our_style
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Strand
from foxp3tool.model.variant import Edit

ABSENT = ""
if importlib.util.find_spec("weaver") is None:
    ABSENT = "hgvs-weaver is not installed; pip install 'foxp3tool[oracles]' to compare"
else:
    import weaver


class BundleProvider:
    """The bundle as hgvs-weaver's DataProvider, for one transcript.

    It calls by position; an argument that does not matter with one transcript has an underscore.

    Args:
        gene: The gene on one build; bases of the chromosome outside its region read as N.
        transcript: The transcript, with its protein accession.
    """

    def __init__(self, gene: Gene, transcript: Transcript) -> None:
        if transcript.cds is None:
            raise ValueError(f"{transcript.accession} has no CDS")
        self.gene = gene
        self.transcript = transcript
        self.accession, self.protein_accession = refseq_style(transcript)
        self.bases = spliced_bases(gene, transcript)
        coding = self.bases[transcript.cds.start : transcript.cds.end]
        self.protein = str(Seq(coding).translate())

    def get_transcript(self, _accession: str, _reference: str | None) -> dict[str, Any]:
        cds = self.transcript.cds
        assert cds is not None
        return {
            "ac": self.accession,
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
        if ac == self.accession:
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
        return [("transcript_accession", self.accession)]

    def get_identifier_type(self, identifier: str) -> str:
        kinds = {"NC": "genomic_accession", "NM": "transcript_accession", "NP": "protein_accession"}
        return kinds.get(identifier[:2], "gene_symbol")


class Weaver:
    """hgvs-weaver: ``g.`` to ``c.``, normalised, to ``p.``."""

    name = "hgvs-weaver"
    aspects = (Aspect.CODING, Aspect.PROTEIN)

    @property
    def version(self) -> str:
        return importlib.metadata.version("hgvs-weaver")

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], _folder: Path
    ) -> list[Answer]:
        provider = BundleProvider(gene, transcript)
        mapper = weaver.VariantMapper(provider)
        return [_answer(mapper, provider, edit) for edit in edits]


def _answer(mapper: Any, provider: BundleProvider, edit: Edit) -> Answer:
    coding, protein = "", ""
    try:
        genomic = weaver.parse(genomic_name(provider.gene, edit))
        variant = mapper.normalize_variant(mapper.g_to_c(genomic, provider.accession))
        coding = in_our_style(variant.format())
        protein = in_our_style(mapper.c_to_p(variant, provider.protein_accession).format())
    except ValueError as error:
        refused = f"refused: {error}"
        return Answer(coding or refused, protein or refused)
    return Answer(coding, protein)
