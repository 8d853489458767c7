"""The ids that were ever given out, and what each means: an id is never used for another variant.

`issued_ids.tsv` grows only. What an id means is the GRCh38 allele of an exact entry; of the others
the name that they are known by, until the allele is.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from facts_reader import FactError, read_text

ISSUED = Path(__file__).with_name("issued_ids.tsv")
# Ids of entries that no longer stand in the catalog. They are told as such, and never used again.
RETIRED: tuple[str, ...] = ()


def meaning(entry: Mapping[str, object]) -> str:
    """Return what the id of an entry means."""
    placements, other = entry["placements"], entry["hgvs_other"]
    assert isinstance(placements, dict)
    assert isinstance(other, list)
    if entry["resolution"] == "exact":
        place = placements["GRCh38"]
        return f"X-{place['pos']}-{place['ref']}-{place['alt']}"
    return str(other[0] if other else entry["hgvs_p"])


def issued_id(means: str, issued: Path = ISSUED) -> str:
    """Return the id that was given out for a meaning.

    Args:
        means: What the id means.
        issued: The list of ids.

    Returns:
        The id.

    Raises:
        ValueError: No id was given out for it.
    """
    ids = {own: identifier for identifier, own in _issued(issued)}
    if means not in ids:
        raise ValueError(f"{means} has no id")
    return ids[means]


def _issued(issued: Path) -> list[tuple[str, str]]:
    """Return the ids given out with what they mean."""
    lines = (line.split("\t") for line in read_text(issued).splitlines()[1:])
    return [(identifier, means) for identifier, means in lines]


def check_ids(entries: Sequence[Mapping[str, object]], issued: Path = ISSUED) -> None:
    """Stop where an id has changed its meaning, is new and not listed, or has gone.

    Args:
        entries: Entries of catalog.json.
        issued: The list of ids.

    Raises:
        FactError: The catalog and the list do not fit each other.
    """
    lines = _issued(issued)
    known = dict(lines)
    if len(known) != len(lines):
        raise FactError(issued, None, "an id stands twice", "restore the file")
    now = {str(entry["id"]): meaning(entry) for entry in entries}
    for identifier, means in now.items():
        if identifier in RETIRED or identifier not in known:
            raise FactError(
                issued,
                None,
                f"{identifier} ({means}) is not an id in use",
                "give a new variant an id that was never used, and add it at the end of the list",
            )
        if known[identifier] != means:
            raise FactError(
                issued,
                None,
                f"{identifier} means {known[identifier]}, now {means}",
                "give another allele an id of its own; change the list only where the same report "
                "became better known",
            )
    if gone := sorted(known.keys() - now.keys() - set(RETIRED)):
        raise FactError(
            issued, None, f"{gone[0]} is not in the catalog", "restore the entry, or retire the id"
        )
