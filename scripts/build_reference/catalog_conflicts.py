"""The known conflicts between the sources, with their entries: the README's, and the copy's."""

import re
from pathlib import Path

from clinvar_copy import USED_ON
from facts_reader import FactError, read_text

README = "catalog/README.md"
HEADING = "## Known conflicts (keep both sides)"

# First words of an item of the README -> entries it speaks of. The forkhead dimer concerns the
# entries whose functional findings rest on one of the two views.
ENTRIES: dict[str, tuple[str, ...]] = {
    "p.Ala38Ser (c.112G>T) and c.543C>T": ("FX011", "FX056"),
    "p.Arg114Trp (c.340C>T)": ("FX040", "FX136", "FX009", "FX045"),
    "p.Arg397Gln": ("FX134",),
    "p.Ala384Thr": ("FX127",),
    "p.Phe324Leu": ("FX090",),
    "p.Glu251del": ("FX073",),
    "c.227del": ("FX028",),
    "c.1015C>T": ("FX095",),
    "The poly-A signal": ("FX147", "FX148"),
    "The forkhead swap dimer": ("FX093", "FX117", "FX120"),
}
# Conflicts that the copy of ClinVar (clinvar_copy.py) brings, with their entries.
OF_THE_COPY: dict[str, tuple[str, ...]] = {
    "p.Tyr364Cys (c.1091A>G): IPEX by its paper (Duclaux-Loras 2018), conflicting in the ClinVar "
    f"copy used on {USED_ON}.": ("FX108",),
    "p.Phe324Leu (c.970T>C): mild IPEX by its paper and pathogenic in ClinVar copies of 2016 to "
    f"2021, conflicting in the copy used on {USED_ON}.": ("FX090",),
    "c.543C>T: excluded as a cause by Gambineri 2018, likely benign in ClinVar copies of 2016 and "
    f"2017, conflicting in the copy used on {USED_ON}.": ("FX056",),
    f"The ClinVar copy used on {USED_ON} has p.Val408Met as Pathogenic/Likely pathogenic and "
    "p.Met1Ile as Pathogenic; it does not have p.Ala145Asp.": ("FX136", "FX009", "FX045"),
}


def read_conflicts(facts: Path, keys: set[str]) -> dict[str, list[str]]:
    """Read the list of conflicts.

    Args:
        facts: The facts folder.
        keys: Keys of all variants.

    Returns:
        Conflicts by variant, those of the README first.

    Raises:
        FactError: The list and the table of this module do not fit each other.
    """
    path = facts / README
    _, found, rest = read_text(path).partition(f"{HEADING}\n")
    if not found:
        raise FactError(path, None, f"has no heading {HEADING!r}", "restore it")
    items = re.findall(r"^- (.+)$", rest.partition("\n## ")[0], re.MULTILINE)
    conflicts: list[tuple[str, tuple[str, ...]]] = []
    unused = set(ENTRIES)
    for item in items:
        starts = [start for start in ENTRIES if item.startswith(start)]
        if len(starts) != 1:
            raise FactError(
                path, None, f"the conflict {item!r} is not known", "add it to catalog_conflicts.py"
            )
        unused -= set(starts)
        conflicts.append((item, ENTRIES[starts[0]]))
    if unused:
        raise FactError(
            path, None, f"has no conflict {sorted(unused)[0]!r}", "correct catalog_conflicts.py"
        )
    by_key: dict[str, list[str]] = {}
    for text, own in [*conflicts, *OF_THE_COPY.items()]:
        for key in own:
            if key not in keys:
                raise FactError(path, None, f"{key} is no variant", "correct catalog_conflicts.py")
            by_key.setdefault(key, []).append(text)
    return by_key
