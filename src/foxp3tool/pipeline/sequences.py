"""Make reference and mutant sequences of alleles: genomic context, mRNA, CDS, protein."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from foxp3tool.annotate.allele_transcript import NotPredictableError
from foxp3tool.model.frozen import frozen
from foxp3tool.model.sequence_export import SequenceKind, SequencePair
from foxp3tool.model.variant import Edit
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.known_variants import KnownVariants, known_variants
from foxp3tool.pipeline.sequence_alleles import NamedAllele, UnusableAlleleError, named_alleles
from foxp3tool.pipeline.sequence_scene import Scene, SequenceRequest
from foxp3tool.pipeline.toolkit import Toolkit

_MRNA: Final = SequenceKind.TRANSCRIPT
_GENOMIC: Final = (SequenceKind.CONTEXT, SequenceKind.GENOMIC)


@frozen
class SequenceAnswer:
    """What became of one text.

    Args:
        text: The text.
        pairs: The sequences, a pair for each allele and transcript.
        told: Issues of the reading, for the user.
        refused: Why a sequence is missing, for the user.
    """

    text: str
    pairs: tuple[SequencePair, ...] = ()
    told: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class SequenceMaker:
    """Makes the sequences of one request.

    Args:
        toolkit: The engine.
        request: What is wanted.
    """

    def __init__(self, toolkit: Toolkit, request: SequenceRequest) -> None:
        """Begin; records are numbered from 1."""
        self._toolkit = toolkit
        self._request = request
        self._known: dict[str, KnownVariants] = {}
        self._made: set[tuple[str, str, tuple[Edit, ...]]] = set()
        self._names: dict[str, int] = {}

    def answer(self, text: str) -> SequenceAnswer:
        """Return the sequences of one text; what cannot be told is refused with its reason."""
        request = self._request
        try:
            alleles = named_alleles(self._toolkit, text, request.transcripts, request.assembly)
        except (NotationError, UnusableAlleleError) as error:
            return SequenceAnswer(text, refused=(short_name(str(error)),))
        pairs, refused, told = [], [], []
        for allele in alleles:
            told += [short_name(str(issue)) for issue in allele.row.issues]
            try:
                pair = self._pair(allele, request)
            except NotPredictableError as error:
                refused.append(self._refusal(allele, error))
                continue
            key = allele.row.assembly, allele.accession, allele.edits
            if key in self._made:
                told.append(f"{short_name(allele.name)} is there already and is written once")
                continue
            self._made.add(key)
            pairs.append(self._named(pair))
        return SequenceAnswer(text, tuple(pairs), tuple(dict.fromkeys(told)), tuple(refused))

    def _pair(self, allele: NamedAllele, request: SequenceRequest) -> SequencePair:
        """Return both sequences of one allele on one transcript."""
        scene = self._scene(allele, request)
        kind = request.kind
        if kind in _GENOMIC:
            pair = scene.genomic(kind, request.flank)
            if request.on_plus:
                pair = SequencePair(pair.reference.turned(), pair.mutant.turned())
        else:
            pair = scene.spliced(kind)
        return pair

    def _named(self, pair: SequencePair) -> SequencePair:
        """Give both records names that no other record of the file has."""
        both = []
        for one, short in zip(pair.both, ("REF", "MUT"), strict=True):
            count = self._names[one.identifier] = self._names.get(one.identifier, 0) + 1
            name = one.identifier if count == 1 else f"{one.identifier}_{count}"
            locus = f"FOXP3_{short}_{len(self._made)}"
            both.append(replace(one, identifier=name, locus=locus))
        return SequencePair(*both)

    def _scene(self, allele: NamedAllele, request: SequenceRequest) -> Scene:
        assembly = allele.row.assembly
        if assembly not in self._known:
            self._known[assembly] = known_variants(
                self._toolkit, assembly, request.sources, request.common
            )
        annotated = allele.row.transcript
        if annotated is None:
            raise ValueError(f"{allele.text} is on no transcript")
        return Scene(
            self._toolkit,
            allele,
            annotated.transcript,
            self._known[assembly],
            request,
        )

    def _refusal(self, allele: NamedAllele, error: NotPredictableError) -> str:
        """Return a whole message: what is refused, why, and what else could be asked for."""
        kind = self._request.kind
        ways = ["--what context gives the DNA"]
        if kind is not SequenceKind.TRANSCRIPT and self._is_made(allele, kind=_MRNA):
            ways.append("--what transcript the mRNA")
        if error.is_splicing and self._is_made(allele, if_spliced_normally=True):
            ways.append(
                "--if-spliced-normally gives what the mRNA would be if the exons that are left "
                "were joined as usual"
            )
        reason = f"no {kind.value} is written on {allele.accession}: {error.reason}"
        return f"{short_name(allele.name)}: {reason}\n  what to do: {'; '.join(ways)}"

    def _is_made(self, allele: NamedAllele, **otherwise: Any) -> bool:
        """Tell whether another request can be answered, before it is recommended."""
        try:
            self._pair(allele, replace(self._request, **otherwise))
        except NotPredictableError:
            return False
        return True
