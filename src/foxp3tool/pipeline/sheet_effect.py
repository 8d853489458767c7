"""What a sheet tells of names and of the effect: everything that is computed from the sequence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.model.annotation import (
    AnnotatedRow,
    CodingEffect,
    TranscriptAnnotation,
    VariantAnnotation,
)
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import Decay, ExonSkip, SignalFate, TranscriptDetails, UpstreamStart
from foxp3tool.model.gene import Gene
from foxp3tool.model.link import Link
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sequence import THREE_LETTER
from foxp3tool.model.sheet import Line, Tone
from foxp3tool.model.words import residues_told, spanned
from foxp3tool.notation.links import of_source
from foxp3tool.pipeline.sheet_words import (
    DECAYS,
    FRAMES,
    IMPACTS,
    MEANINGS,
    UPSTREAM,
    counted,
    listed,
)

_NMD_RULE: Final = (
    Link("50-base rule, PMID:30192042", "https://pubmed.ncbi.nlm.nih.gov/30192042/"),
)
_SKIP_RULE: Final = (Link("PMID:30192042", "https://pubmed.ncbi.nlm.nih.gov/30192042/"),)
_POLYA_RULE: Final = (Link("PMID:11685453", "https://pubmed.ncbi.nlm.nih.gov/11685453/"),)
_KOZAK_RULE: Final = (Link("UTRannotator", "https://doi.org/10.1093/bioinformatics/btaa783"),)
_UNTOUCHED: Final = frozenset(
    {
        Consequence.INTRON_VARIANT,
        Consequence.UPSTREAM_GENE_VARIANT,
        Consequence.DOWNSTREAM_GENE_VARIANT,
    }
)
_NOTHING: Final = ("", "-")
_LONGEST: Final = 24
"""Letters of codons or residues that are written out."""
NOT_ALIKE: Final = "no counterpart, or not known"


# Names


def name_lines(
    rows: Sequence[AnnotatedRow], variant: VariantAnnotation, gene: Gene, assemblies: Iterable[str]
) -> Iterator[Line]:
    """Yield every name of an allele.

    Args:
        rows: Its rows, one a transcript; that of the transcript shown first.
        variant: The allele.
        gene: The gene on the build that it was read on.
        assemblies: All bundled builds.
    """
    shown = next(row.transcript for row in rows if row.transcript is not None)
    yield from _transcript_names(shown, _role(shown))
    companion = shown.companion
    if companion is not None:
        yield from _companion_line(companion)
    for assembly in assemblies:
        yield _genomic_line(variant, assembly, own=assembly == gene.assembly)
    if variant.hgvs_refseqgene:
        yield Line("RefSeqGene", variant.hgvs_refseqgene)
    for row in rows:
        other = row.transcript
        if other is not None and other is not shown:
            yield from _transcript_names(other, other.transcript.accession)
    yield from place_lines(shown, variant)
    yield from _identifiers(shown, variant)


def _role(shown: TranscriptAnnotation) -> str:
    return "MANE Select" if shown.transcript.mane_select else shown.transcript.accession


def _transcript_names(shown: TranscriptAnnotation, label: str) -> Iterator[Line]:
    if shown.hgvs_c:
        yield Line(label, shown.hgvs_c)
    else:
        reason = "no c. name: it reaches beyond the transcript, or its ends are not known"
        yield Line(label, f"{shown.transcript.accession}: {reason}", tone=Tone.UNKNOWN)
    if shown.hgvs_p:
        unknown = shown.hgvs_p.endswith("p.?")
        text = f"{shown.hgvs_p} (cannot be predicted)" if unknown else f"{shown.hgvs_p} (predicted)"
        yield Line("protein", text, tone=Tone.UNKNOWN if unknown else Tone.PLAIN)


def _companion_line(companion: TranscriptAnnotation) -> Iterator[Line]:
    names = [name for name in (companion.hgvs_c, companion.hgvs_p) if name]
    if names and not companion.hgvs_c:
        yield Line("delta-2", f"{companion.transcript.accession}: {names[0]}; no c. name there")
    elif names:
        yield Line("delta-2", ", ".join(names))
    else:
        text = f"{companion.transcript.accession}: no name there"
        yield Line("delta-2", text, tone=Tone.UNKNOWN)


def _genomic_line(variant: VariantAnnotation, assembly: str, *, own: bool) -> Line:
    name = variant.hgvs_g if own else variant.other_hgvs_g
    form = variant.normalized if own else variant.other_normalized
    told = ", ".join(one.replace("|", " and ") for one in (name, form) if one)
    if not told:
        return Line(assembly, NOT_ALIKE, tone=Tone.UNKNOWN)
    return Line(assembly, told)


def place_lines(shown: TranscriptAnnotation, variant: VariantAnnotation) -> Iterator[Line]:
    """Yield exon or intron in both numberings."""
    for word, value in (("exon", shown.exon), ("intron", shown.intron)):
        if not value:
            continue
        parts = [one.partition("/") for one in value.split("|")]
        text = f"{', '.join(number for number, _, _ in parts)} of {parts[0][2]}"
        if shown.transcript.mane_select:
            own = [one for one in variant.exon_legacy.split("|") if one.startswith(word)]
            if own:
                joint = " to " if len(own) > 2 else " and "
                ends = dict.fromkeys(one.split()[-1] for one in (own[0], own[-1]))
                text += f"; {word} {joint.join(ends)} in most IPEX papers"
        yield Line(word, text)


def _identifiers(shown: TranscriptAnnotation, variant: VariantAnnotation) -> Iterator[Line]:
    for label, value in (("SPDI", variant.spdi), ("VRS", variant.vrs_id)):
        if value:
            yield Line(label, value.replace("|", " and "), is_further=label == "VRS")
        else:
            yield Line(label, "not known for this allele", tone=Tone.UNKNOWN, is_further=True)
    if shown.details is not None and shown.details.hgvs_n:
        yield Line("n. name", shown.details.hgvs_n, is_further=True)


def printed_lines(entries: Sequence[ReportedMutation], *, is_part: bool = False) -> Iterator[Line]:
    """Yield the names under which sources print an allele.

    Args:
        entries: Its entries.
        is_part: True if the entries are those of single changes of several.
    """
    if is_part:
        named = [entry for entry in entries if entry.legacy_names]
        for number, entry in enumerate(named):
            text = f"{entry.name} alone: {', '.join(entry.legacy_names)}"
            yield Line("" if number else "as printed", text)
        return
    names = dict.fromkeys(name for entry in entries for name in entry.legacy_names)
    if names:
        yield Line("as printed", ", ".join(names))


# Effect


def effect_lines(shown: TranscriptAnnotation) -> Iterator[Line]:
    """Yield what an allele does to one transcript."""
    for number, term in enumerate(shown.consequences):
        yield Line("" if number else "consequence", f"{term.term}: {MEANINGS[term]}",
                   detail=term.so_accession)  # fmt: skip
    rating = f"{shown.impact.value}: {IMPACTS[shown.impact]}"
    yield Line("impact", f"{rating} (Ensembl's rating of the kind, not of this change)")
    yield from _codon_lines(shown)
    yield from feature_lines(shown.features)
    if shown.details is not None:
        yield from prediction_lines(shown.details)
        yield from _last_base_lines(shown)
    if shown.companion is not None:
        yield _on_companion(shown, shown.companion)


def _last_base_lines(shown: TranscriptAnnotation) -> Iterator[Line]:
    """Yield what hits the end of an exon, unless the donor site itself is hit."""
    if shown.details is None or Consequence.SPLICE_DONOR_VARIANT in shown.consequences:
        return
    for exon in shown.details.last_base_of_exons:
        text = f"exon {exon}: the change may weaken the donor site, whatever the protein name says"
        yield Line("last base of exon", text, tone=Tone.CAUTION)


def _codon_lines(shown: TranscriptAnnotation) -> Iterator[Line]:
    coding = shown.coding
    if coding is None:
        return
    several = "|" in coding.codons
    if coding.codons:
        changes = [_change(one, str) for one in coding.codons.split("|")]
        where = f" at c.{spanned(coding.cds_start, coding.cds_end)}" if coding.cds_start else ""
        yield Line("codon", f"{listed(changes)}{'' if several else where}")
    if not coding.residue_start or several:
        return
    text = residues_told(coding.residue_start, coding.residue_end, _length(shown, coding))
    if Consequence.START_LOST in shown.consequences:
        text += " (the start; what is made instead is not known)"
    elif "X" in coding.amino_acids:
        # An incomplete codon is no residue; the first that changes may lie behind the codon hit.
        change = coding.protein_change
        residue = THREE_LETTER.get(change.start_residue, "") if change is not None else ""
        if Consequence.FRAMESHIFT_VARIANT in shown.consequences and residue:
            text += f" ({residue}), the first in another reading frame"
    elif coding.amino_acids:
        text += f": {_change(coding.amino_acids, _residues)}"
    yield Line("residue", text)


def _length(shown: TranscriptAnnotation, coding: CodingEffect) -> int:
    """Return how many residues the protein of a transcript has."""
    here = shown.transcript
    return coding.residue_end if here.cds is None else len(here.cds) // 3 - here.cds_complete


def _change(pair: str, written: Callable[[str], str]) -> str:
    before, slash, after = pair.partition("/")
    if not slash:
        return f"{written(before)}, unchanged"
    if before in _NOTHING or after in _NOTHING:
        word = "put in" if before in _NOTHING else "taken out"
        return f"{_part(after if before in _NOTHING else before, written)} {word}"
    return f"{_part(before, written)} > {_part(after, written)}"


def _part(text: str, written: Callable[[str], str]) -> str:
    return written(text) if len(text) <= _LONGEST else f"{written(text[:6])}...({len(text):,})"


def _residues(text: str) -> str:
    return "".join(THREE_LETTER.get(one, one) for one in text)


def feature_lines(features: Sequence[ProteinFeature]) -> Iterator[Line]:
    """Yield features of the protein at the residues concerned."""
    for feature in features:
        links = [of_source(feature.source)]
        if feature.reference:
            links.append(of_source(feature.reference))
        where = spanned(feature.start, feature.end)
        label = "domain or region" if feature.primary else "also"
        text = f"{feature.name}, {where}"
        yield Line(label, text, feature.note, tuple(links), is_further=not feature.primary)


def prediction_lines(details: TranscriptDetails) -> Iterator[Line]:
    """Yield predictions from the sequence by published rules; none is an observation."""
    if details.decay is not None:
        yield _decay_line(details.decay)
    loss = details.protein_loss
    if loss is not None:
        text = (
            f"{loss.residues} of {loss.length} residues ({loss.percentage:.1f} %): "
            f"{spanned(loss.first, loss.last)}"
        )
        for word, features in (("lost", loss.lost), ("cut", loss.cut)):
            if features:
                text += f"; {word}: {listed([one.name for one in features])}"
        yield Line("protein lost", text)
    for skip in details.exon_skips:
        yield _skip_line(skip)
    for signal in details.polya_signals:
        yield Line("poly-A signal", _hexamer(signal.fate, signal.before, signal.after,
                   signal.position), links=_POLYA_RULE, tone=Tone.CAUTION)  # fmt: skip
    if details.kozak is not None:
        change = details.kozak
        strength = f"{change.strength_before.value} becomes {change.strength_after.value}"
        if change.strength_before is change.strength_after:
            strength = f"stays {change.strength_after.value}"
        bases = f"{change.before} > {change.after}, bases -6 to +4"
        detail = "strong: a purine at -3 and a G at +4; moderate: one of them"
        yield Line("start context", f"{strength} ({bases})", detail, _KOZAK_RULE)
    for start in details.upstream_starts:
        yield _upstream_line(start)


def _decay_line(decay: Decay) -> Line:
    text = f"{DECAYS[decay.verdict]}; {decay.reason}"
    detail = (
        f"stop c.{decay.stop}, last exon junction c.{decay.last_junction}" if decay.stop else ""
    )
    tone = Tone.UNKNOWN if not decay.stop else Tone.PLAIN
    return Line("NMD", text, detail, _NMD_RULE, tone)


def _skip_line(skip: ExonSkip) -> Line:
    exons = spanned(skip.exons[0], skip.exons[-1])
    noun = "exon" if len(skip.exons) == 1 else "exons"
    parts = [
        f"an mRNA without {noun} {exons} ({counted(skip.bases, 'base')}): {FRAMES[skip.frame]}"
    ]
    if skip.residues_lost:
        parts.append(counted(skip.residues_lost, "residue") + " lost")
    if skip.hgvs_p:
        parts.append(skip.hgvs_p)
    if skip.decay is not None:
        parts.append(f"NMD {DECAYS[skip.decay.verdict]}")
    text = f"{', '.join(parts)}; one possible outcome, only RNA can tell"
    return Line("exon skipped", text, links=_SKIP_RULE)


def _hexamer(fate: SignalFate, before: str, after: str, position: str) -> str:
    if fate is SignalFate.CREATED:
        return f"new signal {after} at c.{position}"
    change = f"{before} > {after}" if after else before
    return f"{fate.value}: {change} at c.{position}"


def _upstream_line(start: UpstreamStart) -> Line:
    stop = f", stop c.{start.stop}" if start.stop else ""
    text = (
        f"ATG at c.{start.position} {start.fate.value}: {UPSTREAM[start.frame]}{stop}; context "
        f"{start.kozak.value}"
    )
    return Line("upstream ATG", text, links=_KOZAK_RULE)


def _on_companion(shown: TranscriptAnnotation, companion: TranscriptAnnotation) -> Line:
    here, there = set(shown.consequences), set(companion.consequences)
    name = companion.transcript.accession
    if there <= _UNTOUCHED and not here <= _UNTOUCHED:
        text = f"spared: the change leaves the mRNA of this isoform ({name}) as it is"
        return Line("delta-2 isoform", text, tone=Tone.CAUTION)
    if here == there:
        return Line("delta-2 isoform", f"the same there ({name})")
    terms = " & ".join(term.term for term in companion.consequences)
    return Line("delta-2 isoform", f"other terms there ({name}): {terms}")
