"""Genotypes on the X chromosome: what is called in one sample, and how it is read."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen


class Sex(StrEnum):
    """The sex of a sample, as the user states it; it is never guessed from the data."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Zygosity(StrEnum):
    """In how many copies an allele is carried, in words."""

    HEMIZYGOUS = "hemizygous"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    MOSAIC_RANGE = "mosaic-range"
    UNKNOWN = "unknown"
    ABSENT = "absent"
    NOT_CALLED = "not called"


class Inheritance(StrEnum):
    """Where an allele comes from, as far as the genotypes of the parents tell."""

    NONE = ""
    MATERNAL = "maternal"
    PATERNAL = "paternal"
    BIPARENTAL = "biparental"
    DE_NOVO = "de novo"
    NOT_KNOWN = "not known"
    NOT_COMPATIBLE = "not compatible"


@frozen
class Genotype:
    """A genotype call.

    Args:
        alleles: One number a copy: 0 for REF, 1 for the first ALT allele; None if missing.
        phased: True if the order of the copies means something.

    Example:
        >>> Genotype((0, 1), phased=False).copies(1)
        1
    """

    alleles: tuple[int | None, ...]
    phased: bool = False

    @property
    def ploidy(self) -> int:
        """Copies that were called, or could have been."""
        return len(self.alleles)

    @property
    def is_missing(self) -> bool:
        """True if no copy was called; that is not the reference."""
        return all(allele is None for allele in self.alleles)

    @property
    def is_complete(self) -> bool:
        """True if every copy was called."""
        return None not in self.alleles

    @property
    def is_uniform(self) -> bool:
        """True if every copy was called, and all alike."""
        return self.is_complete and len(set(self.alleles)) == 1

    def copies(self, allele: int) -> int:
        """Return how many copies of an allele were called."""
        return self.alleles.count(allele)


MISSING = Genotype((None,))


@frozen
class SampleCall:
    """What the record says of one ALT allele in one sample.

    Args:
        sample: Name of the sample.
        sex: Its sex.
        text: The genotype as written; empty if there is none.
        genotype: The genotype; None if what is written is none of this record.
        allele: The ALT allele asked about, 1 for the first.
        ref_reads: Reads of REF.
        alt_reads: Reads of this ALT allele.
        all_reads: Reads of all alleles together.
        depth: Depth as the file gives it, else that of all alleles.
        quality: Genotype quality as written; empty if there is none.
        fraction: Share of the reads that show the allele, as written; computed from the reads if
            the file gives none; empty if it is not known.
    """

    sample: str
    sex: Sex
    text: str
    genotype: Genotype | None
    allele: int
    ref_reads: int | None = None
    alt_reads: int | None = None
    all_reads: int | None = None
    depth: int | None = None
    quality: str = ""
    fraction: str = ""

    @property
    def copies(self) -> int:
        """Copies of the allele that were called."""
        return 0 if self.genotype is None else self.genotype.copies(self.allele)


@frozen
class SampleReading:
    """A call and what it means.

    Args:
        call: The call.
        zygosity: In how many copies the allele is carried.
        inheritance: Where it comes from.
    """

    call: SampleCall
    zygosity: Zygosity
    inheritance: Inheritance = Inheritance.NONE


@frozen
class GenotypeCounts:
    """How many copies and samples of a file have an allele.

    Args:
        allele_count: X chromosomes that carry the allele (AC).
        allele_number: X chromosomes that were called (AN); None if that cannot be counted.
        hemizygotes: Samples with the allele on their one X.
        heterozygotes: Samples with it on one of two.
        homozygotes: Samples with it on both.
        unclear: Samples that carry it, in how many copies cannot be told.
        not_called: Samples without a call.
    """

    allele_count: int = 0
    allele_number: int | None = 0
    hemizygotes: int = 0
    heterozygotes: int = 0
    homozygotes: int = 0
    unclear: int = 0
    not_called: int = 0


@frozen
class Individual:
    """A person of a pedigree.

    Args:
        name: As in the VCF's header.
        sex: The sex.
        father: Name of the father, empty if not stated.
        mother: Name of the mother, empty if not stated.
    """

    name: str
    sex: Sex = Sex.UNKNOWN
    father: str = ""
    mother: str = ""
