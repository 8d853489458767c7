"""Alleles that reach beyond the bundled region, and tandem duplications of exons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from Bio.Seq import Seq
from naive_mrna import Mrna, mrna_of

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
ACCESSIONS = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}


@pytest.fixture(scope="module")
def look_up(toolkit: Toolkit) -> Callable[..., Any]:
    """Read a text and annotate it on MANE."""

    def annotate(text: str, assembly: str | None = None) -> Any:
        (resolved,) = toolkit.resolver.resolve(parse(text), assembly)
        annotator = toolkit.annotators[resolved.variant.assembly]
        return annotator.annotate(resolved.variant, [annotator.gene.mane_select])

    return annotate


def terms_of(found: Any) -> set[str]:
    return {term.term for term in found.transcripts[0].consequences}


def protein_of(found: Any) -> str:
    name: str = found.transcripts[0].hgvs_p
    return name.removeprefix("NP_054728.2:")


def codes_of(found: Any) -> list[str]:
    return [issue.code.name for issue in found.issues]


def number(regions: dict[str, Any], name: str, build: str = "GRCh38") -> int:
    """Return the 1-based chromosome position of a ``c.`` position on MANE."""
    region = regions[build]
    return int(region.genomic(region.transcripts[MANE].c[name]))


# Beyond the bundled region


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
@pytest.mark.parametrize("size", [30, 200, 3000])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_deletion_over_an_end_with_its_bases(
    look_up: Callable[..., Any], regions: dict[str, Any], build: str, size: int, side: str
) -> None:
    region = regions[build]
    if side == "left":
        inside, following = region.plus[:size], region.plus[size]
        outside = ("A" if following != "A" else "C") * 9
        first, last = region.start + 1 - 9, region.start + size
        ref, alt, pos = "G" + outside + inside, "G", first - 1
    else:
        inside = region.plus[-size:]
        first, last = region.end - size + 1, region.end + 9
        anchor = region.plus[-size - 1]
        ref, alt, pos = anchor + inside + "ACGTACGTA", anchor, first - 1
    found = look_up(f"X-{pos}-{ref}-{alt}", build)
    assert found.hgvs_g == f"{ACCESSIONS[build]}:g.{first}_{last}del"
    assert codes_of(found) == ["PARTIAL_OVERLAP"]
    assert found.transcripts[0].hgvs_c == ""
    assert (found.hgvs_refseqgene, found.other_normalized) == ("", "")
    # The gene ends 2,001 or 2,002 bases from the left end and begins 5,116 from the right one.
    places = region.transcripts[MANE].spliced
    if side == "right":
        far = size < 200
        assert terms_of(found) == {"intergenic_variant" if far else "upstream_gene_variant"}
    elif size < 3000:
        assert terms_of(found) == {"downstream_gene_variant"}
    else:
        assert region.genomic(places[-1]) < last < region.genomic(places[0])
        assert terms_of(found) >= {"stop_lost", "3_prime_UTR_variant"}


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
def test_a_deletion_of_the_whole_region_with_its_bases(
    look_up: Callable[..., Any], regions: dict[str, Any], build: str
) -> None:
    region = regions[build]
    found = look_up(f"X-{region.start - 5}-GAAAAA{region.plus}AC-G", build)
    name = f"{ACCESSIONS[build]}:g.{region.start - 4}_{region.end + 2}del"
    assert found.hgvs_g == name
    assert (terms_of(found), protein_of(found)) == ({"transcript_ablation"}, "p.0?")
    assert codes_of(found) == ["PARTIAL_OVERLAP"]


ABLATION = {"transcript_ablation"}
BEYOND = {
    # What is left of MANE; its exon 12 is 49250438 to 49251483, exon 1 49264661 to 49264710.
    "49248000_49249000del": ({"downstream_gene_variant"}, ""),
    "49248000_49250437del": ({"downstream_gene_variant"}, ""),
    "49269000_49270000del": ({"upstream_gene_variant"}, ""),
    "49264711_49270000del": ({"upstream_gene_variant"}, ""),
    "49264701_49270000del": ({"5_prime_UTR_variant"}, ""),
    "49248000_49250500del": ({"3_prime_UTR_variant"}, ""),
    "49250438_49270000del": (ABLATION, "p.0?"),
    "49248000_49264710del": (ABLATION, "p.0?"),
    "49248000_49270000del": (ABLATION, "p.0?"),
    "49240000_49280000del": (ABLATION, "p.0?"),
}


@pytest.mark.parametrize("text", BEYOND)
def test_a_deletion_over_an_end_by_its_name(look_up: Callable[..., Any], text: str) -> None:
    terms, protein = BEYOND[text]
    found = look_up(f"NC_000023.11:g.{text}")
    start, end = map(int, text.removesuffix("del").split("_"))
    assert found.hgvs_g == f"NC_000023.11:g.{text}"
    assert (terms_of(found), protein_of(found)) == (terms, protein)
    inside = start >= 49248436 and end <= 49269825
    assert codes_of(found) == ([] if inside else ["PARTIAL_OVERLAP"])
    if not inside:
        # SPDI may state a number in place of bases; VCF may not.
        assert found.spdi == f"NC_000023.11:{start - 1}:{end - start + 1}:"
        assert found.normalized == ""
        assert f"{start}-{end}" in found.issues[0].message
        assert "49248436-49269825" in found.issues[0].message


@pytest.mark.parametrize(
    ("text", "truncated", "terms"),
    [
        # Beyond the end and into intron 11 (exon 12 goes), or into exon 12 only.
        ("49248000_49251500del", True, {"exon_loss_variant", "stop_lost"}),
        ("49248000_49255000del", True, {"exon_loss_variant", "stop_lost"}),
        ("49248000_49251400del", False, {"stop_lost", "3_prime_UTR_variant"}),
        # Into intron 1 (exon 1 goes), or into exon 1 only.
        ("49264000_49270000del", True, {"exon_loss_variant", "splice_donor_variant"}),
        ("49264680_49270000del", False, {"5_prime_UTR_variant"}),
        # Inside the bundled region, over one end of the transcript.
        ("49250400_49251500del", True, {"exon_loss_variant", "stop_lost"}),
        ("49264650_49264720del", True, {"exon_loss_variant", "splice_donor_variant"}),
        ("49258400_49264720del", True, {"exon_loss_variant", "start_lost"}),
        # Whole exons between the ends are no truncation.
        ("49250438_49251500del", False, {"exon_loss_variant", "stop_lost"}),
        ("49253100_49253300del", False, {"exon_loss_variant"}),
    ],
)
def test_truncation_is_the_loss_of_an_end_with_an_exon(
    look_up: Callable[..., Any], text: str, *, truncated: bool, terms: set[str]
) -> None:
    found = terms_of(look_up(f"NC_000023.11:g.{text}"))
    assert found >= terms
    assert ("feature_truncation" in found) is truncated
    assert ("exon_loss_variant" in found) is ("exon_loss_variant" in terms)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("X-49248430-ACGTACGATCC-A", IssueCode.REF_MISMATCH),  # CAT.. is CATCC from 49248436 on
        ("X-49269820-CCCCGAAAA-C", IssueCode.REF_MISMATCH),
        ("X-49248400-ACGT-A", IssueCode.OUTSIDE_GENE),
        ("X-49269826-ACGT-A", IssueCode.OUTSIDE_GENE),
        ("NC_000023.11:g.49248400_49248435del", IssueCode.OUTSIDE_GENE),
        ("NC_000023.11:g.49269826_49270000del", IssueCode.OUTSIDE_GENE),
        ("NC_000023.11:g.39000000_49249000del", IssueCode.PARTIAL_OVERLAP),
        ("NC_000023.11:g.49248000_49249000delACGT", IssueCode.REF_MISMATCH),
    ],
)
def test_what_is_refused(look_up: Callable[..., Any], text: str, code: IssueCode) -> None:
    with pytest.raises(NotationError) as caught:
        look_up(text)
    assert caught.value.code is code


@pytest.mark.parametrize(
    "text",
    [
        "49248000_49249000delinsA",
        "49269000_49270000delinsACGT",
        "49248000_49249000inv",
        "49248000_49270000inv",
        "49248000_49249000dup",
        "49269000_49270000dup",
    ],
)
def test_other_changes_over_an_end(look_up: Callable[..., Any], text: str) -> None:
    found = look_up(f"NC_000023.11:g.{text}")
    assert found.hgvs_g == f"NC_000023.11:g.{text}"
    assert "?" not in found.spdi + found.normalized + found.hgvs_refseqgene
    assert codes_of(found)[0] == "PARTIAL_OVERLAP"


def test_a_mismatch_over_an_end_says_what_is_there(look_up: Callable[..., Any]) -> None:
    with pytest.raises(NotationError, match="CATCC"):
        look_up("X-49248430-ACGTACGATCC-A")


# Tandem duplications


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Mrna:
    return mrna_of(regions["GRCh38"], MANE)


@pytest.fixture(scope="module")
def insert(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Put bases before a place along the gene; by default a copy of those before it."""

    def annotate(place: int, start: int = -1, *, bases: str = "", build: str = "GRCh38") -> Any:
        region, annotator = regions[build], toolkit.annotators[build]
        new = bases or region.along[start:place]
        wanted = [annotator.gene.mane_select]
        return annotator.annotate(region.variant((place, "", new)), wanted)

    return annotate


