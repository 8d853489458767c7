"""``foxp3tool report``: what it counts, what it lists once, and what its summary says first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_runner import Run
from html_page import Element, read_page
from vcf_builder import A384T, vcf

pytest.importorskip("jinja2", reason="the extra report is not installed")

from foxp3tool.formats.report_html import LONGEST_NAME, shortened
from foxp3tool.knowledge.guidelines import GUIDELINES
from foxp3tool.notation.links import of_source

EXAMPLES = Path(__file__).parents[2] / "examples"
GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
A384T_NAMES = ("c.1150G>A", "NM_014009.4:c.1150G>A", "NC_000023.11:g.49251480C>T")
"""One change of the DNA in three spellings."""


def page_of(run: Run, *args: object, code: int = 0, stdin: bytes = b"") -> Element:
    result = run("report", "-q", *args, stdin=stdin).no_traceback()
    assert result.code == code, result.err
    return read_page(result.out)


def given(*names: str) -> list[str]:
    return [argument for name in names for argument in ("--variant", name)]


def sentences(page: Element) -> list[str]:
    return [one.words for one in next(page.by_id("summary").all("ul")).all("li")]


def number_in_figure(page: Element) -> int:
    told = [re.search(r": (\d+) variants?(,|$)", one.words)
            for one in page.by_id("figure").all("text")]  # fmt: skip
    (found,) = filter(None, told)
    return int(found[1])


def number_in_summary(page: Element) -> int:
    found = re.match(r"(\d+) (?:different )?variants? of FOXP3 annotated", sentences(page)[0])
    assert found, sentences(page)
    return int(found[1])


def found_mutations(page: Element) -> list[Element]:
    (listed,) = [one for one in page.by_id("summary").all("ul")
                 if one.attributes.get("class") == "reported"]  # fmt: skip
    return list(listed.all("li"))


# Different variants


def test_synonyms_are_one_variant_with_a_line_each(run: Run) -> None:
    page = page_of(run, *given(*A384T_NAMES, "c.1190G>A"))
    assert len(list(page.all("article"))) == 4
    assert "2 different variants of FOXP3 annotated, in 4 lines" in sentences(page)[0]
    assert any(one.startswith("IPEX match exact: 2 ") for one in sentences(page))
    assert number_in_figure(page) == 2


def test_a_reported_mutation_is_listed_once_with_all_its_sections(run: Run) -> None:
    page = page_of(run, *given(*A384T_NAMES, "c.1190G>A"))
    items = found_mutations(page)
    assert [one.words.split()[1] for one in items] == ["c.1150G>A", "c.1190G>A"]
    titles = {one.attributes["id"]: next(one.all("h3")).text for one in page.all("article")}
    linked = {link.attributes["href"][1:] for link in items[0].all("a")}
    assert linked == {number for number, title in titles.items() if "c.1150G>A" in title}
    assert len(linked) == 3


def test_a_protein_name_counts_once_and_is_said_to_be_one(run: Run) -> None:
    # Alanine to threonine at 384 by one base alone or with a silent one: GCC to ACA, ACC, ACG, ACT.
    page = page_of(run, *given("p.Ala384Thr", "A384T"))
    lines = len(list(page.all("article")))
    assert lines == 8
    told = sentences(page)
    assert "1 different variant of FOXP3 annotated, in 8 lines" in told[0]
    assert any("given by the change of the protein alone: p.(Ala384Thr)" in one for one in told)
    (exact,) = [one for one in told if "match exact" in one]
    assert "exact: 1 " in exact
    assert "only the change of the protein is given" in exact
    assert not any("same protein change" in one for one in told)
    (item,) = found_mutations(page)
    assert "c.1150G>A" in item.words
    assert "only the change of the protein is given" in item.words
    assert number_in_figure(page) == 1


def test_files_that_share_an_allele_count_it_once(run: Run, tmp_path: Path) -> None:
    for name in ("one.vcf", "two.vcf"):
        (tmp_path / name).write_bytes(vcf(A384T))
    page = page_of(run, tmp_path / "one.vcf", tmp_path / "two.vcf")
    assert "1 different variant of FOXP3 annotated, in 2 lines" in sentences(page)[0]
    (item,) = found_mutations(page)
    assert [one.attributes["href"] for one in item.all("a")] == ["#v1", "#v1", "#v2"]


@pytest.mark.parametrize(
    "args",
    [
        [EXAMPLES / "family.GRCh38.vcf", EXAMPLES / "ipex_demo.GRCh38.vcf",
         EXAMPLES / "boy.GRCh38.g.vcf", "--ped", EXAMPLES / "family.ped"],
        [EXAMPLES / "ipex_demo.GRCh37.vcf", EXAMPLES / "ipex_demo.GRCh38.vcf"],
        [EXAMPLES / "structural.GRCh38.vcf"],
        given("c.1150G>A", "p.Ala384Thr", "A384T", "p.Arg397Trp", "c.[1150G>A;1190G>A]"),
    ],
    ids=["three files", "two builds", "structural", "names"],
)  # fmt: skip
def test_figure_and_summary_come_to_one_number(run: Run, args: list[object]) -> None:
    page = page_of(run, *args)
    assert number_in_summary(page) == number_in_figure(page)


def test_one_allele_of_each_is_told_without_more_words(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A", "c.1190G>A"))
    assert sentences(page)[0] == "2 variants of FOXP3 annotated."


# Coverage in the summary


def test_the_summary_of_a_gvcf_tells_how_much_was_read(run: Run) -> None:
    gvcf = EXAMPLES / "boy.GRCh38.g.vcf"
    statuses = [row["status"] for row in run("check", "-q", gvcf).table]
    read, carried = statuses.count("reference"), statuses.count("variant")
    page = page_of(run, gvcf, "--sex", "BOY=male")
    (told,) = [one for one in sentences(page) if one.startswith("Coverage in BOY")]
    assert f"{read} of {len(statuses)} places of reported mutations were read as reference" in told
    assert f"{carried} carries the mutation" in told
    assert f"{len(statuses) - read - carried} were not" in told
    assert "may have been missed" in told


def test_without_a_variant_the_summary_still_tells_of_coverage(run: Run, tmp_path: Path) -> None:
    lines = (EXAMPLES / "boy.GRCh38.g.vcf").read_text().splitlines(keepends=True)
    path = tmp_path / "no.g.vcf"
    path.write_text("".join(one for one in lines if one[0] == "#" or "END=" in one))
    told = sentences(page_of(run, path, "--sex", "BOY=male"))
    assert told[0].startswith("No variant of FOXP3 was found")
    statuses = [row["status"] for row in run("check", "-q", path).table]
    read = statuses.count("reference")
    assert 0 < read < len(statuses)
    assert f"{read} of {len(statuses)} places" in " ".join(told)


def test_the_summary_says_if_a_file_tells_nothing_of_places_without_a_record(run: Run) -> None:
    told = " ".join(sentences(page_of(run, stdin=vcf("X 1000 . A C . . ."))))
    assert "not thereby absent" in told
    assert "absent" not in " ".join(sentences(page_of(run, *given("c.1150G>A"))))


def test_of_many_samples_the_summary_tells_the_range(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "six.g.vcf"
    made = []
    for line in (EXAMPLES / "boy.GRCh38.g.vcf").read_text().splitlines():
        fields = line.split("\t")
        if line.startswith("##"):
            made.append(line)
            continue
        if line.startswith("#"):
            fields[9:] = [f"S{number}" for number in range(6)]
        else:
            fields[9:] = [fields[9]] * 6
        made.append("\t".join(fields))
    path.write_text("\n".join(made) + "\n")
    told = [one for one in sentences(page_of(run, path)) if one.startswith("Coverage")]
    assert [one.split(":")[0] for one in told] == [
        "Coverage in S0", "Coverage in S1", "Coverage in S2", "Coverage in S3",
        "Coverage in 2 further samples",
    ]  # fmt: skip


# References


def test_papers_without_pubmed_number_and_doi_are_listed(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A"))
    items = [one.words for one in page.by_id("references").all("li")]
    (article,) = page.all("article")
    assert "A case report of IPEX" in article.words
    # Its page is no address of a database that may be a link.
    (review,) = [one for one in items if "neonatal diabetes mellitus and congenital hypo" in one]
    assert "https://discovery.researcher.life/" in review
    other = page_of(run, *given("c.1010G>A"))
    assert "Rubio-Cabezas" in next(other.all("article")).words
    (paper,) = [one.words for one in other.by_id("references").all("li")
                if "Rubio-Cabezas O 2009" in one.words]  # fmt: skip
    assert "Permanent Neonatal Diabetes" in paper


def test_as_many_papers_are_listed_as_the_verdict_counts(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A"))
    verdict = found_mutations(page)[0].words
    papers = int(re.search(r"(\d+) papers", verdict)[1])  # type: ignore[index]
    items = [one.words for one in page.by_id("references").all("li")]
    rules = [one for one in items if re.match(r"Richards|Abou Tayoun|Walker|Ghosh|ClinGen", one)]
    assert len(items) == papers + len(rules)


def test_the_rules_of_the_hints_have_authors_and_titles(run: Run) -> None:
    items = [one.words for one in page_of(run, *given("c.1150G>A")).by_id("references").all("li")]
    # PubMed 25741868 is the guideline of ACMG and AMP, Genet Med 2015;17:405-24.
    (acmg,) = [one for one in items if "PMID:25741868" in one]
    assert acmg.startswith("Richards S 2015. Standards and guidelines for the interpretation")
    assert "Genet Med 17:405-424" in acmg
    assert "doi:10.1038/gim.2015.30" in acmg


def test_numbers_in_the_references_lead_to_the_sections(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A", "c.1190G>A"))
    links = [one.attributes["href"] for one in page.by_id("references").all("a")]
    assert {"#v1", "#v2"} <= set(links)


def test_every_source_with_a_rule_is_one_that_a_hint_names() -> None:
    for named, rule in GUIDELINES.items():
        if rule.pmid:
            assert of_source(named).text == f"PMID:{rule.pmid}"


# Titles and limits


@pytest.mark.parametrize("title", ["", "   ", "\t\u00a0"])
def test_a_blank_title_is_none(run: Run, title: str) -> None:
    page = page_of(run, *given("c.1150G>A"), "--title", title)
    assert next(page.all("h1")).words == "FOXP3 variant report"
    assert next(page.all("title")).words == "FOXP3 variant report"


def test_without_sections_there_is_no_heading_for_them(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A"), "--sections", "0")
    words = [one.words for one in page.all("h2")]
    assert "Table of variants" in words
    assert "Variants one by one" not in words
    assert "#variants" not in [one.attributes.get("href") for one in page.all("a")]
    assert "The table is all that is told" in page.by_id("summary").words
    assert "first 0" not in page.text


def test_the_limit_is_told_in_the_right_number(run: Run) -> None:
    page = page_of(run, *given("c.1150G>A", "c.1190G>A"), "--sections", "1")
    words = page.by_id("summary").words
    assert "first line of the table; 1 further line has no section" in words


# Samples


def test_all_samples_are_told_of_alleles_read_together(run: Run) -> None:
    page = page_of(run, EXAMPLES / "family.GRCh38.vcf", "--ped", EXAMPLES / "family.ped",
                   "--samples", "all")  # fmt: skip
    (article,) = [
        one for one in page.all("article") if "c.1117_1118delinsGC" in next(one.all("h3")).text
    ]
    cells = {
        next(row.all("th")).words: [cell.words for cell in row.all("td")][2]
        for row in article.all("tr") if list(row.all("td"))
    }  # fmt: skip
    # The file has the two records in the son alone; the others are 0/0 in both.
    assert cells == {
        "mother": "absent", "father": "absent", "son": "hemizygous", "daughter": "absent",
    }  # fmt: skip


def test_a_sample_without_a_call_or_without_phase_is_not_said_to_be_without_the_whole(
    run: Run,
) -> None:
    # F373A in two records, of which the first sample has both on its one X.
    records = [
        "X 49251692 . A G . PASS . GT 1 0/1 . . 0",
        "X 49251693 . A C . PASS . GT 1 0/1 . 0/0 1",
    ]
    names = ["both", "unphased", "missing", "half", "one"]
    data = vcf(*records, meta=[GT], samples=names)
    table = run("annotate", "-q", "--samples", "all", stdin=data).table
    whole = {row["sample"]: row["zygosity"] for row in table
             if "READ_TOGETHER" in row["issues"] and row["sample"]}  # fmt: skip
    assert whole == {
        "both": "hemizygous", "unphased": "unknown", "missing": "not called", "half": "absent",
        "one": "absent",
    }  # fmt: skip


def test_a_long_sample_name_is_shortened_and_stands_whole_once(run: Run) -> None:
    name = "x" * 5000
    data = vcf(A384T + " GT 0/1 0/1", meta=[GT], samples=[name, "S2"])
    page = page_of(run, stdin=data)
    cells = [one for one in page.all("bdi") if one.attributes.get("title") == name]
    assert cells
    assert all(one.words == shortened(name) for one in cells)
    assert len(shortened(name)) <= LONGEST_NAME + 20
    assert page.by_id("samples").text.count(name) == 1


# Numbers that are explained


def test_a_verdict_says_of_all_entries_that_the_table_counts(run: Run) -> None:
    page = page_of(run, EXAMPLES / "structural.GRCh38.vcf")
    checked = 0
    for article in page.all("article"):
        verdict = next(one for one in article.all("p") if "verdict" in one.attributes["class"])
        row = page.by_id(article.attributes["id"].replace("v", "t"))
        more = re.search(r"and (\d+) more", [one.words for one in row.all("td")][1])
        told = re.search(
            r"\(((?:FOXP3-IPEX-\d+(?:, )?)+)(?: and (\d+) more)?\)"
            r"(?:, and (\d+) entr(?:y that is|ies that are))?", verdict.words,
        )  # fmt: skip
        if more is None or told is None:
            continue
        in_table = 3 + int(more[1])
        assert told[1].count("FOXP3-IPEX") + int(told[2] or 0) + int(told[3] or 0) == in_table
        checked += 1
    assert checked
