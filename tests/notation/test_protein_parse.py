"""Protein changes: what is read, what is repaired, what is refused and where the caret stands.

Forms come from the HGVS recommendations (hgvs-nomenclature.org, protein), from the names printed in
papers on IPEX, and from what other programs print.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import NO_PROTEIN, START_LOST, UNKNOWN_CHANGE, ProteinChange
from foxp3tool.model.protein import ProteinChangeKind as Kind
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.hgvs_format import format_protein
from foxp3tool.notation.parse import parse
from foxp3tool.notation.protein_parse import looks_like_bare_protein, protein_text

A384T = ProteinChange(Kind.SUBSTITUTION, 384, "A", 384, "A", "T")
R337TER = ProteinChange(Kind.SUBSTITUTION, 337, "R", 337, "R", "*")
E251DEL = ProteinChange(Kind.DELETION, 251, "E", 251, "E")
BOTH_DEL = ProteinChange(Kind.DELETION, 250, "K", 251, "E")
DUP = ProteinChange(Kind.DUPLICATION, 251, "E", 251, "E")
INS = ProteinChange(Kind.INSERTION, 250, "K", 251, "E", "WK")
AT_END = ProteinChange(Kind.INSERTION, 431, "P", 432, "*", "G")
DELINS = ProteinChange(Kind.DELINS, 250, "K", 251, "E", "N")
TO_TER = ProteinChange(Kind.DELINS, 426, "N", 431, "P", "YTP*")
L76FS = ProteinChange(Kind.FRAMESHIFT, 76, "L", 76, "L", "Q", 53)
OPEN_FS = ProteinChange(Kind.FRAMESHIFT, 76, "L", 76, "L", "Q")
SHORT_FS = ProteinChange(Kind.FRAMESHIFT, 428, "T", 428, "T")
COUNTED_FS = ProteinChange(Kind.FRAMESHIFT, 303, "D", 303, "D", "", 87)
EXT = ProteinChange(Kind.EXTENSION, 432, "*", 432, "*", "W", 25)
OPEN_EXT = ProteinChange(Kind.EXTENSION, 432, "*", 432, "*", "W")
S181 = ProteinChange(Kind.SILENT, 181, "S", 181, "S")


def read(text: str) -> ProteinDescription:
    found = parse(text)
    assert isinstance(found, ProteinDescription), text
    return found


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("p.Ala384Thr", A384T),
        ("p.(Ala384Thr)", A384T),
        ("p.A384T", A384T),
        ("A384T", A384T),
        ("(Ala384Thr)", A384T),
        ("p.Arg337Ter", R337TER),
        ("p.Arg337*", R337TER),
        ("p.(R337*)", R337TER),
        ("p.Glu251del", E251DEL),
        ("p.(E251del)", E251DEL),
        ("E251del", E251DEL),
        ("p.Lys250_Glu251del", BOTH_DEL),
        ("K250_E251del", BOTH_DEL),
        ("p.(Glu251dup)", DUP),
        ("p.E251dup", DUP),
        ("p.Lys250_Glu251insTrpLys", INS),
        ("p.(K250_E251insWK)", INS),
        ("p.Lys250_Glu251delinsAsn", DELINS),
        ("p.(K250_E251delinsN)", DELINS),
        ("p.(Ala384delinsThr)", A384T),
        ("p.(Asn426_Pro431delinsTyrThrProTer)", TO_TER),
        ("p.(N426_P431delinsYTP*)", TO_TER),
        ("p.(Leu76GlnfsTer53)", L76FS),
        ("p.Leu76Glnfs*53", L76FS),
        ("p.L76Qfs*53", L76FS),
        ("L76Qfs*53", L76FS),
        ("p.(Leu76GlnfsTer?)", OPEN_FS),
        ("p.L76Qfs*?", OPEN_FS),
        ("p.D303fs*87", COUNTED_FS),
        ("p.(Ter432TrpextTer25)", EXT),
        ("p.*432Trpext*25", EXT),
        ("*432Wext*25", EXT),
        ("p.Ter432Trpext*?", OPEN_EXT),
        ("p.(Ser181=)", S181),
        ("p.S181=", S181),
        ("Ser181=", S181),
        ("p.(Met1?)", START_LOST),
        ("p.M1?", START_LOST),
        ("M1?", START_LOST),
        ("p.?", UNKNOWN_CHANGE),
        ("p.(?)", UNKNOWN_CHANGE),
        ("p.0", NO_PROTEIN),
        ("p.0?", NO_PROTEIN),
        ("p.(=)", ProteinChange(Kind.SILENT)),
    ],
)
def test_forms_of_hgvs(text: str, change: ProteinChange) -> None:
    found = read(text)
    assert (found.change, found.states_stop, found.repairs) == (change, True, ())
    assert found.is_bare is not text.startswith("p.")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("p.Thr428fs", SHORT_FS),
        ("T428fs", SHORT_FS),
        ("p.(Leu76Glnfs)", OPEN_FS),
        ("p.Ter432Trpext", OPEN_EXT),
    ],
)
def test_short_forms_do_not_state_the_new_stop(text: str, change: ProteinChange) -> None:
    found = read(text)
    assert (found.change, found.states_stop, found.repairs) == (change, False, ())
    assert protein_text(found) == {
        "T": "p.(Thr428fs)", "L": "p.(Leu76Glnfs)", "*": "p.(Ter432Trpext)",
    }[change.start_residue]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "change", "new", "why"),
    [
        ("ΔE251", E251DEL, "p.(Glu251del)", "delta"),
        ("∆E251", E251DEL, "p.(Glu251del)", "delta"),
        ("delE251", E251DEL, "p.(Glu251del)", "delta"),
        ("p.delGlu251", E251DEL, "p.(Glu251del)", "delta"),
        ("delK250_E251", BOTH_DEL, "p.(Lys250_Glu251del)", "delta"),
        ("p.Glu251delGlu", E251DEL, "p.(Glu251del)", "not written again"),
        ("p.K250_E251delKE", BOTH_DEL, "p.(Lys250_Glu251del)", "not written again"),
        ("p.E251dupE", DUP, "p.(Glu251dup)", "not written again"),
        ("R337X", R337TER, "p.(Arg337Ter)", "X is an old sign"),
        ("p.Arg337X", R337TER, "p.(Arg337Ter)", "X is an old sign"),
        ("R337Stop", R337TER, "p.(Arg337Ter)", "Ter or *"),
        ("p.R337STOP", R337TER, "p.(Arg337Ter)", "Ter or *"),
        ("L76QfsX53", L76FS, "p.(Leu76GlnfsTer53)", "X is an old sign"),
        ("p.Leu76GlnfsX53", L76FS, "p.(Leu76GlnfsTer53)", "X is an old sign"),
        ("p.Leu76GlnFsTer53", L76FS, "p.(Leu76GlnfsTer53)", "small letters"),
        ("p.l76qfsx53", L76FS, "p.(Leu76GlnfsTer53)", "small letters"),
        ("p.LEU76GLNFSTER53", L76FS, "p.(Leu76GlnfsTer53)", "small letters"),
        ("X432WextX25", EXT, "p.(Ter432TrpextTer25)", "X is an old sign"),
        ("p.Lys250-Glu251del", BOTH_DEL, "p.(Lys250_Glu251del)", "underscore"),
        ("p.Lys250_Glu251>Asn", DELINS, "p.(Lys250_Glu251delinsAsn)", "no >"),
        ("p.Ala384>Thr", A384T, "p.(Ala384Thr)", "no >"),
        ("p.S181S", S181, "p.(Ser181=)", "stays the same"),
        ("p.ALA384THR", A384T, "p.(Ala384Thr)", "amino acids as Ala"),
        ("p.ala384thr", A384T, "p.(Ala384Thr)", "amino acids as Ala"),
        ("p.Ter432Arg", ProteinChange(Kind.EXTENSION, 432, "*", 432, "*", "R"),
         "p.(Ter432Argext)", "is an extension"),
        ("p.L76Qfs*", OPEN_FS, "p.(Leu76Glnfs)", "not said"),
        ("p.Arg337fsTer1", R337TER, "p.(Arg337Ter)", "nonsense"),
        ("p.Arg337TerfsTer1", R337TER, "p.(Arg337Ter)", "nonsense"),
        ("Pro431_Ter432insGly", AT_END, "p.(Pro431_Ter432insGly)", "an extension"),
    ],
)  # fmt: skip
def test_old_forms_are_repaired_and_say_so(
    text: str, change: ProteinChange, new: str, why: str
) -> None:
    found = read(text)
    assert found.change == change
    assert {issue.code for issue in found.repairs} == {IssueCode.REPAIRED_INPUT}
    shown = text.removeprefix("p.")
    assert all(i.message.startswith(f"{shown} read as {new}: ") for i in found.repairs)
    assert any(why in issue.message for issue in found.repairs)


def test_each_reason_of_a_repair_is_told_once() -> None:
    (stop,) = read("X432WextX25").repairs
    two = read("delK250-E251").repairs
    assert "X is an old sign" in stop.message
    assert ["delta" in two[0].message, "underscore" in two[1].message] == [True, True]
    assert len(two) == 2


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("p.", 2),
        ("p.Ala", 5),
        ("p.Ala384", 8),
        ("p.(Ala384Thr", 12),
        ("p.Ala384Thr)", 11),
        ("p.Ala384Thrr", 11),
        ("p.Aal384Thr", 3),
        ("p.Ala0Thr", 5),
        ("p.Ala384?", 8),
        ("p.Ala384Xaa", 8),
        ("p.Ala384Bla", 8),
        ("p.Glu251delLys", 11),
        ("p.Glu251delGluGlu", 11),
        ("p.Lys250_Glu251delE", 18),
        ("p.Glu251_Lys250del", 12),
        ("p.Lys250_251del", 9),
        ("p.Lys250_Glu252insTrp", 15),
        ("p.Glu251insTrp", 8),
        ("p.Lys250_Glu251ins", 18),
        ("p.Lys250_Glu251ins5", 18),
        ("p.Lys250_Glu251insX", 18),
        ("p.Lys250_Glu251delins", 21),
        ("p.Lys250_Glu251Asn", 15),
        ("p.Lys250_Glu251insTerAla", 21),
        ("p.Leu76Glnfs53", 12),
        ("p.Leu76GlnfsTer0", 15),
        ("p.Leu76GlnfsTer53x", 17),
        ("p.Leu76GlnfsTer1", 10),
        ("p.Leu76_Ala77fs", 13),
        ("p.Ter432fs", 8),
        ("p.Met1ext-5", 6),
        ("p.Leu76Glnext*5", 10),
        ("p.[Ala384Thr;Arg397Trp]", 2),
        ("p.(Gly56^Ser)", 8),
        ("L76QfsX53,", 9),
        ("E251delx", 7),
    ],
)
def test_the_caret_stands_where_reading_failed(text: str, offset: int) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.text) == (IssueCode.HGVS_UNPARSED, text)
    assert error.offset == offset
    assert error.remedy
    assert "found the end" in error.message or f"found {text[offset]!r}" in error.message


@pytest.mark.parametrize(
    "text", ["A22del", "delA22", "ΔG22", "T227del", "A22_C23del", "T227dup", "A22_C23insG"]
)
def test_what_may_be_residues_or_bases_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert "residues or bases" in caught.value.message
    assert "p. (protein) or c. (coding DNA)" in (caught.value.remedy or "")
    assert isinstance(parse(f"p.{text}"), ProteinDescription)


@pytest.mark.parametrize(
    "text",
    [
        "hello", "Q9BZS1", "VAR_010813", "rs122467170", "VCV000011410", "11410", "751-753delGAG",
        "delGAG", "del5", "c.227del", "IVS9+1G>A", "1150G>A", "c.*876A>G", "AATAAA>AATGAA",
        "X-49251480-C-T", "X:49251480:C:T", "NM_014009.4:c.1150G>A", "FOXP3:p.A384T", "0", "?", "=",
        "Met", "Ala384", "E251", "exon 7", "Δ2", "ΔEx2", "p.A384T",
    ],
)  # fmt: skip
def test_what_is_no_bare_protein_change(text: str) -> None:
    assert looks_like_bare_protein(text) is (text == "Ala384")


# What can be written can be read: all kinds, made here and not by the engine.

LETTERS = "ARNDCQEGHILKMFPSTWYV"
THREE = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu", "G": "Gly",
    "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe", "P": "Pro", "S": "Ser",
    "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val", "*": "Ter",
}  # fmt: skip
numbers = st.integers(2, 99_998)
residues = st.sampled_from(LETTERS)
sequences = st.text(LETTERS, min_size=1, max_size=5)


@st.composite
def changes(draw: st.DrawFn) -> ProteinChange:
    kind = draw(st.sampled_from(list(Kind)))
    start, first = draw(numbers), draw(residues)
    end, last = start, first
    new, stop = "", draw(st.none() | st.integers(2, 500))
    if kind in (Kind.SILENT, Kind.DELETION, Kind.DUPLICATION, Kind.DELINS) and draw(st.booleans()):
        end, last = start + draw(st.integers(1, 40)), draw(residues)
    match kind:
        case Kind.UNKNOWN:
            return UNKNOWN_CHANGE
        case Kind.NO_PROTEIN:
            return NO_PROTEIN
        case Kind.START_LOST:
            return START_LOST
        case Kind.SUBSTITUTION:
            new, stop = draw(st.sampled_from([x for x in LETTERS + "*" if x != first])), None
        case Kind.INSERTION:
            end, last, stop = start + 1, draw(residues), None
            new = draw(sequences) + draw(st.sampled_from(["", "*"]))
        case Kind.DELINS:
            new, stop = draw(sequences) + draw(st.sampled_from(["", "*"])), None
            if start == end and len(new) == 1:
                new += draw(residues)
        case Kind.FRAMESHIFT:
            new = draw(residues)
        case Kind.EXTENSION:
            first = last = "*"
            new = draw(residues)
        case _:
            stop = None
    return ProteinChange(kind, start, first, end, last, new, stop)


def one_letter(change: ProteinChange) -> str:
    """Write a change in one-letter code, by its own route."""
    where = f"{change.start_residue}{change.start}"
    if change.end != change.start:
        where += f"_{change.end_residue}{change.end}"
    stop = "*?" if change.new_stop is None else f"*{change.new_stop}"
    return {
        Kind.SILENT: f"{where}=",
        Kind.SUBSTITUTION: f"{where}{change.inserted}",
        Kind.DELETION: f"{where}del",
        Kind.DUPLICATION: f"{where}dup",
        Kind.INSERTION: f"{where}ins{change.inserted}",
        Kind.DELINS: f"{where}delins{change.inserted}",
        Kind.FRAMESHIFT: f"{where}{change.inserted}fs{stop}",
        Kind.EXTENSION: f"{where}{change.inserted}ext{stop}",
        Kind.START_LOST: "M1?",
        Kind.NO_PROTEIN: "0?",
        Kind.UNKNOWN: "?",
    }[change.kind]


@settings(max_examples=400, deadline=None)
@given(changes())
def test_what_is_written_is_read_as_the_same(change: ProteinChange) -> None:
    written = format_protein("NP_054728.2", change)
    short = one_letter(change)
    for text in (
        written, written.replace("(", "").replace(")", ""), f"p.{short}", f"p.({short})",
        f"FOXP3:p.{short}",
    ):  # fmt: skip
        found = read(text)
        assert (found.change, found.repairs, found.states_stop) == (change, (), True), text
        assert protein_text(found) == format_protein("", change)


@settings(max_examples=200, deadline=None)
@given(changes())
def test_three_letter_names_are_read_without_p(change: ProteinChange) -> None:
    if change.kind in (Kind.UNKNOWN, Kind.NO_PROTEIN):
        return
    found = read(format_protein("", change).removeprefix("p."))
    assert (found.change, found.is_bare, found.repairs) == (change, True, ())


def test_the_letters_here_are_those_of_the_program() -> None:
    assert {read(f"p.{three}7=").change.start_residue: three for three in THREE.values()} == THREE


@settings(max_examples=500, deadline=None)
@given(st.text("ARWKp.()_*X?=>Δdelinsfxtu0123456789-T", max_size=16))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, f"p.{text}"):
        offset: int | None = 0
        try:
            parse(whole)
        except NotationError as error:
            offset = error.offset
        assert offset is None or 0 <= offset <= len(whole)