def spans_of(mane: Mrna, walk: Any) -> list[tuple[int, int]]:
    """Return the half-open spans of the exons along the gene."""
    last = max(mane.exons)
    firsts = [mane.exons.index(exon) for exon in range(1, last + 1)]
    ends = [*firsts[1:], len(mane.exons)]
    spliced = walk.spliced
    return [(spliced[a], spliced[b - 1] + 1) for a, b in zip(firsts, ends, strict=True)]


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
@pytest.mark.parametrize(
    ("exon", "count"), [(e, n) for e in range(1, 13) for n in (1, 2, 5) if e + n <= 13]
)
def test_a_copy_of_whole_exons_with_their_sites(
    insert: Callable[..., Any],
    mane: Mrna,
    regions: dict[str, Any],
    exon: int,
    count: int,
    build: str,
) -> None:
    spans = spans_of(mane, regions[build].transcripts[MANE])
    start, end = spans[exon - 1][0] - 30, spans[exon + count - 2][1] + 25
    found = insert(end, start, build=build)
    terms = terms_of(found)
    assert "feature_elongation" in terms
    assert found.hgvs_g.endswith("dup")
    coding = exon + count > 2  # exon 1 holds no coding base, exon 12 does
    assert ("coding_sequence_variant" in terms) is coding
    assert protein_of(found) == ("p.?" if coding else "")
    assert not terms & {"frameshift_variant", "inframe_insertion", "splice_donor_variant"}
    assert ("downstream_gene_variant" in terms) is (exon + count == 13)
    details = found.transcripts[0].details
    assert (details.exon_skips, details.last_base_of_exons, details.kozak) == ((), (), None)


