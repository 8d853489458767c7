"""Read the sample columns of a VCF record.

A file may have thousands of samples, so genotypes are taken out of the line as bytes, and each
spelling of a genotype is read once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from foxp3tool.model.genotype import Genotype, SampleCall, Sex

_FORMAT_COLUMN: Final = 8
_LATER_FIELDS: Final = re.compile(rb":[^\t]*")
_GENOTYPE: Final = re.compile(r"[/|]?(?:\.|[0-9]+)(?:[/|](?:\.|[0-9]+))*")
_SEPARATORS: Final = re.compile(r"[/|]")
_MISSING: Final = ("", ".")
_MOST_DIGITS: Final = 9


def sample_names(column_line: bytes) -> tuple[str, ...]:
    """Return the samples that the column line of a header names."""
    cells = column_line.split(b"\t")[_FORMAT_COLUMN + 1 :]
    return tuple(cell.decode("utf-8", "surrogateescape") for cell in cells)


@lru_cache(maxsize=4096)
def read_genotype(text: bytes) -> Genotype | None:
    """Read a genotype; None if it is none.

    Args:
        text: The field GT, such as ``0/1``, ``1``, ``.|1`` or, from VCF 4.4 on, ``|0|1``; empty
            means missing.

    Example:
        >>> read_genotype(b"0|1")
        Genotype(alleles=(0, 1), phased=True)
    """
    written = text.decode("ascii", "replace") or "."
    if not _GENOTYPE.fullmatch(written):
        return None
    alleles = _SEPARATORS.split(written.lstrip("/|"))
    if any(len(allele) > _MOST_DIGITS for allele in alleles):
        return None
    numbers = tuple(None if allele == "." else int(allele) for allele in alleles)
    return Genotype(numbers, phased="|" in written and "/" not in written)


class SampleColumns:
    """The sample columns of one record.

    Args:
        raw: The line of the record.
        samples: How many samples the header names. A record may have no sample columns; then
            nothing is called.
        alts: How many ALT alleles the record has.

    Attributes:
        size: Bytes of the line.
    """

    def __init__(self, raw: bytes, samples: int, alts: int) -> None:
        """Find the columns; they are divided when one is asked for."""
        self._alts = alts
        cells = raw.split(b"\t", _FORMAT_COLUMN + 1)
        has_samples = len(cells) > _FORMAT_COLUMN + 1 and samples > 0
        keys = cells[_FORMAT_COLUMN] if has_samples else b""
        self._keys = keys.decode("utf-8", "replace").split(":")
        self._text = cells[-1] if has_samples else b""
        self._samples = samples
        self.size = len(raw)
        self._cells: list[bytes] | None = None
        self._genotypes: list[bytes] | None = None

    @property
    def genotypes(self) -> list[bytes]:
        """The genotype of every sample as written, in the order of the header."""
        if self._genotypes is None:
            self._genotypes = self._read_genotypes()
        return self._genotypes

    def _read_genotypes(self) -> list[bytes]:
        if "GT" not in self._keys:
            return [b""] * self._samples
        if len(self._keys) == 1:
            return self._text.split(b"\t")
        if self._keys[0] == "GT":
            # Twice as fast as dividing the cells one by one.
            return _LATER_FIELDS.sub(b"", self._text).split(b"\t")
        return [
            self.fields(sample).get("GT", "").encode("utf-8", "surrogateescape")
            for sample in range(self._samples)
        ]

    def has(self, *keys: str) -> bool:
        """Tell whether FORMAT names one of these fields."""
        return not set(keys).isdisjoint(self._keys)

    def fields(self, sample: int) -> dict[str, str]:
        """Return the fields of a sample, but for those that are missing."""
        if self._cells is None:
            self._cells = self._text.split(b"\t")
        if sample >= len(self._cells):
            return {}
        values = self._cells[sample].decode("utf-8", "surrogateescape").split(":")
        pairs = zip(self._keys, values, strict=False)
        return {key: value for key, value in pairs if value not in _MISSING}

    def genotype(self, sample: int) -> Genotype | None:
        """Return the genotype of a sample; None if it is none of this record."""
        genotype = read_genotype(self.genotypes[sample])
        return genotype if genotype is not None and self.knows(genotype) else None

    def knows(self, genotype: Genotype) -> bool:
        """Tell whether the record has all alleles of a genotype."""
        return all(one is None or one <= self._alts for one in genotype.alleles)

    def phased_genotype(self, sample: int) -> tuple[Genotype | None, str]:
        """Return the genotype of a sample as it is phased, and the name of its phase set.

        Where GT is not phased, what GATK's HaplotypeCaller knows from reads (PGT, PID) counts.
        """
        genotype = self.genotype(sample)
        if genotype is None or not self.has("PS", "PGT", "PID"):
            return genotype, ""
        fields = self.fields(sample)
        by_reads = f"PID {fields['PID']}" if "PID" in fields else ""
        if genotype.phased:
            return genotype, fields.get("PS", by_reads)
        phased = read_genotype(fields.get("PGT", "").encode("utf-8", "surrogateescape"))
        if phased is None or not (by_reads and phased.phased):
            return genotype, ""
        return (phased, by_reads) if _sorted(phased) == _sorted(genotype) else (genotype, "")

    def call(self, sample: int, name: str, sex: Sex, allele: int) -> SampleCall:
        """Return what the record says of one ALT allele in one sample.

        Args:
            sample: 0-based number of the sample.
            name: Its name.
            sex: Its sex.
            allele: The ALT allele, 1 for the first.
        """
        fields = self.fields(sample)
        ref, alt, total = self._reads(fields, allele)
        depth = _number(fields.get("DP", ""))
        return SampleCall(
            sample=name,
            sex=sex,
            text=self.genotypes[sample].decode("utf-8", "surrogateescape"),
            genotype=self.genotype(sample),
            allele=allele,
            ref_reads=ref,
            alt_reads=alt,
            all_reads=total,
            depth=total if depth is None else depth,
            quality=fields.get("GQ", ""),
            fraction=self._fraction(fields, allele, alt, total),
        )

    def _reads(
        self, fields: dict[str, str], allele: int
    ) -> tuple[int | None, int | None, int | None]:
        """Return the reads of REF, of an ALT allele and of all, of AD, DPR, or RO and AO."""
        texts: list[str] = []
        for key in ("AD", "DPR"):
            if key in fields and not texts:
                texts = fields[key].split(",")
        if not texts and "RO" in fields and "AO" in fields:
            texts = [fields["RO"], *fields["AO"].split(",")]
        if len(texts) != self._alts + 1:
            return None, None, None
        reads = [_number(text) for text in texts]
        known = [number for number in reads if number is not None]
        total = sum(known) if len(known) == len(reads) else None
        return reads[0], reads[allele] if self._alts else None, total

    def _fraction(
        self, fields: dict[str, str], allele: int, reads: int | None, total: int | None
    ) -> str:
        for key in ("VAF", "AF"):
            values = fields.get(key, "").split(",")
            if values[0] and len(values) == self._alts and values[allele - 1] not in _MISSING:
                return values[allele - 1]
        return f"{reads / total:.3g}" if reads is not None and total else ""


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def _sorted(genotype: Genotype) -> Sequence[int]:
    return sorted(-1 if allele is None else allele for allele in genotype.alleles)
