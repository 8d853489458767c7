"""Whatever else a text says of its variant is compared with it: other names, ids, a build, RNA."""

from __future__ import annotations

import re
from dataclasses import replace

from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.protein_statement import agrees_with
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import (
    IdentifierDescription,
    IdentifierKind,
    ParsedText,
    ProteinDescription,
    TranscriptDescription,
)
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.notation.errors import NotationError, names_disagree
from foxp3tool.notation.reading import OtherName, Reading
from foxp3tool.pipeline.places import is_exchange, lies_at
from foxp3tool.pipeline.toolkit import Toolkit


def keep_company(
    toolkit: Toolkit, reading: Reading, rows: list[AnnotatedRow], assembly: str | None
) -> list[AnnotatedRow]:
    """Return the rows of a reading with which everything else in the text agrees.

    A protein name has several DNA changes, and another name may tell which is meant; of every other
    reading the first row stands for all.

    Raises:
        NotationError: If there is none.
    """
    if not isinstance(reading.variant, ProteinDescription):
        issues = check_company(toolkit, reading, rows[0], assembly)
        return [replace(row, issues=row.issues + issues) for row in rows] if issues else rows
    kept = []
    fault: NotationError | None = None
    for row in rows:
        try:
            issues = check_company(toolkit, reading, row, assembly)
        except NotationError as error:
            fault = fault or error
        else:
            kept.append(replace(row, issues=row.issues + issues) if issues else row)
    if fault is not None and not kept:
        raise fault
    return kept


def check_company(
    toolkit: Toolkit, reading: Reading, row: AnnotatedRow, assembly: str | None
) -> tuple[Issue, ...]:
    """Compare what a text says beside the name that was read with the allele it was read as.

    Args:
        toolkit: The engine.
        reading: The reading.
        row: One of its rows.
        assembly: Build for names that name none.

    Returns:
        What could not be checked.

    Raises:
        NotationError: If two of the names mean different variants, or the build is another one.
    """
    if row.variant is None or row.transcript is None:
        return ()
    if reading.assembly is not None and reading.assembly != row.assembly:
        raise names_disagree(f"a sequence of {row.assembly}", f"the build {reading.assembly}")
    edit = row.variant.variant.edit
    is_snv = len(edit.deleted) == len(edit.inserted) == 1
    if reading.allele is not None and is_snv and reading.allele != edit.inserted:
        raise names_disagree(_name(row), f"the allele {reading.allele}")
    _check_accessions(toolkit, reading)
    builds = toolkit.annotators if reading.assembly is None else (reading.assembly,)
    found = ResolvedVariant(row.variant.variant)
    for locus in reading.loci:
        variants = [(build, _on_build(toolkit, found, build)) for build in builds]
        if not any(
            variant is not None and lies_at(toolkit.annotators[build], variant.edit, locus)
            for build, variant in variants
        ):
            raise names_disagree(_name(row), locus)
    for genotype in reading.genotypes:
        _check_alleles(toolkit, genotype, row)
    issues: list[Issue] = []
    for other in reading.also:
        try:
            issues += _check_name(toolkit, other, row, reading.assembly or assembly)
        except NotationError as error:
            if error.code is not IssueCode.UNKNOWN_REFERENCE:
                raise
            issues += _unchecked(f"{other.text} is not checked: {error.message}")
    return tuple(issues)


def _check_accessions(toolkit: Toolkit, reading: Reading) -> None:
    """Refuse the accession of a protein beside a transcript that codes for another one."""
    for transcript, protein in reading.accessions:
        one, other = (_residues(toolkit, accession) for accession in (transcript, protein))
        if one and other and one != other:
            raise names_disagree(transcript, protein)


def _residues(toolkit: Toolkit, accession: str) -> str:
    """Return the protein of an accession, of whichever version; empty if it is not known."""
    stem = accession.partition(".")[0]
    annotator = toolkit.annotators[toolkit.gene.assembly]
    for transcript in toolkit.gene.transcripts:
        names = (transcript.accession, transcript.protein_accession or "", *transcript.aliases)
        if stem in [name.partition(".")[0] for name in names]:
            coding = annotator.model(transcript).coding
            return "" if coding is None else coding.protein
    return ""


