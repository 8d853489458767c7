"""Tell whether an index is that of the file it lies beside, by the place where both end.

Through the index of another file records would be missed in silence: htslib asks for neither date
nor content. What htslib writes into an index for each contig, in a bin of its own, says where the
data of the contig end; the last of these places is where the file ends.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import IO, Final

from isal import igzip

from foxp3tool.formats.vcf_text import BGZF_EXTRA, DAMAGED

INDEX_ENDINGS: Final = (".tbi", ".csi")
_TBI: Final = b"TBI\x01"
_CSI: Final = b"CSI\x01"
_BIN: Final = struct.Struct("<I")
_TWO_CHUNKS: Final = struct.pack("<i", 2)
_TBI_BIN: Final = 37450
_DEPTH: Final = struct.Struct("<4xii")
_END: Final = struct.Struct("<8xQ")
_BLOCK_HEADER: Final = 18
_BLOCK_SIZE: Final = struct.Struct("<16xH")
_IN_BLOCK: Final = 16
"""Bits of a place that count bytes in the decompressed block; those above count in the file."""
_MOST_BLOCKS: Final = 4
"""The last block of data, and empty ones, of which programs and joined files leave several."""


def is_of_file(index: Path, path: Path) -> bool:
    """Tell whether an index ends where a bgzipped file ends.

    True as well for an index that cannot be read, and for one that does not say it, as those of
    programs without htslib: nothing speaks against it.

    Args:
        index: A ``.tbi`` or ``.csi``.
        path: The file.
    """
    try:
        with igzip.open(index, "rb") as file:  # type: ignore[no-untyped-call] # isal has no types
            data: bytes = file.read()
    except DAMAGED:
        return True
    ends = [_END.unpack(found[1])[0] for found in _own_bins(data).finditer(data)]
    if not ends:
        return True
    size = path.stat().st_size
    with path.open("rb") as blocks:
        return _is_near_end(blocks, max(ends) >> _IN_BLOCK, size)


def _own_bins(data: bytes) -> re.Pattern[bytes]:
    """Return the pattern of htslib's own bins, which hold two places and two counts."""
    number, between = _TBI_BIN, 0
    if data.startswith(_CSI) and len(data) >= _DEPTH.size:
        _, depth = _DEPTH.unpack_from(data)
        # One behind the last bin of an index of this depth, which is small but in junk.
        number, between = ((1 << 3 * (min(max(depth, 0), 9) + 1)) - 1) // 7 + 1, 8
    elif not data.startswith(_TBI):
        return re.compile(rb"(?!)()")
    return re.compile(
        re.escape(_BIN.pack(number)) + b".{%d}" % between + re.escape(_TWO_CHUNKS) + b"(.{16})",
        re.DOTALL,
    )


def _is_near_end(blocks: IO[bytes], place: int, size: int) -> bool:
    """Tell whether a block begins at a place, and the file ends few blocks behind it."""
    for _ in range(_MOST_BLOCKS):
        if place == size:
            return True
        blocks.seek(place)
        header = blocks.read(_BLOCK_HEADER)
        if len(header) < _BLOCK_HEADER or BGZF_EXTRA not in header:
            return False
        place += _BLOCK_SIZE.unpack(header)[0] + 1
    return place == size
