"""Fixtures to make sequences."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from Bio import SeqIO
from Bio.SeqRecord import SeqRecord
from cli_runner import Run, run_in_process

from foxp3tool.formats.genbank import genbank_texts
from foxp3tool.model.sequence_export import SequencePair
from foxp3tool.pipeline.sequence_scene import SequenceRequest
from foxp3tool.pipeline.sequences import SequenceMaker
from foxp3tool.pipeline.toolkit import Toolkit

Make = Callable[..., SequencePair]
ReadBack = Callable[[SequencePair], tuple[SeqRecord, SeqRecord]]


@pytest.fixture
def run() -> Run:
    return run_in_process


@pytest.fixture(scope="session")
def make(toolkit: Toolkit) -> Make:
    """Return the pair of one variant, which must have exactly one and no refusal."""

    def made(text: str, what: str = "context", **options: Any) -> SequencePair:
        maker = SequenceMaker(toolkit, replace(SequenceRequest.of(what), **options))
        answer = maker.answer(text)
        assert not answer.refused, answer.refused
        (pair,) = answer.pairs
        return pair

    return made


@pytest.fixture(scope="session")
def make_all(toolkit: Toolkit) -> Callable[..., list[SequencePair]]:
    """Return all pairs of a text."""

    def made(text: str, what: str) -> list[SequencePair]:
        answer = SequenceMaker(toolkit, SequenceRequest.of(what)).answer(text)
        assert not answer.refused, answer.refused
        return list(answer.pairs)

    return made


@pytest.fixture(scope="session")
def refusal(toolkit: Toolkit) -> Callable[..., str]:
    """Return why a variant has no sequence."""

    def refused(text: str, what: str = "context", **options: Any) -> str:
        answer = SequenceMaker(toolkit, replace(SequenceRequest.of(what), **options)).answer(text)
        assert not answer.pairs
        (reason,) = answer.refused
        return reason

    return refused


@pytest.fixture(scope="session")
def read_back() -> ReadBack:
    """Write a pair as GenBank and read it with Biopython; warnings are errors."""

    def read(pair: SequencePair) -> tuple[SeqRecord, SeqRecord]:
        text = "".join(genbank_texts([pair], date(2026, 11, 1)))
        first, second = SeqIO.parse(io.StringIO(text), "genbank")
        return first, second

    return read
