"""Check the header of a VCF against the specification, line by line.

The rules are those of VCF 4.3 (https://samtools.github.io/hts-specs/VCFv4.3.pdf, section 1.4) as
far as they hold for 4.1 to 4.5; what only a later version fixed is asked of files of that version
on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from foxp3tool.model.frozen import frozen

_FILE_FORMAT: Final = re.compile(r"##fileformat=VCFv4\.(\d)$")
_META: Final = re.compile(r"##([^=\s]+)=(.+)$", re.DOTALL)
_PAIR: Final = re.compile(
    r'([A-Za-z0-9_.]+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^",\[][^,]*|)(?:,|$)', re.DOTALL
)
_NUMBER: Final = re.compile(r"\d+|[ARG.]")
_NEW_NUMBER: Final = re.compile(r"\d+|[ARGMP.]|L[ARG]")
_NEW_NUMBER_SINCE: Final = 5
_TYPES: Final = frozenset({"Integer", "Float", "Flag", "Character", "String"})
_ADDRESS: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://(?:[^@/\s]+@)?(?:[A-Za-z][A-Za-z0-9.-]*|\d+(?:\.\d+){3})(?::\d+)?(?:[/?].*)?",
    re.IGNORECASE,
)
_CONTIG_NAME: Final = re.compile(r"""[^\s,*<>\[\]{}()'"`]+|HLA-[^\s,<>]+""")
_ALT_NAME: Final = re.compile(r"[^\s,<>]+")
_SAMPLE_NAME: Final = re.compile(r"[^\s,*<>]+")
_ANCESTOR: Final = re.compile(r"[A-Za-z0-9_.-]+")
_PREFIXED: Final = frozenset({"DEL", "INS", "DUP", "INV", "CNV", "BND"})
_ORDER: Final = {
    "INFO": ("ID", "Number", "Type", "Description"),
    "FORMAT": ("ID", "Number", "Type", "Description"),
    "META": ("ID", "Number", "Type", "Values"),
    "FILTER": ("ID", "Description"),
    "ALT": ("ID", "Description"),
    "contig": ("ID",),
    "SAMPLE": ("ID",),
    "PEDIGREE": ("ID",),
}
_UNIQUE: Final = frozenset({"INFO", "FORMAT", "FILTER", "ALT", "contig"})
# VCF 4.3, tables 1 and 2; MQ of INFO has no type there.
_RESERVED_SINCE: Final = 3
RESERVED: Final = {
    ("INFO", name): (number, kind)
    for number, kind, names in (
        ("1", "String", "AA"),
        ("A", "Integer", "AC"),
        ("R", "Integer", "AD ADF ADR"),
        ("A", "Float", "AF"),
        ("1", "Integer", "AN DP END MQ0 NS"),
        ("1", "Float", "BQ"),
        ("A", "String", "CIGAR"),
        ("0", "Flag", "DB H2 H3 SOMATIC VALIDATED 1000G"),
        ("1", "", "MQ"),
    )
    for name in names.split()
} | {
    ("FORMAT", name): (number, kind)
    for number, kind, names in (
        ("R", "Integer", "AD ADF ADR"),
        ("1", "Integer", "DP GQ MQ PQ PS"),
        ("A", "Integer", "EC"),
        ("1", "String", "FT GT"),
        ("G", "Float", "GL GP"),
        ("2", "Integer", "HQ"),
        ("G", "Integer", "PL"),
    )
    for name in names.split()
}


@frozen
class Definition:
    """What a header says of a field of INFO or FORMAT: ``Number`` and ``Type`` as written."""

    number: str
    kind: str


@dataclass(slots=True)
class Definitions:
    """What a header defines, by the name of the field.

    Args:
        version: Minor version of the format, such as 3 for ``VCFv4.3``; None if it is not stated.
        info: Fields of INFO.
        format: Fields of FORMAT.
    """

    version: int | None = None
    info: dict[str, Definition] = field(default_factory=dict)
    format: dict[str, Definition] = field(default_factory=dict)

    @property
    def reserves(self) -> bool:
        """True if the version reserves names of fields with their Number and Type."""
        return self.version is not None and self.version >= _RESERVED_SINCE


@frozen
class Fault:
    """What is wrong with a line.

    Args:
        line: 1-based line of the file, 0 if it is not known.
        text: What is wrong.
    """

    line: int
    text: str

    def __str__(self) -> str:
        """Write it for a message."""
        return f"line {self.line}: {self.text}" if self.line else self.text


def check_header(lines: Sequence[bytes]) -> tuple[Definitions, tuple[Fault, ...]]:
    """Check the lines of a header, that of the columns last.

    Returns:
        What it defines, and what is wrong.
    """
    found = Definitions()
    faults: list[Fault] = []
    seen: Counter[tuple[str, str]] = Counter()
    for number, raw in enumerate(lines, 1):
        line = raw.decode("utf-8", "replace")
        if number == 1:
            told = _version_fault(line, found)
        elif number == len(lines):
            told = list(_column_faults(line))
        else:
            told = list(_meta_faults(line, found, seen))
        faults += [Fault(number, text) for text in told]
    return found, tuple(faults)


def _version_fault(line: str, found: Definitions) -> list[str]:
    match = _FILE_FORMAT.match(line)
    if match is None:
        return [f"{line[:60]} is not ##fileformat=VCFv4.x"]
    found.version = int(match[1])
    return []


def _column_faults(line: str) -> Iterator[str]:
    cells = line.split("\t")
    if cells[5:8] != ["QUAL", "FILTER", "INFO"]:
        yield "columns 6 to 8 are not QUAL, FILTER, INFO"
    if len(cells) > 8 and cells[8] != "FORMAT":
        yield f"column 9 is {cells[8]}, not FORMAT"
    if len(cells) == 9:
        yield "there is a column FORMAT, and no sample"
    for name, times in Counter(cells[9:]).items():
        if times > 1:
            yield f"{times} samples are called {name}"


def _meta_faults(line: str, found: Definitions, seen: Counter[tuple[str, str]]) -> Iterator[str]:
    match = _META.match(line)
    if match is None:
        yield "the line is not ##KEY=VALUE"
        return
    key, value = match.groups()
    if key in ("assembly", "pedigreeDB"):
        yield from _address_faults(key, value)
    if key not in _ORDER:
        return
    if not (value.startswith("<") and value.endswith(">")):
        yield f"##{key} has no <...>, or it is not closed"
        return
    pairs = _pairs(value[1:-1])
    if pairs is None:
        yield f"##{key} is not made of KEY=VALUE: a quote or a comma in the wrong place"
        return
    name = pairs.get("ID", "")
    yield from _order_faults(key, pairs)
    yield from _name_faults(key, name, pairs)
    seen[key, name] += 1
    if key in _UNIQUE and name and seen[key, name] == 2:  # told once
        yield f"##{key} of {name} stands twice"
    if key in ("INFO", "FORMAT", "META", "ALT"):
        yield from _type_faults(key, name, pairs, found)
    definition = Definition(pairs.get("Number", "."), pairs.get("Type", "String"))
    if key == "INFO":
        found.info.setdefault(name, definition)
    elif key == "FORMAT":
        found.format.setdefault(name, definition)


def _address_faults(key: str, value: str) -> Iterator[str]:
    address = value
    if key == "pedigreeDB" and value.startswith("<") and value.endswith(">"):
        address = value[1:-1]
    if not address or ("://" in address and not _ADDRESS.fullmatch(address)):
        yield f"##{key} is {value}, no address"


def _pairs(body: str) -> dict[str, str] | None:
    """Return the fields of a structured line; None if it is not made of them."""
    pairs: dict[str, str] = {}
    place = 0
    while place < len(body):
        match = _PAIR.match(body, place)
        if match is None or match[1] in pairs:
            return None
        pairs[match[1]] = match[2]
        place = match.end()
    return pairs if pairs and not body.endswith(",") else None


def _order_faults(key: str, pairs: dict[str, str]) -> Iterator[str]:
    wanted = _ORDER[key]
    if key in ("ALT", "META", "INFO", "FORMAT"):
        order = [name for name in pairs if name in ("ID", "Number", "Type", wanted[-1])]
        stand = {"ID": 0, "Number": 1, "Type": 2, wanted[-1]: 3}
        swapped = key == "META" and order[1:3] == ["Type", "Number"]
        if order != sorted(order, key=stand.__getitem__) and not swapped:
            yield f"##{key} has its fields in another order than {', '.join(wanted)}"
    for name in wanted:
        if not pairs.get(name):
            yield f"##{key} has no {name}"
    text = pairs.get("Description")
    if text and not text.startswith('"'):
        yield f"##{key} has a Description without quotes"
    values = pairs.get("Values")
    if values and not values.startswith("["):
        yield f"##{key} has Values without brackets"


def _name_faults(key: str, name: str, pairs: dict[str, str]) -> Iterator[str]:
    pattern = {"contig": _CONTIG_NAME, "ALT": _ALT_NAME, "SAMPLE": _SAMPLE_NAME}.get(key)
    if pattern is not None and name and not pattern.fullmatch(name):
        yield f"##{key} has the ID {name}, with characters that are not allowed"
    if key == "ALT" and ":" in name and name.partition(":")[0] not in _PREFIXED:
        yield f"##ALT has the ID {name}, whose first part is none of {', '.join(sorted(_PREFIXED))}"
    if key == "PEDIGREE":
        for other, value in pairs.items():
            if not _ANCESTOR.fullmatch(value):
                yield f"##PEDIGREE has {other}={value}, with characters that are not allowed"


def _type_faults(key: str, name: str, pairs: dict[str, str], found: Definitions) -> Iterator[str]:
    number, kind = pairs.get("Number"), pairs.get("Type")
    pattern = _NEW_NUMBER if (found.version or 0) >= _NEW_NUMBER_SINCE else _NUMBER
    if number is not None and not pattern.fullmatch(number):
        yield f"##{key} of {name} has Number={number}"
    if kind is not None and (kind not in _TYPES or (kind == "Flag" and key == "FORMAT")):
        yield f"##{key} of {name} has Type={kind}"
    reserved = RESERVED.get((key, name))
    if reserved is None or not found.reserves:
        return
    for what, stated, wanted in zip(("Number", "Type"), (number, kind), reserved, strict=True):
        if wanted and stated is not None and stated != wanted:
            yield f"##{key} of {name} has {what}={stated}, the specification {wanted}"
