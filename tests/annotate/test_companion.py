"""The view on the delta-2 isoform: the same protein 35 residues shorter, and exon 3 an intron.

MANE's exon 3 is c.211 to c.315, codons 71 to 105 as they are. NM_001114377.2 joins c.210 to c.316.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from Bio.SeqUtils import seq3
from naive_mrna import Mrna, mrna_of, shifted

from foxp3tool.formats.columns import select_columns
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.pipeline.toolkit import Toolkit

MANE, DELTA2 = "NM_014009.4", "NM_001114377.2"
MANE_PROTEIN, DELTA2_PROTEIN = "NP_054728.2", "NP_001107849.1"
COLUMNS = "consequence,hgvs_c,hgvs_p,delta2_effect,delta2_consequence,delta2_hgvs_c,delta2_hgvs_p"
CONTEXT = "NC_000023.11"


@pytest.fixture(scope="module")
def view(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., dict[str, str]]:
    """Return the cells of the row of an edit along the gene, or of a text on MANE."""
    columns = select_columns(COLUMNS)

    def cells(edit: tuple[int, str, str] | str, accession: str = MANE) -> dict[str, str]:
        region = regions["GRCh38"]
        if isinstance(edit, str):
            edit = region.transcripts[MANE].edit(edit)
        gene = toolkit.bundle.genes["GRCh38"]
        wanted = [gene.transcript(accession)]
        row: AnnotatedRow
        (row,) = toolkit.rows(SourceAllele(), region.variant(edit), wanted)
        return {column.name: column.value(row) for column in columns}

    return cells


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Mrna:
    return mrna_of(regions["GRCh38"], MANE)


def moved(hgvs_p: str) -> str:
    """Take 35 from the residue numbers of a name; the ``Ter`` of a frameshift counts from it."""
    name = hgvs_p.removeprefix(f"{MANE_PROTEIN}:")
    name = re.sub(r"([A-Z][a-z]{2})(\d+)(?=[A-Z=_?d)i])", _less, name)
    return f"{DELTA2_PROTEIN}:{name}"


def _less(match: re.Match[str]) -> str:
    return (
        match[0] if match[1] == "Ter" and int(match[2]) < 400 else f"{match[1]}{int(match[2]) - 35}"
    )


def test_arithmetic_of_names() -> None:
    assert moved("NP_054728.2:p.(Arg397Trp)") == "NP_001107849.1:p.(Arg362Trp)"
    assert moved("NP_054728.2:p.(Leu242ProfsTer40)") == "NP_001107849.1:p.(Leu207ProfsTer40)"
    assert moved("NP_054728.2:p.(Leu246_Val272del)") == "NP_001107849.1:p.(Leu211_Val237del)"
    assert moved("NP_054728.2:p.(Ter432ArgextTer?)") == "NP_001107849.1:p.(Ter397ArgextTer?)"


def test_the_two_transcripts_differ_by_exon_3(regions: dict[str, Any], mane: Mrna) -> None:
    delta2 = mrna_of(regions["GRCh38"], DELTA2)
    assert mane.without(3).letters == delta2.letters
    assert delta2.protein == mane.protein[:70] + mane.protein[105:]


def in_delta2(name: str) -> str:
    """Return the ``c.`` number on delta-2 of an exonic number on MANE outside exon 3."""
    if name.startswith(("-", "*")) or int(name) <= 210:
        return name
    return str(int(name) - 105)


def test_every_substitution_of_the_exons(
    view: Callable[..., dict[str, str]], mane: Mrna, regions: dict[str, Any]
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    effects: Counter[str] = Counter()
    for index, name in enumerate(mane.names):
        old = mane.letters[index]
        new = {"A": "C", "C": "T", "G": "A", "T": "G"}[old]
        cells = view((walk.c[name], old, new))
        effects[cells["delta2_effect"]] += 1
        if mane.exons[index] == 3:
            assert cells["delta2_effect"] == "spared"
            assert cells["delta2_consequence"] == "intron_variant"
            assert cells["delta2_hgvs_p"] == ""
            continue
        assert cells["delta2_effect"] == "same"
        assert cells["delta2_consequence"] == cells["consequence"]
        assert cells["delta2_hgvs_c"] == f"{DELTA2}:c.{in_delta2(name)}{old}>{new}"
        protein = cells["hgvs_p"]
        if not protein or mane.exons[index] < 3:
            wanted = protein.replace(MANE_PROTEIN, DELTA2_PROTEIN)
        else:
            wanted = moved(protein)
        assert cells["delta2_hgvs_p"] == wanted, name
    assert effects == {"same": 2264 - 105, "spared": 105}


def test_numbers_of_exon_3_in_the_intron_of_delta_2(
    view: Callable[..., dict[str, str]], mane: Mrna, regions: dict[str, Any]
) -> None:
    """Intron 2 of delta-2 is MANE's intron 2, exon 3 and intron 3."""
    walk = regions["GRCh38"].transcripts[MANE]
    behind, ahead = walk.c["210"], walk.c["316"]
    for number in range(211, 316):
        place = walk.c[str(number)]
        after, before = place - behind, ahead - place
        name = f"210+{after}" if after <= before else f"211-{before}"
        old = walk.bases[place]
        new = "A" if old != "A" else "C"
        cells = view((place, old, new))
        assert cells["delta2_hgvs_c"] == f"{CONTEXT}({DELTA2}):c.{name}{old}>{new}"


