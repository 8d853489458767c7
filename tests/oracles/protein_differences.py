"""The kinds of difference between ``p.`` names, with the rule that decides.

Where a protein is predicted, the changed transcript is translated without the engine, and both
names are applied to the reference protein: they may be two names of that protein, or one is wrong.
"""

from __future__ import annotations

import re
from itertools import pairwise

from differences import Difference, KnownName
from protein_names import NO_PROTEIN, START, STOP, UNKNOWN, describes, residues

REFUSED = "refused: "
NO_PREDICTION = frozenset({UNKNOWN, "p.(=)"})
INSERTED_STOP = re.compile(r"p\.\(\w+(?:ins|delins)\w*Ter\)")
RUN = re.compile(r"p\.\((?:[A-Z][a-z]{2}){2,}\d")
FIRST_AND_KIND = re.compile(r"p\.\([A-Z][a-z]{2}(\d+)(?:_[A-Z][a-z]{2}\d+)?(delins|del|dup|ins)")
SUBSTITUTED_STOP = re.compile(r"p\.\([A-Z][a-z]{2}\d+Ter\)")


def _right(difference: Difference, name: str) -> bool:
    """True if a name describes the protein that the changed transcript encodes."""
    mutant = difference.allele.mutant_protein
    return mutant is not None and describes(name, difference.allele.ground.protein, mutant)


def _ours(difference: Difference) -> bool:
    return _right(difference, difference.ours)


def _both(difference: Difference) -> bool:
    return _ours(difference) and _right(difference, difference.theirs)


def _no_name(difference: Difference) -> bool:
    refused = difference.theirs.startswith(REFUSED) and difference.allele.reaches_end
    return not difference.theirs or refused


def _outside(difference: Difference) -> bool:
    told_nothing = difference.theirs in NO_PREDICTION or _no_name(difference)
    allele = difference.allele
    untouched = not (allele.touches_coding or allele.changes_canonical)
    return not difference.ours and told_nothing and untouched


def _behind_the_stop(difference: Difference) -> bool:
    last, coding = difference.allele.last, difference.allele.ground.coding
    return not difference.ours and last.is_insertion and last.start > coding[-1]


def _start_in_place(difference: Difference) -> bool:
    allele = difference.allele
    moved = allele.start_moved
    return not difference.ours and bool(moved) and allele.protein_stays


def _start_of_the_utr(difference: Difference) -> bool:
    allele = difference.allele
    behind = allele.last.start > allele.ground.coding[-1]
    return not difference.ours and difference.theirs == START and behind


def _first_exon_lost(difference: Difference) -> bool:
    return difference.ours == NO_PROTEIN


def _end_of_the_transcript(difference: Difference) -> bool:
    return difference.ours == UNKNOWN and difference.allele.reaches_end and not _border(difference)


def _no_whole_codon(difference: Difference) -> bool:
    reference, mutant = difference.allele.ground.protein, difference.allele.mutant_protein
    untold = difference.ours == UNKNOWN and not difference.allele.ground.transcript.cds_complete
    if not untold or mutant is None:
        return False
    return len(mutant) < len(reference) and mutant == reference[: len(mutant)]


def _splice_site(difference: Difference) -> bool:
    return difference.ours == UNKNOWN and _no_name(difference) and _border(difference)


def _border(difference: Difference) -> bool:
    allele = difference.allele
    return allele.changes_canonical or allele.spans_border or allele.at_border


def _across(difference: Difference) -> bool:
    computed = not _no_name(difference) and not difference.theirs.startswith(REFUSED)
    return difference.ours == UNKNOWN and computed and _border(difference)


def _copy_at_border(difference: Difference) -> bool:
    told_nothing = difference.theirs == UNKNOWN or _no_name(difference)
    return told_nothing and difference.allele.slides_over_border and _ours(difference)


def _intronic_copy(difference: Difference) -> bool:
    allele = difference.allele
    return not difference.ours and allele.slides_over_border and allele.touches_intron


def _start_kept(difference: Difference) -> bool:
    return difference.theirs == START and _ours(difference)


def _start_affected(difference: Difference) -> bool:
    allele = difference.allele
    first, last = allele.ground.coding[0], allele.last
    inside = first < last.start <= first + 2 if last.is_insertion else last.start <= first + 2
    return difference.ours == START and inside and last.end >= first


