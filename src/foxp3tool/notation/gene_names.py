"""Names of the gene, in papers and reports, that are not its symbol."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

SYMBOL: Final = "FOXP3"
OTHER_NAMES: Final = frozenset({"SCURFIN", "IPEX", "JM2", "XPID", "AIID", "PIDX", "DIETER"})
"""Former symbols and aliases at HGNC (HGNC:6106), and the name of the protein; upper case."""
GENE_IDS: Final = frozenset({"ENSG00000049768", "HGNC:6106", "GENEID:50943"})
"""The gene's own accessions; upper case, without version."""

_LEADING: Final = Pattern(
    rf"^(?:human )?(?:{'|'.join(sorted(OTHER_NAMES))})(?: (?:gene|protein))?(?=[\s:;,_-])",
    re.IGNORECASE,
)
_SMALL_SYMBOL: Final = Pattern(rf"^(?!{SYMBOL}){SYMBOL}(?=[\s:;,_(-])", re.IGNORECASE)
_LABEL: Final = Pattern(
    r"^(?:P[1-9]|(?:pt|pat|patient|proband|case|subject|individual|sample|family)[ ._-]?[0-9]{1,4})"
    r"(?: ?[:;,.)] ?| )(?=\S)",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("hHsSiIjJxXaApPdD")
_LABELS: Final = frozenset("pPcCsSiIfF")


def use_symbol(found: Rewriting) -> None:
    """Put the gene's symbol in the place of another name of it at the beginning of a text.

    Example:
        >>> text = Rewriting("scurfin c.1150G>A")
        >>> use_symbol(text)
        >>> text.text
        'FOXP3 c.1150G>A'
    """
    if found.text[:1] in _FIRST:
        found.replace(_LEADING, SYMBOL, f"another name of {SYMBOL}")


def take_label(found: Rewriting) -> None:
    """Take the number of a patient off the beginning of a text.

    Of names with P only nine are: P53 and the like are names of genes.

    Example:
        >>> text = Rewriting("P1: c.1150G>A")
        >>> take_label(text)
        >>> text.text
        'c.1150G>A'
    """
    if found.text[:1] in _LABELS:
        found.replace(_LABEL, "", "the number of a patient or sample in front is left out")
