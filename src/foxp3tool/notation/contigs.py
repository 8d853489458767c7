"""Names under which the X chromosome is known in VCF files and variant names."""

from __future__ import annotations

from typing import Final

_CHROMOSOME_X: Final = frozenset({"x", "chrx", "chromosomex", "chromosome_x", "23", "chr23"})


def is_plain_x(name: str) -> bool:
    """Tell whether a contig name means the X chromosome without naming a build.

    Example:
        >>> [is_plain_x(name) for name in ("X", "chrX", "23", "chr1", "NC_000023.11")]
        [True, True, True, False, False]
    """
    return name.lower() in _CHROMOSOME_X