def _silent(difference: Difference) -> bool:
    return _both(difference) and difference.ours.endswith("=)")


def _short_frameshift(difference: Difference) -> bool:
    return _both(difference) and "fs" in difference.ours and difference.theirs.endswith("fs)")


def _stop_first(difference: Difference) -> bool:
    return _both(difference) and SUBSTITUTED_STOP.fullmatch(difference.ours) is not None


def _extension(difference: Difference) -> bool:
    return _both(difference) and "ext" in difference.ours


def _inserted_stop(difference: Difference) -> bool:
    return _both(difference) and INSERTED_STOP.fullmatch(difference.ours) is not None


def _stop_in_long_loss(difference: Difference) -> bool:
    stop = difference.allele.ground.coding[-3]
    touched = difference.allele.last.start <= stop + 2 and difference.allele.last.end >= stop
    named = "fs" in difference.ours and "delins" in difference.theirs
    return touched and named and _ours(difference)


def _frame_kept(difference: Difference) -> bool:
    in_frame = difference.allele.net_length % 3 == 0
    return _both(difference) and in_frame and "fs" in difference.theirs


def _last_residue(difference: Difference) -> bool:
    last = len(difference.allele.ground.protein) - 1
    return (
        _both(difference)
        and re.fullmatch(rf"p\.\([A-Z][a-z]{{2}}{last}del\)", difference.ours) is not None
    )


def _duplication(difference: Difference) -> bool:
    return _both(difference) and "dup" in difference.ours and "ins" in difference.theirs


def _placement(difference: Difference) -> bool:
    found = [FIRST_AND_KIND.match(name) for name in (difference.ours, difference.theirs)]
    if not _both(difference) or None in found:
        return False
    (ours, kind), (theirs, other) = ((int(f[1]), f[2]) for f in found if f is not None)
    return ours > theirs and kind == other


def _parts(difference: Difference) -> bool:
    return _ours(difference) and "[" in difference.theirs


def _run_of_residues(difference: Difference) -> bool:
    return _ours(difference) and RUN.match(difference.theirs) is not None


def _behind_ter(difference: Difference) -> bool:
    found = residues(re.sub(r"^.*(?:ins|\d)", "", difference.theirs))
    return any(before == STOP for before, _ in pairwise(found)) and _ours(difference)


def _nothing(difference: Difference) -> bool:
    return _ours(difference) and (_no_name(difference) or difference.theirs in NO_PREDICTION)


def _another_protein(difference: Difference) -> bool:
    named = difference.theirs.startswith("p.(")
    return named and _ours(difference) and not _right(difference, difference.theirs)