def _check_alleles(toolkit: Toolkit, genotype: str, row: AnnotatedRow) -> None:
    """Refuse two alleles, or bases with > between them, that are not those of the variant."""
    assert row.variant is not None
    annotator, edit = toolkit.annotators[row.assembly], row.variant.variant.edit
    first, second = (part.replace("-", "") for part in re.split("[/>]", genotype))
    orders: list[tuple[str | None, str]] = [(first, second)]
    if first == second:
        orders = [(None, second)]
    elif "/" in genotype:
        orders.append((second, first))
    if not any(is_exchange(annotator, edit, ref, alt) for ref, alt in orders):
        raise names_disagree(_name(row), genotype)


def _check_name(
    toolkit: Toolkit, other: OtherName, row: AnnotatedRow, assembly: str | None
) -> tuple[Issue, ...]:
    if isinstance(other.variant, ProteinDescription):
        return _check_protein(toolkit, other, other.variant, row)
    if isinstance(other.variant, IdentifierDescription):
        return _check_identifier(toolkit, other, other.variant, row)
    meanings = [other.variant] if other.or_else is None else [other.variant, other.or_else]
    faults = []
    for meaning in meanings:
        try:
            if _means(toolkit, meaning, row, assembly):
                return ()
        except NotationError as error:
            faults.append(error)
    if len(faults) == len(meanings):
        raise faults[0]
    raise names_disagree(_name(row), other.text)


def _name(row: AnnotatedRow) -> str:
    assert row.variant is not None
    assert row.transcript is not None
    return row.transcript.hgvs_c or row.variant.hgvs_g


def _means(toolkit: Toolkit, parsed: ParsedText, row: AnnotatedRow, assembly: str | None) -> bool:
    """Tell whether a name means the allele of a row, on whichever build it counts."""
    assert row.variant is not None
    return any(
        _on_build(toolkit, one, row.assembly) == row.variant.variant
        for one in toolkit.resolve(parsed, assembly)
    )


def _on_build(toolkit: Toolkit, found: ResolvedVariant, assembly: str) -> GenomicVariant | None:
    """Return an allele on a build, or None if it has no counterpart there."""
    variant = found.variant
    if variant.assembly == assembly:
        return variant
    convert = toolkit.annotators[variant.assembly].to_other_build
    try:
        return None if convert is None else convert.convert(variant)
    except NoCounterpartError:
        return None


def _check_protein(
    toolkit: Toolkit, name: OtherName, stated: ProteinDescription, row: AnnotatedRow
) -> tuple[Issue, ...]:
    """Refuse a protein name that is not the one predicted on the transcript it counts on."""
    assert row.variant is not None
    annotator = toolkit.annotators[row.assembly]
    accession = stated.reference
    if accession is None and isinstance(name.beside, TranscriptDescription):
        accession = name.beside.reference
    transcript = next(
        (
            t
            for t in annotator.gene.transcripts
            if accession is not None and accession in (t.accession, t.protein_accession)
        ),
        None,
    )
    if transcript is None:
        transcript, _ = toolkit.resolver.find_transcript(accession, annotator.gene)
    annotation = annotator.annotate(row.variant.variant, [transcript], details=False)
    (found,) = annotation.transcripts
    if not agrees_with(stated, found, annotator.model(transcript).coding):
        what = f"{found.hgvs_c or annotation.hgvs_g}, which gives "
        raise names_disagree(f"{what}{found.hgvs_p or 'no protein change'},", name.text)
    return ()


def _check_identifier(
    toolkit: Toolkit, name: OtherName, wanted: IdentifierDescription, row: AnnotatedRow
) -> tuple[Issue, ...]:
    """Refuse an identifier of another allele; one that the catalog lacks is not checked."""
    assert row.variant is not None
    variant = row.variant.variant
    try:
        alleles = toolkit.resolve(wanted, row.assembly)
    except NotationError as error:
        return _unchecked(f"{name.text} is not checked: {error.message}")
    meant = [one.variant for one in alleles]
    if variant in meant:
        return ()
    if wanted.kind is IdentifierKind.UNIPROT and _same_protein(toolkit, meant, row):
        return ()
    same_place = any(
        (one.edit.start, one.edit.deleted) == (variant.edit.start, variant.edit.deleted)
        for one in meant
    )
    if wanted.kind is IdentifierKind.DBSNP and same_place:
        return _unchecked(
            f"{name.text} is in the catalog for another allele of this place; dbSNP gives one "
            "number to all of them"
        )
    raise names_disagree(_name(row), name.text)


