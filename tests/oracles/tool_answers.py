"""What every annotator is asked, and how its answer is kept.

Each module that asks a tool has ``ABSENT``, which says why the tool cannot be asked here, or is
empty, and a class with the members of :class:`Oracle`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit


class Aspect(StrEnum):
    """What is compared."""

    CODING = "c."
    PROTEIN = "p."
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one tool says of one allele; None where it is not asked.

    Args:
        coding: ``c.`` name without reference sequence, empty if it gives none.
        protein: ``p.`` name without reference sequence, empty if it gives none.
        terms: Sequence Ontology terms.
    """

    coding: str | None = None
    protein: str | None = None
    terms: frozenset[str] | None = None

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What the answer tells of."""
        told = (self.coding, self.protein, self.terms)
        return tuple(a for a, answer in zip(Aspect, told, strict=True) if answer is not None)


class Oracle(Protocol):
    """Another annotator.

    Args:
        name: As it is called in the docs.
        aspects: What it can be asked.
    """

    name: str
    aspects: tuple[Aspect, ...]

    @property
    def version(self) -> str:
        """Its version, as it tells it."""
        ...

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
    ) -> list[Answer]:
        """Return one answer an edit, in their order.

        Args:
            gene: The gene on the build of the edits.
            transcript: The only transcript that the tool is told of.
            edits: Left-aligned genomic edits inside the bundled region.
            folder: An empty folder for the files that the tool reads.
        """
        ...
