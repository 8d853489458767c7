"""Where a c. name lies on each build: the check that names and VCF alleles mean the same."""

import re
from dataclasses import dataclass

from bundle_constants import Assembly
from gene_file import Transcript
from sequence_files import Genome, Span, reverse_complement

_POSITION = r"[*-]?[1-9]\d*(?:[+-][1-9]\d*)?"
HGVS_C = re.compile(
    rf"c\.(?P<first>{_POSITION})(?:"
    r"(?P<old>[ACGT])>(?P<new>[ACGT])"
    rf"|(?:_(?P<last>{_POSITION}))?del(?:ins(?P<inserted>[ACGT]+))?)"
)


@dataclass(frozen=True, slots=True)
class CodingEdit:
    """A c. name placed on one build.

    Attributes:
        span: Replaced plus-strand bases, 0-based half-open.
        bases: New plus-strand bases.
        region: `exon N` or `intron N` of the transcript, from the first position.
        offset: Intron offset of the first position, 0 in an exon.
    """

    span: Span
    bases: str
    region: str
    offset: int


def _place(position: str, transcript: Transcript, assembly: Assembly) -> tuple[int, str, int]:
    """Return 0-based genomic position, region and offset of one c. position.

    Raises:
        ValueError: The position does not exist in the transcript.
    """
    match = re.fullmatch(r"([*-]?)(\d+)([+-]\d+)?", position)
    if match is None:
        raise ValueError(f"position {position!r} cannot be read")
    exons, cds = transcript.exons[assembly.name], transcript.cds[assembly.name]
    # Genomic positions in transcript order; the gene lies on the minus strand.
    track = [
        (base, number, exon)
        for number, exon in enumerate(exons, start=1)
        for base in range(exon.end - 1, exon.start - 1, -1)
    ]
    bases = [base for base, _, _ in track]
    count, offset = int(match[2]), int(match[3] or 0)
    if match[1] == "*":
        index = bases.index(cds.start) + count
    else:
        index = bases.index(cds.end - 1) + (-count if match[1] == "-" else count - 1)
    if not 0 <= index < len(track):
        raise ValueError(f"position {position!r} lies outside {transcript.accession}")
    base, number, exon = track[index]
    if (offset > 0 and base != exon.start) or (offset < 0 and base != exon.end - 1):
        raise ValueError(f"position {position!r} is not counted from an exon border")
    intron = number if offset > 0 else number - 1
    return base - offset, f"intron {intron}" if offset else f"exon {number}", offset


def place_coding_name(
    name: str, transcript: Transcript, genome: Genome, assembly: Assembly
) -> CodingEdit:
    """Place a c. name on a build.

    Args:
        name: HGVS c. name without accession: substitution, deletion or delins.
        transcript: The transcript it counts on.
        genome: The bundled sequences.
        assembly: The build.

    Returns:
        The edit on the plus strand.

    Raises:
        ValueError: The name is malformed, outside the transcript, or has another reference base.
    """
    match = HGVS_C.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is not a c. substitution, deletion or delins")
    high, region, offset = _place(match["first"], transcript, assembly)
    low = _place(match["last"], transcript, assembly)[0] if match["last"] else high
    if low > high:
        raise ValueError(f"{name!r} runs backwards")
    span = Span(low, high + 1)
    if match["old"] and reverse_complement(genome.bases(assembly, span)) != match["old"]:
        found = reverse_complement(genome.bases(assembly, span))
        raise ValueError(f"{name!r}: the reference base on {assembly.name} is {found}")
    new = match["new"] or match["inserted"] or ""
    return CodingEdit(span, reverse_complement(new), region, offset)


def renamed_on(name: str, transcript: Transcript, assembly: Assembly, base: int) -> str:
    """Return the name of a substitution on a build whose introns may have another length.

    Args:
        name: Its name on the other build.
        transcript: The transcript it counts on.
        assembly: The build.
        base: 0-based position of the substituted base there.

    Returns:
        The name, counted from the same exon border.

    Raises:
        ValueError: The name is no substitution, or the base lies on the other side of the border.
    """
    match = re.fullmatch(r"c\.([*-]?\d+)([+-]\d+)?([ACGT]>[ACGT])", name)
    if match is None:
        raise ValueError(f"{name!r} is not a c. substitution")
    border = _place(match[1], transcript, assembly)[0]
    offset = border - base
    if (offset > 0) - (offset < 0) != {"+": 1, "-": -1}.get((match[2] or " ")[0], 0):
        raise ValueError(f"{name!r} does not name base {base + 1} of {assembly.name}")
    return f"c.{match[1]}{f'{offset:+d}' if offset else ''}{match[3]}"


def edited(genome: Genome, assembly: Assembly, span: Span, bases: str) -> str:
    """Return the bundled region of a build with one edit applied."""
    left = genome.bases(assembly, Span(assembly.start, span.start))
    return left + bases + genome.bases(assembly, Span(span.end, assembly.end))
