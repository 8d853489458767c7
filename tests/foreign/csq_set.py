"""The test data of ``bcftools csq``: one folder a gene with GFF3, FASTA, VCF and stored answers.

A line of a VCF file is judged by csq together with the other lines (haplotypes), but for the
answers in ``.txt-l``, which were made with ``--local-csq``. In ``.txt`` and ``.txt-l`` each record
stands twice: first with the consequence that its author expected, then with what csq says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

Key = tuple[int, str, str]


class Kind(Enum):
    """What can be compared of an allele; the value is its name in docs/foreign-cases.md."""

    ANSWERED = "answered for itself"
    NO_CONSEQUENCE = "answered: no consequence"
    HAPLOTYPE = "answered as part of a haplotype only"
    UNANSWERED = "no answer stored"
    SYMBOLIC = "symbolic allele"
    NO_CHANGE = "REF and ALT are equal"
    NO_ALT = "no ALT"


@dataclass(frozen=True, slots=True)
class CsqAllele:
    """One ALT allele of one record.

    Args:
        file: Folder and name of the VCF file.
        gff3: Name of the GFF3 file that it is judged with.
        chrom: Name of the sequence.
        start: 0-based position of the first base of REF.
        ref: REF as it stands there.
        alt: ALT as it stands there.
        kind: What can be compared.
        answer: csq's answer; empty where there is none to this allele alone.
    """

    file: str
    gff3: str
    chrom: str
    start: int
    ref: str
    alt: str
    kind: Kind
    answer: str

    def __str__(self) -> str:
        return f"{self.file} {self.start + 1} {self.ref}>{self.alt}"

    @property
    def has_bases(self) -> bool:
        """True if it is a change of one sequence into another."""
        return self.kind not in (Kind.SYMBOLIC, Kind.NO_CHANGE, Kind.NO_ALT)


def folders(root: Path) -> list[Path]:
    """Return the genes' folders."""
    return sorted(path for path in root.iterdir() if path.is_dir())


def fasta_of(folder: Path) -> Path:
    """Return the one FASTA file of a folder."""
    (path,) = folder.glob("*.fa")
    return path


def gff3_for(vcf: Path) -> str:
    """Return the name of the GFF3 file that a VCF file is judged with."""
    own = vcf.with_suffix(".gff")
    return own.name if own.is_file() else f"{vcf.parent.name}.gff"


def repaired(gff3: Path, target: Path) -> Path:
    """Copy a GFF3 file of the set and make it one: the set's excerpts are cut and shifted by hand.

    Lines of whole chromosomes, which begin before the excerpt, are left out; genes that begin
    before it begin with its first base; tabs inside the attributes become blanks again.
    """
    lines = []
    for line in gff3.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 9:
            lines.append(line)
            continue
        columns[8:] = [" ".join(columns[8:])]
        if int(columns[3]) < 1:
            if columns[2] != "gene":
                assert columns[2] == "chromosome", line
                continue
            columns[3] = "1"
        lines.append("\t".join(columns))
    target.write_text("\n".join((*lines, "")), encoding="utf-8")
    return target


def alleles(folder: Path) -> Iterator[CsqAllele]:
    """Yield every ALT allele of every VCF file of a folder."""
    for vcf in sorted(folder.glob("*.vcf")):
        together = _answers(vcf.with_suffix(".txt"))
        alone = _answers(vcf.with_suffix(".txt-l"))
        for line in vcf.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            chrom, pos, _, ref, alts, _, _, info, *_ = line.split("\t")
            expected = dict(item.partition("=")[::2] for item in info.split(";")).get("EXP")
            for alt in alts.split(","):
                key = (int(pos), ref, alts)
                kind, answer = _kind(ref, alt, alone.get(key) or together.get(key) or expected)
                file = f"{folder.name}/{vcf.name}"
                name = gff3_for(vcf)
                yield CsqAllele(file, name, chrom, int(pos) - 1, ref, alt, kind, answer)


def _answers(path: Path) -> dict[Key, str]:
    """Return csq's answers by position, REF and ALT; the last one of a record is csq's.

    The files of two records with genotypes have a column for each haplotype, and ``.`` in one.
    """
    found: dict[Key, str] = {}
    if not path.is_file():
        return found
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            pos, ref, alt, *columns = line.split("\t")
            said = [text for text in columns if text != "."]
            found[int(pos), ref, alt] = said[-1] if said else "."
    return found


def _kind(ref: str, alt: str, answer: str | None) -> tuple[Kind, str]:
    if alt.startswith("<"):
        return Kind.SYMBOLIC, ""
    if alt == ".":
        return Kind.NO_ALT, ""
    if alt == ref:
        return Kind.NO_CHANGE, ""
    if answer is None:
        return Kind.UNANSWERED, ""
    if answer == ".":
        return Kind.NO_CONSEQUENCE, ""
    if any(_is_compound(item) for item in answer.split(",")):
        return Kind.HAPLOTYPE, ""
    return Kind.ANSWERED, answer


def _is_compound(item: str) -> bool:
    """True for a pointer to another record, or a consequence of several records together."""
    columns = item.split("|")
    return item.startswith(("@", "*")) or (len(columns) > 6 and "+" in columns[6])