def test_every_deletion_of_a_coding_base(
    view: Callable[..., dict[str, str]], mane: Mrna, regions: dict[str, Any]
) -> None:
    """Behind exon 3 the same frameshift; before it another one, read over another junction."""
    walk = regions["GRCh38"].transcripts[MANE]
    delta2 = mrna_of(regions["GRCh38"], DELTA2)
    seen, effects = set(), Counter()
    for number in range(4, 1294):
        edit = shifted(walk.bases, walk.c[str(number)], mane.letters[mane.start + number - 1], "")
        if edit in seen or edit[0] not in walk.spliced:
            continue
        seen.add(edit)
        name = mane.names[walk.spliced.index(edit[0])]
        exon = mane.exons[mane.names.index(name)]
        cells = view(edit)
        effects[cells["delta2_effect"]] += 1
        if exon == 3:
            assert (cells["delta2_effect"], cells["delta2_hgvs_p"]) == ("spared", ""), name
            continue
        assert cells["delta2_effect"] == "same", name
        if exon > 3:
            assert cells["delta2_hgvs_p"] == moved(cells["hgvs_p"]), name
            continue
        mutant = delta2.replaced(name, name, "").protein
        pairs = enumerate(zip(delta2.protein, mutant, strict=False))
        first = next(k for k, (old, new) in pairs if old != new)
        text = f"{seq3(delta2.protein[first])}{first + 1}{seq3(mutant[first])}"
        if mutant[first] != "*":
            text += f"fsTer{len(mutant) - first}"
        assert cells["delta2_hgvs_p"] == f"{DELTA2_PROTEIN}:p.({text})", name
    assert set(effects) == {"same", "spared"}


