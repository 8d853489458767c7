"""The columns of predictions beyond terms and names; they belong to the full table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.formats.column import Column, Level, joined, written_terms
from foxp3tool.model.annotation import AnnotatedRow, TranscriptAnnotation
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import (
    Decay,
    ExonSkip,
    PolyASignalChange,
    SignalFate,
    TranscriptDetails,
    UpstreamStart,
)

_SPARED: Final = (
    Consequence.INTRON_VARIANT,
    Consequence.UPSTREAM_GENE_VARIANT,
    Consequence.DOWNSTREAM_GENE_VARIANT,
)
"""Terms of an allele that leaves an mRNA as it is, as far as can be told."""


def _of_details(part: Callable[[TranscriptDetails], str]) -> Callable[[AnnotatedRow], str]:
    def value(row: AnnotatedRow) -> str:
        details = row.transcript.details if row.transcript else None
        return "" if details is None else part(details)

    return value


def _of_decay(part: Callable[[Decay], str]) -> Callable[[AnnotatedRow], str]:
    return _of_details(lambda details: "" if details.decay is None else part(details.decay))


def _of_companion(
    part: Callable[[TranscriptAnnotation, TranscriptAnnotation], str],
) -> Callable[[AnnotatedRow], str]:
    """Give the row's annotation and that on the companion transcript."""

    def value(row: AnnotatedRow) -> str:
        here = row.transcript
        return "" if here is None or here.companion is None else part(here, here.companion)

    return value


def companion_effect(here: TranscriptAnnotation, there: TranscriptAnnotation) -> str:
    """Say what an allele does on the companion transcript, next to MANE Select: one word."""
    if not all(term in _SPARED for term in there.consequences):
        return "same" if there.consequences == here.consequences else "other"
    return "same" if all(term in _SPARED for term in here.consequences) else "spared"


def _numbers(values: tuple[int, ...]) -> str:
    return str(values[0]) if len(values) == 1 else f"{values[0]}-{values[-1]}"


def _skip(skip: ExonSkip) -> str:
    parts = [f"exon {_numbers(skip.exons)}: {skip.bases} bases", skip.frame.value]
    if skip.residues_lost:
        parts.append(f"{counted(skip.residues_lost, 'residue')} lost")
    parts.append(skip.hgvs_p)
    if skip.decay is not None:
        parts.append(f"NMD {skip.decay.verdict.value}")
    return ", ".join(part for part in parts if part)


def _loss(details: TranscriptDetails) -> str:
    loss = details.protein_loss
    if loss is None:
        return ""
    span = str(loss.first) if loss.first == loss.last else f"{loss.first}-{loss.last}"
    text = f"{loss.residues} of {loss.length} residues ({loss.percentage:.1f}%): {span}"
    for what, features in (("lost", loss.lost), ("cut", loss.cut)):
        if features:
            text += f"; {what}: {', '.join(feature.name for feature in features)}"
    return text


def _hexamer(change: PolyASignalChange) -> str:
    if change.fate is SignalFate.CREATED:
        return f"created: {change.after} at c.{change.position}"
    after = f">{change.after}" if change.after else ""
    return f"{change.fate.value}: {change.before}{after} at c.{change.position}"


def _kozak(details: TranscriptDetails) -> str:
    change = details.kozak
    if change is None:
        return ""
    strengths = f"{change.strength_before.value}>{change.strength_after.value}"
    return f"{strengths} ({change.before}>{change.after})"


def _upstream(start: UpstreamStart) -> str:
    stop = f", stop c.{start.stop}" if start.stop else ""
    return (
        f"{start.fate.value}: ATG at c.{start.position}, {start.frame.value}{stop}, "
        f"context {start.kozak.value}"
    )


def _detail(
    name: str, kind: str, meaning: str, example: str, value: Callable[[AnnotatedRow], str]
) -> Column:
    return Column(name, kind, Level.FULL, meaning, example, value, needs_details=True)


def _genomic_name(assembly: str) -> Callable[[AnnotatedRow], str]:
    def value(row: AnnotatedRow) -> str:
        if row.variant is None:
            return ""
        return row.variant.hgvs_g if row.assembly == assembly else row.variant.other_hgvs_g

    return value


NAME_COLUMNS: Final = (
    _detail("hgvs_g_grch37", "text",
            "HGVS name on GRCh37; empty if the allele has no counterpart there.",
            "NC_000023.10:g.49107941C>T", _genomic_name("GRCh37")),
    _detail("hgvs_g_grch38", "text",
            "HGVS name on GRCh38; empty if the allele has no counterpart there.",
            "NC_000023.11:g.49251480C>T", _genomic_name("GRCh38")),
    _detail("hgvs_refseqgene", "text",
            "HGVS name on the RefSeqGene record NG_007392.1 (= LRG_62), which runs in the "
            "direction of the gene and is identical to GRCh37; empty if GRCh37 has no counterpart.",
            "NG_007392.1:g.18348G>A",
            lambda r: r.variant.hgvs_refseqgene if r.variant else ""),
    _detail("hgvs_n", "text",
            "HGVS name on the transcript, counted from its first base.", "NM_014009.4:n.1222G>A",
            _of_details(lambda d: d.hgvs_n)),
)  # fmt: skip
"""Names beyond those of the standard table."""

