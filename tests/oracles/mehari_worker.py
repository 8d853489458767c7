"""Annotate a VCF with mehari; run by a Python that has it, maybe a newer one than the tests'.

Arguments: a folder with ``cdot.json``, ``transcript.fa``, ``region.fa`` and ``alleles.vcf``, and
the name of the build. ``answers.json`` is written there.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import sys
from pathlib import Path
from typing import Any


def _annotate(annotator: Any, line: str) -> tuple[int, list[Any]]:
    chromosome, position, number, reference, alternative, *_ = line.split("\t")
    told = annotator.annotate(
        chromosome=chromosome,
        position=int(position),
        reference=reference,
        alternative=alternative,
    )
    (effect,) = told["annotation"] or ({},)
    return int(number), [effect.get(key) for key in ("hgvs_c", "hgvs_p", "consequences")]


def main() -> None:
    if sys.argv[1] == "--version":
        sys.stdout.write(importlib.metadata.version("mehari"))
        return
    # Not at the top: pytest imports every module, with a Python that may lack it.
    mehari = importlib.import_module("mehari")
    folder, assembly = Path(sys.argv[1]), sys.argv[2]
    database = folder / "transcripts.bin.zst"
    mehari.build_transcript_db(
        assembly=assembly.lower(),
        annotation=[str(folder / "cdot.json")],
        output=str(database),
        transcript_source="refseq",
        transcript_sequences=str(folder / "transcript.fa"),
        disable_filters=True,
        compression_level=1,
    )
    annotator = mehari.SeqvarsAnnotator(str(database), str(folder / "region.fa"))
    lines = (folder / "alleles.vcf").read_text(encoding="ascii").splitlines()
    told = dict(_annotate(annotator, line) for line in lines if not line.startswith("#"))
    (folder / "answers.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
