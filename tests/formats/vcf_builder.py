"""Small VCF files, made in code."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pysam
import pytest
from cli_runner import Result

Annotate = Callable[..., Result]
"""Type of the fixture ``annotate``."""

COLUMNS = "#CHROM POS ID REF ALT QUAL FILTER INFO"
X38, X37 = "X:156040895", "X:155270560"
"""A contig and its length, as :func:`vcf` takes them."""
T2T, HG18 = "X:154259566", "X:154913754"

A384T = "X 49251480 rs122467170 C T 50 PASS ."
A384T_37 = "X 49107941 rs122467170 C T 50 PASS ."
R397W = "X 49251441 . G A . . ."
R397W_37 = "X 49107902 . G A . . ."
FIVE = (
    "X 49251440 . C T . . .",
    "X 49251441 . G A . . .",
    "X 49251480 . C T . . .",
    "X 49251698 . A C . . .",
    "X 49253161 . G A . . .",
)
"""Five reported mutations on GRCh38."""
FIVE_37 = (
    "X 49107901 . C T . . .",
    "X 49107902 . G A . . .",
    "X 49107941 . C T . . .",
    "X 49108159 . A C . . .",
    "X 49109622 . G A . . .",
)
"""The same on GRCh37."""


def vcf(
    *records: str,
    contigs: Iterable[str] = (X38,),
    meta: Iterable[str] = (),
    samples: Sequence[str] = (),
    end: str = "\n",
) -> bytes:
    """Return a VCF.

    Args:
        records: Lines with blanks where tabs go.
        contigs: Names with lengths, ``X:156040895``, or ``##contig`` lines without these words.
        meta: Further header lines.
        samples: Sample names; FORMAT is put before them.
        end: Line end.
    """
    lines = ["##fileformat=VCFv4.2", *meta]
    for contig in contigs:
        name, _, length = contig.partition(":")
        lines.append(f"##contig=<ID={name},length={length}>" if length else f"##contig=<ID={name}>")
    columns = f"{COLUMNS} FORMAT {' '.join(samples)}" if samples else COLUMNS
    lines += [line.replace(" ", "\t") for line in (columns, *records)]
    return "".join(line + end for line in lines).encode()


def bgzip(data: bytes, path: Path) -> Path:
    """Write data as bgzip, with pysam."""
    with pysam.BGZFile(str(path), "wb", index=None) as file:
        file.write(data)
    return path


def bgzip_bytes(data: bytes, folder: Path) -> bytes:
    return bgzip(data, folder / "made.bgz").read_bytes()


def plain_gzip(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        file.write(data)
    return buffer.getvalue()


def bcf(data: bytes, *, compressed: bool = True) -> bytes:
    """Convert a VCF to BCF with bcftools; the test is skipped if there is none."""
    tool = shutil.which("bcftools")
    if tool is None:
        pytest.skip("bcftools is not installed")
    option = "-Ob" if compressed else "-Ou"
    done = subprocess.run([tool, "view", option, "-"], input=data, capture_output=True, check=True)
    return done.stdout
