"""What csq says and what the engine says, side by side, and the kinds of difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csq_answers import CsqAnswer, read_answer
from csq_set import CsqAllele, Kind
from foreign_engine import Answer, Folder
from known_difference import KnownDifference
from our_engine import FINER_TERMS, bare, terms

SPLICE_SITES = frozenset({"splice_acceptor_variant", "splice_donor_variant"})
OUTSIDE = frozenset({"upstream_gene_variant", "downstream_gene_variant", "intergenic_variant"})
SHORTEST_INTRON = 13
"""Ensembl takes shorter introns for artefacts that mend a reading frame."""


@dataclass(frozen=True)
class Comparison:
    """Both answers to one allele on one transcript.

    Args:
        allele: The allele.
        ours: The engine's answer.
        theirs: csq's answer.
    """

    allele: CsqAllele
    ours: Answer
    theirs: CsqAnswer

    @property
    def shared(self) -> frozenset[str]:
        """Our terms as far as csq could say them."""
        return terms(self.ours.annotation) - FINER_TERMS

    @property
    def agrees(self) -> bool:
        return self.shared == self.theirs.terms

    @property
    def more(self) -> frozenset[str]:
        """Terms that only the engine gives."""
        return self.shared - self.theirs.terms

    @property
    def fewer(self) -> frozenset[str]:
        """Terms that only csq gives."""
        return self.theirs.terms - self.shared

    @property
    def names(self) -> tuple[str, str]:
        """The engine's c. and p. names."""
        return bare(self.ours.annotation.hgvs_c), bare(self.ours.annotation.hgvs_p)

    def __str__(self) -> str:
        ours, theirs = (" ".join(sorted(names)) for names in (self.shared, self.theirs.terms))
        name, protein = self.names
        where = f"{self.allele} on {self.ours.transcript.accession}, {name} {protein}"
        return f"{where}: engine {ours}; csq {theirs} {self.theirs.amino_acids[:40]}"

    __repr__ = __str__

    # What the kinds of difference ask for; worked out from exons and bases, not from the engine.

    @property
    def first_codon(self) -> str:
        cds = self.ours.transcript.cds
        return self.ours.walk.bases[cds.start : cds.start + 3] if cds else ""

    @property
    def touched_coding(self) -> frozenset[int]:
        """CDS indices of the coding bases that the file's spelling takes out."""
        cds, (place, old, _) = self.ours.transcript.cds, self.ours.along
        if cds is None:
            return frozenset()
        places = self.ours.walk.spliced[cds.start : cds.end]
        return frozenset(i for i, p in enumerate(places) if place <= p < place + len(old))

    @property
    def meets_artificial_intron(self) -> bool:
        place, old, _ = self.ours.along
        return any(
            len(intron) < SHORTEST_INTRON
            and intron.start - 3 <= place + len(old)
            and place <= intron.end + 3
            for intron in self.ours.transcript.introns
        )

    @property
    def reaches_beyond(self) -> bool:
        """True if bases outside the transcript are taken out."""
        span, (place, old, _) = self.ours.transcript.span, self.ours.along
        return place + 1 < span.start or place + len(old) > span.end

    @property
    def insertion_place(self) -> int | None:
        """Place along the gene before which bases are only put in, as the file spells it."""
        place, old, new = self.ours.along
        if new.startswith(old):
            return place + len(old)
        return place if new.endswith(old) else None


def comparisons(folders: Iterable[Folder]) -> Iterator[Comparison]:
    """Yield a comparison for every allele and transcript that csq has an answer of its own for.

    Where csq names the gene only, each transcript that the allele lies in is meant.
    """
    for folder in folders:
        for allele in folder.alleles:
            if allele.kind is Kind.ANSWERED:
                ours = list(folder.answers(allele))
                for theirs in read_answer(allele.answer):
                    for answer in ours:
                        if meant(theirs, answer):
                            yield Comparison(allele, answer, theirs)


def meant(theirs: CsqAnswer, answer: Answer) -> bool:
    """Tell whether csq's answer is about the transcript of an answer of the engine."""
    if theirs.gene != answer.gene.symbol:
        return False
    accession = answer.transcript.accession
    if theirs.transcript:
        return theirs.transcript in (accession, accession.rpartition(".")[0])
    return not terms(answer.annotation) & OUTSIDE


