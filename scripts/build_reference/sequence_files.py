"""The sequences: both builds, their differences, the proteins; FASTA in and out."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bundle_constants import (
    FULL_LENGTH_PROTEIN,
    GRCH37,
    GRCH38,
    PROTEIN_ISOFORMS,
    REFSEQGENE,
    REFSEQGENE_MD5,
    Assembly,
)
from facts_reader import FactError, Row, read_table, read_text

LINE_WIDTH = 60
COMPLEMENT = str.maketrans("ACGT", "TGCA")
_BASES = "TCAG"
# Standard genetic code (NCBI translation table 1), codons in TCAG order.
CODON_TABLE = dict(
    zip(
        (a + b + c for a in _BASES for b in _BASES for c in _BASES),
        "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
        strict=True,
    )
)
DIFFERENCE_COLUMNS = (
    "build",
    "type",
    "lrg_start",
    "lrg_end",
    "chrX_start",
    "chrX_end",
    "lrg_seq(gene strand)",
    "genome_seq(gene strand)",
)
DIFFERENCE_TABLE_COLUMNS = (
    "id",
    "kind",
    "grch37_start",
    "grch37_end",
    "grch37_bases",
    "grch38_start",
    "grch38_end",
    "grch38_bases",
    "lrg_start",
    "lrg_end",
    "source",
)
# LRG schema name of a difference -> the bundle's name.
DIFFERENCE_KINDS = {
    "mismatch": "substitution",
    "lrg_ins": "absent_in_grch38",
    "other_ins": "absent_in_grch37",
}


class Span(NamedTuple):
    """A 0-based half-open interval on the plus strand of chromosome X."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the builds inside the bundled region.

    Attributes:
        kind: substitution, absent_in_grch38 or absent_in_grch37.
        grch37: Interval on GRCh37; empty at the insertion point where the bases are absent.
        grch37_bases: Plus-strand bases.
        grch38: Interval on GRCh38; empty at the insertion point where the bases are absent.
        grch38_bases: Plus-strand bases.
        lrg: Interval on LRG_62 (gene strand), 0-based half-open.
    """

    kind: str
    grch37: Span
    grch37_bases: str
    grch38: Span
    grch38_bases: str
    lrg: Span


@dataclass(frozen=True, slots=True)
class Genome:
    """The bundled plus-strand sequences and how they differ.

    Attributes:
        sequences: Build name to bases.
        differences: In ascending order of position.
    """

    sequences: dict[str, str]
    differences: tuple[Difference, ...]

    def bases(self, assembly: Assembly, span: Span) -> str:
        """Return the plus-strand bases of an interval, which may lie at most in the region."""
        if not assembly.start <= span.start <= span.end <= assembly.end:
            return ""
        sequence = self.sequences[assembly.name]
        return sequence[span.start - assembly.start : span.end - assembly.start]

    def lift(self, position: int) -> int | None:
        """Return the 0-based GRCh38 position of a 0-based GRCh37 position, or None without one."""
        shift = GRCH38.start - GRCH37.start
        for difference in self.differences:
            if position < difference.grch37.start:
                break
            if position < difference.grch37.end and difference.kind != "substitution":
                return None
            shift += len(difference.grch38_bases) - len(difference.grch37_bases)
        return position + shift


def reverse_complement(bases: str) -> str:
    """Return the bases of the other strand, read 5' to 3'."""
    return bases.translate(COMPLEMENT)[::-1]


def translate(coding: str) -> str:
    """Return the protein of a coding sequence; `*` is a stop, an incomplete last codon is left."""
    usable = len(coding) - len(coding) % 3
    return "".join(CODON_TABLE[coding[i : i + 3]] for i in range(0, usable, 3))


def read_fasta(path: Path, accession: str, md5: str) -> str:
    """Read a source FASTA of one record and check it against its published md5.

    Args:
        path: FASTA file.
        accession: Accession that the header must begin with.
        md5: MD5 of the upper-case bases without line breaks.

    Returns:
        The bases.

    Raises:
        FactError: Another record, other letters than ACGT, or another md5.
    """
    header, *lines = read_text(path).splitlines() or [""]
    if not header.startswith(f">{accession}"):
        raise FactError(path, 1, f"header is {header!r}, expected >{accession}", "restore the file")
    for number, line in enumerate(lines, start=2):
        if set(line) - set("ACGT"):
            raise FactError(
                path, number, "letters other than ACGT in upper case", "restore the file"
            )
    bases = "".join(lines)
    found = hashlib.md5(bases.encode(), usedforsecurity=False).hexdigest()
    if found != md5:
        raise FactError(
            path,
            None,
            f"md5 of the sequence is {found}, the facts README says {md5}",
            "restore the file; a new sequence needs a new md5 in bundle_constants.py",
        )
    return bases


def write_fasta(records: Iterable[tuple[str, str]]) -> str:
    """Return FASTA text of (header, sequence) pairs in lines of 60."""
    lines = []
    for header, sequence in records:
        lines.append(f">{header}")
        lines.extend(sequence[i : i + LINE_WIDTH] for i in range(0, len(sequence), LINE_WIDTH))
    return "\n".join(lines) + "\n"


def read_difference(row: Row) -> Difference:
    """Convert a row of the source (1-based, gene strand) to plus strand and 0-based half-open."""
    kind = DIFFERENCE_KINDS[row.choice("type", DIFFERENCE_KINDS)]
    lrg_first, lrg_last = row.number("lrg_start"), row.number("lrg_end")
    first, last = row.number("chrX_start"), row.number("chrX_end")
    bases = [
        reverse_complement("" if row[field] == "-" else row[field])
        for field in ("lrg_seq(gene strand)", "genome_seq(gene strand)")
    ]
    lrg, grch38 = Span(lrg_first - 1, lrg_last), Span(first - 1, last)
    # Where the bases are absent the source names the two neighbours; the point between them is
    # the 1-based number of the left one.
    if kind == "absent_in_grch37":
        lrg = Span(lrg_first, lrg_last - 1)
    if kind == "absent_in_grch38":
        grch38 = Span(first, last - 1)
    # LRG_62 runs down GRCh37 from the last base of the region.
    grch37 = Span(GRCH37.end - lrg.end, GRCH37.end - lrg.start)
    sizes = (grch37.end - grch37.start, grch38.end - grch38.start)
    if sizes != (len(bases[0]), len(bases[1])):
        raise row.error(f"interval lengths {sizes} do not fit the bases {bases}")
    return Difference(kind, grch37, bases[0], grch38, bases[1], lrg)


def read_differences(facts: Path) -> tuple[Difference, ...]:
    """Read the differences of the builds, ascending by GRCh38 position."""
    rows = read_table(
        facts, "reference/build_differences.tsv", DIFFERENCE_COLUMNS, "lrg_start", numbered=True
    )
    found = []
    for row in rows:
        if row.choice("build", ("GRCh37", "GRCh38")) == "GRCh38":
            found.append(read_difference(row))
            continue
        expected = ("none", "1", str(GRCH37.end - GRCH37.start))
        if (row["type"], row["lrg_start"], row["lrg_end"]) != expected:
            raise row.error("GRCh37 is expected to equal NG_007392.1 over the whole region")
    return tuple(sorted(found, key=lambda difference: difference.grch38.start))


def read_genome(facts: Path) -> Genome:
    """Read both builds and check them against each other and against NG_007392.1.

    Args:
        facts: The facts folder.

    Returns:
        Sequences and differences.

    Raises:
        FactError: A file, an md5 or a difference does not fit the others.
    """
    folder = facts / "reference"
    sequences = {
        assembly.name: read_fasta(
            folder / f"{assembly.name}.fa",
            f"{assembly.refseq_accession}:{assembly.start + 1}-{assembly.end} ",
            assembly.md5,
        )
        for assembly in (GRCH38, GRCH37)
    }
    refseqgene = folder / f"{REFSEQGENE}.fa"
    if reverse_complement(sequences["GRCh37"]) != read_fasta(
        refseqgene, f"{REFSEQGENE} ", REFSEQGENE_MD5
    ):
        raise FactError(
            refseqgene, None, "is not the reverse complement of GRCh37", "restore the files"
        )
    genome = Genome(sequences, read_differences(facts))
    if rebuild_grch38(genome) != sequences["GRCh38"]:
        raise FactError(
            folder / "build_differences.tsv",
            None,
            "the differences applied to GRCh37 do not give GRCh38",
            "restore the file",
        )
    return genome


def rebuild_grch38(genome: Genome) -> str:
    """Return GRCh37 with the differences applied; empty where their bases do not fit."""
    parts, done = [], GRCH37.start
    for difference in genome.differences:
        if genome.bases(GRCH37, difference.grch37) != difference.grch37_bases:
            return ""
        parts += [
            genome.bases(GRCH37, Span(done, difference.grch37.start)),
            difference.grch38_bases,
        ]
        done = difference.grch37.end
    return "".join(parts) + genome.bases(GRCH37, Span(done, GRCH37.end))


def protein_sequences() -> dict[str, str]:
    """Return the isoforms with a known sequence, UniProt isoform id to residues."""
    proteins = {}
    for _, isoform, absent in PROTEIN_ISOFORMS:
        first, last = absent or (1, 0)
        proteins[isoform] = FULL_LENGTH_PROTEIN[: first - 1] + FULL_LENGTH_PROTEIN[last:]
    return proteins


def genome_fasta(assembly: Assembly, genome: Genome) -> str:
    """Return the bundled FASTA of one build."""
    place = f"{assembly.refseq_accession}:{assembly.start + 1}-{assembly.end}"
    header = f"{place} {assembly.name} plus strand"
    return write_fasta([(header, genome.sequences[assembly.name])])


def protein_fasta() -> str:
    """Return the bundled FASTA of the proteins."""
    proteins = protein_sequences()
    return write_fasta((header, proteins[isoform]) for header, isoform, _ in PROTEIN_ISOFORMS)


def write_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return tab-separated text with one header line."""
    lines = ["\t".join(columns)]
    lines.extend("\t".join(str(cell) for cell in row) for row in rows)
    return "\n".join(lines) + "\n"


def difference_table(genome: Genome) -> str:
    """Return the bundled table of build differences."""
    rows = (
        (
            f"BD{number}",
            d.kind,
            *d.grch37,
            d.grch37_bases,
            *d.grch38,
            d.grch38_bases,
            *d.lrg,
            "LRG_62.xml",
        )
        for number, d in enumerate(genome.differences, start=1)
    )
    return write_table(DIFFERENCE_TABLE_COLUMNS, rows)
