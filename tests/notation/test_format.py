"""Writing, and reading again what was written."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.parsed import GenomicDescription, TranscriptDescription
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.protein import (
    NO_PROTEIN,
    START_LOST,
    UNKNOWN_CHANGE,
    ProteinChange,
    ProteinChangeKind,
)
from foxp3tool.model.variant import Edit
from foxp3tool.notation.contigs import is_plain_x
from foxp3tool.notation.genomic_format import format_spdi, format_vcf_like
from foxp3tool.notation.hgvs_format import format_dna_change, format_genomic, format_protein
from foxp3tool.notation.parse import parse

Kind, Protein = DnaChangeKind, ProteinChangeKind
bases = st.text(alphabet="ACGT", min_size=1, max_size=6)
places = st.integers(1, 2000)
datums = st.sampled_from([Datum.CDS_START, Datum.CDS_END])


@st.composite
def changes(draw: st.DrawFn) -> DnaChange:
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.IDENTITY]))
    start = draw(st.integers(0, 10**8))
    deleted, inserted = draw(bases), draw(bases)
    if kind is Kind.SUBSTITUTION:
        assume(deleted[0] != inserted[0])
        return DnaChange(kind, start, start, deleted[0], inserted[0])
    if kind is Kind.INSERTION:
        return DnaChange(kind, start, start + 1, "", inserted)
    end = start + draw(st.integers(0 if kind is not Kind.INVERSION else 1, 9))
    return DnaChange(kind, start, end, "", inserted if kind is Kind.DELINS else "")


@given(changes())
def test_what_is_written_as_g_is_read_as_the_same(change: DnaChange) -> None:
    found = parse(format_genomic("NC_000023.11", change))
    assert isinstance(found, GenomicDescription)
    assert (found.reference, found.kind) == ("NC_000023.11", change.kind)
    assert (found.start, found.end) == (change.start, change.end)
    assert (found.deleted, found.inserted) == (change.deleted, change.inserted)


@given(changes(), places, st.integers(-50, 50), datums, st.booleans())
def test_what_is_written_as_c_is_read_as_the_same(
    change: DnaChange,
    number: int,
    offset: int,
    datum: Datum,
    minus: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    sign = -1 if minus and datum is Datum.CDS_START else 1
    first = TranscriptPosition(sign * number, offset, datum)
    last = TranscriptPosition(number + 5000, 0, datum)
    text = format_dna_change(change, lambda at: str(first if at == change.start else last))
    found = parse(f"NM_014009.4:c.{text}")
    assert isinstance(found, TranscriptDescription)
    assert found.start == first
    assert found.end == (first if change.end == change.start else last)
    assert (found.kind, found.deleted, found.inserted) == (
        change.kind,
        change.deleted,
        change.inserted,
    )


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (DnaChange(Kind.SUBSTITUTION, 9, 9, "G", "A"), "10G>A"),
        # Deleted, duplicated and inverted bases are not written.
        (DnaChange(Kind.DELETION, 9, 9, "G"), "10del"),
        (DnaChange(Kind.DELETION, 9, 11, "GAG"), "10_12del"),
        (DnaChange(Kind.DUPLICATION, 9, 11, "GAG"), "10_12dup"),
        (DnaChange(Kind.INVERSION, 9, 11, "GAG", "CTC"), "10_12inv"),
        (DnaChange(Kind.INSERTION, 9, 10, "", "TT"), "10_11insTT"),
        (DnaChange(Kind.DELINS, 9, 9, "G", "TT"), "10delinsTT"),
        (DnaChange(Kind.DELINS, 9, 11, "GAG", "TT"), "10_12delinsTT"),
        (DnaChange(Kind.IDENTITY, 9, 9, "G"), "10="),
    ],
)
def test_dna_changes_are_written_as_hgvs_asks(change: DnaChange, text: str) -> None:
    assert format_genomic("NC_000023.11", change) == f"NC_000023.11:g.{text}"


def protein(  # the fields in the order of a name
    kind: Protein, start: int, first: str, end: int = 0, last: str = "", new: str = "",
    stop: int | None = None,
) -> ProteinChange:  # fmt: skip
    return ProteinChange(kind, start, first, end or start, last or first, new, stop)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (protein(Protein.SILENT, 384, "A"), "p.(Ala384=)"),
        (protein(Protein.SILENT, 432, "*"), "p.(Ter432=)"),
        (protein(Protein.SILENT, 3, "S", 4, "S"), "p.(Ser3_Ser4=)"),
        (protein(Protein.SUBSTITUTION, 384, "A", new="T"), "p.(Ala384Thr)"),
        (protein(Protein.SUBSTITUTION, 337, "R", new="*"), "p.(Arg337Ter)"),
        (protein(Protein.DELETION, 251, "E"), "p.(Glu251del)"),
        (protein(Protein.DELETION, 250, "K", 251, "E"), "p.(Lys250_Glu251del)"),
        (protein(Protein.DUPLICATION, 1, "M"), "p.(Met1dup)"),
        (protein(Protein.INSERTION, 250, "K", 251, "E", "A*"), "p.(Lys250_Glu251insAlaTer)"),
        (
            protein(Protein.DELINS, 426, "N", 431, "P", "YTP*"),
            "p.(Asn426_Pro431delinsTyrThrProTer)",
        ),
        (protein(Protein.DELINS, 426, "N", new="YT"), "p.(Asn426delinsTyrThr)"),
        (protein(Protein.FRAMESHIFT, 76, "L", new="Q", stop=53), "p.(Leu76GlnfsTer53)"),
        (protein(Protein.FRAMESHIFT, 76, "L", new="Q"), "p.(Leu76GlnfsTer?)"),
        (protein(Protein.EXTENSION, 432, "*", new="W", stop=25), "p.(Ter432TrpextTer25)"),
        (protein(Protein.EXTENSION, 432, "*", new="C"), "p.(Ter432CysextTer?)"),
        (START_LOST, "p.(Met1?)"),
    ],
)
def test_predicted_proteins_stand_in_parentheses(change: ProteinChange, text: str) -> None:
    assert format_protein("NP_054728.2", change) == f"NP_054728.2:{text}"
    assert format_protein("", change) == text


def test_an_unknown_protein_has_no_parentheses() -> None:
    assert format_protein("", UNKNOWN_CHANGE) == "p.?"
    assert format_protein("", NO_PROTEIN) == "p.0?"


def test_spdi_counts_from_zero_and_vcf_from_one() -> None:
    edit = Edit(49251479, "C", "T")
    assert format_spdi("NC_000023.11", edit) == "NC_000023.11:49251479:C:T"
    assert format_vcf_like("X", edit) == "X-49251480-C-T"
    assert format_spdi("NC_000023.11", Edit(5, "", "GG")) == "NC_000023.11:5::GG"


@pytest.mark.parametrize("name", ["X", "x", "chrX", "CHRX", "23", "chr23", "chromosomeX"])
def test_names_of_the_x_chromosome(name: str) -> None:
    assert is_plain_x(name)


@pytest.mark.parametrize("name", ["Y", "chr2", "X_random", "chrX_KI270880v1_alt", "NC_000023.11"])
def test_names_of_other_contigs(name: str) -> None:
    assert not is_plain_x(name)
