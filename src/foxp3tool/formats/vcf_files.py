"""Where VCF and BED go: text, bgzip with its index, or BCF with its index.

A file appears complete, with the index behind it, or not at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pysam
import pysam.bcftools
from pysam.utils import SamtoolsError

from foxp3tool.errors import OutputError
from foxp3tool.formats.output import (
    cannot_write,
    is_special,
    open_output,
    refuse_protected,
    take_place,
)
from foxp3tool.formats.vcf_text import BGZF_EOF, ByteSource

_INDEX_ENDINGS: Final = (".tbi", ".csi")
_INDEX_FAULTS: Final = (OSError, ValueError, RuntimeError, SamtoolsError)

BED_BGZIP: Final = ".bed.gz"
GFF3_BGZIP: Final = ".gff3.gz"
_TRACKS: Final = (BED_BGZIP, GFF3_BGZIP)
_PRESETS: Final = {".vcf.gz": "vcf", ".bcf": "bcf", BED_BGZIP: "bed", GFF3_BGZIP: "gff"}
"""What htslib calls the kinds of file of which it makes an index."""

Write = Callable[[bytes], None]
"""Takes the next bytes of the text."""


class VcfKind(Enum):
    """The kinds of file that can be written; each knows the ending of its name."""

    TEXT = ".vcf"
    BGZIP = ".vcf.gz"
    BCF = ".bcf"


def kind_of(path: Path) -> VcfKind | None:
    """Return the kind of file that a name asks for, None if it is not that of a VCF."""
    return next((kind for kind in VcfKind if path.name.lower().endswith(kind.value)), None)


@contextmanager
def open_vcf_output(path: Path | None, tell: Callable[[str], None]) -> Iterator[Write]:
    """Open an output for the text of a VCF.

    Args:
        path: The file, whose ending tells its kind, or None for text on standard output.
        tell: Called with why there is no index, if none could be made.

    Raises:
        OutputError: If it cannot be written.
        ClosedPipeError: If the reader of standard output has gone.
    """
    kind = (path and kind_of(path)) or VcfKind.TEXT
    if path is None or kind is VcfKind.TEXT:
        with open_output(path) as stream:
            yield stream.write_bytes
        return
    with _packed(path, kind.value, tell) as write:
        yield write


@contextmanager
def open_track_output(path: Path | None, tell: Callable[[str], None]) -> Iterator[Write]:
    """Open an output for BED or GFF3, packed if its name ends with ``.bed.gz`` or ``.gff3.gz``.

    Arguments and errors are those of :func:`open_vcf_output`.
    """
    packed = "" if path is None else next(filter(path.name.lower().endswith, _TRACKS), "")
    if path is None or not packed:
        with open_output(path) as stream:
            yield stream.write_bytes
        return
    with _packed(path, packed, tell) as write:
        yield write


@contextmanager
def _packed(path: Path, ending: str, tell: Callable[[str], None]) -> Iterator[Write]:
    """Write bytes into a packed file, which takes its place together with its index."""
    target, is_pipe = path.resolve(), is_special(path)
    if not is_pipe:
        refuse_protected(target)
    with _folder(target, is_pipe=is_pipe) as folder:
        made = folder / f"made{ending}"
        with _as_bcf(made, path) if ending == VcfKind.BCF.value else _bgzipped(made, path) as write:
            yield write
        if is_pipe:
            _copy(made, path)
            return
        index = _indexed(made, path, tell, _PRESETS[ending])
        _take_places(made, index, target)


@contextmanager
def _folder(target: Path, *, is_pipe: bool) -> Iterator[Path]:
    """Make a folder beside a file, which goes with whatever is left in it."""
    try:
        folder = TemporaryDirectory(
            dir=None if is_pipe else target.parent,
            prefix=f".{target.name}.",
            suffix=".part",
            ignore_cleanup_errors=True,
        )
    except OSError as error:
        raise cannot_write(str(target), error) from error
    with folder as name:
        yield Path(name)


@contextmanager
def _bgzipped(made: Path, path: Path) -> Iterator[Write]:
    """Write bytes as bgzip; htslib tells of a failed write late or not at all."""

    def write(data: bytes) -> None:
        try:
            file.write(data)
        except (OSError, ValueError, AssertionError) as error:
            raise _failed(path, error) from error

    try:
        file = pysam.BGZFile(str(made), "wb", index=None)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from error
    try:
        yield write
    finally:
        with suppress(OSError):
            file.close()
    with made.open("rb") as written:
        written.seek(max(0, made.stat().st_size - len(BGZF_EOF)))
        if written.read() != BGZF_EOF:
            raise _failed(path, None)


@contextmanager
def _as_bcf(made: Path, path: Path) -> Iterator[Write]:
    """Keep the text in a file beside the BCF, which bcftools (in pysam) makes of it in the end."""
    text = made.with_suffix(".vcf")
    try:
        with open_output(text) as stream:
            yield stream.write_bytes
    except OutputError as error:
        error.file = str(path)
        raise
    try:
        pysam.bcftools.view("--no-version", "-Ob", "-o", str(made), str(text), catch_stdout=False)
    except SamtoolsError as error:
        raise OutputError(
            "cannot be written as BCF",
            file=str(path),
            cause="a contig, FILTER, INFO or FORMAT key that the header does not declare, which "
            "BCF asks for; or there is no room",
            remedy="write .vcf.gz instead, or add the header lines (bcftools reheader)",
        ) from error
    text.unlink()


def _indexed(made: Path, path: Path, tell: Callable[[str], None], preset: str) -> Path | None:
    """Make the index; of a file that is not sorted there is none."""
    make_index: Any = pysam.tabix_index
    is_bcf = preset == "bcf"
    for is_csi in (True,) if is_bcf else (False, True):
        index = Path(f"{made}{_INDEX_ENDINGS[is_csi]}")
        try:
            make_index(str(made), preset=preset, force=True, csi=is_csi)
        except _INDEX_FAULTS as error:
            index.unlink(missing_ok=True)
            fault: BaseException = error
            continue
        if index.is_file():
            return index
    if not is_bcf and _is_sorted(made):
        raise _failed(path, fault)
    tell(f"{path} has no index: its records are not sorted by contig and position")
    return None


def _is_sorted(made: Path) -> bool:
    """Tell whether the records of a bgzipped VCF or BED stand in the order that an index needs."""
    source = ByteSource(str(made))
    seen: set[bytes] = set()
    contig, last = b"", 0
    try:
        for line in source.lines():
            if line.startswith(b"#"):
                continue
            chrom, pos, _ = line.split(b"\t", 2)
            if chrom != contig:
                if chrom in seen:
                    return False
                seen.add(chrom)
                contig, last = chrom, 0
            if int(pos) < last:
                return False
            last = int(pos)
    except ValueError:
        return False
    finally:
        source.close()
    return True


def _take_places(made: Path, index: Path | None, target: Path) -> None:
    """Put the file and its index into place; an index of an older file goes first."""
    try:
        for ending in _INDEX_ENDINGS:
            Path(f"{target}{ending}").unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(str(target), error) from error
    take_place(made, target)
    if index is not None:
        take_place(index, Path(f"{target}{index.suffix}"))


def _copy(made: Path, target: Path) -> None:
    """Write the file into a named pipe or a device."""
    try:
        with made.open("rb") as file, target.open("wb") as pipe:
            shutil.copyfileobj(file, pipe)
    except OSError as error:
        raise cannot_write(str(target), error) from error


def _failed(path: Path, error: BaseException | None) -> OutputError:
    reason = error.strerror if isinstance(error, OSError) else None
    return cannot_write(str(path), OSError(0, reason or "the data could not be written whole"))
