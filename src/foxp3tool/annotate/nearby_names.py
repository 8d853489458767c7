"""What may be meant by a name that is not known: of a sequence, or of a gene."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.gene import TranscriptStatus
from foxp3tool.model.parsed import (
    GenomicDescription,
    ParsedVariant,
    ProteinDescription,
    TranscriptDescription,
    VcfDescription,
)
from foxp3tool.model.positions import TranscriptPosition, genomic_number
from foxp3tool.notation.description_format import Description
from foxp3tool.notation.near_names import is_like_symbol, is_other_of_record, near_names

Candidate = tuple[Description, str]
"""A description that may be meant, and the slip that would explain it."""


class NameHints:
    """The names that are known.

    Args:
        annotators: The engines; the first is that of the default build.
        protein_aliases: Other accessions of the MANE Select protein.
        symbol_aliases: Other names of the gene and its protein, upper case.
    """

    def __init__(
        self,
        annotators: Sequence[Annotator],
        protein_aliases: Collection[str] = (),
        symbol_aliases: Collection[str] = (),
    ) -> None:
        """Sort the names by what they name; the likeliest come first."""
        genes = [annotator.gene for annotator in annotators]
        self._gene = genes[0]
        self._symbol_aliases = frozenset(symbol_aliases)
        ordered = sorted(
            self._gene.transcripts, key=lambda t: t.status is not TranscriptStatus.CURRENT
        )
        self._transcripts = [name for t in ordered for name in (t.accession, *t.aliases)]
        self._protein_of = {t.accession: t.protein_accession for t in ordered}
        proteins = [t.protein_accession for t in ordered if t.protein_accession]
        self._proteins = [*dict.fromkeys(proteins), *protein_aliases]
        self._genomic = [gene.accession for gene in genes]
        for gene in genes:
            self._genomic += [n for n in (gene.refseqgene, *gene.refseqgene_aliases) if n]

    def of_sequences(self, parsed: ParsedVariant) -> Iterator[Candidate]:
        """Yield a description with the names that an unknown accession may mean."""
        match parsed:
            case TranscriptDescription():
                yield from self._of_transcript(parsed)
            case GenomicDescription():
                yield from self._as_coding(parsed)
                for name in near_names(parsed.reference, self._genomic):
                    yield replace(parsed, reference=name), _for(parsed.reference)
            case VcfDescription():
                for name in near_names(parsed.chrom, self._genomic + self._transcripts):
                    yield replace(parsed, chrom=name), _for(parsed.chrom)
            case ProteinDescription(reference=str(reference)):
                for name in near_names(reference, self._proteins):
                    yield replace(parsed, reference=name), _for(reference)
                protein = self._protein_of.get(reference)
                if protein is not None:
                    why = f"the protein of {reference}"
                    yield replace(parsed, reference=protein), why
            case _:
                return

    def why_unknown(self, parsed: ParsedVariant) -> str | None:
        """Say why a sequence is not known for a description, if that can be told."""
        reference = getattr(parsed, "reference", None) or ""
        if isinstance(parsed, TranscriptDescription):
            if reference in self._genomic:
                return f"{reference} is genomic; c. and n. count on a transcript"
            if self._transcript_of(reference) is not None:
                return f"{reference} is a protein; c. and n. count on a transcript"
            known = [name for name in self._transcripts if is_other_of_record(reference, name)]
            if known:
                return (
                    f"another transcript of that record than {known[0]}; which one it is, is not "
                    "known here"
                )
        elif isinstance(parsed, GenomicDescription) and reference in self._transcripts:
            return f"{reference} is a transcript; g. counts on a genomic sequence"
        elif isinstance(parsed, ProteinDescription) and reference in self._transcripts:
            return f"{reference} is a transcript; p. counts on a protein"
        return None

    def near(self, parsed: ParsedVariant) -> list[str]:
        """Return the known accessions that an unknown one is nearly."""
        match parsed:
            case TranscriptDescription(reference=str(reference)):
                return near_names(reference, self._transcripts)
            case GenomicDescription():
                return near_names(parsed.reference, self._genomic)
            case VcfDescription():
                return near_names(parsed.chrom, self._genomic + self._transcripts)
            case ProteinDescription(reference=str(reference)):
                return near_names(reference, self._proteins)
            case _:
                return []

    def of_genes(self, parsed: ParsedVariant) -> Iterator[Candidate]:
        """Yield a description with the gene's symbol, if another one may be a slip for it."""
        if not isinstance(parsed, TranscriptDescription | ProteinDescription):
            return
        symbol = self._gene.symbol
        if parsed.gene is None:
            return
        if parsed.gene.upper() in self._symbol_aliases:
            yield replace(parsed, gene=symbol), f"{parsed.gene} is another name of {symbol}"
        elif is_like_symbol(parsed.gene, symbol):
            yield replace(parsed, gene=symbol), _for(parsed.gene)

    def _of_transcript(self, parsed: TranscriptDescription) -> Iterator[Candidate]:
        if parsed.context is not None and parsed.context not in self._genomic:
            for name in near_names(parsed.context, self._genomic):
                yield replace(parsed, context=name), _for(parsed.context)
        reference = parsed.reference
        if reference is None or reference in self._transcripts:
            return
        if reference in self._genomic:
            # A record of the gene is no context that is read, a chromosome is.
            context = reference if reference.startswith("NC_") else None
            moved = replace(parsed, reference=self._gene.mane_select.accession, context=context)
            yield moved, f"{reference} is no transcript, this one is MANE Select"
        accession = self._transcript_of(reference)
        if accession is not None:
            why = f"{reference} is the protein of {accession}"
            yield replace(parsed, reference=accession), why
            return
        for name in near_names(reference, self._transcripts):
            yield replace(parsed, reference=name), _for(reference)

    def _transcript_of(self, protein: str) -> str | None:
        """Return the transcript of a protein, given with or without its version."""
        for accession, known in self._protein_of.items():
            if known is not None and protein in (known, known.partition(".")[0]):
                return accession
        return None

    def _as_coding(self, parsed: GenomicDescription) -> Iterator[Candidate]:
        """Yield a ``g.`` description of a transcript as the ``c.`` description it may be."""
        stems = {name.partition(".")[0] for name in self._transcripts}
        if parsed.reference.partition(".")[0] not in stems:
            return
        start, end = genomic_number(parsed.start), genomic_number(parsed.end)
        coding = TranscriptDescription(
            parsed.reference,
            None,
            None,
            TranscriptPosition(start),
            TranscriptPosition(end),
            parsed.kind,
            parsed.deleted,
            parsed.inserted,
        )
        yield coding, f"{parsed.reference} is a transcript, which is counted with c."


def _for(written: str) -> str:
    return f"instead of {written}"
