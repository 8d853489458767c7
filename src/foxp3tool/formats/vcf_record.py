"""A record of a VCF near the gene, and what is taken out of it."""

from __future__ import annotations

from typing import Any

from foxp3tool.errors import InputError
from foxp3tool.model.frozen import frozen
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES


@frozen
class VcfRecord:
    """A record in a window.

    Args:
        line: 1-based line of the file; for BCF the 1-based number of the record; 0 if an index was
            used, which tells no line numbers.
        chrom: Contig as written.
        pos: 1-based position.
        id: ID, empty if missing.
        ref: REF as written.
        alts: ALT alleles as written, empty if missing.
        filter: FILTER joined by ``;``, empty if missing.
        end: 1-based last position that the record covers.
        raw: The line as it stands in the file; for BCF as htslib writes it;
            empty for what is no record of a file.
        ending: What ended the line in the file: nothing if it is the last and has no line end.
    """

    line: int
    chrom: str
    pos: int
    id: str
    ref: str
    alts: tuple[str, ...]
    filter: str
    end: int
    raw: bytes = b""
    ending: bytes = b"\n"


@frozen
class Candidate:
    """A line that lies in a window, not parsed yet.

    Args:
        line: As in :class:`VcfRecord`.
        raw: The line.
        end: 1-based last position that it covers.
        ending: As in :class:`VcfRecord`.
    """

    line: int
    raw: bytes
    end: int
    ending: bytes = b"\n"


def read_record(record: Any, candidate: Candidate) -> VcfRecord:
    """Take what matters out of htslib's record.

    Raises:
        InputError: If REF or an ALT is no sequence that VCF allows.
    """
    ref = record.ref or "."
    if not IUPAC_NUCLEOTIDES.issuperset(ref.upper()):
        raise InputError(f"REF is {ref!r}", remedy="write bases: A, C, G, T or N")
    alts = tuple(record.alts or ())
    for alt in alts:
        if not _is_allowed(alt):
            raise InputError(
                f"ALT is {alt!r}", remedy="write bases, *, <SYMBOL>, a breakend or a single dot"
            )
    return VcfRecord(
        line=candidate.line,
        chrom=record.chrom,
        pos=record.pos,
        id=record.id or "",
        ref=ref,
        alts=alts,
        filter=";".join(record.filter.keys()),
        end=candidate.end,
        raw=candidate.raw,
        ending=candidate.ending,
    )


def _is_allowed(alt: str) -> bool:
    symbolic = alt == "*" or (alt.startswith("<") and alt.endswith(">"))
    breakend = "[" in alt or "]" in alt or alt.startswith(".") or alt.endswith(".")
    return symbolic or breakend or IUPAC_NUCLEOTIDES.issuperset(alt.upper())
