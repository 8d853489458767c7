"""Ask mehari for names and terms of alleles on one transcript.

mehari needs Python 3.12. Where that of the tests is older, the one in ``.venv-mehari`` is asked,
which ``scripts/install_oracles.sh`` makes if it finds such a Python.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pysam
from genome_files import (
    cdot_document,
    vcf_form,
    write_fasta,
    write_spliced,
    write_vcf,
)
from names import in_our_style
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

BESIDE = Path(__file__).resolve().parents[2] / ".venv-mehari" / "bin" / "python"
WORKER = Path(__file__).with_name("mehari_worker.py")


def _python() -> Path | None:
    if importlib.util.find_spec("mehari") is not None:
        return Path(sys.executable)
    return BESIDE if BESIDE.exists() else None


PYTHON = _python()
ABSENT = ""
if PYTHON is None:
    ABSENT = "mehari is not installed; scripts/install_oracles.sh to compare (needs Python 3.12)"


class Mehari:
    """mehari with a database of one transcript."""

    name = "mehari"
    aspects = (Aspect.CODING, Aspect.PROTEIN, Aspect.TERMS)

    def __init__(self) -> None:
        assert PYTHON is not None
        self._command = [str(PYTHON), str(WORKER)]

    @cached_property
    def version(self) -> str:
        command = [*self._command, "--version"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
    ) -> list[Answer]:
        document = cdot_document(gene, transcript, gene.region.start)
        (folder / "cdot.json").write_text(document, encoding="ascii")
        for path in (
            write_fasta(gene, folder / "region.fa"),
            write_spliced(gene, transcript, folder / "transcript.fa"),
        ):
            pysam.faidx(str(path))
        write_vcf(gene, [vcf_form(gene, edit) for edit in edits], folder / "alleles.vcf")
        run = subprocess.run(
            [*self._command, str(folder), gene.assembly],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise RuntimeError(f"mehari failed: {run.stderr}")
        told = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        return [_read(told[str(number)]) for number in range(len(edits))]


def _read(told: list[str | list[str] | None]) -> Answer:
    coding, protein, consequences = told
    terms = frozenset(consequences or ())
    return Answer(in_our_style(str(coding or "")), in_our_style(str(protein or "")), terms)
