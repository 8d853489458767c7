"""Renew the catalog with the VCF that ClinVar publishes."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.errors import InputError, OutputError, counted
from foxp3tool.formats.clinvar_vcf import ClinvarFile, ClinvarRecord, read_clinvar, starts_at
from foxp3tool.formats.output import cannot_write, open_output
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.renewal import Renewal
from foxp3tool.model.sequence import NUCLEOTIDES
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.assembly import AssemblyJudge
from foxp3tool.pipeline.clinvar_merge import (
    Change,
    ChangeKind,
    ClinvarEdition,
    Merge,
    PlacedRecord,
    merge,
)
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.renewed_catalog import digest_of, renewed_path, renewed_text

_LOOKED_AT = 2_000
_MOST_DROPPED: Final = 5
"""Of so many entries one may be dropped; more is told as a file that is not whole."""
_WAITS: Final = 20
_WAIT: Final = 0.1
_HEADER = (
    "change", "id", "name", "clinvar_id", "gene", "old_significance", "old_date",
    "new_significance", "new_date", "review_status", "assertion",
)  # fmt: skip


@frozen
class Update:
    """What a file of ClinVar makes of the catalog.

    Args:
        renewal: The renewal.
        merged: The renewed catalog and the changes.
        build: How the build was told.
        told: What is to be said of the records.
        cautions: What is to be known.
        bundled: The catalog of the bundle.
        start: Digest of the renewed catalog that was in use, empty if there was none.
    """

    renewal: Renewal
    merged: Merge
    build: str
    told: tuple[str, ...]
    cautions: tuple[str, ...]
    bundled: tuple[ReportedMutation, ...]
    start: str


def prepare_update(
    toolkit: Toolkit, source: str, folder: Path | None = None, *, accept_drops: bool = False
) -> Update:
    """Read a file of ClinVar and merge it into the catalog of a toolkit; nothing is written.

    Args:
        toolkit: Its catalog is what stood before.
        source: A path, an address that htslib can read, or ``-`` for standard input.
        folder: Where the renewed catalog is to be kept.
        accept_drops: Also if the file lacks more than a fifth of the catalog's ClinVar variants.

    Raises:
        InputError: If the file cannot be read, is damaged, of another build, not ClinVar's, older
            than the renewal in use, lacks too many variants, or has no record of the gene.
    """
    manifest, genes = toolkit.bundle.manifest, toolkit.bundle.genes
    judge = AssemblyJudge(manifest, genes)
    file = read_clinvar(source, judge, tuple(gene.region for gene in genes.values()))
    _check_order(toolkit, file)
    seen = [_as_vcf(record) for record in file.records[:_LOOKED_AT]]
    try:
        decision = judge.decide(file.header, seen, file.on_x, None)
    except InputError as error:
        error.file = error.file or file.name
        raise
    symbol = toolkit.gene.symbol
    placed, left_out = _placed(file.records, toolkit, decision.assembly or "")
    own = sum(symbol in record.genes for _, record in placed)
    if decision.assembly is None or not own:
        raise InputError(
            f"no record of {symbol} is in the file",
            file=file.name,
            cause="a part of ClinVar's file, or of another chromosome",
            remedy="give the whole clinvar.vcf.gz; nothing was changed",
        )
    edition = ClinvarEdition(file.date, decision.assembly, symbol)
    merged = merge(toolkit, placed, _known(file.records, placed), edition)
    if not accept_drops:
        _check_drops(merged, file)
    renewal = Renewal(
        bundle=manifest.data_version,
        clinvar_date=file.date,
        clinvar_file=Path(file.name).name,
        assembly=decision.assembly,
        path=str(renewed_path(folder)),
    )
    cautions = [decision.caution] if decision.caution else []
    cautions += [f"{counted(number, 'record')} left out: {why}" for why, number in left_out.items()]
    if file.ends_with_x:
        cautions.append(
            "the file ends with chromosome X, ClinVar's goes on with Y and MT: if it was cut off, "
            "variants are missing"
        )
    previous = toolkit.bundle.renewal
    return Update(
        renewal,
        merged,
        f"{decision.assembly}: {decision.reason}",
        (_genes_told(placed, symbol),),
        (*cautions, *merged.cautions),
        toolkit.bundle.bundled_catalog,
        previous.digest if previous is not None else "",
    )


def write_update(update: Update) -> None:
    """Write the renewed catalog, complete or not at all.

    Raises:
        OutputError: If it cannot be written, or is another than the one that was renewed; what was
            there stays.
    """
    path = Path(update.renewal.path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(str(path.parent), error) from error
    text = renewed_text(update.renewal, update.merged.entries, update.bundled)
    with _alone(path):
        if digest_of(path) != update.start:
            raise OutputError(
                "was changed while the file of ClinVar was read; nothing was written",
                file=str(path),
                cause="another catalog update or reset at the same time",
                remedy="run the update again",
            )
        with open_output(path) as stream:
            stream.write(text)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other updates from writing in the meantime, by a file beside the catalog.

    Raises:
        OutputError: If another update keeps it, or left it behind.
    """
    lock = path.with_name(f"{path.name}.lock")
    for waits in range(_WAITS + 1):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if waits == _WAITS:
                raise OutputError(
                    "another update is writing the catalog; nothing was written",
                    file=str(lock),
                    cause="one that runs now, or one that was stopped and left this file",
                    remedy="run the update again; if no other one runs, remove this file first",
                ) from None
            time.sleep(_WAIT)
        except OSError as error:
            raise cannot_write(str(lock), error) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def remove_renewal(folder: Path | None = None) -> Path | None:
    """Remove the renewed catalog, damaged or not; return its path, None if there was none.

    Raises:
        OutputError: If it cannot be removed.
    """
    path = renewed_path(folder)
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(
            f"cannot be removed: {error.strerror or error}",
            file=str(path),
            remedy="remove it by hand (it should be a file, in a folder that can be written)",
        ) from error
    return path


