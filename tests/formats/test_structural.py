"""Symbolic alleles and breakends, by the VCF specification (4.1 to 4.5) and HGVS.

POS of a symbolic allele is the base before the event, so ``<DEL>`` with POS=p and END=e takes out
p+1 to e (VCF 4.3, section 1.4.1 and the example ``2 321682 . T <DEL> SVTYPE=DEL;END=321887;
SVLEN=-205``).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from cli_runner import Run
from structural_truth import ACCESSIONS, Exon, exons
from vcf_builder import FIVE, FIVE_37, X37, X38, Annotate, bcf, vcf

from foxp3tool.model.catalog import Resolution
from foxp3tool.reference.bundle import Bundle

BUILDS = tuple(ACCESSIONS)
PADDING = {"GRCh38": (FIVE, X38), "GRCh37": (FIVE_37, X37)}
REGIONS = {"GRCh38": (49248436, 49269825), "GRCh37": (49104897, 49126288)}
OF_RECORD = ("chrom", "pos", "id", "ref", "alt", "filter")
EXON_3, INTRON_2, INTRON_3 = (49257664, 49257768), (49257769, 49258295), (49257566, 49257663)
"""On GRCh38, 1-based, both ends included: c.211_315 and the introns beside it."""


def meta(version: str = "4.2") -> bytes:
    return f"##fileformat=VCFv{version}\n".encode()


def of_version(data: bytes, version: str) -> bytes:
    return meta(version) + data.partition(b"\n")[2]


def symbol(first: int, last: int, kind: str, more: str = "", alt: str = "") -> str:
    """Return a record of an event from ``first`` to ``last``, 1-based, both included."""
    info = f"SVTYPE={kind};END={last}{more}"
    return f"X {first - 1} . N {alt or f'<{kind}>'} . . {info}"


def annotation(row: dict[str, str]) -> dict[str, str]:
    """Return a row without what belongs to the record, and without how its text was spelt."""
    kept = {key: value for key, value in row.items() if key not in OF_RECORD}
    issues = [i for i in row["issues"].split("|") if not i.startswith("NORMALISED_INPUT")]
    return {**kept, "issues": "|".join(issues)}


def codes(row: dict[str, str]) -> list[str]:
    return [issue.partition(":")[0] for issue in row["issues"].split("|")] if row["issues"] else []


def bases(bundle: Bundle, build: str, first: int, last: int) -> str:
    return bundle.genes[build].plus_bases(first - 1, last)


def table(run: Run, path: Path, records: Iterable[str], build: str, *more: str) -> list[dict]:
    padding, contig = PADDING[build]
    path.write_bytes(vcf(*padding, *records, contigs=[contig]))
    result = run("annotate", "--columns", "full", *more, path)
    assert result.code == 0
    return result.table[len(padding) :]


# Agreement with the look-up of the same event, and with the same event in bases


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("kind", ["DEL", "DUP", "INV"])
def test_each_exon_by_symbol_is_as_by_name_and_by_bases(
    run: Run, tmp_path: Path, bundle: Bundle, bundle_folder: Path, build: str, kind: str
) -> None:
    # Each event begins and ends 30 bases beside the exon.
    spans = [(e.start - 30, e.end + 30) for e in exons(bundle_folder, build)]
    tandem = {"alt": "<DUP:TANDEM>"} if kind == "DUP" else {}
    by_symbol = table(
        run, tmp_path / "s.vcf", (symbol(*one, kind, **tandem) for one in spans), build
    )
    name = f"{ACCESSIONS[build]}:g.{{}}_{{}}{kind.lower()}"
    by_name = run("lookup", "--columns", "full", *(name.format(*one) for one in spans)).table
    written = []
    for first, last in spans:
        whole, before = (
            bases(bundle, build, first, last),
            bases(bundle, build, first - 1, first - 1),
        )
        turned = whole[::-1].translate(str.maketrans("ACGT", "TGCA"))
        ref = before if kind == "DUP" else before + whole
        alt = before + {"DEL": "", "DUP": whole, "INV": turned}[kind]
        written.append(f"X {first - 1} . {ref} {alt} . . .")
    by_bases = table(run, tmp_path / "b.vcf", written, build)
    assert list(map(annotation, by_symbol)) == list(map(annotation, by_name))
    assert list(map(annotation, by_symbol)) == list(map(annotation, by_bases))
    assert [row["pos"] for row in by_symbol] == [str(first - 1) for first, _ in spans]
    assert {row["alt"] for row in by_symbol} == {tandem.get("alt", f"<{kind}>")}


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize(("kind", "word"), [("DEL", "del"), ("DUP", "dup")])
def test_each_exon_with_uncertain_ends_is_as_by_name(
    run: Run, tmp_path: Path, bundle_folder: Path, build: str, kind: str, word: str
) -> None:
    all_exons = exons(bundle_folder, build)
    # The first base lies 60 to 20 bases before the exon, the last 10 to 40 behind it: all of the
    # introns of FOXP3 are longer than these distances together but intron 5.
    records = [
        symbol(
            e.start - 40, e.end + 20, kind, ";IMPRECISE;CIPOS=-20,20;CIEND=-10,20", "<DUP:TANDEM>"
            if kind == "DUP" else "",
        )
        for e in all_exons
    ]  # fmt: skip
    found = table(run, tmp_path / "in.vcf", records, build)
    names = [
        f"{ACCESSIONS[build]}:g.({e.start - 60}_{e.start - 20})_({e.end + 10}_{e.end + 40}){word}"
        for e in all_exons
    ]
    asked = run("lookup", "--columns", "full", *names).table
    assert list(map(annotation, found)) == list(map(annotation, asked))
    assert [row["hgvs_g"] for row in found] == names
    assert {tuple(codes(row)) for row in found} == {("UNCERTAIN_ENDS",)}
    assert [row["exon"] for row in found] == [f"{e.number}/12" for e in all_exons]
    # Exons 1 and 12 have no intron on one side, and no c. name goes beyond the transcript.
    expected = ["", *map(_by_exons(build, all_exons, word), all_exons[1:-1]), ""]
    assert [row["hgvs_c"] for row in found] == expected


def _by_exons(build: str, all_exons: list[Exon], word: str):  # type: ignore[no-untyped-def]
    def name(exon: Exon) -> str:
        before, behind = all_exons[exon.number - 2], all_exons[exon.number]
        change = f"({before.last}+1_{exon.first}-1)_({exon.last}+1_{behind.first}-1){word}"
        return f"{ACCESSIONS[build]}(NM_014009.4):c.{change}"

    return name


def test_the_name_by_exons_has_the_terms_of_the_record(run: Run, annotate: Annotate) -> None:
    # Ranges that hold the introns as a whole say what c.(210+1_211-1)_(315+1_316-1)del says.
    low, high = INTRON_3[0] - 49257600, INTRON_3[1] - 49257600
    more = f";CIPOS={low},{high};CIEND={INTRON_2[0] - 49258000},{INTRON_2[1] - 49258000}"
    record = symbol(49257600, 49258000, "DEL", more)
    (row,) = annotate(vcf(record), "--columns", "full").table
    name = "NC_000023.11(NM_014009.4):c.(210+1_211-1)_(315+1_316-1)del"
    (asked,) = run("lookup", "--columns", "full", name).table
    assert row["hgvs_c"] == asked["hgvs_c"] == name
    # The ranges of the name are those of the introns: nothing differs but how it is told.
    del row["issues"], asked["issues"]
    assert annotation({**row, "issues": ""}) == annotation({**asked, "issues": ""})


def test_ends_in_one_intron_keep_their_ranges(annotate: Annotate) -> None:
    # c.210+1 is 49258295. The intron's two halves count from their own exon: 527 bases, c.211-1 is
    # 49257769.
    more = ";IMPRECISE;CIPOS=-10,10;CIEND=-10,10"
    within, across = annotate(
        vcf(symbol(49258101, 49258200, "DEL", more), symbol(49257700, 49258200, "DEL", more))
    ).table
    name = "NC_000023.11(NM_014009.4):c."
    assert within["hgvs_c"] == f"{name}(210+86_210+106)_(210+185_210+205)del"
    # One end in intron 2, the other in exon 3, where 49257710 is c.269.
    assert across["hgvs_c"] == f"{name}(210+1_211-1)_(269_289)del"


# What is said of events, by the rules


@pytest.mark.parametrize("build", BUILDS)
def test_terms_of_each_exon(run: Run, tmp_path: Path, bundle_folder: Path, build: str) -> None:
    all_exons = exons(bundle_folder, build)
    records = [symbol(e.start - 30, e.end + 30, "DEL") for e in all_exons]
    records += [symbol(e.start - 30, e.end + 30, "DUP", alt="<DUP:TANDEM>") for e in all_exons]
    found = table(run, tmp_path / "in.vcf", records, build)
    lost, gained = found[:12], found[12:]
    for exon, row in zip(all_exons, lost, strict=True):
        terms = set(row["consequence"].split("&"))
        assert "exon_loss_variant" in terms
        assert ("feature_truncation" in terms) == (exon.number in (1, 12))
        assert ("splice_donor_variant" in terms) == (exon.number != 12)
        assert ("splice_acceptor_variant" in terms) == (exon.number != 1)
        assert row["impact"] == "HIGH"
    for exon, row in zip(all_exons, gained, strict=True):
        terms = set(row["consequence"].split("&"))
        # A copy with the sites that its exon has breaks none.
        assert not terms & {"splice_donor_variant", "splice_acceptor_variant", "exon_loss_variant"}
        assert "feature_elongation" in terms
        assert row["exon"] == f"{exon.number}/12"
    assert [row["exon"] for row in lost] == [f"{e.number}/12" for e in all_exons]


@pytest.mark.parametrize(
    ("kind", "alt", "terms", "protein"),
    [
        ("DEL", "<DEL>", "transcript_ablation", "p.0?"),
        ("DEL", "<DEL:ME:ALU>", "transcript_ablation", "p.0?"),
        ("DUP", "<DUP:TANDEM>", "transcript_amplification", ""),
        ("INV", "<INV>", "upstream_gene_variant&downstream_gene_variant", ""),
    ],
)
@pytest.mark.parametrize("reach", [3_000, 100_000, 9_000_000, 40_000_000])
def test_events_beyond_the_bundled_region(
    annotate: Annotate, kind: str, alt: str, terms: str, protein: str, reach: int
) -> None:
    first, last = REGIONS["GRCh38"][0] - reach, REGIONS["GRCh38"][1] + reach
    (row,) = annotate(vcf(symbol(first, last, kind, alt=alt))).table
    assert (row["consequence"], row["hgvs_p"]) == (terms, protein)
    assert row["hgvs_g"] == f"NC_000023.11:g.{first}_{last}{kind.lower()}"
    assert codes(row) == ["PARTIAL_OVERLAP"]
    assert f"the allele covers {first}-{last}, the bundled region" in row["issues"]
    assert (row["evidence"], row["ipex_match"]) == (
        ("PVS1", "overlaps") if kind == "DEL" else ("", "none")
    )


def test_a_far_event_that_takes_a_part_is_as_a_near_one(annotate: Annotate) -> None:
    # From the middle of intron 2 on; what lies far beyond the gene makes no difference in it.
    near = symbol(49258000, 49300000, "DEL", alt="<DEL>")
    far = symbol(49258000, 149300000, "DEL", alt="<DEL>")
    one, other = annotate(vcf(near, far)).table
    assert other["hgvs_g"] == "NC_000023.11:g.49258000_149300000del"
    differing = {key for key in one if one[key] != other[key]}
    assert differing == {"hgvs_g", "issues"}


def test_reported_deletions_are_matched_by_symbol(bundle: Bundle, annotate: Annotate) -> None:
    reported = []
    for entry in bundle.catalog:
        place = entry.placements.get("GRCh38")
        if place is None or entry.resolution is not Resolution.EXACT or place.end is not None:
            continue
        if entry.assertion.is_ipex and place.alt == place.ref[0] and len(place.ref) > 1:
            reported.append((entry.id, place.pos + 1, place.pos + len(place.ref) - 1))
    assert len(reported) >= 7
    rows = annotate(vcf(*FIVE, *(symbol(*span, "DEL") for _, *span in reported))).table[5:]
    for (name, *_), row in zip(reported, rows, strict=True):
        assert row["ipex_match"] == "exact"
        assert name in row["ipex_id"].split("|")


def test_a_deletion_whose_reported_ends_are_not_exact_overlaps(
    bundle: Bundle, annotate: Annotate
) -> None:
    # Its ends are good to about five bases (docs/limits.md), so none can be the very one.
    (entry,) = [e for e in bundle.catalog if "g.5080_6468del" in e.name]
    place = entry.placements["GRCh38"]
    assert place.end is not None
    exact = symbol(place.pos + 1, place.end, "DEL")
    unsure = symbol(place.pos + 1, place.end, "DEL", ";IMPRECISE;CIPOS=-5,5;CIEND=-5,5")
    for row in annotate(vcf(exact, unsure)).table:
        assert row["ipex_match"] == "overlaps"
        assert entry.id in row["ipex_id"].split("|")


# Ends: END, SVLEN, CIPOS, CIEND, HOMLEN


@pytest.mark.parametrize(
    ("version", "info", "named", "code"),
    [
        ("4.1", "SVTYPE=DEL;END=49258168;SVLEN=-600", "49257569_49258168del", []),
        ("4.2", "SVTYPE=DEL;SVLEN=-600", "49257569_49258168del", []),
        ("4.3", "SVTYPE=DEL;END=49258168", "49257569_49258168del", []),
        ("4.3", "END=49258168;SVLEN=.", "49257569_49258168del", []),
        ("4.4", "SVLEN=600;SVCLAIM=DJ", "49257569_49258168del", []),
        ("4.5", "SVLEN=600;END=49258168;SVCLAIM=J", "49257569_49258168del", []),
        ("4.5", "SVLEN=-600", "49257569_49258168del", []),
        # They disagree: SVLEN counts since VCF 4.4, END before.
        ("4.5", "SVLEN=300;END=49258168", "49257569_49257868del", ["TWO_READINGS"]),
        ("4.2", "SVLEN=-500;END=49258168", "49257569_49258168del", ["TWO_READINGS"]),
        # Micro-homology: a precise record, whose placements are one allele.
        (
            "4.3", "END=49258168;CIPOS=0,2;HOMLEN=2;HOMSEQ=AC",
            "49257569_49258168del", [],
        ),
        ("4.4", "SVLEN=600;CIPOS=0,0;IMPRECISE", "49257569_49258168del", []),
        # No end is claimed to be exact.
        ("4.2", "END=49258168;IMPRECISE", "(?_49257569)_(49258168_?)del", ["UNCERTAIN_ENDS"]),
        ("4.5", "SVLEN=600;SVCLAIM=D", "(?_49257569)_(49258168_?)del", ["UNCERTAIN_ENDS"]),
        (
            "4.3", "END=49258168;CIPOS=-9,3;CIEND=0,0",
            "(49257560_49257572)_49258168del", ["UNCERTAIN_ENDS"],
        ),
        # "If CIEND is missing, it is assumed to match CIPOS" (VCF 4.5).
        (
            "4.5", "SVLEN=600;CIPOS=-9,3",
            "(49257560_49257572)_(49258159_49258171)del", ["UNCERTAIN_ENDS"],
        ),
        (
            "4.5", "SVLEN=600;CIPOS=-9,3;CILEN=-1,2",
            "(49257560_49257572)_(49258158_49258173)del", ["UNCERTAIN_ENDS"],
        ),
    ],
)  # fmt: skip
def test_ends(annotate: Annotate, version: str, info: str, named: str, code: list[str]) -> None:
    data = of_version(vcf(f"X 49257568 . N <DEL> . . {info}"), version)
    (row,) = annotate(data).table
    assert row["hgvs_g"] == f"NC_000023.11:g.{named}"
    assert codes(row) == code


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("END=.;SVLEN=-600", []),
        ("END=49258168;SVLEN=.", []),
        ("END=49257568;SVLEN=-600", ["TWO_READINGS"]),
        ("END=49257000;SVLEN=-600", ["TWO_READINGS"]),
    ],
)
def test_an_end_that_cannot_be_leaves_the_length(
    annotate: Annotate, info: str, code: list[str]
) -> None:
    (row,) = annotate(vcf(f"X 49257568 . N <DEL> . . {info}")).table
    assert row["hgvs_g"] == "NC_000023.11:g.49257569_49258168del"
    assert codes(row) == code


def test_each_allele_has_its_own_length_and_ranges(annotate: Annotate) -> None:
    info = "END=49258168;SVLEN=-300,-600;CIPOS=0,0,-9,3;CIEND=0,0,-1,1;IMPRECISE"
    one, other = annotate(vcf(f"X 49257568 . N <DEL>,<DEL> . . {info}")).table
    assert one["hgvs_g"] == "NC_000023.11:g.49257569_49257868del"
    assert other["hgvs_g"] == ("NC_000023.11:g.(49257560_49257572)_(49258167_49258169)del")


@pytest.mark.parametrize(
    "info",
    [
        ".",
        "SVTYPE=DEL",
        "END=49257000",
        "END=49257568",
        "END=.",
        "END=abc",
        "SVLEN=x",
        "SVLEN=0",
        "END=49258168;CIPOS=5,9",
        "END=49258168;CIPOS=-1",
        "END=49258168;SVTYPE=DUP",
        "END=49257578;CIPOS=-5,20;CIEND=-20,5;IMPRECISE",
    ],
)
def test_what_has_no_ends_is_a_row_with_its_issue(annotate: Annotate, info: str) -> None:
    (row,) = annotate(vcf(f"X 49257568 . N <DEL> . . {info}")).table
    assert (row["alt"], codes(row)) == ("<DEL>", ["UNSUPPORTED_ALLELE"])
    assert {row[c] for c in ("hgvs_g", "consequence", "evidence", "ipex_match")} == {""}


def test_guessed_ends_give_no_evidence(annotate: Annotate) -> None:
    exact, guessed = annotate(
        vcf(symbol(49257600, 49258000, "DEL"), symbol(49257600, 49258000, "DEL", ";IMPRECISE"))
    ).table
    assert "PVS1" in exact["evidence"]
    assert (guessed["evidence"], guessed["hgvs_c"]) == ("", "")
    assert guessed["exon"] == "3/12"


def test_ref_is_checked(annotate: Annotate, bundle: Bundle) -> None:
    there = bases(bundle, "GRCh38", 49257568, 49257568)
    other = "A" if there != "A" else "C"
    record = symbol(49257569, 49258168, "DEL")
    good, bad = (record.replace(" N ", f" {base} ") for base in (there, other))
    one, two = annotate(vcf(*FIVE, good, bad)).table[5:]
    assert (codes(one), codes(two)) == ([], ["REF_MISMATCH"])
    assert (one["ref"], two["hgvs_g"]) == (there, "")


@pytest.mark.parametrize("alt", ["<TRA>", "<CNV:TR>", "<BND>", "<X:DEL>"])
def test_other_symbols_say_where_they_lie(annotate: Annotate, alt: str) -> None:
    here, reaching = annotate(
        vcf(f"X 49257700 . N {alt} . . .", f"X 49257600 . N {alt} . . END=49258168")
    ).table
    for row, where in ((here, "exon 3/12"), (reaching, "exon 3/12 and intron 2-3/11")):
        assert codes(row) == ["UNSUPPORTED_ALLELE"]
        assert f"{where} of NM_014009.4" in row["issues"]


def test_an_end_on_another_chromosome_covers_nothing_here(annotate: Annotate) -> None:
    # CHR2 of Delly and older callers: END is a position of chromosome 5.
    here, beside = annotate(
        vcf(
            "X 49257700 . N <TRA> . . CHR2=5;END=140000000",
            "X 1000000 . N <TRA> . . CHR2=5;END=140000000",
        )
    ).table
    assert "it lies in exon 3/12" in here["issues"]
    assert "it lies outside the bundled region" in beside["issues"]


# Copies


@pytest.mark.parametrize(
    ("alt", "info", "word"),
    [
        ("<CNV>", "CN=0", "del"),
        ("<CNV>", "CN=3", "dup"),
        ("<CNV>", "CN=4.0", "dup"),
        ("<CN0>", "SVTYPE=CNV", "del"),
        ("<CN2>", "SVTYPE=CNV", "dup"),
        ("<CN3>", "SVTYPE=CNV", "dup"),
    ],
)
def test_copies_that_are_a_loss_or_gain_for_anyone(
    annotate: Annotate, alt: str, info: str, word: str
) -> None:
    record = f"X 49257568 . N {alt} . . END=49258168;CIPOS=-9,3;{info}"
    (row,) = annotate(vcf(record)).table
    assert row["hgvs_g"] == f"NC_000023.11:g.(49257560_49257572)_(49258159_49258171){word}"
    assert sorted(codes(row)) == ["COPY_NUMBER", "UNCERTAIN_ENDS"]
    assert row["exon"] == "3/12"


@pytest.mark.parametrize(
    ("info", "said"),
    [
        ("CN=1", "CN=1 is a loss where two copies are expected (XX), and none where one is (XY)"),
        ("CN=2", "CN=2 is none where two copies are expected (XX), and a gain where one is (XY)"),
        ("CN=1.5", "in a part of the cells at most"),
        (".", "no number of copies (CN)"),
    ],
)
def test_copies_that_mean_something_in_one_sex_only(
    annotate: Annotate, info: str, said: str
) -> None:
    (row,) = annotate(vcf(f"X 49257568 . N <CNV> . . END=49258168;{info}")).table
    assert codes(row) == ["UNSUPPORTED_ALLELE"]
    assert said in row["issues"]
    assert "it covers exon 3/12 and intron 2-3/11 of NM_014009.4" in row["issues"]


def test_copies_of_the_only_sample(annotate: Annotate) -> None:
    record = "X 49257568 . N <CNV> . . END=49258168 GT:CN {}"
    declared = ['##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copies">']
    for cells, word in (("./.:0", "del"), ("./.:3", "dup"), ("./.:1", ""), ("./.", "")):
        (row,) = annotate(vcf(record.format(cells), meta=declared, samples=["A"])).table
        assert row["hgvs_g"].endswith(word) if word else row["hgvs_g"] == ""


@pytest.mark.parametrize(
    ("cells", "word", "said"),
    [
        ("1:0 0/1:1", "del", "CN=0 in 1 sample, CN=1 in 1 sample: no copy is left there"),
        ("1:0 1:0", "del", "CN=0 in 2 samples: no copy is left there"),
        ("0:1 0/1:3", "dup", "CN=1 in 1 sample, CN=3 in 1 sample"),
        ("./.:. 0/1:4", "dup", "CN=4 in 1 sample"),
        ("0:1 0/0:2", "", "CN=1 in 1 sample, CN=2 in 1 sample: no loss or gain"),
        ("1:0 0/1:3", "", "CN=0 in 1 sample, CN=3 in 1 sample: no loss or gain"),
        ("./. .", "", "no number of copies (CN) is told for the allele or the samples"),
    ],
)
def test_copies_of_several_samples(annotate: Annotate, cells: str, word: str, said: str) -> None:
    # A boy who has lost his only copy of a stretch has lost it, whatever his mother has.
    record = f"X 49257568 . N <CNV> . . END=49258168 GT:CN {cells}"
    declared = ['##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copies">']
    (row,) = annotate(vcf(record, meta=declared, samples=["BOY", "MOTHER"])).table
    assert said in row["issues"]
    assert row["hgvs_g"].endswith(word) if word else row["hgvs_g"] == ""
    assert row["exon"] == ("3/12" if word else "")
    assert ("UNSUPPORTED_ALLELE" in codes(row)) == (not word)


def test_one_copy_on_the_allele_is_the_reference(annotate: Annotate) -> None:
    (row,) = annotate(vcf("X 49257568 . N <CN1> . . END=49258168")).table
    assert codes(row) == ["NO_CHANGE"]


@pytest.mark.parametrize(
    ("alt", "info", "code"),
    [
        ("<DUP:TANDEM>", "", []),
        ("<DUP>", ";SVCLAIM=J", []),
        ("<DUP>", ";SVCLAIM=DJ", []),
        ("<DUP>", "", ["COPY_NUMBER"]),
        ("<DUP>", ";SVCLAIM=D", ["COPY_NUMBER", "UNCERTAIN_ENDS"]),
    ],
)
def test_a_gain_says_whether_it_is_in_tandem(
    annotate: Annotate, alt: str, info: str, code: list[str]
) -> None:
    (row,) = annotate(vcf(f"X 49257632 . N {alt} . . END=49257799{info}")).table
    assert codes(row) == code
    assert "feature_elongation" in row["consequence"]


# Insertions


def test_insertions(annotate: Annotate, bundle: Bundle) -> None:
    ref = bases(bundle, "GRCh38", 49257700, 49257700)
    # Between c.278 and c.279 of codon 93, CAG, on the minus strand: new bases CGT, or unknown.
    found = annotate(
        vcf(
            "X 49257700 . N <INS> . . SVLEN=3;SVINSSEQ=ACG",
            f"X 49257700 . {ref} {ref}ACG . . .",
            "X 49257700 . N <INS:ME:ALU> . . SVLEN=281",
            "X 49257700 . N <INS> . . SVTYPE=INS",
            "X 49257700 . N <INS> . . SVLEN=281;CIPOS=-5,5;IMPRECISE",
            "X 49257700 . N <INS> . . SVLEN=4;SVINSSEQ=ACG",
        )
    ).table
    assert found[0]["hgvs_c"] == "NM_014009.4:c.278_279insCGT"
    assert found[0]["hgvs_g"] == "NC_000023.11:g.49257700_49257701insACG"
    assert annotation(found[0]) == annotation(found[1])
    assert found[2]["hgvs_g"] == "NC_000023.11:g.49257700_49257701insN[281]"
    assert (found[2]["hgvs_c"], found[2]["hgvs_p"]) == ("NM_014009.4:c.278_279insN[281]", "p.?")
    assert (found[2]["evidence"], codes(found[2])) == ("", ["AMBIGUOUS_BASE"])
    assert [codes(row) for row in found[3:5]] == [["UNSUPPORTED_ALLELE"]] * 2
    assert "exon 3/12 of NM_014009.4" in found[4]["issues"]
    assert (found[5]["hgvs_c"], codes(found[5])) == (found[0]["hgvs_c"], ["TWO_READINGS"])


def test_an_insertion_by_its_consensus(annotate: Annotate, bundle: Bundle) -> None:
    left = bases(bundle, "GRCh38", 49257671, 49257700)
    right = bases(bundle, "GRCh38", 49257701, 49257725)
    record = "X 49257700 . N <INS> . . SVTYPE=INS;SVLEN=3;CONSENSUS={}"
    whole, changed, short = (
        f"{left}ACG{right}", f"{left[:-1]}{'A' if left[-1] != 'A' else 'C'}ACG{right}",
        f"{left[-5:]}ACG{right}",
    )  # fmt: skip
    found = annotate(vcf(*(record.format(one) for one in (whole, changed, short)))).table
    assert [row["hgvs_g"].partition("ins")[2] for row in found] == ["ACG", "N[3]", "N[3]"]


def test_a_deletion_with_bases_put_in(annotate: Annotate, bundle: Bundle) -> None:
    deleted = bases(bundle, "GRCh38", 49257660, 49257700)
    before = bases(bundle, "GRCh38", 49257659, 49257659)
    by_symbol, by_bases = annotate(
        vcf(
            "X 49257659 . N <DEL> . . END=49257700;SVINSSEQ=GATTACA",
            f"X 49257659 . {before}{deleted} {before}GATTACA . . .",
        )
    ).table
    assert annotation(by_symbol) == annotation(by_bases)


# Breakends (VCF 4.3, section 5.4)


@pytest.mark.parametrize(
    ("record", "named"),
    [
        # t[p[: the piece to the right of p follows t. ]p]t: the piece to the left goes before.
        ("X 49257600 . N N[X:49258001[ . . SVTYPE=BND", "49257601_49258000del"),
        ("X 49258001 . N ]X:49257600]N . . SVTYPE=BND", "49257601_49258000del"),
        ("X 49257601 . N ]X:49258000]N . . SVTYPE=BND", "49257601_49258000dup"),
        ("X 49258000 . N N[X:49257601[ . . SVTYPE=BND", "49257601_49258000dup"),
        ("X 49200000 . N N[X:49300001[ . . SVTYPE=BND", "49200001_49300000del"),
        ("X 49300001 . N ]X:49200000]N . . SVTYPE=BND", "49200001_49300000del"),
        ("X 49200000 . N N[chrX:49300001[ . . SVTYPE=BND", "49200001_49300000del"),
    ],
)
def test_a_junction_that_one_event_makes(
    run: Run, annotate: Annotate, record: str, named: str
) -> None:
    if "chrX" in record:
        record = record.replace("X 49200000", "chrX 49200000")
    data = vcf(record, contigs=["chrX:156040895" if "chrX" in record else X38])
    (row,) = annotate(data).table
    (asked,) = run("lookup", f"NC_000023.11:g.{named}").table
    assert codes(row)[0] == "BREAKEND"
    # Other junctions may belong to it, so no evidence rests on one.
    for column in ("hgvs_g", "hgvs_c", "hgvs_p", "consequence", "exon", "ipex_match"):
        assert row[column] == asked[column]
    assert row["evidence"] == ""


def test_a_junction_with_bases_between(annotate: Annotate, bundle: Bundle) -> None:
    ref = bases(bundle, "GRCh38", 49257600, 49257600)
    found = annotate(
        vcf(
            f"X 49257600 . {ref} {ref}GAT[X:49258001[ . . .",
            f"X 49257600 . {ref} {ref}GAT[X:49257601[ . . .",
            f"X 49257600 . {ref} {ref}[X:49257601[ . . .",
            f"X 49257600 . {ref} {ref}GAT . . .",
        )
    ).table
    assert found[0]["hgvs_g"] == "NC_000023.11:g.49257601_49258000delinsGAT"
    assert annotation(found[1]) == annotation(found[3])
    assert codes(found[2]) == ["NO_CHANGE"]


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("N]X:49258000]", "NC_000023.11:g.49257601_49258000inv"),
        ("[X:49258001[N", "NC_000023.11:g.49257600_49258000inv"),
        ("N[5:1000[", "a junction with 5:1000"),
        ("]<ctg1>:7]N", "a junction with <ctg1>:7"),
        ("N.", "not known"),
        (".N", "not known"),
        ("N[X:49258001]", "no breakend"),
        ("N[X[", "no breakend"),
    ],
)
def test_a_junction_that_no_event_is_told_of(annotate: Annotate, alt: str, said: str) -> None:
    (row,) = annotate(vcf(f"X 49257600 . N {alt} . . SVTYPE=BND")).table
    assert (row["alt"], codes(row)) == (alt, ["UNSUPPORTED_ALLELE"])
    assert said in row["issues"]
    if said != "no breakend":
        # Intron 3 has 98 bases, 49257566-49257663; c.316-35 is the 35th from its end.
        assert "intron 3/11 of NM_014009.4, c.316-35" in row["issues"]


def test_a_junction_tells_of_its_other_end_in_the_gene(annotate: Annotate) -> None:
    (row,) = annotate(vcf("X 150000000 . N [X:49257600[N . . SVTYPE=BND")).table
    assert codes(row) == ["UNSUPPORTED_ALLELE"]
    other = "its other end, X:49257600: it lies in intron 3/11 of NM_014009.4, c.316-35"
    assert other in row["issues"]


def test_a_junction_whose_place_is_a_range(annotate: Annotate) -> None:
    unsure, homologous = annotate(
        vcf(
            "X 49257600 . N N[X:49258001[ . . CIPOS=-5,5;IMPRECISE",
            "X 49257600 . N N[X:49258001[ . . CIPOS=0,3;HOMLEN=3",
        )
    ).table
    assert codes(unsure) == ["UNSUPPORTED_ALLELE"]
    assert homologous["hgvs_g"].endswith("del")


# Blocks


def test_reference_blocks_are_counted_and_are_no_rows(annotate: Annotate) -> None:
    result = annotate(
        vcf(
            "X 49251000 . N <NON_REF> . . END=49251479",
            "X 49251480 . C T,<NON_REF> . . .",
            "X 49251481 . N <*> . . .",
            "X 49251482 . N . . . END=49251500",
            "X 49251501 . N . . . .",
            "X 49251502 . N *,<NON_REF> . . .",
        )
    )
    assert [(row["pos"], row["alt"]) for row in result.table] == [
        ("49251480", "T"), ("49251501", "."), ("49251502", "*"),
    ]  # fmt: skip
    assert result.table[0]["ipex_match"] == "exact"
    assert "6 records read; 3 alleles in FOXP3, 3 reference blocks, 0 records" in result.err


# Other ways of reading


def test_bcf_gives_the_same(annotate: Annotate) -> None:
    declared = [
        '##ALT=<ID=DEL,Description="Deletion">',
        '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
        '##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="Length">',
        '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
        '##INFO=<ID=CIPOS,Number=.,Type=Integer,Description="Range">',
        '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Not exact">',
    ]
    data = vcf(
        symbol(49257600, 49258000, "DEL"),
        symbol(49257600, 49258000, "DEL", ";CIPOS=-9,3;IMPRECISE"),
        "X 49200000 . N <DEL> . . SVTYPE=DEL;SVLEN=-100000",
        "X 49200000 . N N[X:49300001[ . . SVTYPE=BND",
        "X 49300001 . N ]X:49200000]N . . SVTYPE=BND",
        meta=declared,
    )
    text, binary = annotate(data), annotate(bcf(data), name="in.bcf")
    assert len(text.table) == 5
    assert text.table == binary.table


def test_a_far_line_behind_the_first_thousand_is_found(annotate: Annotate) -> None:
    # Lines far from the gene are told apart in blocks; what reaches in by INFO or ALT must not be.
    many = [f"X {pos} . A C . . ." for pos in range(1_000, 2_200)]
    data = vcf(
        *many,
        "X 49200000 . N N[X:49300001[ . . SVTYPE=BND",
        "X 49200000 . N <DEL> . . SVLEN=-10,.",
        "X 49200000 . N <DEL>,<DEL> . . SVLEN=-10,-100000",
        "X 49300001 . N ]X:49200000]N . . SVTYPE=BND",
        "X 49300001 . N ]5:49200000]N . . SVTYPE=BND",
    )
    rows = annotate(data).table
    assert [row["pos"] for row in rows] == ["49200000"] * 3 + ["49300001"]
    assert [codes(row)[0] for row in rows] == [
        "BREAKEND", "OUTSIDE_GENE", "PARTIAL_OVERLAP", "BREAKEND",
    ]  # fmt: skip


# Copies that reach beyond the bundled region


@pytest.mark.parametrize("build", BUILDS)
def test_a_copy_of_bases_that_nobody_states_has_no_name_that_writes_them(
    run: Run, tmp_path: Path, build: str
) -> None:
    # From intron 8 to beyond the region upstream: on the transcript it would be an insertion of
    # the copied bases (nomenclature: the tandem source lies partly outside), which are not known.
    last = REGIONS[build][1] + 30_000
    first = {"GRCh38": 49255001, "GRCh37": 49255001 - 49251480 + 49107941}[build]
    (row,) = table(
        run, tmp_path / "in.vcf", [symbol(first, last, "DUP", alt="<DUP:TANDEM>")], build
    )
    assert row["hgvs_g"] == f"{ACCESSIONS[build]}:g.{first}_{last}dup"
    assert (row["hgvs_c"], row["hgvs_n"], row["delta2_hgvs_c"]) == ("", "", "")
    assert not [key for key, cell in row.items() if "!" in cell or "??" in cell]
    assert (row["exon"], row["hgvs_p"]) == ("1-8/12", "p.?")
    assert codes(row) == ["PARTIAL_OVERLAP"]


def test_a_copy_of_exons_does_not_lie_between_genes(run: Run, tmp_path: Path) -> None:
    records = [symbol(49200001, 49255000, "DUP", alt="<DUP:TANDEM>")]
    (row,) = table(run, tmp_path / "in.vcf", records, "GRCh38")
    assert row["consequence"] == "feature_elongation&coding_sequence_variant"
    assert row["exon"] == "9-12/12"


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("beyond", [1, 30_000, 200_000])
def test_no_answer_depends_on_what_was_read_before(
    run: Run, tmp_path: Path, build: str, beyond: int
) -> None:
    # An allele that reaches beyond the region is worked out on a wider gene; the next is not.
    first, last = REGIONS[build]
    far = [
        symbol(first - beyond + 1, last + beyond, "DEL"),
        symbol(first + 9_000, last + beyond, "DEL", ";CIPOS=-5,5;CIEND=-5,5"),
        symbol(first - beyond + 1, last - 9_000, "DUP", alt="<DUP:TANDEM>"),
    ]
    for one in far:
        path = tmp_path / "far.vcf"
        padding, contig = PADDING[build]
        path.write_bytes(vcf(one, *padding, contigs=[contig]))
        rows = run("annotate", path, "--columns", "full", "--transcripts", "all").table
        path.write_bytes(vcf(*padding, contigs=[contig]))
        alone = run("annotate", path, "--columns", "full", "--transcripts", "all").table
        assert rows[-len(alone) :] == alone
