"""Read pedigrees: PED of GATK and linkage programs, FAM of PLINK.

Columns divided by blanks or tabs: family, individual, father, mother, sex (1 male, 2 female,
anything else not known), and what follows does not matter here. ``0`` or ``.`` is no parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from foxp3tool.errors import InputError, counted
from foxp3tool.model.genotype import Individual, Sex

_COLUMNS: Final = 5
_NOBODY: Final = frozenset({"0", ".", "-9"})
_SEXES: Final = {
    "1": Sex.MALE,
    "male": Sex.MALE,
    "m": Sex.MALE,
    "2": Sex.FEMALE,
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
    "0": Sex.UNKNOWN,
    "3": Sex.UNKNOWN,
    "-9": Sex.UNKNOWN,
    ".": Sex.UNKNOWN,
    "na": Sex.UNKNOWN,
    "other": Sex.UNKNOWN,
    "unknown": Sex.UNKNOWN,
}


def read_pedigree(path: Path) -> dict[str, Individual]:
    """Read a PED or FAM file.

    Args:
        path: The file; lines that begin with ``#`` and blank lines are left out.

    Returns:
        The individuals by name, in the order of the file.

    Raises:
        InputError: If it cannot be read, a line is none of a pedigree, an individual stands in it
            twice or is its own ancestor, or a father is female or a mother male.
    """
    found: dict[str, Individual] = {}
    lines: dict[str, int] = {}
    for number, text in enumerate(_lines(path), 1):
        if not text.strip() or text.startswith("#"):
            continue
        try:
            individual = _individual(text, lines)
        except InputError as error:
            error.file, error.line = str(path), number
            raise
        found[individual.name] = individual
        lines[individual.name] = number
    if not found:
        raise InputError("names no individual", file=str(path), remedy="give a PED or FAM file")
    _check_parents(path, found, lines)
    _check_ancestors(path, found, lines)
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), remedy="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "is not UTF-8 text",
            file=str(path),
            cause="a spreadsheet, a compressed or a binary file (PLINK's .bed)",
            remedy="save it as text with columns divided by tabs",
        ) from error


def _individual(text: str, lines: Mapping[str, int]) -> Individual:
    # Names may hold blanks where columns are divided by tabs.
    cells = text.rstrip("\r\n").split("\t") if text.count("\t") >= _COLUMNS - 1 else text.split()
    cells = [cell.strip() for cell in cells]
    if len(cells) < _COLUMNS:
        raise InputError(
            f"{counted(len(cells), 'column')}, a pedigree has at least {_COLUMNS}",
            remedy="write family, individual, father, mother, sex and phenotype",
        )
    name, father, mother = ("" if cell in _NOBODY else cell for cell in cells[1:4])
    if not name:
        raise InputError(
            f"{cells[1]!r} is no name of an individual", remedy="name it as in the VCF"
        )
    if name in lines:
        raise InputError(
            f"{name} stands in line {lines[name]} already",
            cause="two families use one name; a VCF knows samples by name only",
            remedy="leave one line of each individual, named as in the VCF",
        )
    if name in (father, mother):
        raise InputError(f"{name} is its own parent", remedy="check columns 3 and 4")
    if father and father == mother:
        raise InputError(f"{father} is father and mother of {name}", remedy="check columns 3 and 4")
    sex = _SEXES.get(cells[4].lower())
    if sex is None:
        raise InputError(
            f"sex is {cells[4]!r}",
            cause="columns in another order, or a line of column names without #",
            remedy="write 1 (male), 2 (female) or 0 (not known)",
        )
    return Individual(name, sex, father, mother)


def _check_parents(path: Path, found: dict[str, Individual], lines: dict[str, int]) -> None:
    for one in found.values():
        roles = (("father", one.father, Sex.FEMALE), ("mother", one.mother, Sex.MALE))
        for role, parent, wrong in roles:
            if parent in found and found[parent].sex is wrong:
                raise InputError(
                    f"the {role} of {one.name}, {parent}, is {wrong.value} in line {lines[parent]}",
                    file=str(path),
                    line=lines[one.name],
                    cause="father and mother exchanged, or a wrong sex",
                    remedy="columns 3 and 4 are father and mother; sex is 1 male, 2 female",
                )


def _check_ancestors(path: Path, found: dict[str, Individual], lines: dict[str, int]) -> None:
    """Refuse a pedigree in which somebody descends from themselves."""
    done: set[str] = set()
    for name in found:
        # Depth first, without recursion: the individuals above the one that is looked at.
        above: dict[str, list[str]] = {name: _parents(found, name)}
        while above:
            last, parents = next(reversed(above.items()))
            if not parents:
                done.add(last)
                above.popitem()
                continue
            parent = parents.pop()
            if parent in above:
                raise InputError(
                    f"{parent} is their own ancestor, by way of {last}",
                    file=str(path),
                    line=lines[last],
                    remedy="check columns 3 and 4",
                )
            if parent not in done:
                above[parent] = _parents(found, parent)


def _parents(found: dict[str, Individual], name: str) -> list[str]:
    one = found[name]
    return [parent for parent in (one.father, one.mother) if parent in found]
