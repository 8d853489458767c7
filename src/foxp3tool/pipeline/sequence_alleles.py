"""The alleles that a text names, as edits of the gene, for programs that write sequences."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.errors import InputError
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import is_stated, is_unambiguous
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit

_IN_CIS: Final = ":g.["


@frozen
class NamedAllele:
    """An allele on one transcript.

    Args:
        text: What the user called it.
        row: Its annotation on the transcript.
        variants: Its changes on the chromosome, in ascending order.
        edits: The same in the gene frame, 3'-shifted, in ascending order.
    """

    text: str
    row: AnnotatedRow
    variants: tuple[GenomicVariant, ...]
    edits: tuple[Edit, ...]

    @property
    def accession(self) -> str:
        """The transcript."""
        return self.row.transcript.transcript.accession if self.row.transcript is not None else ""

    @property
    def hgvs_c(self) -> str:
        """The name on the transcript, empty if there is none."""
        return self.row.transcript.hgvs_c if self.row.transcript is not None else ""

    @property
    def hgvs_g(self) -> str:
        """The name on the chromosome."""
        return self.row.variant.hgvs_g if self.row.variant is not None else ""

    @property
    def hgvs_p(self) -> str:
        """The predicted protein change, empty if there is none."""
        return self.row.transcript.hgvs_p if self.row.transcript is not None else ""

    @property
    def name(self) -> str:
        """The name on the transcript, or else on the chromosome."""
        return self.hgvs_c or self.hgvs_g


class UnusableAlleleError(InputError):
    """A variant of which no sequence can be written."""


def named_alleles(
    toolkit: Toolkit, text: str, transcripts: str, assembly: str | None
) -> tuple[NamedAllele, ...]:
    """Return the alleles that a text names, one for each transcript.

    Changes in cis are one allele; a protein name gives every DNA change that a look-up finds.

    Args:
        toolkit: The engine.
        text: A variant description.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        assembly: The build of the sequences; None for that of the description.

    Raises:
        NotationError: As for a look-up.
        UnusableAlleleError: If the bases of the allele are not all known, or it leaves the bundled
            region, or has no counterpart on the build.
    """
    rows = answer(toolkit, text, transcripts, assembly, details=True)
    parts: dict[str, GenomicVariant] = {}
    together: set[str] = set()
    for row in rows:
        if row.variant is None:
            continue
        if _IN_CIS in row.variant.hgvs_g:
            together.update(_names_of(row.variant.hgvs_g))
        else:
            parts[row.variant.hgvs_g] = row.variant.variant
    found = []
    for row in rows:
        if row.variant is None:
            continue
        name = row.variant.hgvs_g
        if name in together and any(i.code is IssueCode.PART_OF_ALLELE for i in row.issues):
            continue
        names = _names_of(name) if _IN_CIS in name else ()
        variants = tuple(parts[one] for one in names) or (row.variant.variant,)
        found.append(_usable(toolkit, text, row, variants, assembly))
    return tuple(found)


def _names_of(name: str) -> tuple[str, ...]:
    """Return the single names of ``NC_000023.11:g.[a;b]``."""
    reference, _, body = name.partition(_IN_CIS)
    return tuple(f"{reference}:g.{part}" for part in body.rstrip("]").split(";"))


def _usable(
    toolkit: Toolkit,
    text: str,
    row: AnnotatedRow,
    variants: tuple[GenomicVariant, ...],
    assembly: str | None,
) -> NamedAllele:
    _refuse_unknown_bases(toolkit, text, row, variants)
    if assembly is not None and row.assembly != assembly:
        row, variants = _on_other_build(toolkit, text, row, variants)
    gene = toolkit.bundle.genes[row.assembly]
    edits = sorted(
        (
            normalise(gene.to_gene_edit(variant.edit), gene.sequence, Direction.FORWARD)
            for variant in variants
        ),
        key=lambda edit: (edit.start, edit.end),
    )
    return NamedAllele(text, row, variants, tuple(edits))


def _refuse_unknown_bases(
    toolkit: Toolkit, text: str, row: AnnotatedRow, variants: tuple[GenomicVariant, ...]
) -> None:
    region = toolkit.bundle.genes[row.assembly].region
    if any(issue.code is IssueCode.UNCERTAIN_ENDS for issue in row.issues):
        raise UnusableAlleleError(
            "its ends are known as ranges only, so it has no one sequence",
            text=text,
            remedy="give the allele with exact ends",
        )
    for variant in variants:
        edit = variant.edit
        if not region.covers(Interval(edit.start, edit.end)):
            raise UnusableAlleleError(
                f"it covers {genomic_number(edit.start)}-{edit.end}; the bundled region of "
                f"{row.assembly} is {genomic_number(region.start)}-{region.end}, and what lies "
                "beyond is not known",
                text=text,
                remedy="take the sequence from the whole genome",
            )
        if not (is_stated(edit.inserted) and is_unambiguous(edit.inserted)):
            raise UnusableAlleleError(
                "it puts in bases that are not known to be A, C, G or T",
                text=text,
                remedy="give the bases that are put in",
            )


def _on_other_build(
    toolkit: Toolkit, text: str, row: AnnotatedRow, variants: tuple[GenomicVariant, ...]
) -> tuple[AnnotatedRow, tuple[GenomicVariant, ...]]:
    """Return an allele on the other build, annotated there."""
    there = toolkit.annotators[row.assembly].to_other_build
    if there is None or row.transcript is None:
        raise UnusableAlleleError(f"there is no way from {row.assembly}", text=text)
    try:
        moved = tuple(there.convert(variant) for variant in variants)
    except NoCounterpartError as error:
        raise UnusableAlleleError(
            f"it is named on {row.assembly} and has no counterpart on {there.target.assembly}: "
            f"{error}",
            text=text,
            remedy=f"leave --assembly out, or give {row.assembly}",
        ) from error
    accession = row.transcript.transcript.accession
    chosen = [there.target.transcript(accession)]
    source = SourceAllele(there.target.chromosome, None, text)
    parts = moved if len(moved) > 1 else ()
    issues = tuple(issue for issue in row.issues if issue.code is not IssueCode.BUILD_CONFLICT)
    (found,) = toolkit.rows(source, moved[0], chosen, parts=parts)
    return replace(found, issues=tuple(dict.fromkeys(issues + found.issues))), moved
