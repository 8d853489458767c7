"""Read genotypes outside the pseudoautosomal regions of X, where a male has one copy.

The VCF specification asks for haploid calls there in males (section 1.6.2, GT: "for haploid calls,
e.g. on Y, male non-pseudoautosomal X ... only one allele value"); many callers write diploid ones
all the same. A sex that was not stated is not inferred from the calls.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.errors import counted
from foxp3tool.model.genotype import Genotype, SampleCall, Sex, Zygosity
from foxp3tool.model.issue import Issue, IssueCode

LOWEST_DEPTH: Final = 10
"""Reads below which their share of alleles says nothing; gnomAD's bound for a diploid call."""
LOWEST_BALANCE: Final = 0.2
"""Share of the rarer allele below which a heterozygous call is doubtful; gnomAD's bound."""
LOWEST_SHARE: Final = 0.1
"""Share of either allele from which two alleles are seen where there is one X."""
LOWEST_READS: Final = 3
"""Reads of either allele from which that is more than sequencing errors."""

_CAUSES_MALE: Final = (
    "mosaicism, another sex than stated, contamination or a sample swap, Klinefelter syndrome "
    "(47,XXY), wrongly mapped reads, or a caller set to diploid"
)


def read_zygosity(call: SampleCall) -> tuple[Zygosity, tuple[Issue, ...]]:
    """Return in how many copies an allele is carried, and what is to be known of the call.

    Args:
        call: A call of one allele.

    Example:
        >>> call = SampleCall("boy", Sex.MALE, "1/1", Genotype((1, 1)), 1)
        >>> read_zygosity(call)[0].value
        'hemizygous'
    """
    genotype = call.genotype
    if genotype is None:
        return Zygosity.UNKNOWN, _unclear(call, "is no genotype of this record")
    if genotype.is_missing:
        return Zygosity.NOT_CALLED, ()
    if call.sex is Sex.FEMALE and genotype.ploidy == 1:
        return (Zygosity.UNKNOWN if call.copies else Zygosity.ABSENT), _haploid_female(call)
    if not call.copies:
        return (Zygosity.ABSENT if genotype.is_complete else Zygosity.UNKNOWN), ()
    return _of_carrier(call, genotype)


def _of_carrier(call: SampleCall, genotype: Genotype) -> tuple[Zygosity, tuple[Issue, ...]]:
    if not genotype.is_complete:
        return Zygosity.UNKNOWN, _unclear(call, "is called in part only")
    if genotype.ploidy > 2:
        return Zygosity.UNKNOWN, _unclear(call, f"has {genotype.ploidy} copies")
    if not genotype.is_uniform:
        return _two_alleles(call)
    if call.sex is Sex.MALE or genotype.ploidy == 1:
        return _one_copy(call)
    if call.sex is Sex.FEMALE:
        return _homozygous(call)
    return Zygosity.UNKNOWN, _unclear(
        call, "is homozygous in a female and hemizygous in a male; state the sex (--ped or --sex)"
    )


def zygosity_by_genotype(genotype: Genotype, allele: int, sex: Sex) -> Zygosity:
    """Return the zygosity without a look at the reads."""
    return read_zygosity(SampleCall("", sex, "", genotype, allele))[0]


def chromosomes(genotype: Genotype, sex: Sex) -> tuple[int, ...]:
    """Return the allele of every X chromosome that was called.

    A male has one. Where his call shows two different alleles, or is called in part only, which one
    he has is not known, and none is returned. All other calls count as written.
    """
    if sex is Sex.MALE:
        return tuple(one for one in genotype.alleles[:1] if one is not None and genotype.is_uniform)
    return tuple(one for one in genotype.alleles if one is not None)


