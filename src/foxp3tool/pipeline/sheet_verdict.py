"""A variant in one line and in one sentence of plain words, out of what the sources say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.model.annotation import (
    AnnotatedRow,
    CatalogMatch,
    MatchGrade,
    TranscriptAnnotation,
)
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.consequence import Consequence, Impact
from foxp3tool.model.details import SignalFate
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.sheet import Overview, Tone
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.sheet_catalog import standing
from foxp3tool.pipeline.sheet_papers import how_many
from foxp3tool.pipeline.sheet_words import (
    GRADES,
    IN_PART,
    KINDS,
    NEAR_SPLICE_SITE,
    PERHAPS,
    PERHAPS_SAME,
    listed,
)

_NEAR: Final = "near a splice site"
_MOST_NAMED: Final = 3
"""Entries that a sentence names."""


def _short(name: str) -> str:
    return name.rpartition(":")[2]


def is_several(row: AnnotatedRow) -> bool:
    """Tell whether a row is of several changes on one chromosome that are not one allele."""
    return row.variant is not None and ":g.[" in row.variant.hgvs_g


def is_of_parts(row: AnnotatedRow) -> bool:
    """Tell whether the entries of a row are those of single changes, and not of all together."""
    codes = {issue.code for issue in row.match.issues}
    return is_several(row) and IssueCode.PART_OF_ALLELE in codes


def title(row: AnnotatedRow, shown: TranscriptAnnotation) -> str:
    """Return gene and shortest names."""
    if row.variant is None:
        return row.source.id
    names = [_short(name) for name in (shown.hgvs_c, shown.hgvs_p) if name]
    if not shown.hgvs_c:
        names.insert(0, row.variant.hgvs_g)
    return short_name(" ".join([row.gene, *names]))


def overview(row: AnnotatedRow, shown: TranscriptAnnotation) -> Overview:
    """Return the variant in one line of a list."""
    of_parts = is_of_parts(row)
    statements = [(entry, entry.newest_clinvar) for entry in row.match.entries]
    told = dict.fromkeys(
        f"{entry.name.partition(' ')[0]} alone: {one.told}" if of_parts else one.told
        for entry, one in statements
        if one is not None
    )
    return Overview(
        short_name(_short(shown.hgvs_c) or (row.variant.hgvs_g if row.variant else "")),
        short_name(_short(shown.hgvs_p)),
        shown.consequences,
        row.match.grade,
        tuple(entry.id for entry in row.match.flagged),
        ", ".join(told),
        row.evidence.sheet.labels if row.evidence is not None else (),
        len(row.issues),
    )


def tone(row: AnnotatedRow) -> Tone:
    """Return what the verdict means to its reader."""
    if row.match.grade is MatchGrade.EXACT:
        named = any(entry.names_condition for entry in row.match.ipex)
        return Tone.REPORTED if named else Tone.CAUTION
    if row.match.grade is not MatchGrade.NONE:
        return Tone.CAUTION
    return Tone.CALM if row.match.others else Tone.PLAIN


def verdict(row: AnnotatedRow, shown: TranscriptAnnotation) -> str:
    """Say in one sentence what kind of change it is, whether it is reported, and what ClinVar says.

    The words are those of the sources; nothing is weighed.
    """
    kind = _kind(shown)
    first = f"{kind[0].upper()}{kind[1:]}"
    if is_several(row) and row.variant is not None:
        first = f"{row.variant.hgvs_g.count(';') + 1} changes on one chromosome; together: {kind}"
    parts = [first, *_reported(row)]
    said = [entry.newest_clinvar for entry in row.match.entries]
    clinvar = [f"{one.told} ({one.as_of or 'undated'})" for one in said if one is not None]
    if clinvar and not is_of_parts(row):
        parts.append(f"ClinVar says {listed(list(dict.fromkeys(clinvar)))}")
    return f"{'; '.join(parts)}."


def _kind(shown: TranscriptAnnotation) -> str:
    """Return what kind of change it is, and in which part."""
    kind = _named(shown.consequences)
    signals = shown.details.polya_signals if shown.details is not None else ()
    if signals:
        fate = {SignalFate.CREATED: "makes a new"}.get(signals[0].fate, "hits the")
        return f"{kind} that {fate} polyadenylation signal"
    primary = [feature for feature in shown.features if feature.primary]
    if primary and not {Consequence.START_LOST, Consequence.EXON_LOSS_VARIANT} & set(
        shown.consequences
    ):
        comma = "," if kind.endswith(_NEAR) else ""
        return f"{kind}{comma} in the {listed([_lowered(feature.name) for feature in primary])}"
    words = []
    for word, value in (("exon", shown.exon), ("intron", shown.intron)):
        numbers = [one.partition("/")[0] for one in value.split("|") if one]
        if numbers:
            many = "s" if len(numbers) > 1 or "-" in numbers[0] else ""
            words.append(f"{word}{many} {listed(numbers).replace('-', ' to ')}")
    return f"{kind} ({', '.join(words)})" if words else kind


def _named(terms: Sequence[Consequence]) -> str:
    """Return what terms say together: what becomes of the protein, and a splice site nearby."""
    if Consequence.EXON_LOSS_VARIANT in terms:
        return KINDS[Consequence.EXON_LOSS_VARIANT]
    on_protein = [term for term in terms if term not in NEAR_SPLICE_SITE]
    near = len(on_protein) < len(terms)
    if not near or not on_protein or on_protein[0].impact is Impact.MODIFIER:
        return KINDS[terms[0]]
    return f"{KINDS[on_protein[0]]}, {_NEAR}"


def _lowered(name: str) -> str:
    """Return a name as it stands within a sentence; names such as C2H2 keep their capitals."""
    return f"{name[0].lower()}{name[1:]}" if name[1:2].islower() else name


def _reported(row: AnnotatedRow) -> Iterator[str]:
    match = row.match
    if is_several(row) and (is_of_parts(row) or not match.entries):
        told = [f"{entry.name} by itself is {_stood(entry)}" for entry in match.entries]
        yield listed(told) if told else GRADES[MatchGrade.NONE]
        return
    if match.entries:
        yield f"this very change is {listed([_stood(entry) for entry in match.entries])}"
    if match.grade in IN_PART:
        yield _in_part(match)
    elif not match.entries:
        yield GRADES[match.grade]
    else:
        for entry in match.perhaps_same:
            known = f"{standing(entry)} and not known to the base"
            yield f"it may be {entry.id} as well, which is {known}"


def _stood(entry: ReportedMutation) -> str:
    papers = how_many(entry)
    cited = f", {papers}" if papers else ""
    return f"{standing(entry)} ({entry.id}{cited})"


def _in_part(match: CatalogMatch) -> str:
    """Say which reported changes an allele agrees with in part; those in IPEX count first."""
    flagged, perhaps = match.flagged, match.perhaps_same
    named = [entry for entry in flagged if entry.names_condition] or list(flagged)
    if named == list(perhaps[:1]):
        return f"{PERHAPS_SAME[match.grade]} {_stood(perhaps[0])}: {PERHAPS}"
    ids = ", ".join(entry.id for entry in named[:_MOST_NAMED])
    if len(named) > _MOST_NAMED:
        ids += f" and {len(named) - _MOST_NAMED} more"
    one, many = IN_PART[match.grade]
    told = f"{many if len(named) > 1 else one} {standing(named[0])} ({ids})"
    rest = [entry for entry in flagged if entry not in named]
    if rest:
        told += (
            f", and {counted(len(rest), 'entry that is', 'entries that are')} {standing(rest[0])}"
        )
    if perhaps:
        which = ", ".join(entry.id for entry in perhaps)
        told += f"; {which}, not known to the base, may be this very change"
    return told
