"""Tell the genome build of a VCF, from its header and from its reference bases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf_header import ContigLine, VcfHeader
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.assembly import Assembly, UnsupportedAssembly
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.notation.contigs import X_NAMES, is_plain_x
from foxp3tool.reference.manifest import Manifest

ENOUGH_BASES: Final = 4
"""So many REF bases must agree before a build is told from them alone (chance 1 in 256)."""
ENOUGH_RECORDS: Final = 4
"""So many records must lie in the region of a named build before their REF bases refute it."""


@frozen
class Fit:
    """How many records of a VCF lie in the region of a build and agree with its bases."""

    records: int = 0
    fitting: int = 0
    bases: int = 0

    @property
    def is_good(self) -> bool:
        """True if nearly all agree (one in ten may be an error of its own)."""
        return self.records > 0 and self.fitting >= 0.9 * self.records

    @property
    def is_bad(self) -> bool:
        """True if at least half disagree."""
        return self.records > 0 and 2 * self.fitting <= self.records

    def __str__(self) -> str:
        """Say it for a message."""
        return f"{self.fitting} of {self.records} REF alleles in the region fit"


@frozen
class Decision:
    """The build of a VCF, or None if no record of the file makes it matter.

    Args:
        assembly: Name of the build.
        reason: What it was told by.
        caution: What speaks against it without being enough to stop.
    """

    assembly: str | None
    reason: str
    caution: str | None = None


class AssemblyJudge:
    """Tells builds apart.

    Args:
        manifest: The builds that are bundled, and those that are refused by name.
        genes: The gene by assembly.
    """

    def __init__(self, manifest: Manifest, genes: dict[str, Gene]) -> None:
        """Keep what builds look like."""
        self._manifest = manifest
        self._genes = genes

    @property
    def x_names(self) -> tuple[str, ...]:
        """All names of which :meth:`is_x` says yes or that it refuses, in any case of letters."""
        names = set(X_NAMES)
        for assembly in self._manifest.assemblies:
            names |= {assembly.accession, assembly.genbank_accession}
        for unsupported in self._manifest.unsupported_assemblies:
            names |= {unsupported.accession, *unsupported.aliases}
        return tuple(sorted(names))

    def is_x(self, name: str) -> bool:
        """Tell whether a contig name means the X chromosome.

        Raises:
            InputError: If it is the X chromosome of a build that is not supported.
        """
        if is_plain_x(name) or self._by_accession(name) is not None:
            return True
        for unsupported in self._manifest.unsupported_assemblies:
            if name == unsupported.accession or name in unsupported.aliases:
                raise self._refusal(unsupported, f"the contig {name}")
        return False

    def _by_accession(self, name: str) -> Assembly | None:
        for assembly in self._manifest.assemblies:
            if name in (assembly.accession, assembly.genbank_accession):
                return assembly
        return None

    def _refusal(self, unsupported: UnsupportedAssembly, seen: str) -> InputError:
        names = " and ".join(assembly.name for assembly in self._manifest.assemblies)
        return InputError(
            f"{seen} says that the file is on {unsupported.name}, which is not supported",
            cause=unsupported.reason,
            remedy=f"call or lift the variants on {names}",
        )

    def decide(
        self, header: VcfHeader, records: Iterable[VcfRecord], on_x: int, requested: str | None
    ) -> Decision:
        """Decide on the build.

        Args:
            header: The VCF header.
            records: Records in the region of either build: all of them, or the first hundreds.
            on_x: Number of records on the X chromosome seen so far.
            requested: The build that the user named, or None.

        Raises:
            InputError: If the build is not supported, contradicted, or cannot be told although it
                matters. The message says what was seen.
        """
        seen = list(records)
        fits = {name: _fit(seen, gene) for name, gene in self._genes.items()}
        firm = self._firm_evidence(header, seen)
        if requested is not None:
            self._check_requested(requested, firm)
            return self._confirmed(requested, "--assembly", fits, firm)
        if len(firm) > 1:
            raise self._undecided("the file names two builds", firm, fits)
        if firm:
            ((name, reason),) = firm.items()
            return self._confirmed(name, reason, fits, firm)
        loose = self._loose_evidence(header)
        if len(loose) == 1:
            ((name, reason),) = loose.items()
            if not fits[name].is_bad:
                return self._confirmed(name, reason, fits, loose, is_loose=True)
        told = [n for n, fit in fits.items() if fit.is_good and fit.bases >= ENOUGH_BASES]
        if len(told) == 1:
            return Decision(told[0], str(fits[told[0]]))
        if not on_x:
            return Decision(None, "no record lies on the X chromosome")
        raise self._undecided("the genome build cannot be told", loose, fits)

    def _check_requested(self, requested: str, firm: dict[str, str]) -> None:
        others = [reason for name, reason in firm.items() if name != requested]
        if others and requested not in firm:
            raise InputError(
                f"--assembly {requested} contradicts the file: {'; '.join(others)}",
                remedy="leave --assembly out, or give the right one",
            )

    def _confirmed(
        self,
        name: str,
        reason: str,
        fits: dict[str, Fit],
        evidence: dict[str, str],
        *,
        is_loose: bool = False,
    ) -> Decision:
        """Believe a named build unless the reference bases speak against it.

        Loose evidence, a free text, is not believed against even one record.
        """
        own = fits[name]
        rest = {other: fit for other, fit in fits.items() if other != name and fit.is_good}
        doubted = own.is_bad and own.records >= ENOUGH_RECORDS
        elsewhere = any(is_loose or fit.bases >= ENOUGH_BASES for fit in rest.values())
        if doubted or (elsewhere and not own.fitting):
            raise self._contradicted(name, reason, evidence, fits)
        caution = None
        if rest and not own.fitting:
            caution = (
                f"no record fits {self._symbol} on {name}, but "
                + "; ".join(f"on {other} {fit}" for other, fit in rest.items())
                + ": check that the build is right"
            )
        return Decision(name, reason, caution)

    @property
    def _symbol(self) -> str:
        return next(iter(self._genes.values())).symbol

    def _contradicted(
        self, name: str, reason: str, evidence: dict[str, str], fits: dict[str, Fit]
    ) -> InputError:
        return InputError(
            f"{reason} says {name}, but the reference bases say otherwise; seen: "
            + "; ".join(self._seen(evidence, fits)),
            cause="positions that were lifted without the header, or a header that was exchanged",
            remedy="make header and positions agree (bcftools reheader, or lift the file over); "
            "foxp3tool reference info shows what the builds look like",
        )

    def _seen(self, evidence: dict[str, str], fits: dict[str, Fit]) -> list[str]:
        seen = [f"{reason} ({name})" for name, reason in evidence.items()] or [
            "no length or accession of X and no genome name in the header"
        ]
        return seen + [f"{name}: {fit}" for name, fit in fits.items()]

    def _undecided(self, what: str, evidence: dict[str, str], fits: dict[str, Fit]) -> InputError:
        return InputError(
            f"{what}; seen: {'; '.join(self._seen(evidence, fits))}",
            cause="a header without ##contig lengths, a file lifted without its header, or another "
            "genome, such as T2T-CHM13, on which FOXP3 lies elsewhere",
            remedy="name the build with --assembly GRCh37 or GRCh38; foxp3tool reference info "
            "shows what they look like",
        )

    # Header

    def _firm_evidence(self, header: VcfHeader, records: list[VcfRecord]) -> dict[str, str]:
        """Return builds by length or accession of the X chromosome, each with what was seen."""
        found: dict[str, str] = {}
        for contig in header.contigs:
            if not self.is_x(contig.name):
                continue
            by_name = self._by_accession(contig.name)
            if by_name is not None:
                found.setdefault(by_name.name, f"contig {contig.name}")
            if contig.length is not None:
                name = self._by_length(contig)
                found.setdefault(name, f"contig {contig.name} of length {contig.length}")
        for chrom in {record.chrom for record in records}:
            by_name = self._by_accession(chrom)
            if by_name is not None:
                found.setdefault(by_name.name, f"contig {chrom}")
        return found

    def _by_length(self, contig: ContigLine) -> str:
        for assembly in self._manifest.assemblies:
            if assembly.contig_length == contig.length:
                return assembly.name
        seen = f"contig {contig.name} of length {contig.length}"
        for unsupported in self._manifest.unsupported_assemblies:
            if unsupported.contig_length == contig.length:
                raise self._refusal(unsupported, seen)
        known = ", ".join(f"{a.contig_length} ({a.name})" for a in self._manifest.assemblies)
        raise InputError(
            f"the header has {seen}, which is no X chromosome of a supported build",
            cause="another genome build or species, or a header that was edited",
            remedy=f"the length must be {known}; correct the header if it is wrong",
        )

    def _loose_evidence(self, header: VcfHeader) -> dict[str, str]:
        """Return builds named in free text of the header."""
        texts = [(f"header text {text!r}", text) for text in header.references]
        texts += [
            (f"contig {contig.name}, assembly={contig.assembly}", contig.assembly)
            for contig in header.contigs
            if contig.assembly and self.is_x(contig.name)
        ]
        found: dict[str, str] = {}
        for reason, text in texts:
            for assembly in self._manifest.assemblies:
                if _names(text, assembly.name, assembly.aliases):
                    found.setdefault(assembly.name, reason)
            for unsupported in self._manifest.unsupported_assemblies:
                if _names(text, unsupported.name, unsupported.aliases):
                    raise self._refusal(unsupported, reason)
        return found


def _names(text: str, name: str, aliases: tuple[str, ...]) -> bool:
    """Tell whether a free text names a build, as a word of its own or with a patch suffix."""
    words = "|".join(re.escape(word) for word in (name, *aliases))
    return re.search(rf"(?<![a-z0-9])(?:{words})(?![0-9])", text, re.IGNORECASE) is not None


def _fit(records: list[VcfRecord], gene: Gene) -> Fit:
    compared = fitting = bases = 0
    for record in records:
        start = genomic_index(record.pos)
        if start < 0:
            continue
        place = Interval(start, start + len(record.ref))
        if not gene.region.covers(place) or set(record.ref.upper()) == {"N"}:
            continue
        compared += 1
        if gene.plus_bases(place.start, place.end) == record.ref.upper():
            fitting += 1
            bases += len(record.ref)
    return Fit(compared, fitting, bases)
