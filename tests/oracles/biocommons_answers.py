"""Ask hgvs of the biocommons for the names of alleles on one transcript, without any network.

Transcripts come from a cdot document and bases from the bundle. As hgvs does not shift across an
exon/intron border, it is given the allele left-aligned, which on the minus strand is its most 3'
placement in the transcript.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from genome_files import cdot_document, refseq_style, spliced_bases
from names import genomic_name, in_our_style
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

ABSENT = ""
if importlib.util.find_spec("hgvs") is None or importlib.util.find_spec("cdot") is None:
    ABSENT = "hgvs and cdot are not installed; scripts/install_oracles.sh to compare"
else:
    # hgvs leaves its file of defaults open, which pytest would count as an error.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        import hgvs.exceptions
        import hgvs.normalizer
        import hgvs.parser
        import hgvs.variantmapper
        from cdot.hgvs.dataproviders import JSONDataProvider

ALIGNMENT = "splign"


class BundledSequences:
    """The bases of chromosome and transcript; outside the bundled region a base reads as N."""

    source = "bundle"

    def __init__(self, gene: Gene, transcript: Transcript) -> None:
        self._gene = gene
        self._accession, _ = refseq_style(transcript)
        self._spliced = spliced_bases(gene, transcript)

    def fetch_seq(self, ac: str, start_i: int | None = None, end_i: int | None = None) -> str:
        if ac == self._accession:
            return self._spliced[start_i:end_i]
        if ac != self._gene.accession or start_i is None or end_i is None:
            raise hgvs.exceptions.HGVSDataNotAvailableError(f"{ac} is not bundled")
        region = self._gene.region
        first, behind = max(start_i, region.start), min(end_i, region.end)
        if first >= behind:
            return "N" * (end_i - start_i)
        known = self._gene.plus_bases(first, behind)
        return "N" * (first - start_i) + known + "N" * (end_i - behind)


class Biocommons:
    """hgvs: ``g.`` to ``c.``, normalised where it can, to ``p.``."""

    name = "hgvs (biocommons)"
    aspects = (Aspect.CODING, Aspect.PROTEIN)

    @property
    def version(self) -> str:
        return importlib.metadata.version("hgvs")

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], _folder: Path
    ) -> list[Answer]:
        document = io.BytesIO(cdot_document(gene, transcript, 0).encode())
        sequences = BundledSequences(gene, transcript)
        provider = JSONDataProvider([document], seqfetcher=sequences)
        accession, _ = refseq_style(transcript)
        mapper = _Mapper(provider, accession)
        return [mapper.answer(genomic_name(gene, edit)) for edit in edits]


class _Mapper:
    def __init__(self, provider: Any, accession: str) -> None:
        self._accession = accession
        self._parser = hgvs.parser.Parser()
        self._mapper = hgvs.variantmapper.VariantMapper(provider)
        self._normalizer = hgvs.normalizer.Normalizer(provider, alt_aln_method=ALIGNMENT)

    def answer(self, name: str) -> Answer:
        coding, protein = "", ""
        try:
            genomic = self._parser.parse_g_variant(name)
            variant = self._mapper.g_to_c(genomic, self._accession, alt_aln_method=ALIGNMENT)
            variant = self._normalised(variant)
            coding = in_our_style(str(variant))
            protein = in_our_style(str(self._mapper.c_to_p(variant)))
        except (hgvs.exceptions.HGVSError, NotImplementedError, ValueError) as error:
            refused = f"refused: {error}"
            return Answer(coding or refused, protein or refused)
        return Answer(coding, protein)

    def _normalised(self, variant: Any) -> Any:
        try:
            return self._normalizer.normalize(variant)
        except hgvs.exceptions.HGVSUnsupportedOperationError:
            return variant