def _touches_other_start(c: Comparison) -> bool:
    return c.first_codon != "ATG" and bool(c.touched_coding & {0, 1, 2}) and not c.reaches_beyond


def _not_atg(c: Comparison) -> bool:
    return _touches_other_start(c) and "start_lost" in c.shared


def _start_becomes_atg(c: Comparison) -> bool:
    return _touches_other_start(c) and c.shared == {"start_retained_variant"}


def _artificial_intron(c: Comparison) -> bool:
    return c.meets_artificial_intron


def _usual(c: Comparison) -> bool:
    """Neither of the two above, which change the meaning of all terms."""
    return not _touches_other_start(c) and not _artificial_intron(c)


def _intron_not_repeated(c: Comparison) -> bool:
    return (
        _usual(c)
        and "splice_region_variant" in c.theirs.terms
        and (c.more, c.fewer) == ({"intron_variant"}, frozenset())
    )


def _finer_donor_term(c: Comparison) -> bool:
    donor = {"splice_donor_5th_base_variant", "splice_donor_region_variant"}
    return (
        _usual(c)
        and bool(terms(c.ours.annotation) & donor)
        and (c.more, c.fewer) == ({"intron_variant"}, {"splice_region_variant"})
    )


def _start_and_flank_lost(c: Comparison) -> bool:
    return (
        _usual(c)
        and c.reaches_beyond
        and bool(c.touched_coding & {0, 1, 2})
        and "start_lost" in c.shared
        and c.shared | c.theirs.terms == {"start_lost", "coding_sequence_variant"}
    )


def _start_codon_deleted(c: Comparison) -> bool:
    return (
        _usual(c)
        and c.touched_coding == {0, 1, 2}
        and "start_lost" in c.shared
        and (c.more, c.fewer) == (frozenset(), {"inframe_deletion"})
    )


def _cds_of_one_codon(c: Comparison) -> bool:
    cds = c.ours.transcript.cds
    return (
        _usual(c)
        and cds is not None
        and len(cds) == 3
        and (c.more, c.fewer) == ({"start_lost"}, {"missense_variant"})
    )


def _utr_beside_start_retained(c: Comparison) -> bool:
    return (
        _usual(c)
        and "start_retained_variant" in c.theirs.terms
        and (c.more, c.fewer) == ({"5_prime_UTR_variant"}, frozenset())
    )


def _stop_in_place_of_residues(c: Comparison) -> bool:
    return (
        _usual(c)
        and c.names[1].endswith("Ter)")
        and "stop_gained" in c.shared
        and (c.more, c.fewer) == (frozenset(), {"inframe_deletion"})
    )


def _insertion_into_stop(c: Comparison) -> bool:
    return (
        _usual(c)
        and "extTer" in c.names[1]
        and "stop_lost" in c.shared
        and (c.more, c.fewer) == (frozenset(), {"inframe_insertion"})
    )


def _insertion_beside_window(c: Comparison) -> bool:
    places = {p for i in c.ours.transcript.introns for p in (i.start - 3, i.end + 3)}
    return (
        _usual(c)
        and c.insertion_place in places
        and (c.more, c.fewer) == (frozenset(), {"splice_region_variant"})
    )


def _insertion_behind_site(c: Comparison) -> bool:
    place = c.insertion_place
    return (
        _usual(c)
        and any(i.start + 2 <= (place or 0) <= i.end - 2 for i in c.ours.transcript.introns)
        and bool(c.fewer & SPLICE_SITES)
        and (c.more, c.fewer - SPLICE_SITES) == ({"intron_variant"}, frozenset())
    )


def _deletion_across_border(c: Comparison) -> bool:
    return (
        _usual(c)
        and bool(c.shared & c.theirs.terms & SPLICE_SITES)
        and (c.more, c.fewer)
        == ({"coding_sequence_variant", "intron_variant"}, {"frameshift_variant"})
    )


def _deletion_beyond_open_end(c: Comparison) -> bool:
    return (
        _usual(c)
        and not c.ours.transcript.cds_complete
        and c.reaches_beyond
        and (c.more, c.fewer) == ({"coding_sequence_variant"}, {"stop_lost", "inframe_deletion"})
    )


def _mixed_in_frame(c: Comparison) -> bool:
    return (
        _usual(c)
        and "delins" in c.names[1]
        and c.more == {"protein_altering_variant"}
        and c.fewer in ({"inframe_insertion"}, {"inframe_deletion"})
    )


