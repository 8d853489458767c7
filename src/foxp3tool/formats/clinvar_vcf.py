"""Read the records of the VCF that ClinVar publishes, as far as they matter for one region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, chdir, closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pysam

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf import VcfReader, Way
from foxp3tool.formats.vcf_header import VcfHeader, read_header
from foxp3tool.formats.vcf_shape import Contigs
from foxp3tool.formats.vcf_text import BGZF_EXTRA, STDIN
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index

pysam.set_verbosity(0)

_WHERE: Final = "https://ftp.ncbi.nlm.nih.gov/pub/clinvar/vcf_GRCh38/clinvar.vcf.gz"
_DATE: Final = re.compile(r"##fileDate=(\d{4})-?(\d\d)-?(\d\d)\s*$")
_NEEDED: Final = ("ALLELEID", "CLNREVSTAT", "CLNSIG")
# Every record has one of them, by the kind of its classification.
_STATUSES: Final = ("CLNREVSTAT", "ONCREVSTAT", "SCIREVSTAT")
_AHEAD: Final = timedelta(days=2)
"""A clock may be wrong, and it is tomorrow somewhere."""
_IPEX_NAMES: Final = (
    "insulin-dependent diabetes mellitus secretory diarrhea syndrome",
    "immune dysregulation, polyendocrinopathy, enteropathy, x-linked",
    "immunodysregulation, polyendocrinopathy, and enteropathy, x-linked",
    "immune dysregulation-polyendocrinopathy-enteropathy-x-linked syndrome",
    "ipex",
    "ipex syndrome",
)
"""Names of IPEX in small letters; the first is ClinVar's."""
_IPEX_IDS: Final = frozenset({"MedGen:C0342288", "OMIM:304790", "Orphanet:37042"})
# What stands for a condition where none is named; the last stands for whole panels of tests.
_NO_CONDITION: Final = frozenset({"not provided", "not specified", "", "inborn genetic diseases"})


@frozen
class ClinvarRecord:
    """One allele of ClinVar.

    Args:
        chrom: Contig as written.
        pos: 1-based position as written.
        ref: REF.
        alt: ALT; may be symbolic, or ``.``.
        variation_id: VariationID.
        allele_id: AlleleID, empty if it is not stated.
        significance: The aggregate germline classification in ClinVar's words.
        review_status: ClinVar's review status, empty if it is not stated.
        counts: How many submissions say what, where they conflict; else empty.
        conditions: Names of conditions, without those that name none.
        is_ipex: True if a condition is IPEX, by name or identifier.
        genes: Symbols of genes.
        rsids: dbSNP identifiers.
    """

    chrom: str
    pos: int
    ref: str
    alt: str
    variation_id: str
    allele_id: str
    significance: str
    review_status: str
    counts: str
    conditions: tuple[str, ...]
    is_ipex: bool
    genes: tuple[str, ...]
    rsids: tuple[str, ...]


@frozen
class ClinvarFile:
    """What a file of ClinVar holds near the gene.

    Args:
        name: What to call the file in a message.
        date: ISO date of the file.
        header: Its header.
        on_x: Records on the chromosome, as far as they were seen.
        records: The records near the gene.
        ends_with_x: True if the file was read to its end and nothing stands behind the chromosome.
    """

    name: str
    date: str
    header: VcfHeader
    on_x: int
    records: tuple[ClinvarRecord, ...]
    ends_with_x: bool = False


def read_clinvar(name: str, contigs: Contigs, windows: tuple[Interval, ...]) -> ClinvarFile:
    """Read what a file of ClinVar holds in windows of a chromosome.

    An indexed file is read there only, any other from beginning to end.

    Args:
        name: A path, an address that htslib can read, or ``-`` for standard input.
        contigs: Knows the names of the chromosome.
        windows: 0-based half-open windows.

    Raises:
        InputError: If it cannot be read, is damaged, or is not a VCF of ClinVar with its date.
    """
    found = _indexed(name, contigs, windows)
    if found is None:
        found = _streamed(name, contigs, windows)
    header, on_x, lines, told, ends_with_x = found
    stated = _checked_date(header, told)
    records = tuple(record for line in lines for record in _records(line, told))
    return ClinvarFile(told, stated, header, on_x, records, ends_with_x)


_Found = tuple[VcfHeader, int, list[str], str, bool]


def _streamed(name: str, contigs: Contigs, windows: tuple[Interval, ...]) -> _Found:
    with closing(VcfReader(name, contigs, windows, way=Way(whole=True))) as reader:
        # A file of another kind is refused before millions of its lines are read.
        _checked_date(reader.header, reader.name)
        lines = [record.raw.decode("utf-8", "replace") for record in reader]
        if reader.ends_in_line:
            raise _cut_off("its last line has no line end", reader.name)
        # ClinVar's file goes on with Y, MT and unplaced contigs.
        return reader.header, reader.counts.on_x, lines, reader.name, reader.ends_on_x


def _cut_off(what: str, name: str) -> InputError:
    return InputError(
        f"the file is damaged: {what}",
        file=name,
        cause="an interrupted download or copy, or a file that was changed",
        remedy=f"get the file again, from {_WHERE}; nothing was changed",
    )


