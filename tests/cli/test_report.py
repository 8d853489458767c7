"""``foxp3tool report``: what the page holds, read with another parser."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Run, run_in_process
from html_page import Element, read_page
from hypothesis import given
from hypothesis import strategies as st
from vcf_builder import A384T, A384T_37, X37, vcf

pytest.importorskip("jinja2", reason="the extra report is not installed")

from foxp3tool.formats.report_html import safe_address, shown

EXAMPLES = Path(__file__).parents[2] / "examples"
GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
LINKED = (
    "https://pubmed.ncbi.nlm.nih.gov/", "https://pmc.ncbi.nlm.nih.gov/",
    "https://www.ncbi.nlm.nih.gov/", "https://doi.org/", "https://gnomad.broadinstitute.org/",
    "https://web.expasy.org/", "https://www.uniprot.org/", "https://hpo.jax.org/",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img/src=x/onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{%raw%}",
    "</style></script><svg/onload=alert(1)>",
    "a&lt;b&amp;c",
    "evil\u202egnp.exe",
    "zero\u200bwidth\u2066",
)


def page_of(run: Run, *args: object, code: int = 0, stdin: bytes = b"") -> Element:
    result = run("report", "-q", *args, stdin=stdin).no_traceback()
    assert result.code == code, result.err
    return read_page(result.out)


@pytest.fixture(scope="session")
def demo_page() -> Element:
    return page_of(run_in_process, EXAMPLES / "ipex_demo.GRCh38.vcf")


def rows(page: Element) -> list[Element]:
    return [one for one in page.by_id("table").all("tr") if "data-number" in one.attributes]


# The page itself


def test_the_page_has_its_landmarks_and_its_language(demo_page: Element) -> None:
    (html,) = demo_page.all("html")
    assert html.attributes["lang"] == "en"
    assert [len(list(demo_page.all(name))) for name in ("h1", "main", "nav", "footer")] == [1] * 4
    skip = next(demo_page.all("a"))
    assert skip.attributes["href"] == "#main"
    assert "Research use only" in next(demo_page.all("header")).text
    assert "Research use only" in next(demo_page.all("footer")).text


def test_headings_do_not_skip_a_level(demo_page: Element) -> None:
    levels = [int(one.name[1]) for one in demo_page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_all_that_points_at_one_finds_it(demo_page: Element) -> None:
    ids = Counter(one.attributes["id"] for one in demo_page.all() if "id" in one.attributes)
    assert max(ids.values()) == 1
    for one in demo_page.all():
        href = one.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids
        for name in one.attributes.get("aria-labelledby", "").split():
            assert name in ids


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(demo_page: Element) -> None:
    metas = [one for one in demo_page.all("meta") if "http-equiv" in one.attributes]
    (policy,) = [one.attributes["content"] for one in metas]
    (style,), (script,) = demo_page.all("style"), demo_page.all("script")
    told = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    hashed = [
        f"'sha256-{base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode()}'"
        for one in (style, script)
    ]
    assert told == {
        "default-src": "'none'", "style-src": hashed[0], "script-src": hashed[1],
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    # It stands before everything that it is to hold back.
    names = [one.name for one in demo_page.all()]
    assert names.index("meta") < names.index("style")


def check_nothing_is_loaded(page: Element) -> None:
    for one in page.all():
        assert one.name not in {"link", "img", "iframe", "object", "embed", "base", "form", "image",
                                "use", "foreignobject", "audio", "video", "source"}  # fmt: skip
        for name, value in one.attributes.items():
            assert not name.startswith("on"), f"<{one.name} {name}>"
            assert name not in {"src", "srcset", "style", "xlink:href", "action", "formaction"}
            if name == "href":
                assert value.startswith(("#", *LINKED)), value
    (style,), (script,) = page.all("style"), page.all("script")
    assert not re.search(r"url\(|@import|expression", style.text)
    assert not re.search(r"http|innerHTML|eval|fetch|XMLHttp|import|document\.write", script.text)


def test_nothing_is_loaded_from_anywhere(demo_page: Element) -> None:
    check_nothing_is_loaded(demo_page)


def test_the_figure_has_a_name_and_a_table_beside_it(demo_page: Element) -> None:
    (svg,) = demo_page.by_id("figure").all("svg")
    assert svg.attributes["aria-labelledby"]
    marks = [one for one in svg.all("g") if "variant" in one.attributes.get("class", "").split()]
    there = {n for row in rows(demo_page) for n in row.attributes["data-rows"].split()}
    assert marks
    for mark in marks:
        assert set(mark.attributes["data-rows"].split()) <= there
        assert mark.attributes["aria-label"]


def test_a_mark_of_the_figure_and_its_line_name_the_same_variant(demo_page: Element) -> None:
    named = {n: row.words for row in rows(demo_page) for n in row.attributes["data-rows"].split()}
    marks = [one for one in demo_page.by_id("figure").all("g") if "data-hgvs-c" in one.attributes]
    checked = 0
    for mark in marks:
        for number in mark.attributes.get("data-rows", "").split():
            assert mark.attributes["data-hgvs-c"] in named[number]
            checked += 1
    assert checked > 40


# What it says


def test_every_allele_of_the_file_has_a_line_and_a_section(demo_page: Element) -> None:
    alleles = []
    for line in (EXAMPLES / "ipex_demo.GRCh38.vcf").read_text().splitlines():
        fields = line.split("\t")
        if (
            not line.startswith("#")
            and fields[0] == "chrX"
            and 49_240_000 < int(fields[1]) < 49_275_000
        ):
            alleles += [
                f"{fields[0]}:{fields[1]} {fields[3]}>{alt}" for alt in fields[4].split(",")
            ]
    text = [row.words for row in rows(demo_page)]
    found = [allele for allele in alleles if any(allele[:40].rstrip() in row for row in text)]
    assert len(text) >= len(found) >= 50
    assert len(list(demo_page.all("article"))) == len(text)


def test_reported_mutations_come_first(demo_page: Element) -> None:
    order = ["exact", "same_protein_change", "same_codon", "same_splice_site",
             "same_polya_signal", "overlaps", "none"]  # fmt: skip
    grades = [order.index(row.attributes["data-match"]) for row in rows(demo_page)]
    assert grades == sorted(grades)
    assert grades[0] == 0


def test_the_matches_are_those_of_the_table(run: Run, demo_page: Element) -> None:
    table = run("annotate", "-q", EXAMPLES / "ipex_demo.GRCh38.vcf").table
    assert Counter(row["ipex_match"] or "none" for row in table) == Counter(
        row.attributes["data-match"] for row in rows(demo_page)
    )


def test_zygosity_and_inheritance_of_a_family(run: Run) -> None:
    page = page_of(run, EXAMPLES / "family.GRCh38.vcf", "--ped", EXAMPLES / "family.ped")
    (article,) = [one for one in page.all("article") if "c.1150G>A" in next(one.all("h3")).text]
    cells = {
        next(row.all("th")).words: [cell.words for cell in row.all("td")]
        for row in article.all("tr") if list(row.all("td"))
    }  # fmt: skip
    # The genotypes of the file: mother 0/1, son 1 with 31 of 31 reads; the others carry nothing.
    assert cells == {
        "mother": ["female", "0/1", "heterozygous", "", "22 of 42", "99"],
        "son": ["male", "1", "hemizygous", "maternal", "31 of 31", "99"],
    }
    samples = {next(row.all("th")).words: row.words
               for row in page.by_id("samples").all("tr") if list(row.all("td"))}  # fmt: skip
    assert "c.1150G>A (hemizygous, maternal)" in samples["son"]
    assert "c.1112T>G (heterozygous" in samples["daughter"]
    assert "c.1112T>G" not in samples["mother"]


def test_where_nothing_could_be_annotated_nothing_is_said_of_variants(run: Run) -> None:
    page = page_of(run, "--variant", "rubbish", code=1)
    words = page.by_id("summary").words
    assert "No variant of FOXP3 could be annotated" in words
    assert "None of them" not in words
    assert "nothing could be placed in the gene" in page.by_id("figure").words
    assert not list(page.by_id("figure").all("svg"))


def test_an_inheritance_that_is_not_known_is_said_to_be_that(run: Run) -> None:
    page = page_of(run, EXAMPLES / "family.GRCh38.vcf", "--ped", EXAMPLES / "family.ped")
    assert "(heterozygous, inheritance not known)" in page.by_id("samples").words


def test_an_exact_match_that_rests_on_clinvar_is_not_said_to_agree_in_part(run: Run) -> None:
    page = page_of(run, "--variant", "c.1108A>G", "--variant", "c.1150G>C")
    tags = {
        next(one.all("h3")).words.split()[2]: next(
            tag.words for tag in one.all("span") if "tag" in tag.attributes.get("class", "")
        )
        for one in page.all("article")
    }
    # c.1108A>G is an entry by ClinVar alone; c.1150G>C changes the codon of one.
    assert tags == {"c.1108A>G": "see what it rests on", "c.1150G>C": "agrees in part"}


def test_carriers_are_the_same_with_a_further_file(run: Run) -> None:
    family = EXAMPLES / "family.GRCh38.vcf", "--ped", EXAMPLES / "family.ped"
    alone, with_boy = (
        {
            next(row.all("th")).words.split()[0]: {
                name for name in re.findall(r"c\.\S+", row.words) if name.startswith("c.")
            }
            for row in page.by_id("samples").all("tr")
            if list(row.all("td"))
        }
        for page in (
            page_of(run, *family),
            page_of(run, EXAMPLES / "boy.GRCh38.g.vcf", *family),
        )
    )
    assert "c.1117_1118delinsGC" in alone["son"]
    assert {name: with_boy[name] for name in alone} == alone
    assert with_boy["BOY"] == {"c.1150G>A"}


def test_coverage_is_that_of_the_check(run: Run) -> None:
    gvcf = EXAMPLES / "boy.GRCh38.g.vcf"
    page = page_of(run, gvcf, "--sex", "BOY=male")
    counts = Counter(row["status"].replace("_", " ") for row in run("check", "-q", gvcf).table)
    cell = next(next(page.by_id("coverage").all("tbody")).all("td"))
    assert Counter({
        word: int(number) for word, number in re.findall(r"([a-z ]+?) (\d+)(?:, |$)", cell.words)
    }) == counts  # fmt: skip
    (listed,) = page.by_id("coverage").all("details")
    assert (
        len(list(next(listed.all("tbody")).all("tr"))) == sum(counts.values()) - counts["reference"]
    )


def test_without_reference_blocks_absence_is_said_to_say_nothing(demo_page: Element) -> None:
    assert "is not thereby absent" in demo_page.by_id("coverage").words
    assert not list(demo_page.by_id("coverage").all("table"))


def test_publications_stand_once_and_are_all_that_sections_link(demo_page: Element) -> None:
    published = LINKED[0], LINKED[3]
    listed = [
        one.attributes["href"] for one in demo_page.by_id("references").all("a")
        if not one.attributes["href"].startswith("#")
    ]  # fmt: skip
    assert len(listed) == len(set(listed))
    cited = {
        one.attributes["href"]
        for article in demo_page.all("article")
        for one in article.all("a")
        if one.attributes["href"].startswith(published)
    }
    assert cited
    assert cited <= set(listed)
    # Bennett 2001, the first report of IPEX mutations: PMID 11137993 is doi 10.1038/83713.
    (item,) = [one for one in demo_page.by_id("references").all("li") if "11137993" in one.text]
    assert "10.1038/83713" in item.text


def test_versions_and_the_command_are_told(run: Run, demo_page: Element) -> None:
    words = demo_page.by_id("methods").words
    info = run("reference", "info").out
    assert re.search(r"foxp3tool \d+\.\d+\.\d+", info)[0] in words  # type: ignore[index]
    assert re.search(r"reference data ([\d.]+)", info)[1] in words  # type: ignore[index]
    assert "NM_014009.4 (MANE Select)" in words
    assert "foxp3tool report -q" in words


def test_names_are_answered_or_said_not_to_be(run: Run) -> None:
    page = page_of(run, "--variant", "c.1150G>A", "--variant", "p.Xyz9", code=1)
    words = [one.words for one in page.all("article")]
    assert len(words) == 2
    assert "Ala384Thr" in words[0]
    assert "p.Xyz9" in words[1]
    assert "Why there is no answer" in words[1]
    assert "Names carry no genotypes" in page.by_id("samples").words


def test_a_list_of_names(run: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("c.1150G>A\n\n# a comment\nrubbish\n")
    page = page_of(run, "--input", names, code=1)
    assert len(list(page.all("article"))) == 2
    assert "names.txt" in page.by_id("summary").words


def test_standard_input_and_the_older_build(run: Run) -> None:
    data = vcf(A384T_37, contigs=[X37])
    page = page_of(run, stdin=data)
    assert "GRCh37" in page.by_id("summary").words
    assert "standard input" in page.by_id("summary").words
    assert "c.1150G>A" in rows(page)[0].words


def test_several_files_are_told_apart(run: Run, tmp_path: Path) -> None:
    for name in ("one.vcf", "two.vcf"):
        (tmp_path / name).write_bytes(vcf(A384T + " GT 0/1", meta=[GT], samples=["S"]))
    page = page_of(run, tmp_path / "one.vcf", tmp_path / "two.vcf")
    assert [("one.vcf" in row.words, "two.vcf" in row.words) for row in rows(page)] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert len(list(next(page.by_id("samples").all("tbody")).all("tr"))) == 2


def test_no_variant_is_a_report_too(run: Run) -> None:
    page = page_of(run, stdin=vcf("X 1000 . A C . . ."))
    assert "No variant of FOXP3 was found" in page.by_id("summary").words
    assert not list(page.all("article"))


def test_many_variants_have_a_line_each_and_the_limit_is_told(run: Run) -> None:
    result = run("report", EXAMPLES / "ipex_demo.GRCh38.vcf", "--sections", "3")
    page = read_page(result.out)
    assert len(list(page.all("article"))) == 3
    assert len(rows(page)) > 50
    assert "first 3 lines" in page.by_id("summary").words
    assert "first 3 lines" in result.err


def test_without_samples_nothing_is_told_of_them(run: Run) -> None:
    page = page_of(run, EXAMPLES / "family.GRCh38.vcf", "--samples", "none")
    assert "--samples none" in page.by_id("samples").words
    assert not list(page.by_id("samples").all("table"))
    assert not [one for one in page.all("article") if "In the samples" in one.words]
    # No mark says that nobody carries it.
    marks = [one for one in page.by_id("figure").all("g") if "data-count" in one.attributes]
    assert marks
    assert all(int(one.attributes["data-count"]) for one in marks)


def test_all_samples_are_told_if_asked(run: Run) -> None:
    page = page_of(run, EXAMPLES / "family.GRCh38.vcf", "--samples", "all")
    (article,) = [one for one in page.all("article") if "c.1150G>A" in next(one.all("h3")).text]
    told = {
        next(row.all("th")).words: row.words for row in article.all("tr") if list(row.all("td"))
    }
    assert {name: "absent" in words for name, words in told.items()} == {
        "mother": False, "father": True, "son": False, "daughter": True,
    }  # fmt: skip


def test_the_drawings_put_the_change_where_it_is(run: Run) -> None:
    page = page_of(run, "--variant", "c.1150G>A", "--variant", "c.210+1G>A")
    second, first = page.all("article")  # the graver change stands first
    protein, gene = first.all("svg")
    (mark,) = [one for one in protein.all("rect") if one.attributes["class"] == "mark"]
    centre = float(mark.attributes["x"]) + float(mark.attributes["width"]) / 2
    # Residue 384 of 431 on a drawing 1,000 wide.
    assert centre == pytest.approx(383.5 / 431 * 1000, abs=0.2)
    assert "residue 384" in protein.attributes["aria-label"]
    assert "in exon 12" in gene.attributes["aria-label"]
    exons = [one for one in gene.all("rect") if one.attributes["class"] == "utr"]
    assert len(exons) == 12
    (splice,) = second.all("svg")
    assert "in intron 2" in splice.attributes["aria-label"]


# Hostile input


def test_hostile_names_stay_text(run: Run, tmp_path: Path) -> None:
    samples = [f"{name.replace(' ', '_')}{n}" for n, name in enumerate(HOSTILE)]
    records = [
        f"X {49251480 - n} {one.replace(';', '')} {ref} <DEL> . {one.replace(';', '')} "
        f"END={49251490};BAD={one.replace(';', '')} GT {' '.join(['0/1'] * len(samples))}"
        for n, (one, ref) in enumerate(zip(HOSTILE, "CCGTAGCA", strict=True))
    ]
    del records[1:]
    records.append(
        f"X 49251480 {HOSTILE[1]} C T . {HOSTILE[0]} X={HOSTILE[2]} GT "
        + " ".join(["0/1"] * len(samples))
    )
    path = tmp_path / "<img src=x onerror=alert(1)>\u202e.vcf"
    path.write_bytes(vcf(*records, meta=[GT], samples=samples))
    plain = tmp_path / "plain.vcf"
    calm = [" ".join(["X 49251480 ok C <DEL> . PASS END=49251490 GT", *["0/1"] * len(samples)]),
            " ".join(["X 49251480 ok C T . PASS . GT", *["0/1"] * len(samples)])]  # fmt: skip
    plain.write_bytes(vcf(*calm, meta=[GT], samples=[f"S{n}" for n in range(len(samples))]))

    page = page_of(run, path, "--title", HOSTILE[4])
    usual = page_of(run, plain, "--title", "calm")
    check_nothing_is_loaded(page)
    assert Counter(one.name for one in page.all()) == Counter(one.name for one in usual.all())
    text = page.text
    for name in samples[:6]:
        assert name in text
    assert HOSTILE[4] in next(page.all("h1")).text
    assert "[U+202E]" in text
    assert not set("\u202e\u200b\u2066") & set(text)


def test_hostile_names_of_variants_stay_text(run: Run) -> None:
    given = [argument for name in HOSTILE for argument in ("--variant", name)]
    page = page_of(run, *given, code=1)
    check_nothing_is_loaded(page)
    assert len(list(page.all("article"))) == len(HOSTILE)
    for name in HOSTILE[:6]:
        assert name in page.text


def test_a_table_of_ones_own_brings_no_address(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "variant\tid\tassertion\treference\tnote\n"
        f"c.1150G>A\tOWN1\tipex\tjavascript:alert(1)\t{HOSTILE[0]}\n"
        "c.1190G>A\tOWN2\tipex\thttps://evil.example/x\tsee https://evil.example/y\n"
    )
    page = page_of(run, "--catalog", table, "--variant", "c.1150G>A", "--variant", "c.1190G>A")
    check_nothing_is_loaded(page)
    assert HOSTILE[0] in page.text
    assert "evil.example" in page.text


@given(st.text())
def test_only_addresses_of_known_databases_are_links(text: str) -> None:
    assert safe_address(text) == "" or text.startswith(LINKED)
    for prefix in LINKED:
        made = safe_address(prefix + text)
        assert made in ("", prefix + text)
        assert not set(made) & set(' \t\n\r"\\^`{|}')
        assert made.isascii()


@given(st.text())
def test_whatever_does_not_print_is_shown_by_its_number(text: str) -> None:
    told = shown(text)
    assert isinstance(told, str)
    assert told.replace("\n", "").isprintable()


# Files and options


def lines_but_the_date(text: str) -> list[str]:
    return [line for line in text.splitlines() if "<time>" not in line]


def test_two_runs_differ_in_the_line_of_the_date_at_most(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = ("report", "-q", EXAMPLES / "family.GRCh38.vcf")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    first = run(*args).out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    second = run(*args).out
    assert "1970-01-01 00:00 UTC" in first
    assert first != second
    assert lines_but_the_date(first) == lines_but_the_date(second)


def test_a_report_that_fails_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    out.write_text("before")
    bad = tmp_path / "bad.vcf"
    bad.write_bytes(vcf(A384T, "X 49251490 . A"))
    result = run("report", bad, "-o", out).no_traceback()
    assert result.code == 1
    assert out.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.vcf", "report.html"]


def test_a_file_is_the_same_page(run: Run, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    out = tmp_path / "report.html"
    assert run("report", "-q", "--variant", "c.1150G>A", "-o", out).code == 0
    again = run("report", "-q", "--variant", "c.1150G>A").out
    assert lines_but_the_date(out.read_text().replace(f" -o {out}", "")) == lines_but_the_date(
        again
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_told_by_the_exit_status(unbuffered: str) -> None:
    command = [sys.executable, "-m", "foxp3tool", "report", "-q", "--variant", "c.1150G>A"]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("x.vcf", "--variant", "c.1A>G"), "not both"),
        (("--variant", "c.1A>G", "--input", "x.txt"), "not both"),
        (("--column", "2"), "--column is for a list"),
        (("--variant", "c.1A>G", "--sex", "A=male"), "--sex is for a VCF"),
        (("--variant", "c.1A>G", "-o", "x.pdf"), ".html"),
        (("x.vcf", "x.vcf"), "named twice"),
        (("--variant", "c.1A>G", "--transcripts", "NM_1.1"), "NM_1.1"),
    ],
)
def test_wrong_use_is_told(run: Run, args: tuple[str, ...], told: str) -> None:
    result = run("report", *args).no_traceback()
    assert result.code == 2
    assert told in result.err
    assert result.out == ""


def test_strict_counts_issues_and_cautions(run: Run) -> None:
    clean = run("report", "-q", "--strict", "--variant", "c.1150G>A")
    assert clean.code == 0
    # The sex of the sample is not stated, which is a caution.
    data = vcf(A384T + " GT 0/1", meta=[GT], samples=["S"])
    assert run("report", "-q", "--strict", stdin=data).code == 3


def test_the_input_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.html"
    path.write_bytes(vcf(A384T))
    assert run("report", path, "-o", path).code == 2
    assert path.read_bytes() == vcf(A384T)