def _same_protein(toolkit: Toolkit, alleles: list[GenomicVariant], row: AnnotatedRow) -> bool:
    """Tell whether one of several alleles gives the protein of a row."""
    assert row.transcript is not None
    annotator, transcript = toolkit.annotators[row.assembly], row.transcript.transcript
    return any(
        annotator.annotate(allele, [transcript], details=False).transcripts[0].hgvs_p
        == row.transcript.hgvs_p
        for allele in alleles
    )


def _unchecked(message: str) -> tuple[Issue, ...]:
    return (Issue(IssueCode.NOT_CHECKED, message),)


def on_protein(toolkit: Toolkit, parsed: ParsedText) -> ParsedText:
    """Count a protein name that is put on a transcript on the protein of that transcript."""
    if not isinstance(parsed, ProteinDescription) or parsed.reference is None:
        return parsed
    found = next(
        (
            transcript
            for transcript in toolkit.gene.transcripts
            if parsed.reference in (transcript.accession, transcript.accession.partition(".")[0])
        ),
        None,
    )
    protein = None if found is None else found.protein_accession
    if found is not None and protein is None:
        # The transcripts of Ensembl are bundled without the names of their proteins.
        residues = _residues(toolkit, found.accession)
        protein = next(
            (
                other.protein_accession
                for other in toolkit.gene.transcripts
                if other.protein_accession and _residues(toolkit, other.accession) == residues
            ),
            None,
        )
    if protein is None:
        return parsed
    message = f"{parsed.reference} is a transcript; the residues are counted on its {protein}"
    repair = Issue(IssueCode.REPAIRED_INPUT, message)
    return replace(parsed, reference=protein, repairs=(*parsed.repairs, repair))


def refuse_spliced_rna(toolkit: Toolkit, reading: Reading, assembly: str | None) -> None:
    """Refuse an RNA change that begins or ends where exons meet: splicing makes such changes.

    The DNA change behind it lies elsewhere as a rule, and an RNA name does not tell it.

    Raises:
        NotationError: For such a change.
    """
    parsed = reading.variant
    if not isinstance(parsed, TranscriptDescription) or parsed.kind in (
        DnaChangeKind.SUBSTITUTION,
        DnaChangeKind.INVERSION,
    ):
        return
    gene = toolkit.annotators[assembly or toolkit.gene.assembly].gene
    transcript, _ = toolkit.resolver.find_transcript(parsed.reference, gene)
    cds = 0 if transcript.cds is None else transcript.cds.start
    first, last = (_spliced(position, cds) for position in (parsed.start, parsed.end))
    if first is None or last is None:
        return
    meeting = []
    end = 0
    for number, exon in enumerate(transcript.exons[:-1], start=1):
        end += len(exon)
        if parsed.kind is DnaChangeKind.INSERTION:
            touches = first == end - 1
        else:
            touches = first <= end <= last + 1
        if touches:
            meeting.append(f"{number} and {number + 1}")
    if meeting:
        raise NotationError(
            IssueCode.UNSUPPORTED_ALLELE,
            f"the RNA change lies where exons {', '.join(meeting)} of {transcript.accession} meet, "
            "as what splicing makes of a change elsewhere does",
            cause="a skipped exon, another splice site, or a retained intron; the DNA change is "
            "not told",
            remedy="give the DNA change that was found, such as c.210+1G>A; if these bases are "
            "changed in the DNA, write c. in the place of r.",
        )


def _spliced(position: TranscriptPosition, cds: int) -> int | None:
    """Return the 0-based place of a position in the spliced transcript; None for other places."""
    if position.offset or position.datum is Datum.CDS_END:
        return None
    if position.datum is Datum.TRANSCRIPT_START:
        return position.number - 1
    return cds + position.number - (1 if position.number > 0 else 0)
