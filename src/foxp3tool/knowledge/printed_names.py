"""Names under which papers printed the catalog's variants, for texts that mean nothing otherwise.

Some count from the first base of an old mRNA record, from a promoter, or on another transcript. No
rule turns them into an allele for certain; that a source printed one for a variant does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.parsed import VcfDescription
from foxp3tool.model.positions import genomic_index

_REMARK: Final = re.compile(r"\s*\([^()]*\s[^()]*\)\s*$")
_ARROW: Final = re.compile(r"[-=]*>|\u2192")
_PREFIX: Final = re.compile(r"^c\.")


class PrintedNames:
    """Finds entries by a name as it is printed.

    Args:
        entries: The catalog.
    """

    def __init__(self, entries: Iterable[ReportedMutation]) -> None:
        """Sort the entries by their printed names; those without an allele are left out."""
        self._by_name: dict[str, list[tuple[ReportedMutation, str]]] = {}
        for entry in entries:
            if entry.resolution is not Resolution.EXACT:
                continue
            for name in entry.legacy_names:
                # The catalog's own remarks may be left out; those of a text may contradict it.
                for written in {_plain(name), _plain(_REMARK.sub("", name))}:
                    known = self._by_name.setdefault(written, [])
                    if all(other.id != entry.id for other, _ in known):
                        known.append((entry, name))

    def find(self, text: str) -> tuple[tuple[ReportedMutation, str], ...]:
        """Return the entries of which a source prints a text, each with the name as printed.

        Blanks, the case of letters, ``c.`` and the catalog's remark in parentheses do not count.
        """
        return tuple(self._by_name.get(_plain(text), ()))


def allele_of(entry: ReportedMutation, assembly: str) -> VcfDescription | None:
    """Return the allele of an entry on a build, or None if it has none there."""
    placement = entry.placements.get(assembly)
    if placement is None:
        return None
    return VcfDescription("X", genomic_index(placement.pos), placement.ref, placement.alt)


def _plain(name: str) -> str:
    bare = "".join(name.casefold().split())
    return _PREFIX.sub("", _ARROW.sub(">", bare))
