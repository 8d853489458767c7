"""Read a variant description.

Read here: HGVS ``c.``, ``n.`` and ``g.`` descriptions of one change or of several on one
chromosome, ``p.`` descriptions, SPDI, VCF-like text such as ``X-49251480-C-T``, and identifiers of
databases. Nothing is repaired or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import (
    AllelesDescription,
    GenomicDescription,
    ParsedText,
    ParsedVariant,
    Phase,
    TranscriptDescription,
    UncertainDescription,
    UncertainGenomicDescription,
    VcfDescription,
)
from foxp3tool.model.positions import Datum, TranscriptPosition, genomic_index
from foxp3tool.notation.errors import NotationError, empty_text
from foxp3tool.notation.identifiers import read_identifier
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.protein_parse import looks_like_bare_protein, parse_protein
from foxp3tool.notation.scanner import Scanner
from foxp3tool.notation.spdi import read_spdi
from foxp3tool.notation.unread import not_begun, not_ended

P = TypeVar("P")
"""A kind of position."""

_NAME: Final = Pattern(r"[A-Za-z][A-Za-z0-9_.\-]*")
_ENSEMBL: Final = Pattern(r"ENS[A-Z]*[0-9]+(?:\.[0-9]+)?")
_KIND: Final = Pattern(r"[cgnp]\.")
_UNCERTAIN: Final = Pattern(r"\([^()]*_[^()]*\)_\(")
_MOST_COPIES: Final = 9_999
_TOO_MANY: Final = Pattern(r"\[[0-9]{5,}\]")
_COPIES: Final = Pattern(r"\[[0-9]{1,4}\](?!;\[[0-9])")
_MORE_UNITS: Final = Pattern(r"[0-9_+*-]*[ACGTN]*\[")
_NUMBER: Final = Pattern(r"[1-9][0-9]{0,9}")
_OFFSET: Final = Pattern(r"[+-][1-9][0-9]{0,6}")
_BASES: Final = Pattern(r"[ACGTNRYSWKMBDHV]+")
_LOSS_OR_GAIN: Final = Pattern("del|dup")
_EDIT: Final = Pattern(r"delins|del|dup|ins|inv|=")
_VCF_LIKE: Final = Pattern(
    r"(?P<chrom>[A-Za-z0-9_.]+)[-:](?P<pos>[0-9]{1,10})[-:](?P<ref>[A-Za-z]+)[-:](?P<alt>[A-Za-z*<>]+)"
)


def parse(text: str) -> ParsedText:
    """Read one variant description.

    Args:
        text: The description; surrounding blanks are ignored.

    Raises:
        NotationError: If the text is no description that is read here; it points at the fault.

    Example:
        >>> parse("X-49251480-C-T")
        VcfDescription(chrom='X', start=49251479, ref='C', alt='T', is_spdi=False, deletes=None)
        >>> parse("NM_014009.4:c.1150G>A").start.number
        1150
    """
    text = text.strip()
    if not text:
        raise empty_text()
    identifier = read_identifier(text)
    if identifier is not None:
        return identifier
    spdi = read_spdi(text)
    if spdi is not None:
        return spdi
    vcf = _VCF_LIKE.fullmatch(text)
    if vcf is not None:
        return _vcf(text, vcf)
    if looks_like_bare_protein(text):
        return parse_protein(Scanner(text), None, None, is_bare=True)
    return _hgvs(Scanner(text))


def _hgvs(scanner: Scanner) -> ParsedVariant:
    """Read a reference, if there is one, the kind of numbering, and what changes."""
    reference, inner = _reference(scanner)
    kind = scanner.take(_KIND)
    if kind is None:
        raise not_begun(scanner)
    gene = None
    if inner is not None and not _is_accession(inner):
        inner, gene = None, inner
    elif reference is not None and not _is_accession(reference):
        reference, gene = None, reference
    if kind == "p.":
        return parse_protein(scanner, reference, gene)
    context = None
    if kind != "g." and inner is not None:
        reference, context = inner, reference
    if _UNCERTAIN.match(scanner.text, scanner.offset):
        if kind == "g.":
            return _uncertain_genomic(scanner, reference)
        return _uncertain(scanner, kind, reference, context, gene)

    def change() -> TranscriptDescription | GenomicDescription:
        if kind == "g.":
            return _genomic(scanner, reference)
        return _on_transcript(scanner, kind, reference, context, gene)

    return _changes(scanner, change)


def _changes(
    scanner: Scanner, change: Callable[[], TranscriptDescription | GenomicDescription]
) -> ParsedVariant:
    """Read one change, or several with what is said of their phase, up to the end."""
    phase = Phase.CIS
    in_brackets = scanner.take_text("[")
    parts = [change()]
    while (is_open := scanner.take_text("(;)")) or (in_brackets and scanner.take_text(";")):
        phase = Phase.UNKNOWN if is_open else phase
        parts.append(change())
    if in_brackets and not scanner.take_text("]"):
        raise scanner.error("a semicolon or a closing bracket")
    while in_brackets and scanner.take_text(";["):
        if len(parts) > 1 and phase is not Phase.TRANS:
            raise scanner.error("one change a chromosome (look up the others by themselves)")
        phase = Phase.TRANS
        parts.append(change())
        if not scanner.take_text("]"):
            raise scanner.error("a closing bracket")
    if not scanner.at_end:
        raise not_ended(scanner)
    return AllelesDescription(tuple(parts), phase) if len(parts) > 1 else parts[0]


def _vcf(text: str, match: re.Match[str]) -> VcfDescription:
    ref, alt = match["ref"].upper(), match["alt"].upper()
    for name in ("ref", "alt"):
        if _BASES.fullmatch(match[name].upper()) is None:
            raise NotationError(
                IssueCode.UNSUPPORTED_ALLELE,
                f"{name.upper()} is not a sequence of bases",
                text=text,
                offset=match.start(name),
                remedy="write the bases of REF and ALT, as in X-49251480-C-T",
            )
    position = int(match["pos"])
    if position < 1:
        raise NotationError(
            IssueCode.INVALID_POSITION,
            "positions count from 1",
            text=text,
            offset=match.start("pos"),
            remedy="write the position as a VCF file has it, as in X-49251480-C-T",
        )
    return VcfDescription(match["chrom"], genomic_index(position), ref, alt)


def _is_accession(name: str) -> bool:
    """Tell an accession from a gene symbol: by an underscore or the form of Ensembl.

    UniProt accessions have the form of gene symbols (P2RY10 is one), so only a known one can be
    told, by whoever knows the gene.
    """
    return "_" in name or _ENSEMBL.fullmatch(name) is not None


def is_symbol(name: str | None) -> bool:
    """Tell whether a reference as written is a gene symbol and no accession."""
    return name is not None and not _is_accession(name)


def _reference(scanner: Scanner) -> tuple[str | None, str | None]:
    """Read ``ACCESSION:``, ``ACCESSION(INNER):`` or nothing."""
    start = scanner.offset
    if _KIND.match(scanner.text, start):
        return None, None
    name = scanner.take(_NAME)
    inner = None
    if name is not None and name.endswith("."):
        raise scanner.error("the version of the accession")
    if name is not None and scanner.take_text("("):
        inner = scanner.expect(_NAME, "an accession or a gene symbol")
        if not scanner.take_text(")"):
            raise scanner.error("a closing parenthesis")
    if name is not None and scanner.take_text(":"):
        return name, inner
    if inner is not None:
        raise scanner.error("a colon")
    scanner.offset = start
    return None, None


def _position(scanner: Scanner, kind: str) -> TranscriptPosition:
    datum = Datum.TRANSCRIPT_START if kind == "n." else Datum.CDS_START
    sign = 1
    if kind == "c." and scanner.take_text("*"):
        datum = Datum.CDS_END
    elif kind == "c." and scanner.take_text("-"):
        sign = -1
    number = int(scanner.expect(_NUMBER, "a position, a number from 1 on")) * sign
    offset = int(scanner.take(_OFFSET) or 0)
    return TranscriptPosition(number, offset, datum)


def _on_transcript(
    scanner: Scanner, kind: str, reference: str | None, context: str | None, gene: str | None
) -> TranscriptDescription:
    start = _position(scanner, kind)
    end = _position(scanner, kind) if scanner.take_text("_") else start
    repeat = _repeat(scanner)
    if repeat is not None:
        unit, copies = repeat
        return TranscriptDescription(
            reference, context, gene, start, end, DnaChangeKind.DELINS, unit, "", copies
        )
    change, deleted, inserted = read_change(scanner, is_range=end != start)
    return TranscriptDescription(reference, context, gene, start, end, change, deleted, inserted)


def _repeat(scanner: Scanner) -> tuple[str, int] | None:
    """Read ``CAG[5]`` or ``[5]``: the unit, empty if only its place is told, and their number.

    Raises:
        NotationError: For a repeat of several units or too many, of a number that is a range, or
            one that tells two alleles.
    """
    before = scanner.offset
    unit, copies = scanner.take(_BASES) or "", scanner.take(_COPIES)
    if copies is not None and not _MORE_UNITS.match(scanner.text, scanner.offset):
        return unit, int(copies[1:-1])
    if copies is None and _TOO_MANY.match(scanner.text, scanner.offset):
        raise NotationError(
            IssueCode.UNSUPPORTED_ALLELE,
            f"a repeat of more than {_MOST_COPIES} units is not read",
            text=scanner.text,
            offset=scanner.offset + 1,
            remedy="check the number of units",
        )
    if copies is not None or scanner.text.startswith("[", scanner.offset):
        raise NotationError(
            IssueCode.UNSUPPORTED_ALLELE,
            "of repeats those of one unit and one number are read, such as 745GAGAAG[3]",
            text=scanner.text,
            offset=scanner.offset,
            remedy="describe each allele by itself, and a repeat of several units as del, dup, "
            "ins or delins",
        )
    scanner.offset = before
    return None


def _uncertain(
    scanner: Scanner, kind: str, reference: str | None, context: str | None, gene: str | None
) -> UncertainDescription:
    """Read ``c.(a_b)_(c_d)del``."""
    outer_start, start, end, outer_end, word = _uncertain_ends(
        scanner, lambda: _position(scanner, kind), "c.(210+1_211-1)_(315+1_316-1)del"
    )
    return UncertainDescription(reference, context, gene, outer_start, start, end, outer_end, word)


def _uncertain_genomic(scanner: Scanner, reference: str | None) -> UncertainGenomicDescription:
    """Read ``g.(a_b)_(c_d)del``."""
    if reference is None:
        raise _no_sequence(scanner)
    before = scanner.offset
    outer_start, start, end, outer_end, word = _uncertain_ends(
        scanner, lambda: _genomic_position(scanner), "g.(?_49250000)_(49252000_?)del"
    )
    known = [place for place in (outer_start, start, end, outer_end) if place is not None]
    if known != sorted(known):
        scanner.offset = before
        raise scanner.error("positions in ascending order")
    return UncertainGenomicDescription(reference, outer_start, start, end, outer_end, word)


def _uncertain_ends(
    scanner: Scanner, position: Callable[[], P], example: str
) -> tuple[P | None, P, P, P | None, DnaChangeKind]:
    """Read ``(a_b)_(c_d)del``: each end is known to lie in a range; ``?`` is an open end."""
    ends: list[P | None] = []
    places = []
    for opening in ("(", "_("):
        if not scanner.take_text(opening):
            raise scanner.error(f"'{opening}'")
        places.append(scanner.offset)
        ends.append(None if scanner.take_text("?") else position())
        if not scanner.take_text("_"):
            raise scanner.error("'_' and the other end of the range")
        places.append(scanner.offset)
        ends.append(None if scanner.take_text("?") else position())
        if not scanner.take_text(")"):
            raise scanner.error("a closing parenthesis")
    word = scanner.expect(_LOSS_OR_GAIN, "del or dup")
    if not scanner.at_end:
        raise scanner.error("the end of the description")
    outer_start, inner_start, inner_end, outer_end = ends
    if inner_start is None or inner_end is None:
        raise NotationError(
            IssueCode.INVALID_POSITION,
            "the inner ends of an uncertain range must be known",
            text=scanner.text,
            offset=places[1] if inner_start is None else places[2],
            remedy="write the first and the last base that are affected for certain, as in "
            f"{example}",
        )
    return outer_start, inner_start, inner_end, outer_end, DnaChangeKind(word)


def _no_sequence(scanner: Scanner) -> NotationError:
    return NotationError(
        IssueCode.UNKNOWN_REFERENCE,
        "the description does not say on which sequence it counts",
        text=scanner.text,
        offset=0,
        remedy="put NC_000023.11: (GRCh38) or NC_000023.10: (GRCh37) in front",
    )


def _genomic_position(scanner: Scanner) -> int:
    return genomic_index(int(scanner.expect(_NUMBER, "a position, a number from 1 on")))


def _genomic(scanner: Scanner, reference: str | None) -> GenomicDescription:
    if reference is None:
        raise _no_sequence(scanner)
    start = end = _genomic_position(scanner)
    if scanner.take_text("_"):
        where = scanner.offset
        end = _genomic_position(scanner)
        if end <= start:
            scanner.offset = where
            raise scanner.error("a position behind the first one")
    repeat = _repeat(scanner)
    if repeat is not None:
        unit, copies = repeat
        return GenomicDescription(reference, start, end, DnaChangeKind.DELINS, unit, "", copies)
    change, deleted, inserted = read_change(scanner, is_range=end != start)
    return GenomicDescription(reference, start, end, change, deleted, inserted)


def read_change(scanner: Scanner, *, is_range: bool) -> tuple[DnaChangeKind, str, str]:
    """Read what happens at a position: ``G>A``, ``del``, ``delGAG``, ``delinsTG``, ``=``.

    Returns:
        The kind, the reference bases stated, and the new bases.

    Raises:
        NotationError: If something else stands here.
    """
    deleted = scanner.take(_BASES) or ""
    if scanner.take_text(">"):
        inserted = scanner.expect(_BASES, "the new base")
        kind = DnaChangeKind.SUBSTITUTION
        if is_range or len(deleted) != 1 or len(inserted) != 1:
            kind = DnaChangeKind.DELINS
        return kind, deleted, inserted
    if deleted and not scanner.text.startswith("=", scanner.offset):
        raise scanner.error("'>'")
    word = scanner.expect(_EDIT, "a change such as G>A, del, dup, ins, delins, inv or =")
    if word == "del":
        deleted = scanner.take(_BASES) or ""
        if scanner.take_text("ins"):
            word = "delins"
    kind = DnaChangeKind(word)
    if kind is DnaChangeKind.INSERTION and not is_range:
        scanner.offset -= len(word)
        raise scanner.error("two neighbouring positions before ins, such as 227_228insA")
    inserted = ""
    if kind in (DnaChangeKind.INSERTION, DnaChangeKind.DELINS):
        inserted = scanner.expect(_BASES, "the inserted bases")
    elif kind in (DnaChangeKind.DUPLICATION, DnaChangeKind.INVERSION):
        deleted = scanner.take(_BASES) or ""
    return kind, deleted, inserted
