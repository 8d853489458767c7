"""Whether a place was read in a sample, and as what: an allele that is absent is not reference."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen


class SiteStatus(StrEnum):
    """What a file says of a reported variant's place in one sample.

    ``variant``: the reported allele itself is called. ``other_variant``: another allele that
    changes a base of the place is. ``reference``: every base is read as reference, deep and sure
    enough; ``low_coverage``: not deep or not sure enough, or a FILTER or other reads speak against
    it. ``not_called``: a record covers the place, and its genotype is missing. ``partly_covered``:
    no record tells of some of its bases. ``not_covered``: no record tells of any; it is not known
    what stands there. ``not_judged``: records of single places cannot tell, as for a large
    deletion.
    """

    VARIANT = "variant"
    OTHER_VARIANT = "other_variant"
    REFERENCE = "reference"
    LOW_COVERAGE = "low_coverage"
    NOT_CALLED = "not_called"
    PARTLY_COVERED = "partly_covered"
    NOT_COVERED = "not_covered"
    NOT_JUDGED = "not_judged"


@frozen
class SiteReading:
    """What a file says of one place in one sample.

    Args:
        status: What it says.
        genotype: The genotype as written of the record that decides; empty if there is none.
        depth: Lowest depth of the records that read the place as reference, or that of the record
            that decides; None if it is not stated.
        quality: Lowest genotype quality of them; None if it is not stated.
        covered: Bases of the place that are read, as reference or as an allele.
        note: What else is to be known.
    """

    status: SiteStatus
    genotype: str = ""
    depth: int | None = None
    quality: float | None = None
    covered: int = 0
    note: str = ""


@frozen
class CoverageLimits:
    """How deep and how sure a reading as reference must be.

    Args:
        depth: Reads.
        quality: Genotype quality, Phred-scaled.
    """

    depth: int
    quality: float