@pytest.mark.parametrize(("before", "behind"), [(0, 0), (30, 25), (200, 300), (1500, 1900)])
def test_a_copy_of_the_whole_transcript(
    insert: Callable[..., Any],
    mane: Mrna,
    regions: dict[str, Any],
    before: int,
    behind: int,
) -> None:
    spans = spans_of(mane, regions["GRCh38"].transcripts[MANE])
    found = insert(spans[-1][1] + behind, spans[0][0] - before)
    assert terms_of(found) == {"transcript_amplification"}
    assert found.transcripts[0].consequences[0].impact.value == "HIGH"
    assert protein_of(found) == ""


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("220", "315+40"),  # from inside exon 3 on
        ("250", "400"),  # from inside exon 3 into exon 4: neither is whole
        ("213", "315+40"),  # all but the first two bases
        ("211-40", "310"),  # all but the last five
        ("210+50", "210+250"),
        ("300", "308"),
    ],
)
def test_a_copy_without_a_whole_exon(
    insert: Callable[..., Any], regions: dict[str, Any], first: str, last: str
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    terms = terms_of(insert(walk.c[last] + 1, walk.c[first]))
    assert not terms & {"feature_elongation", "transcript_amplification"}


@pytest.mark.parametrize("turned", [False, True])
def test_an_exon_copied_elsewhere_lengthens_no_transcript(
    insert: Callable[..., Any], mane: Mrna, regions: dict[str, Any], *, turned: bool
) -> None:
    """Only what stands directly before the place is a tandem copy."""
    region = regions["GRCh38"]
    walk = region.transcripts[MANE]
    start, end = spans_of(mane, walk)[7]
    bases = region.along[start - 30 : end + 30]
    if turned:
        bases = str(Seq(bases).reverse_complement())
    place = end + 30 if turned else walk.c["210+150"]
    assert terms_of(insert(place, bases=bases)) == {"intron_variant"}


@pytest.mark.parametrize(("exon", "last"), [(3, "315"), (10, "1044")])
def test_a_copy_of_an_exons_bases_alone_is_read(
    insert: Callable[..., Any], mane: Mrna, regions: dict[str, Any], exon: int, last: str
) -> None:
    # AG|exon|exon|GT: the sites stay, so the exon is twice as long and the p. is computed
    # (nomenclature: "a duplication of exonic bases at the border").
    start, end = spans_of(mane, regions["GRCh38"].transcripts[MANE])[exon - 1]
    letters = "".join(b for b, e in zip(mane.letters, mane.exons, strict=True) if e == exon)
    mutant, protein = mane.inserted(last, letters).protein, mane.protein
    found = insert(end, start)
    if exon == 3:
        # Leu71 and Leu106 are the same, so the copy may begin one residue on.
        assert mutant == protein[:106] + protein[71:106] + protein[106:]
        assert protein_of(found) == "p.(Pro72_Leu106dup)"
    else:
        assert len(mutant) != len(protein) + 77 / 3
        assert "frameshift_variant" in terms_of(found)


@pytest.mark.parametrize(("before", "behind"), [(1, 0), (0, 1)])
def test_a_copy_of_the_whole_transcript_and_a_base(
    insert: Callable[..., Any],
    mane: Mrna,
    regions: dict[str, Any],
    before: int,
    behind: int,
) -> None:
    spans = spans_of(mane, regions["GRCh38"].transcripts[MANE])
    found = insert(spans[-1][1] + behind, spans[0][0] - before)
    assert terms_of(found) == {"transcript_amplification"}


@pytest.mark.parametrize(("first", "last"), [("211-30", "315+25"), ("-72", "*896")])
def test_a_tandem_copy_has_one_meaning_wherever_it_is_placed(
    insert: Callable[..., Any], regions: dict[str, Any], first: str, last: str
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    found = insert(walk.c[last] + 1, walk.c[first])
    assert terms_of(found) & {"feature_elongation", "transcript_amplification"}
    assert "AMBIGUOUS_PLACEMENT" not in [i.code.name for i in found.transcripts[0].issues]