def _indexed(name: str, contigs: Contigs, windows: tuple[Interval, ...]) -> _Found | None:
    """Read the windows of a file with an index; None if it has none, or is no file."""
    is_remote = "://" in name
    if name == STDIN or not (is_remote or _has_index(name)):
        return None
    with ExitStack() as opened:
        if is_remote:
            # htslib leaves the index of a remote file in the working directory.
            opened.enter_context(chdir(opened.enter_context(TemporaryDirectory())))
        try:
            file: Any = opened.enter_context(pysam.VariantFile(name))
            if file.index is None:
                raise _without_index(name, is_remote=is_remote)
            header = read_header(str(file.header).rstrip("\n").encode().split(b"\n"), name)
            lines: dict[str, None] = {}
            for contig in filter(contigs.is_x, map(str, file.index)):
                for window in windows:
                    for record in file.fetch(contig, window.start, window.end):
                        lines[str(record).rstrip("\n")] = None
        except (OSError, ValueError, EOFError, NotImplementedError) as error:
            raise InputError(
                f"cannot be read ({error})",
                file=name,
                cause="no such file or address, a truncated file, or an index of another file",
                remedy=f"get the file and its index again, from {_WHERE}",
            ) from error
    return header, len(lines), list(lines), name, False


def _without_index(name: str, *, is_remote: bool) -> InputError:
    if is_remote:
        remedy = "download the file, and give its name here"
        return InputError("has no index beside it", file=name, remedy=remedy)
    return InputError(
        "the index beside it cannot be read",
        file=name,
        cause="an empty or damaged index",
        remedy=f"remove the index, or get it again, from {_WHERE}",
    )


def _has_index(name: str) -> bool:
    """Tell whether an index lies beside a file that can have one: bgzip, not gzip or plain text."""
    path = Path(name)
    if not path.is_file() or not any(Path(name + end).is_file() for end in (".tbi", ".csi")):
        return False
    with path.open("rb") as file:
        return BGZF_EXTRA in file.read(18)


def _checked_date(header: VcfHeader, name: str) -> str:
    """Return the date of a file.

    Raises:
        InputError: If it is not ClinVar's, or has no date.
    """
    lines = [line.decode("utf-8", "replace") for line in header.lines]
    missing = [field for field in _NEEDED if field not in header.numbers("INFO")]
    if missing or not any(line.lower().startswith("##source=clinvar") for line in lines):
        what = f"no INFO {', '.join(missing)}" if missing else "no line ##source=ClinVar"
        raise InputError(
            f"not a VCF of ClinVar: the header has {what}",
            file=name,
            cause="another file, or one whose header was changed",
            remedy=f"get clinvar.vcf.gz (and its .tbi) from {_WHERE}",
        )
    for line in lines:
        if match := _DATE.match(line):
            return _real_date("-".join(match.groups()), name)
    raise InputError(
        "the header has no ##fileDate, so the statements would have no date",
        file=name,
        remedy=f"get the file again with its header, from {_WHERE}",
    )


def _real_date(stated: str, name: str) -> str:
    """Return a date as it is.

    Raises:
        InputError: If there is no such day, or it has not come.
    """
    try:
        is_ahead = date.fromisoformat(stated) > _today() + _AHEAD
    except ValueError:
        raise _cut_off(f"##fileDate is {stated}, which is no date", name) from None
    if is_ahead:
        raise InputError(
            f"##fileDate is {stated}, which has not come; every later file would be refused",
            file=name,
            cause="a header that was changed, or a wrong clock",
            remedy=f"get the file again, from {_WHERE}, or set the clock ({_today()})",
        )
    return stated


def _today() -> date:
    return datetime.now(UTC).date()


def _records(line: str, name: str) -> Iterator[ClinvarRecord]:
    """Yield the alleles of a line.

    Raises:
        InputError: If the line lacks what every record of ClinVar has.
    """
    chrom, pos, variation_id, ref, alts, _, _, info = line.split("\t")[:8]
    fields = dict(item.partition("=")[::2] for item in info.split(";"))
    where = f"the record at {chrom}:{pos}"
    if not variation_id.isdigit():
        raise _cut_off(f"{where} has no VariationID, its ID is {variation_id!r}", name)
    if not fields.get("ALLELEID") or not any(fields.get(key) for key in _STATUSES):
        raise _cut_off(f"{where} (VariationID {variation_id}) has no ALLELEID or no status", name)
    conditions = _words(fields.get("CLNDN", "")).split("|")
    identifiers = re.split(r"[|,]", fields.get("CLNDISDB", ""))
    status = _words(fields.get("CLNREVSTAT", ""))
    for alt in alts.split(","):
        yield ClinvarRecord(
            chrom=chrom,
            pos=int(pos),
            ref=ref.upper(),
            alt=alt if alt.startswith("<") else alt.upper(),
            variation_id=variation_id,
            allele_id=fields.get("ALLELEID", ""),
            significance=_words(fields.get("CLNSIG", "")) or _without_class(status),
            review_status=status,
            counts=_words(fields.get("CLNSIGCONF", "")).replace("|", ", "),
            conditions=tuple(name for name in conditions if name.lower() not in _NO_CONDITION),
            is_ipex=any(name.lower() in _IPEX_NAMES for name in conditions)
            or not _IPEX_IDS.isdisjoint(identifiers),
            genes=tuple(g.partition(":")[0] for g in fields.get("GENEINFO", "").split("|") if g),
            rsids=tuple(f"rs{number}" for number in _numbers(fields.get("RS", ""))),
        )


def _words(value: str) -> str:
    """Return a value with blanks, of which VCF 4.1 allows none."""
    return "" if value == "." else value.replace("_", " ").strip()


def _numbers(value: str) -> Sequence[str]:
    return [number for number in re.split(r"[|,]", value) if number.isdigit()]


def _without_class(status: str) -> str:
    single = "single variant" in status
    return "no classification for the single variant" if single else "no germline classification"


def starts_at(record: ClinvarRecord) -> int:
    """Return the 0-based position of the first base of REF."""
    return genomic_index(record.pos)
