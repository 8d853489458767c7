"""Ask ferro-hgvs for the names of alleles on one transcript.

ferro-hgvs reads the reference as ``ferro prepare`` lays it out: a manifest, a cdot document and
FASTA files. The ``transcripts.json`` that its ``convert-gff`` writes cannot be used: for a
transcript of the minus strand with several exons it joins the exons in the wrong order (1.0.0).

Either build is called GRCh38 here. Under the accession of GRCh37 and with these files, normalising
drops intronic offsets (1.0.0: c.-23+1G>T becomes c.-22G>T), and all that is compared are names
without accession.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pysam
from genome_files import cdot_document, refseq_style, write_genome, write_spliced
from names import genomic_name, in_our_style
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

ABSENT = ""
if importlib.util.find_spec("ferro_hgvs") is None:
    ABSENT = "ferro-hgvs is not installed; pip install 'foxp3tool[oracles]' to compare"
else:
    import ferro_hgvs


def write_reference(gene: Gene, transcript: Transcript, folder: Path) -> Path:
    """Write a ferro reference with one transcript; return its manifest."""
    files = {
        "genome/region.fa": write_genome,
        "spliced/transcript.fa": lambda gene, path: write_spliced(gene, transcript, path),
    }
    for name, write in files.items():
        path = folder / name
        path.parent.mkdir()
        write(gene, path)
        pysam.faidx(str(path))
    cdot = folder / "cdot.json"
    cdot.write_text(cdot_document(gene, transcript, gene.region.start), encoding="ascii")
    manifest = {
        "prepared_at": "",
        "transcript_fastas": ["spliced/transcript.fa"],
        "genome_fasta": "genome/region.fa",
        "cdot_json": "cdot.json",
        "transcript_count": 1,
        "available_prefixes": ["NM_", "NC_"],
    }
    path = folder / "manifest.json"
    path.write_text(json.dumps(manifest), encoding="ascii")
    return path


class Ferro:
    """ferro-hgvs: ``g.`` projected on the transcript, ``c.`` normalised, and ``p.``."""

    name = "ferro-hgvs"
    aspects = (Aspect.CODING, Aspect.PROTEIN)

    @property
    def version(self) -> str:
        return importlib.metadata.version("ferro-hgvs")

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
    ) -> list[Answer]:
        gene = replace(gene, assembly="GRCh38", accession="NC_000023.11")
        manifest = write_reference(gene, transcript, folder)
        projector = ferro_hgvs.VariantProjector.from_manifest(str(manifest))
        normalizer = ferro_hgvs.Normalizer.from_manifest(str(manifest))
        accession, _ = refseq_style(transcript)
        names = [genomic_name(gene, edit, gene.region.start) for edit in edits]
        return [_answer(projector, normalizer, name, accession) for name in names]


def _answer(projector: Any, normalizer: Any, name: str, accession: str) -> Answer:
    try:
        projection = projector.project(name, accession)
        coding = normalizer.normalize(projection.c_name) if projection.c_name else ""
    except ferro_hgvs.FerroError as error:
        refused = f"refused: {error}"
        return Answer(refused, refused)
    return Answer(in_our_style(coding), in_our_style(projection.p_name or ""))
