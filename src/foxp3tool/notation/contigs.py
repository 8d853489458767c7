"""Names under which the X chromosome is known in VCF files and variant names."""

from __future__ import annotations

from typing import Final

X_NAMES: Final = frozenset({"x", "chrx", "chromosomex", "chromosome_x", "23", "chr23"})
"""In lower case; any case of letters is understood."""


def is_plain_x(name: str) -> bool:
    """Tell whether a contig name means the X chromosome without naming a build.

    Example:
        >>> [is_plain_x(name) for name in ("X", "chrX", "23", "chr1", "NC_000023.11")]
        [True, True, True, False, False]
    """
    return name.lower() in X_NAMES
