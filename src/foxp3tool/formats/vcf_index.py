"""Read the lines near the gene through the index that lies beside a bgzipped VCF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, chdir, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pysam

from foxp3tool.errors import InputError
from foxp3tool.formats.index_fit import INDEX_ENDINGS, is_of_file
from foxp3tool.formats.vcf_header import VcfHeader, read_header
from foxp3tool.formats.vcf_record import Candidate
from foxp3tool.formats.vcf_shape import LineJudge, hull
from foxp3tool.formats.vcf_text import BGZF_EOF, BGZF_EXTRA, LINE_ENDS, STDIN, ByteSource

_MAGIC_BYTES: Final = 18
_BYTES_AS_TEXT: Final = "latin-1"
"""Keeps every byte of a line, whatever its encoding."""
_FAULTS: Final = (OSError, ValueError, EOFError, NotImplementedError)


def is_remote(name: str) -> bool:
    """Tell whether a name is an address that htslib fetches, not a path."""
    return "://" in name


def index_of(name: str) -> Path | None:
    """Return the index beside a local file that can have one: bgzip, not gzip or plain text."""
    if name == STDIN or is_remote(name):
        return None
    path = Path(name)
    found = [Path(name + ending) for ending in INDEX_ENDINGS if Path(name + ending).is_file()]
    if not found or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return found[0] if BGZF_EXTRA in file.read(_MAGIC_BYTES) else None
    except OSError:
        # Opening the file itself says why, and names it.
        return None


def why_unusable(name: str, index: Path) -> str:
    """Say why an index is not to be trusted; else nothing.

    Through an index that was made of an older file, or of another, records would be missed in
    silence.
    """
    path = Path(name)
    if index.stat().st_mtime < path.stat().st_mtime:
        return f"{index.name} is older than the file"
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(BGZF_EOF)))
        if file.read() != BGZF_EOF:
            return "the end-of-file block of bgzip is missing"
    return "" if is_of_file(index, path) else f"{index.name} is not that of this file"


@contextmanager
def in_own_folder() -> Iterator[None]:
    """Leave the index of a remote file, which htslib writes and reads at once, in a passing folder.

    It must not outlast the opening of the file: names of results hold in the user's folder.
    """
    with TemporaryDirectory() as folder, chdir(folder):
        yield


class IndexedLines:
    """The lines of a bgzipped VCF near the gene, through its index; to be closed after use.

    Args:
        name: A path with a usable index beside it, or an address.
        judge: Looks at single lines.
        index: Path of the index; None for the ``.tbi`` beside an address.

    Attributes:
        header: The header.

    Raises:
        InputError: If it cannot be read, has no index, or begins with no header.
    """

    def __init__(self, name: str, judge: LineJudge, index: str | None = None) -> None:
        """Open the file and its index."""
        self._name = name
        self._judge = judge
        with ExitStack() as opened:
            try:
                self._file: Any = pysam.TabixFile(name, index=index, encoding=_BYTES_AS_TEXT)
                lines = [line.encode(_BYTES_AS_TEXT) for line in self._file.header]
            except _FAULTS as error:
                raise self._unreadable(error) from error
            opened.callback(self._file.close)
            self.header: VcfHeader = read_header(lines, name, _ending(name))
            judge.see_header(lines)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def candidates(self) -> Iterator[Candidate]:
        """Yield the lines in the windows, contig by contig.

        Raises:
            InputError: If the data is damaged, or a contig is refused.
        """
        judge = self._judge
        stretch = hull(judge.windows)
        for contig in filter(judge.contigs.is_x, self._file.contigs):
            judge.counts.on_x += 1
            try:
                for line in self._file.fetch(contig, stretch.start, stretch.end):
                    raw = line.encode(_BYTES_AS_TEXT)
                    yield from judge.judged(0, raw, self.header.ending)
            except _FAULTS as error:
                raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> InputError:
        return InputError(
            f"cannot be read through its index ({error})",
            file=self._name,
            cause="no such address, a truncated file, or an index that is missing or of another "
            "file",
            remedy="make the index again (tabix -f FILE), or remove it",
        )


def _ending(name: str) -> bytes:
    """Return what ends the first line of a local file; htslib leaves line ends out."""
    if is_remote(name):
        return b"\n"
    with closing(ByteSource(name)) as source:
        line = next(source.lines(), b"\n")
    return line[len(line.rstrip(LINE_ENDS)) :]
