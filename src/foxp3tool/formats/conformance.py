"""Collect what a VCF has against the specification while it is read."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.formats.conformance_header import Definitions, Fault, check_header
from foxp3tool.formats.conformance_records import RecordCheck


class Conformance:
    """What is wrong with a file, beyond what stops it from being read.

    Args:
        first: How many records to look at wherever they lie; those near the gene are all looked at.
            None for all.
        samples: How many cells of samples to look into; None for all.
        most: How many faults to keep; the others are only counted. None for all.

    Attributes:
        faults: The first faults, in the order of the file.
        total: How many there are.
    """

    def __init__(
        self, first: int | None = None, samples: int | None = None, most: int | None = None
    ) -> None:
        """Begin with nothing seen."""
        self._left = first
        self._samples = samples
        self._most = most
        self._records = RecordCheck(Definitions(), samples)
        self.faults: list[Fault] = []
        self.total = 0

    def see_header(self, lines: Sequence[bytes]) -> None:
        """Check the lines of a header, that of the columns last."""
        definitions, faults = check_header(lines)
        self._records = RecordCheck(definitions, self._samples)
        for fault in faults:
            self._add(fault)

    def see_record(self, number: int, raw: bytes, *, is_near: bool) -> None:
        """Check a record whose shape is right, if it is one to look at.

        Args:
            number: 1-based line of the file, 0 if it is not known.
            raw: The line.
            is_near: Whether it lies near the gene.
        """
        if self._left is not None:
            if not (is_near or self._left):
                return
            self._left -= self._left > 0
        for text in self._records.faults(raw):
            self._add(Fault(number, text))

    def see_missing_line_end(self) -> None:
        """Note that the last line has no line end."""
        self._add(Fault(0, "the last line has no line end; the file may be cut off"))

    def told(self) -> str:
        """Return what is wrong, for a message; :attr:`total` must not be 0."""
        told = "; ".join(map(str, self.faults))
        more = self.total - len(self.faults)
        rest = f"; and {more} more" if more else ""
        return (
            f"against the VCF specification: {told}{rest} (foxp3tool check lists what a file has "
            "against it)"
        )

    def _add(self, fault: Fault) -> None:
        self.total += 1
        if self._most is None or len(self.faults) < self._most:
            self.faults.append(fault)