def reads_of(call: SampleCall) -> tuple[float, int, int] | None:
    """Return the share of an allele, its reads and those of all others; None if not known."""
    depth = call.depth if call.all_reads is None else call.all_reads
    if not depth:
        return None
    try:
        share = float(call.fraction)
    except ValueError:
        return None
    if not 0 <= share <= 1:
        return None
    reads = round(share * depth) if call.alt_reads is None else call.alt_reads
    return share, reads, depth - reads


def _haploid_female(call: SampleCall) -> tuple[Issue, ...]:
    message = (
        f"{call.sample} is female, but the call is haploid ({_written(call)}); possible causes: "
        "another sex than stated, a sample swap, Turner syndrome (45,X), a deletion of the other "
        "copy, or a caller set to haploid"
    )
    return (Issue(IssueCode.HAPLOID_FEMALE, message),)


def _two_alleles(call: SampleCall) -> tuple[Zygosity, tuple[Issue, ...]]:
    if call.sex is Sex.MALE:
        message = (
            f"{call.sample} is male, but the call has two alleles ({_written(call)}{_seen(call)}); "
            f"possible causes: {_CAUSES_MALE}"
        )
        issues = (Issue(IssueCode.HETEROZYGOUS_MALE, message),)
        return (Zygosity.MOSAIC_RANGE if _mixed(call) else Zygosity.UNKNOWN), issues
    reads = reads_of(call)
    if reads is None or reads[1] + reads[2] < LOWEST_DEPTH:
        return Zygosity.HETEROZYGOUS, ()
    if LOWEST_BALANCE <= reads[0] <= 1 - LOWEST_BALANCE:
        return Zygosity.HETEROZYGOUS, ()
    return Zygosity.MOSAIC_RANGE, _unclear(
        call, f"does not fit the reads{_seen(call)}; mosaicism, contamination or mapping"
    )


def _one_copy(call: SampleCall) -> tuple[Zygosity, tuple[Issue, ...]]:
    if _unseen(call):
        return Zygosity.UNKNOWN, _unclear(call, f"does not fit the reads{_seen(call)}")
    if not _mixed(call):
        return Zygosity.HEMIZYGOUS, ()
    return Zygosity.MOSAIC_RANGE, _unclear(
        call, f"does not fit the reads{_seen(call)}; possible causes: {_CAUSES_MALE}"
    )


def _homozygous(call: SampleCall) -> tuple[Zygosity, tuple[Issue, ...]]:
    if not (_mixed(call) or _unseen(call)):
        return Zygosity.HOMOZYGOUS, ()
    return Zygosity.UNKNOWN, _unclear(
        call, f"does not fit the reads{_seen(call)}; heterozygous, mosaic or contaminated"
    )


def _mixed(call: SampleCall) -> bool:
    """Tell whether the reads show two alleles, each more than errors would."""
    reads = reads_of(call)
    if reads is None:
        return False
    share, of_it, of_others = reads
    return (
        LOWEST_SHARE <= share <= 1 - LOWEST_SHARE
        and min(of_it, of_others) >= LOWEST_READS
        and of_it + of_others >= LOWEST_DEPTH
    )


def _unseen(call: SampleCall) -> bool:
    """Tell whether enough reads show hardly anything of an allele that is called."""
    reads = reads_of(call)
    if reads is None:
        return False
    share, of_it, of_others = reads
    is_rare = share < LOWEST_SHARE or of_it < LOWEST_READS
    return is_rare and of_it + of_others >= LOWEST_DEPTH


def _written(call: SampleCall) -> str:
    """Return the genotype for a message, in which a bar would divide issues."""
    return call.text.replace("|", "/") or "no GT"


def _seen(call: SampleCall) -> str:
    reads = reads_of(call)
    return "" if reads is None else f", {reads[1]} of {counted(reads[1] + reads[2], 'read')}"


def _unclear(call: SampleCall, why: str) -> tuple[Issue, ...]:
    return (Issue(IssueCode.GENOTYPE_UNCLEAR, f"{call.sample}: {_written(call)} {why}"),)
