"""In which form a table is written, by its name and by the ending of the file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.extras import require
from foxp3tool.model.frozen import frozen

GZIP: Final = ".gz"


class TableForm(StrEnum):
    """The forms of a table, by the name that ``--format`` has for them."""

    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "md"
    PARQUET = "parquet"
    EXCEL = "xlsx"

    @property
    def is_binary(self) -> bool:
        """True for what is no text, and must not reach a terminal."""
        return self in _PACKAGES

    @property
    def is_json(self) -> bool:
        """True for the forms that hold a row as an object."""
        return self in (TableForm.JSON, TableForm.JSONL)

    @property
    def may_lack_header(self) -> bool:
        """True for the forms that are still readable without names of columns."""
        return self in (TableForm.TSV, TableForm.CSV)


_PACKAGES: Final = {TableForm.PARQUET: "pyarrow", TableForm.EXCEL: "openpyxl"}
"""What writes the binary forms; of the extra ``tables``."""

ENDINGS: Final = {
    ".tsv": TableForm.TSV,
    ".txt": TableForm.TSV,
    ".csv": TableForm.CSV,
    ".json": TableForm.JSON,
    ".jsonl": TableForm.JSONL,
    ".ndjson": TableForm.JSONL,
    ".md": TableForm.MARKDOWN,
    ".parquet": TableForm.PARQUET,
    ".xlsx": TableForm.EXCEL,
}


@frozen
class Target:
    """Where a table goes, and in which form.

    Args:
        form: The form.
        path: The file, or None for standard output.
        is_compressed: True if the text is written gzipped.
        has_header: False if the names of the columns are left out.
    """

    form: TableForm
    path: Path | None = None
    is_compressed: bool = False
    has_header: bool = True


def form_of(path: Path) -> tuple[TableForm | None, bool]:
    """Return what the ending of a file says: the form, None if none, and whether gzipped.

    Example:
        >>> form_of(Path("family.csv.gz"))
        (<TableForm.CSV: 'csv'>, True)
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    is_compressed = suffixes[-1:] == [GZIP]
    if is_compressed:
        suffixes.pop()
    form = ENDINGS.get(suffixes[-1]) if suffixes else None
    if is_compressed and form is not None and form.is_binary:
        return None, True
    return form, is_compressed


def choose_target(
    named: str | None,
    output: Path | None,
    *,
    has_header: bool = True,
    further: Sequence[str] = (),
) -> Target:
    """Return where and how to write.

    Args:
        named: What ``--format`` says, or None.
        output: What ``--output`` says; None and ``-`` are standard output.
        has_header: False if the user wants no header line.
        further: Endings of other formats that the command writes, for the message.

    Raises:
        UsageError: If the ending names no form, or another than ``--format``, unless there is no
            ending; if a form cannot be without a header; or if what writes it is not installed.
    """
    wanted = None if named is None else TableForm(named)
    if output is None or output == Path("-"):
        target = Target(wanted or TableForm.TSV, has_header=has_header)
    else:
        form, is_compressed = form_of(output)
        if wanted is not None and says_nothing(output):
            form = wanted
        if form is None:
            raise UsageError(
                f"--output {output}: the ending names no format that this version writes here",
                remedy=f"end the name with one of {', '.join((*ENDINGS, *further))}; those of text "
                f"may have {GZIP} behind them; a name without an ending takes --format",
            )
        if wanted not in (None, form):
            raise UsageError(
                f"--output {output}: the ending says {form.value}, --format says {named}",
                remedy="leave --format out, or change the ending",
            )
        target = Target(form, output, is_compressed, has_header)
    if not (has_header or target.form.may_lack_header):
        raise UsageError(
            f"--no-header is for tsv and csv; {target.form.value} cannot be read without its names",
            remedy="leave --no-header out",
        )
    package = _PACKAGES.get(target.form)
    if package is not None:
        require(package, "tables", f"the format {target.form.value}")
    return target


def says_nothing(path: Path) -> bool:
    """Tell whether a name speaks of no form: it has no ending, or is of a pipe or a device.

    Such a name takes whatever ``--format`` says.
    """
    return "." not in path.name or (path.exists() and not (path.is_file() or path.is_dir()))
