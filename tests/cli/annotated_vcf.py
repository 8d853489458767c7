"""Read an annotated VCF by the letter, without the program's own code."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

OURS = (b"CSQ", b"FOXP3_IPEX", b"FOXP3_ISSUE")
OUR_LINES = (
    b"##INFO=<ID=CSQ,", b"##INFO=<ID=FOXP3_IPEX,", b"##INFO=<ID=FOXP3_ISSUE,",
    b"##foxp3tool_annotate=", b"##foxp3tool_annotateCommand=",
)  # fmt: skip


def bcftools(*args: object, stdin: bytes | None = None) -> str:
    """Run bcftools and return what it prints; a warning is a failure."""
    tool = shutil.which("bcftools")
    if tool is None:
        pytest.skip("bcftools is not installed")
    done = subprocess.run([tool, *map(str, args)], input=stdin, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def body(data: bytes) -> list[bytes]:
    """Return the lines behind the header, with their line ends."""
    return [line for line in data.splitlines(keepends=True) if not line.startswith(b"#")]


def header(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines(keepends=True) if line.startswith(b"#")]


def info(line: bytes) -> dict[str, str]:
    """Return the keys of INFO; a flag has an empty value."""
    items = line.rstrip(b"\r\n").split(b"\t")[7].decode().split(";")
    return dict(item.partition("=")[::2] for item in items)


def without_ours(line: bytes) -> bytes:
    """Return a line as it was before the annotation: only what is ours is taken out of INFO."""
    cells = line.split(b"\t")
    ending = cells[-1][len(cells[-1].rstrip(b"\r\n")) :]
    cells[-1] = cells[-1].rstrip(b"\r\n")
    items = [item for item in cells[7].split(b";") if item.partition(b"=")[0] not in OURS]
    cells[7] = b";".join(items) or b"."
    return b"\t".join(cells) + ending


def csq_names(data: bytes, key: str = "CSQ") -> list[str]:
    """Return the fields, as programs that read VEP's header line find them."""
    found = re.search(rf'##INFO=<ID={key},.*Format: ([^"]+)">'.encode(), data)
    assert found is not None
    return found[1].decode().split("|")


def csq(data: bytes, line: bytes, key: str = "CSQ") -> list[dict[str, str]]:
    """Return the entries of a line, each by field."""
    value = info(line).get(key)
    names = csq_names(data, key)
    entries = [] if value is None else value.split(",")
    return [dict(zip(names, entry.split("|"), strict=True)) for entry in entries]


def names_in(folder: Path) -> list[str]:
    """Return everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())
