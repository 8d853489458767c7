"""One allele on one transcript as a nested object; a part of the object of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from foxp3tool.formats.detail_columns import companion_effect
from foxp3tool.formats.json_text import Json
from foxp3tool.model.annotation import CodingEffect, TranscriptAnnotation
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import (
    Decay,
    ExonSkip,
    KozakChange,
    PolyASignalChange,
    ProteinLoss,
    TranscriptDetails,
    UpstreamStart,
)
from foxp3tool.model.protein import ProteinFeature

T = TypeVar("T")


def transcript_object(here: TranscriptAnnotation) -> Json:
    """Return the object of an allele on a transcript; predictions are null if not asked for."""
    return {
        "accession": here.transcript.accession,
        "is_mane_select": here.transcript.is_of_mane_select,
        "hgvs_c": here.hgvs_c or None,
        "hgvs_p": here.hgvs_p or None,
        "consequences": _terms(here.consequences),
        "impact": here.impact.value,
        "exon": here.exon or None,
        "intron": here.intron or None,
        **_coding(here.coding),
        "features": [_feature(feature) for feature in here.features],
        **_details(here.details or TranscriptDetails()),
        "delta2": _companion(here),
    }


def _terms(terms: tuple[Consequence, ...]) -> list[str]:
    return [consequence.term for consequence in terms]


def _or_null(value: T | None, made: Callable[[T], Json]) -> Json | None:
    return None if value is None else made(value)


def _coding(coding: CodingEffect | None) -> Json:
    found = CodingEffect(frozenset(), None) if coding is None else coding
    return {
        "cds_position": _span(found.cds_start, found.cds_end),
        "protein_position": _span(found.residue_start, found.residue_end),
        "codons": found.codons or None,
        "amino_acids": found.amino_acids or None,
    }


def _span(first: int, last: int) -> Json | None:
    return {"start": first, "end": last} if first else None


def _feature(feature: ProteinFeature) -> Json:
    return {
        "name": feature.name,
        "kind": feature.kind,
        "start": feature.start,
        "end": feature.end,
        "is_primary": feature.primary,
        "source": feature.source,
        "reference": feature.reference or None,
    }


def _details(details: TranscriptDetails) -> Json:
    return {
        "hgvs_n": details.hgvs_n or None,
        "nmd": _or_null(details.decay, _decay),
        "exon_skips": [_skip(skip) for skip in details.exon_skips],
        "last_base_of_exons": list(details.last_base_of_exons),
        "polya_signals": [_signal(change) for change in details.polya_signals],
        "kozak": _or_null(details.kozak, _kozak),
        "upstream_starts": [_upstream(start) for start in details.upstream_starts],
        "protein_loss": _or_null(details.protein_loss, _loss),
    }


def _decay(decay: Decay) -> Json:
    return {
        "verdict": decay.verdict.value,
        "reason": decay.reason,
        "stop": decay.stop or None,
        "last_junction": decay.last_junction or None,
        "distance": decay.distance,
    }


def _skip(skip: ExonSkip) -> Json:
    return {
        "exons": list(skip.exons),
        "frame": skip.frame.value,
        "bases": skip.bases,
        "residues_lost": skip.residues_lost,
        "hgvs_p": skip.hgvs_p or None,
        "nmd": _or_null(skip.decay, _decay),
    }


def _signal(change: PolyASignalChange) -> Json:
    return {
        "fate": change.fate.value,
        "before": change.before or None,
        "after": change.after or None,
        "position": change.position,
    }


def _kozak(change: KozakChange) -> Json:
    return {
        "before": change.before,
        "after": change.after,
        "strength_before": change.strength_before.value,
        "strength_after": change.strength_after.value,
    }


def _upstream(start: UpstreamStart) -> Json:
    return {
        "fate": start.fate.value,
        "position": start.position,
        "frame": start.frame.value,
        "stop": start.stop or None,
        "kozak": start.kozak.value,
    }


def _loss(loss: ProteinLoss) -> Json:
    return {
        "first": loss.first,
        "last": loss.last,
        "residues": loss.residues,
        "length": loss.length,
        "lost": [feature.name for feature in loss.lost],
        "cut": [feature.name for feature in loss.cut],
    }


def _companion(here: TranscriptAnnotation) -> Json | None:
    there = here.companion
    if there is None:
        return None
    return {
        "accession": there.transcript.accession,
        "effect": companion_effect(here, there),
        "consequences": _terms(there.consequences),
        "hgvs_c": there.hgvs_c or None,
        "hgvs_p": there.hgvs_p or None,
    }
