"""Write lines of VCF, BED and GFF3: as text, or packed with an index if the ending asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.table_form import says_nothing
from foxp3tool.formats.vcf_files import VcfKind, kind_of, open_track_output, open_vcf_output

_ENDINGS: Final = tuple(kind.value for kind in VcfKind)


def vcf_target(form: str | None, output: Path | None, asked: str) -> Path | None:
    """Return where a VCF is written, None for standard output.

    Args:
        form: What ``--format`` says, or None.
        output: What ``--output`` says; None and ``-`` are standard output.
        asked: What makes it a VCF, for the message.

    Raises:
        UsageError: If the format, or the ending of the file, is not that of a VCF.
    """
    path = None if output == Path("-") else output
    kind = None if path is None else kind_of(path)
    if form not in (None, "vcf"):
        against = f", and the ending is that of a VCF ({kind.value})" if kind else ""
        raise UsageError(
            f"--format {form} is for tables; {asked} is VCF{against}",
            remedy="leave --format out, or ask for names with --to",
        )
    if path is not None and kind is None and not says_nothing(path):
        raise UsageError(
            f"--output {path}: the ending is not that of a VCF, which {asked} gives",
            remedy="end the name with " + ", ".join(_ENDINGS),
        )
    return path


def write_vcf_lines(lines: Iterable[str], path: Path | None) -> tuple[str, ...]:
    """Write a VCF given as lines without line ends; a packed one gets its index.

    Args:
        lines: The lines, taken as they are written.
        path: The file, whose ending tells its kind; None for text on standard output.

    Returns:
        Why there is no index, if none could be made.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    told: list[str] = []
    with open_vcf_output(path, told.append) as write:
        for line in lines:
            write(_line(line))
    return tuple(told)


def write_track_lines(lines: Iterable[str], path: Path | None) -> tuple[str, ...]:
    """Write BED or GFF3 given as lines without line ends; as :func:`write_vcf_lines`."""
    told: list[str] = []
    with open_track_output(path, told.append) as write:
        for line in lines:
            write(_line(line))
    return tuple(told)


def _line(text: str) -> bytes:
    return (text + "\n").encode("utf-8", "surrogateescape")