KNOWN = (
    KnownName(
        "nothing predicted outside the CDS",
        "foxp3tool's convention: a change that touches neither CDS nor canonical splice site "
        "has no `p.` name; HGVS protein/substitution keeps `p.=` for a protein that was "
        "analysed, and `p.?` says that an effect is expected but cannot be told",
        _outside,
    ),
    KnownName(
        "insertion behind the stop",
        "HGVS DNA/general, 3' rule, and numbering: the insertion lies behind the last base of the "
        "stop codon, in front of c.*1, in the 3' UTR",
        _behind_the_stop,
    ),
    KnownName(
        "start codon in place",
        "HGVS protein/substitution: `p.(Met1?)` is for a start codon that is affected; here ATG"
        " still stands in front of codon 2 and what is inserted is 5' UTR",
        _start_in_place,
    ),
    KnownName(
        "3' UTR taken for the start codon",
        "HGVS numbering: c.*1 to c.*3 lie behind the stop codon; the start codon is c.1 to c.3",
        _start_of_the_utr,
    ),
    KnownName(
        "first coding exon lost",
        "HGVS protein/deletion: `p.0?` where probably no protein is made",
        _first_exon_lost,
    ),
    KnownName(
        "start or stop codon at the end of the transcript",
        "foxp3tool's convention: where the change reaches the end of a transcript whose CDS "
        "begins or ends there, what is transcribed cannot be told, `p.?`",
        _end_of_the_transcript,
    ),
    KnownName(
        "no whole codon before an open end",
        "HGVS protein/frameshift names the first new residue; the CDS has no end, and no whole "
        "codon follows in the transcript that would tell it",
        _no_whole_codon,
    ),
    KnownName(
        "no name at a splice site",
        "HGVS protein: `p.?` for an effect that is expected and cannot be predicted, as that of"
        " a changed canonical splice site or border of an exon",
        _splice_site,
    ),
    KnownName(
        "protein computed across a border",
        "the same: which bases are spliced in cannot be told, so no protein can be computed",
        _across,
    ),
    KnownName(
        "sliding across a border",
        "foxp3tool's convention: the 3' rule places the change in the exon, where the changed "
        "transcript can be translated; the issue AMBIGUOUS_PLACEMENT tells of the other place",
        _copy_at_border,
    ),
    KnownName(
        "copy in the intron",
        "HGVS DNA/general, 3' rule: the copy lies in the intron, behind the canonical bases, and "
        "the exon is as it was",
        _intronic_copy,
    ),
    KnownName(
        "start codon not affected",
        "HGVS protein/substitution: `p.(Met1?)` is for a start codon that is affected; the "
        "3'-shifted change lies behind it",
        _start_kept,
    ),
    KnownName(
        "start codon affected",
        "HGVS protein/substitution: `p.(Met1?)`, as it is not known where translation starts",
        _start_affected,
    ),
    KnownName(
        "several changes of the protein",
        "HGVS protein/delins: one change of the DNA has one predicted description of the "
        "protein, from its first to its last changed residue",
        _parts,
    ),
    KnownName(
        "no form of HGVS",
        "HGVS protein/delins: first and last changed residue, then the new ones, "
        "`p.(Cys28_Lys29delinsTrp)`; residues in a row before one number are no HGVS name",
        _run_of_residues,
    ),
    KnownName(
        "silent change",
        "HGVS protein/substitution: `p.(Leu54=)`; from the first to the last codon that is "
        "changed without effect",
        _silent,
    ),
    KnownName(
        "short name of a frameshift",
        "foxp3tool's convention: the full form, `p.(Arg97ProfsTer23)`; HGVS protein/frameshift "
        "allows the short one, which says the same with less",
        _short_frameshift,
    ),
    KnownName(
        "first new residue is a stop",
        "HGVS protein/frameshift: never `fsTer1`, and protein/substitution: nonsense is a "
        "substitution, `p.(Tyr4Ter)`, by whatever change of the DNA",
        _stop_first,
    ),
    KnownName(
        "extension",
        "HGVS protein/extension: residues behind the last one, by whatever change of the DNA, are "
        "an extension, `p.(Ter110GlnextTer17)`, which comes before frameshift, insertion and "
        "duplication",
        _extension,
    ),
    KnownName(
        "residues listed behind a stop",
        "HGVS protein/delins: translation ends at the first stop, nothing is listed behind `Ter`",
        _behind_ter,
    ),
    KnownName(
        "inserted stop",
        "HGVS protein/insertion: what brings a stop is an insertion or deletion-insertion that "
        "ends there, `p.(Met3_His4insGlyTer)`, no deletion of what follows; HGVS "
        "protein/frameshift: a frameshift is only what is read on behind the new bases",
        _inserted_stop,
    ),
    KnownName(
        "frame kept",
        "HGVS protein/frameshift is for a shifted reading frame; this change keeps the frame",
        _frame_kept,
    ),
    KnownName(
        "last residue lost",
        "HGVS protein/deletion: the codon before the stop is deleted in frame and the stop stays; "
        "`Ter` would tell of a codon changed into a stop",
        _last_residue,
    ),
    KnownName(
        "duplication as insertion",
        "HGVS protein/duplication: a copy directly behind its source is a duplication",
        _duplication,
    ),
    KnownName(
        "not the most C-terminal place",
        "HGVS protein/general, 3' rule: the most C-terminal place is named",
        _placement,
    ),
    KnownName(
        "stop codon and residues before it lost",
        "HGVS protein/frameshift: deletions that start before the stop codon and include it are"
        " described as frameshift",
        _stop_in_long_loss,
    ),
    KnownName(
        "no protein name",
        "HGVS protein/general: what a change of the DNA does to the protein is told as a "
        "prediction; the changed transcript can be translated, and it gives foxp3tool's name",
        _nothing,
    ),
    KnownName(
        "another protein",
        "HGVS protein/general: the name compares the new protein with the reference; the changed "
        "transcript, translated without foxp3tool, gives the protein that foxp3tool's name "
        "describes, and not that of the other name",
        _another_protein,
    ),
)