def _stop_retained(c: Comparison) -> bool:
    cds = c.ours.transcript.cds
    return (
        _usual(c)
        and cds is not None
        and bool(c.touched_coding)
        and c.touched_coding <= {len(cds) - 3, len(cds) - 2, len(cds) - 1}
        and (c.more, c.fewer) == ({"stop_retained_variant"}, {"synonymous_variant"})
    )


def _stop_at_open_end(c: Comparison) -> bool:
    return (
        _usual(c)
        and not c.ours.transcript.cds_complete
        and "stop_gained" in c.shared
        and c.more <= {"stop_gained"}
        and c.fewer == {"stop_retained_variant"}
    )


KNOWN = (
    KnownDifference(
        "intron beside splice region",
        "Ensembl prints intron_variant beside splice_region_variant; csq only the latter",
        _intron_not_repeated,
    ),
    KnownDifference(
        "finer donor term",
        "Ensembl 105 and later: +3 to +6 have splice_donor_region_variant or "
        "splice_donor_5th_base_variant instead of splice_region_variant",
        _finer_donor_term,
    ),
    KnownDifference(
        "start and flank deleted",
        "SO:0002012 and SO:0001580: coding bases and the start codon are changed, even if bases "
        "before the transcript go with them",
        _start_and_flank_lost,
    ),
    KnownDifference(
        "start codon deleted",
        "HGVS protein/substitution: without its start codon no protein can be predicted, "
        "so none that is a residue shorter",
        _start_codon_deleted,
    ),
    KnownDifference(
        "CDS of one codon",
        "SO:0002012: the start codon is changed, though it is the only codon",
        _cds_of_one_codon,
    ),
    KnownDifference(
        "UTR beside start retained",
        "The base that is lost is one before the ATG that remains, so one of the 5' UTR",
        _utr_beside_start_retained,
    ),
    KnownDifference(
        "stop in place of residues",
        "SO:0001822: an inframe_deletion takes residues out and leaves the others; here the "
        "protein ends",
        _stop_in_place_of_residues,
    ),
    KnownDifference(
        "insertion into the stop codon",
        "SO:0001821: an inframe_insertion leaves all residues; here the stop is replaced and "
        "the protein read on",
        _insertion_into_stop,
    ),
    KnownDifference(
        "insertion beside the window",
        "Ensembl: an insertion is in a window if it lies between two bases of it; this one lies "
        "before the last three bases of the exon",
        _insertion_beside_window,
    ),
    KnownDifference(
        "insertion behind the site",
        "Ensembl: splice_donor_variant and splice_acceptor_variant are for changed bases of the "
        "site; the two bases stand where they stood",
        _insertion_behind_site,
    ),
    KnownDifference(
        "deletion across a border",
        "Ensembl: where the exon's border is lost no frame can be told, coding_sequence_variant; "
        "intron_variant as bases inside the intron are lost",
        _deletion_across_border,
    ),
    KnownDifference(
        "mixed in-frame change",
        "SO:0001822 and SO:0001821 are for a clean loss or gain of residues; this is a delins",
        _mixed_in_frame,
    ),
    KnownDifference(
        "deletion beyond an open end",
        "SO:0001578: stop_lost is for a changed stop codon; this CDS has none, its 3' end is "
        "missing",
        _deletion_beyond_open_end,
    ),
    KnownDifference(
        "stop at an open end",
        "SO:0001567: stop_retained_variant is for a changed stop codon; this CDS has none",
        _stop_at_open_end,
    ),
    KnownDifference(
        "stop kept beside a border",
        "SO:0001567: the stop codon is changed and stays one; csq says so elsewhere, but not where "
        "the codon lies within three bases of an intron",
        _stop_retained,
    ),
    KnownDifference(
        "artificial intron",
        "Ensembl: introns of up to 12 bases mend a reading frame and have no splice sites; neither "
        "tool knows that, and FOXP3 has none",
        _artificial_intron,
    ),
    KnownDifference(
        "first codon is not ATG",
        "SO:0002012: a change of the annotated start codon is start_lost, whatever it reads; csq "
        "takes such a CDS for one whose 5' end is missing",
        _not_atg,
    ),
    KnownDifference(
        "start codon becomes ATG",
        "SO:0002019: the start codon AGG is changed and a start codon stands there again; csq "
        "reads the old one as arginine",
        _start_becomes_atg,
    ),
)
