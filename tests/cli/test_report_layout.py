"""The tables of a report as Chromium lays them out: no word is broken, no column is crushed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runner import run_in_process
from vcf_builder import A384T, vcf

from browser import Browser, chromium

pytest.importorskip("jinja2", reason="the extra report is not installed")
if chromium() is None:
    pytest.skip("no Chromium on PATH", allow_module_level=True)

EXAMPLES = Path(__file__).parents[2] / "examples"
GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
LONG = "x" * 5000
PRINTED = 688
"""Pixels between the margins of A4: 182 mm at 96 dots an inch."""

BROKEN = """
[...document.querySelectorAll('th, td')].flatMap(cell => {
  const found = [];
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest('.name')) continue;
    for (const match of node.data.matchAll(/[A-Za-z][a-z]{1,14}(?![a-z])/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].filter(r => r.width).map(r => r.top));
      if (tops.size > 1) found.push(match[0]);
    }
  }
  return found;
})
"""
"""Words of tables that stand on more than one line, but for names of the input."""

NARROW = """
[...document.querySelectorAll('th, td')].filter(cell => {
  const text = cell.textContent.trim();
  return text.length > 3 && cell.getClientRects().length && cell.clientWidth < 40;
}).map(cell => cell.textContent.trim())
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("laid_out")
    long = folder / "long.vcf"
    long.write_bytes(
        vcf(A384T + " GT 0/1 0/1 0/1", meta=[GT], samples=[LONG, "S2", "A.long-er_name"])
    )
    names = [f"S{number:03d}" for number in range(60)]
    lines = []
    for line in (EXAMPLES / "ipex_demo.GRCh38.vcf").read_text().splitlines():
        fields = line.split("\t")
        if line.startswith("#CHROM"):
            fields[9:] = names
        elif not line.startswith("#"):
            fields[8:] = ["GT", *["0/1", "0/0", "0/1"] * 20]
        lines.append("\t".join(fields))
    cohort = folder / "cohort.vcf"
    cohort.write_text("\n".join(lines) + "\n")
    made = {}
    for name, args in (
        ("demo", [EXAMPLES / "ipex_demo.GRCh38.vcf"]),
        ("family", [EXAMPLES / "family.GRCh38.vcf", "--ped", EXAMPLES / "family.ped"]),
        ("gvcf", [EXAMPLES / "boy.GRCh38.g.vcf", "--sex", "BOY=male"]),
        ("cohort", [cohort, "--sections", "3"]),
        ("long", [long]),
        ("one", ["--variant", "c.1150G>A"]),
    ):
        made[name] = folder / f"{name}.html"
        result = run_in_process("report", "-q", *args, "-o", made[name])
        assert made[name].exists(), result.err
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as page:
        yield page


def laid_out(browser: Browser, path: Path, width: int, *, on_paper: bool = False) -> None:
    browser.open(path, width=width)
    if on_paper:
        browser.call("Emulation.setEmulatedMedia", media="print")
    browser.run(
        "document.querySelectorAll('article').forEach(a => "
        "{ a.style.contentVisibility = 'visible' });"
        "document.querySelectorAll('details').forEach(d => { d.open = true })"
    )


@pytest.mark.parametrize("width", [1280, 768, 390, PRINTED])
@pytest.mark.parametrize("name", ["demo", "family", "gvcf", "cohort", "long"])
def test_no_word_of_a_table_is_broken(
    browser: Browser, reports: dict[str, Path], name: str, width: int
) -> None:
    laid_out(browser, reports[name], width, on_paper=width == PRINTED)
    assert [one for one in browser.run(BROKEN) if not re.fullmatch("x+", one)] == []
    assert browser.run(NARROW) == []
    browser.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("width", [1280, PRINTED])
def test_names_of_samples_and_variants_stand_on_one_line(
    browser: Browser, reports: dict[str, Path], width: int
) -> None:
    for name in ("demo", "family", "cohort"):
        laid_out(browser, reports[name], width, on_paper=width == PRINTED)
        broken = browser.run(
            "[...document.querySelectorAll('.samples th .name, .carriers .name, "
            "table.variants th > a > bdi, table.variants th > bdi')]"
            ".filter(e => e.textContent.length < 22 && e.textContent.indexOf(' ') < 0 &&"
            " new Set([...e.getClientRects()].map(r => r.top)).size > 1 || "
            " e.className === 'name' && e.textContent.length < 22 && e.offsetHeight > 30)"
            ".map(e => e.textContent)"
        )
        assert broken == []
    browser.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("width", [1280, 390, PRINTED])
def test_a_name_of_any_length_leaves_room_for_the_others(
    browser: Browser, reports: dict[str, Path], width: int
) -> None:
    laid_out(browser, reports["long"], width, on_paper=width == PRINTED)
    widths = browser.run(
        "[...document.querySelectorAll('.carriers tbody tr:first-child > *')]"
        ".map(e => e.clientWidth)"
    )
    assert widths[0] <= 300
    assert all(width >= 40 for width in widths[1:])
    assert browser.run("document.documentElement.scrollWidth") <= max(width, 390)
    browser.call("Emulation.setEmulatedMedia", media="")


def test_few_variants_take_few_pages(browser: Browser, reports: dict[str, Path]) -> None:
    # Nothing but the length of its text makes a new page.
    for name, most in (("one", 6), ("gvcf", 8)):
        browser.open(reports[name], width=1280)
        assert len(re.findall(rb"/Type\s*/Page\b", browser.paper())) <= most


def test_an_accession_is_not_broken_within(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    run_in_process("report", "-q", "--variant", "c.1150G>A", "--transcripts", "all", "-o", page)
    for width in (1280, 768, PRINTED):
        laid_out(browser, page, width, on_paper=width == PRINTED)
        broken = browser.run(
            "[...document.querySelectorAll('.part-names dt')].filter(e => { const r = "
            "document.createRange(); r.selectNodeContents(e);"
            " return !/ /.test(e.textContent.trim()) &&"
            " new Set([...r.getClientRects()].map(c => c.top)).size > 1 })"
            ".map(e => e.textContent)"
        )
        assert broken == []
    browser.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_way_back_is_high_enough_to_be_hit(
    browser: Browser, reports: dict[str, Path], width: int
) -> None:
    # WCAG 2.2, success criterion 2.5.8: 24 by 24 pixels.
    laid_out(browser, reports["one"], width)
    box = browser.run(
        "(b => [b.width, b.height])(document.querySelector('.back a').getBoundingClientRect())"
    )
    assert min(box) >= 24