PREDICTION_COLUMNS: Final = (
    _detail("nmd", "text",
            "Nonsense-mediated decay of the mRNA with a premature stop: `predicted`, `escapes` or "
            "`unknown`, with the reason. Predicted if the first base of the stop codon lies 50 or "
            "more bases before the last exon/exon junction (ClinGen PVS1, PMID 30192042). Empty "
            "if no premature stop is in question.",
            "predicted: stop 765 bases before the last exon junction (50 or more)",
            _of_decay(lambda d: f"{d.verdict.value}: {d.reason}")),
    _detail("nmd_stop", "text",
            "`c.` number of the first base of the new stop codon, in the reference's numbering.",
            "382", _of_decay(lambda d: d.stop)),
    _detail("nmd_last_junction", "text",
            "`c.` numbers of the bases on either side of the last exon/exon junction.",
            "1146^1147", _of_decay(lambda d: d.last_junction)),
    _detail("nmd_distance", "integer",
            "Bases of the mutant mRNA from the first base of the stop codon (counted) to that "
            "junction; negative behind it.", "765",
            _of_decay(lambda d: "" if d.distance is None else str(d.distance))),
    _detail("exon_skip", "list",
            "What the mRNA without the exon would be, for an exon that is deleted as a whole or "
            "whose canonical splice site (+1, +2, -1, -2) changes: bases and residues lost, "
            "predicted protein, NMD. Skipping is one possible outcome; only RNA can tell (ClinGen "
            "PVS1, PMID 30192042).",
            "exon 8: 81 bases, in_frame, 27 residues lost, p.(Leu246_Val272del)",
            _of_details(lambda d: joined(_skip(skip) for skip in d.exon_skips))),
    _detail("exon_skip_frame", "list",
            "Frame of that mRNA: in_frame, out_of_frame, start_lost, stop_lost, untranslated (the "
            "exon holds no coding base), or not_predictable (the first or last exon).", "in_frame",
            _of_details(lambda d: joined(skip.frame.value for skip in d.exon_skips))),
    _detail("protein_loss", "text",
            "What of the protein goes by the predicted change of this row: residues, their share, "
            "and the primary features that are lost as a whole or cut. Behind a new stop or a "
            "shifted frame nothing is left. Empty if no residue goes or it is not known.",
            "356 of 431 residues (82.6%): 76-431; lost: Forkhead DNA-binding domain; cut: Exon-2 "
            "segment (skipped in the delta-2 isoform)", _of_details(_loss)),
    _detail("last_base_of_exon", "list",
            "Exon whose last base is deleted or replaced, where an intron follows: such a change "
            "may weaken the donor site, whatever it does to the protein.", "9",
            _of_details(lambda d: joined(str(exon) for exon in d.last_base_of_exons))),
    _detail("polya_signal", "list",
            "Polyadenylation hexamer (AATAAA or ATTAAA) that is destroyed, changed into the other "
            "or created. The signal of the reference is the last one within 50 bases of the "
            "transcript's end; c.*873_*878 on NM_014009.4 (PMID 11685453).",
            "destroyed: AATAAA>AATGAA at c.*873_*878",
            _of_details(lambda d: joined(_hexamer(change) for change in d.polya_signals))),
    _detail("kozak", "text",
            "Change of the context of the start codon: strength before and after, and the bases "
            "-6 to +4. Strong: a purine at -3 and a G at +4; moderate: one of them; weak: none "
            "(as UTRannotator, doi:10.1093/bioinformatics/btaa783).",
            "strong>moderate (GACCCGATGC>GACCCGATGT)",
            _of_details(_kozak)),
    _detail("upstream_atg", "list",
            "ATG of the 5'UTR that is created, destroyed, or read to another stop; how its frame "
            "lies, where it stops (`c.`), and the strength of its context (classes as "
            "UTRannotator, doi:10.1093/bioinformatics/btaa783).",
            "created: ATG at c.-45, ends before the CDS, stop c.-30, context weak",
            _of_details(lambda d: joined(_upstream(start) for start in d.upstream_starts))),
    _detail("delta2_effect", "text",
            "For rows of MANE Select: the same allele on NM_001114377.2, the delta-2 isoform, "
            "which lacks transcript exon 3 (exon 2 of most papers). `spared`: it lies in an intron "
            "of that mRNA, or outside it, and leaves it as it is; `same`: the same terms; `other`: "
            "other terms.", "spared", _of_companion(companion_effect)),
    _detail("delta2_consequence", "terms", "Consequence on NM_001114377.2.", "intron_variant",
            _of_companion(lambda _, there: written_terms(there.consequences))),
    _detail("delta2_hgvs_c", "text", "HGVS name on NM_001114377.2.",
            "NM_001114377.2:c.1045G>A", _of_companion(lambda _, there: there.hgvs_c)),
    _detail("delta2_hgvs_p", "text", "Predicted change of the delta-2 protein.",
            "NP_001107849.1:p.(Ala349Thr)", _of_companion(lambda _, there: there.hgvs_p)),
)  # fmt: skip
"""Predictions, and the view on the companion transcript."""