@pytest.mark.parametrize(
    ("text", "effect", "consequence", "c", "p"),
    [
        # Exon 3 and its splice sites are intron of delta-2.
        ("211-1G>A", "spared", "intron_variant", "211-204G>A", ""),
        ("211-2A>G", "spared", "intron_variant", "211-205A>G", ""),
        ("315+1G>A", "spared", "intron_variant", "211-98G>A", ""),
        ("315+2T>C", "spared", "intron_variant", "211-97T>C", ""),
        ("315+5G>A", "spared", "intron_variant", "211-94G>A", ""),
        ("227del", "spared", "intron_variant", "211-187del", ""),
        ("220_222del", "spared", "intron_variant", None, ""),
        ("232_233del", "spared", "intron_variant", "211-182_211-181del", ""),
        ("225_226insTAA", "spared", "intron_variant", None, ""),
        ("211_315del", "spared", "intron_variant", None, ""),
        ("211-20_315+20del", "spared", "intron_variant", None, ""),
        ("211-40_315+30dup", "spared", "intron_variant", None, ""),
        # Before and behind it: the same change.
        ("1150G>A", "same", "missense_variant", "1045G>A", "p.(Ala349Thr)"),
        ("1009C>T", "same", "stop_gained", "904C>T", "p.(Arg302Ter)"),
        ("751_753del", "same", "inframe_deletion", "646_648del", "p.(Glu216del)"),
        ("751_756dup", "same", "inframe_insertion", None, None),
        ("1117_1118delinsGC", "same", "missense_variant", "1012_1013delinsGC", "p.(Phe338Ala)"),
        ("1A>G", "same", "start_lost", "1A>G", "p.(Met1?)"),
        ("1294T>C", "same", "stop_lost", "1189T>C", "p.(Ter397ArgextTer?)"),
        ("1295G>A", "same", "stop_retained_variant", "1190G>A", "p.(Ter397=)"),
        ("-10C>G", "same", "5_prime_UTR_variant", "-10C>G", ""),
        ("*876A>G", "same", "3_prime_UTR_variant", "*876A>G", ""),
        ("210+1G>A", "same", "splice_donor_variant", "210+1G>A", "p.?"),
        ("316-1G>A", "same", "splice_acceptor_variant", "211-1G>A", "p.?"),
        ("816+2T>A", "same", "splice_donor_variant", "711+2T>A", "p.?"),
        ("-23+1G>A", "same", "splice_donor_variant", "-23+1G>A", "p.?"),
        ("210+100G>A", "same", "intron_variant", "210+100G>A", ""),
        ("1044+30_1044+33del", "same", "intron_variant", None, ""),
    ],
)  # fmt: skip
def test_every_kind_of_change(
    view: Callable[..., dict[str, str]],
    text: str,
    effect: str,
    consequence: str,
    c: str | None,
    p: str | None,
) -> None:
    cells = view(text)
    assert (cells["delta2_effect"], cells["delta2_consequence"]) == (effect, consequence)
    name, protein = cells["delta2_hgvs_c"], cells["delta2_hgvs_p"]
    context = f"{CONTEXT}({DELTA2})" if re.search(r"\d[+-]\d", name) else DELTA2
    assert name.startswith(f"{context}:c.")
    if c is not None:
        assert name == f"{context}:c.{c}"
    if p is not None:
        assert protein == (f"{DELTA2_PROTEIN}:{p}" if p.startswith("p.(") else p)


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [
        # From inside exon 3 into exon 4: fused on MANE, without an acceptor on delta-2.
        ("300_330del", {"splice_donor_variant"}, {"splice_acceptor_variant"}),
        # Exons 3 and 4 as a whole: exon 4 is lost on both, and other sites.
        ("211-20_454+20del", {"exon_loss_variant"}, {"exon_loss_variant"}),
        # From inside exon 2 into exon 3: on delta-2 the donor goes, and no exon is fused.
        ("200_230del", {"splice_acceptor_variant"}, {"splice_donor_variant"}),
    ],
)
def test_other_terms(
    view: Callable[..., dict[str, str]], text: str, here: set[str], there: set[str]
) -> None:
    cells = view(text)
    assert here <= set(cells["consequence"].split("&"))
    assert there <= set(cells["delta2_consequence"].split("&"))
    same = cells["consequence"] == cells["delta2_consequence"]
    assert cells["delta2_effect"] == ("same" if same else "other")
    assert same is (text == "211-20_454+20del")


def test_beyond_the_transcript(
    view: Callable[..., dict[str, str]], regions: dict[str, Any]
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    for place, term in (
        (walk.spliced[0] - 10, "upstream_gene_variant"),
        (walk.spliced[-1] + 10, "downstream_gene_variant"),
    ):
        old = walk.bases[place]
        cells = view((place, old, "A" if old != "A" else "C"))
        assert cells["delta2_effect"] == "same"
        assert (cells["delta2_consequence"], cells["delta2_hgvs_c"]) == (term, "")


def test_the_whole_gene(view: Callable[..., dict[str, str]], regions: dict[str, Any]) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    start, end = walk.spliced[0], walk.spliced[-1] + 1
    cells = view((start - 5, walk.bases[start - 5 : end + 5], ""))
    assert cells["delta2_effect"] == "same"
    assert (cells["delta2_consequence"], cells["delta2_hgvs_p"]) == ("transcript_ablation", "p.0?")


@pytest.mark.parametrize("accession", [DELTA2, "ENST00000376207.10", "NM_014009.3"])
def test_only_rows_of_mane_have_the_view(
    view: Callable[..., dict[str, str]], accession: str
) -> None:
    cells = view("1150G>A", accession)
    assert cells["consequence"] == "missense_variant"
    assert not any(text for name, text in cells.items() if name.startswith("delta2"))