def change_table(changes: Iterable[Change]) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of what a renewal changes: new, changed and dropped entries."""
    order = list(ChangeKind)
    rows = [_row(change) for change in sorted(changes, key=lambda c: order.index(c.kind))]
    return list(_HEADER), rows


def _row(change: Change) -> list[str]:
    entry, before, after = change.entry, change.before, change.after
    asserted = entry.assertion.value
    if change.old_assertion not in (None, entry.assertion):
        asserted = f"{change.old_assertion} -> {asserted}"
    return [
        change.kind.value,
        entry.id,
        entry.name,
        "|".join(entry.clinvar_variation_ids),
        "|".join(change.genes),
        before.significance if before else "",
        (before.as_of or "") if before else "",
        after.significance if after else "",
        (after.as_of or "") if after else "",
        (after.review_status or "") if after else "",
        asserted,
    ]


def _check_order(toolkit: Toolkit, file: ClinvarFile) -> None:
    renewal = toolkit.bundle.renewal
    if renewal is not None and file.date < renewal.clinvar_date:
        raise InputError(
            f"the file is of {file.date}, older than the one that the catalog was renewed with "
            f"({renewal.clinvar_date}); nothing was changed",
            file=file.name,
            remedy="give a newer file, or run foxp3tool catalog reset first",
        )


def _check_drops(merged: Merge, file: ClinvarFile) -> None:
    dropped, number = merged.dropped, merged.looked_for
    if len(dropped) * _MOST_DROPPED <= number:
        return
    shown = ", ".join(f"{change.entry.id} ({change.entry.name})" for change in dropped[:3])
    raise InputError(
        f"the file lacks {len(dropped)} of the {number} variants that ClinVar had: {shown}, ...; "
        "nothing was changed",
        file=file.name,
        cause="a file that was cut off or filtered",
        remedy="get the whole file again; if it is whole, --accept-drops takes it as it is",
    )


def _placed(
    records: Iterable[ClinvarRecord], toolkit: Toolkit, assembly: str
) -> tuple[list[PlacedRecord], Counter[str]]:
    """Return records with their left-aligned alleles, and why others have none."""
    placed: list[PlacedRecord] = []
    left_out: Counter[str] = Counter()
    annotator = toolkit.annotators.get(assembly)
    if annotator is None:
        return placed, left_out
    gene = annotator.gene
    for record in records:
        start, ref, alt = starts_at(record), record.ref, record.alt
        if not gene.region.start <= start <= start + len(ref) <= gene.region.end:
            if start < gene.region.end and start + len(ref) > gene.region.start:
                left_out["the allele reaches beyond the bundled region"] += 1
        elif not ref or not NUCLEOTIDES.issuperset(ref + alt) or ref == alt:
            left_out["symbolic, ambiguous or without an allele"] += 1
        elif checked_bases(gene, start, ref) is None:
            left_out[f"REF is not that of {assembly}"] += 1
        else:
            placed.append((annotator.left_align(Edit(start, ref, alt)), record))
    return placed, left_out


def _known(records: Iterable[ClinvarRecord], placed: Iterable[PlacedRecord]) -> frozenset[str]:
    """Return the numbers of records, and where those stand that could not be placed."""
    found = set(records)
    numbers = {record.variation_id for record in found}
    numbers |= {f"a{record.allele_id}" for record in found if record.allele_id}
    unplaced = found - {record for _, record in placed}
    return frozenset(numbers | {f"@{record.pos}" for record in unplaced})


def _genes_told(placed: Iterable[PlacedRecord], symbol: str) -> str:
    """Say whose records the file has in the region."""
    genes = [record.genes for _, record in placed]
    own = sum(symbol in names for names in genes)
    shared = sum(symbol in names and len(names) > 1 for names in genes)
    others = Counter("|".join(names) or "gene not stated" for names in genes if symbol not in names)
    told = (
        f"{counted(len(genes), 'record')} in the region: {own} of {symbol} ({shared} of them of "
        "other genes as well)"
    )
    if others:
        listed = ", ".join(f"{name} {number}" for name, number in sorted(others.items()))
        told += f"; not of {symbol}, never asserted as ipex: {listed}"
    return told


def _as_vcf(record: ClinvarRecord) -> VcfRecord:
    end = record.pos + len(record.ref) - 1
    return VcfRecord(0, record.chrom, record.pos, "", record.ref, (record.alt,), "", end)
