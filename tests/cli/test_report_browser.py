"""The report in Chromium: nothing is loaded, filters and keys work, axe has nothing to say.

Skipped where there is no browser; the rules of axe-core also need npm and its registry.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runner import run_in_process

from browser import Browser, chromium

pytest.importorskip("jinja2", reason="the extra report is not installed")
if chromium() is None:
    pytest.skip("no Chromium on PATH", allow_module_level=True)

EXAMPLES = Path(__file__).parents[2] / "examples"
WIDTHS = {"desk": 1100, "phone": 390}
QUICK = (("demo", "light", "desk"), ("gvcf", "dark", "phone"))
"""Views that axe looks at in a normal run."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    for name, args in (
        ("demo", [EXAMPLES / "ipex_demo.GRCh38.vcf"]),
        ("gvcf", [EXAMPLES / "boy.GRCh38.g.vcf"]),
        ("names", ["--variant", "p.Ala384Thr", "--variant", "no name"]),
    ):
        made[name] = folder / f"{name}.html"
        result = run_in_process("report", "-q", *args, "-o", made[name])
        assert made[name].exists(), result.err
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as page:
        yield page


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, fetched by npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm: the rules of axe-core cannot be fetched")
    folder = tmp_path_factory.mktemp("axe")
    try:
        done = subprocess.run(
            [npm, "pack", "axe-core@4", "--silent"],
            cwd=folder, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not fetch axe-core within a minute")
    packed = list(folder.glob("axe-core-*.tgz"))
    if done.returncode or not packed:
        pytest.skip("npm cannot fetch axe-core")
    with tarfile.open(packed[0]) as archive:
        file = archive.extractfile("package/axe.min.js")
        assert file is not None
        return file.read().decode()


@pytest.mark.parametrize("name", ["demo", "gvcf", "names"])
def test_it_loads_nothing_and_the_console_is_silent(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    browser.open(reports[name])
    assert browser.requests == [reports[name].as_uri()]
    assert browser.complaints == []


def test_the_policy_holds_back_what_is_put_in(browser: Browser, reports: dict[str, Path]) -> None:
    # The proof that the silence above means something.
    spoilt = reports["names"].with_name("spoilt.html")
    text = reports["names"].read_text().replace(
        "<footer>", '<script>document.title = "owned"</script><img src="http://127.0.0.1:9/x">'
        '<p id="styled" style="color: rgb(1, 2, 3)">x</p><footer>', 1)  # fmt: skip
    spoilt.write_text(text)
    browser.open(spoilt)
    assert browser.run("document.title") != "owned"
    assert (
        browser.run("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    )
    assert len(browser.complaints) >= 3


def shown(browser: Browser, what: str) -> int:
    script = f"[...document.querySelectorAll({what!r})].filter(e => !e.hidden).length"
    found = browser.run(script)
    assert isinstance(found, int)
    return found


def test_filters_take_away_lines_sections_and_marks(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["demo"])
    everything = shown(browser, "tr[data-number]")
    missense = browser.run("document.querySelectorAll('tr[data-kind=missense]').length")
    assert 0 < missense < everything
    browser.run(
        "for (const box of document.querySelectorAll('input[name=kind]'))"
        " if (box.value !== 'missense') box.click()"
    )
    assert shown(browser, "tr[data-number]") == missense
    assert shown(browser, "article") == missense
    assert browser.run("document.querySelectorAll('g.variant:not(.off)').length") == missense
    assert browser.run(
        "[...document.querySelectorAll('g.variant:not(.off)')]"
        ".every(g => g.dataset.class === 'missense')"
    )
    told = browser.run("document.getElementById('filter-count').textContent")
    assert told == f"Lines of the table shown: {missense} of {everything}."
    assert not browser.run("document.getElementById('filtered-note').hidden")
    browser.run(
        "for (const box of document.querySelectorAll('input[name=match]'))"
        " if (box.value !== 'exact') box.click()"
    )
    both = browser.run(
        "document.querySelectorAll('tr[data-kind=missense][data-match=exact]').length"
    )
    assert shown(browser, "tr[data-number]") == both < missense
    browser.run("document.getElementById('filter-all').click()")
    assert shown(browser, "tr[data-number]") == everything
    browser.run(
        "const t = document.getElementById('filter-text'); t.value = 'ARG397trp';"
        " t.dispatchEvent(new Event('input'))"
    )
    assert shown(browser, "tr[data-number]") == 1


def test_a_link_to_what_is_filtered_away_brings_it_back(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["demo"])
    everything = shown(browser, "article")
    for follow in ("document.querySelector('#summary a[href^=\"#v\"]').click()",
                   "document.querySelector('#samples a[href=\"#v1\"]').click()",
                   "document.querySelector('#references a[href=\"#v1\"]').click()",
                   "location.hash = '#v1'"):  # fmt: skip
        browser.run("location.hash = ''")
        browser.run(
            "{ const t = document.getElementById('filter-text'); t.value = 'no such variant';"
            " t.dispatchEvent(new Event('input')) }"
        )
        assert shown(browser, "article") == 0
        browser.run(follow)
        browser.run("new Promise(done => setTimeout(done, 100))")
        assert shown(browser, "article") == everything
        assert browser.run("document.getElementById('filter-text').value") == ""
        top = browser.run("document.querySelector('article').getBoundingClientRect().top")
        assert -5 <= top <= 50


def test_a_mark_is_reached_by_keys_told_and_leads_to_its_section(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["demo"])
    assert browser.run("document.querySelectorAll('g.variant[tabindex=\"0\"]').length") == 1
    browser.run("document.querySelector('g.variant[tabindex=\"0\"]').focus()")
    browser.press("ArrowRight")
    label = browser.run("document.activeElement.getAttribute('aria-label')")
    assert browser.run("document.getElementById('figure-details').textContent") == label
    name = browser.run("document.activeElement.dataset.hgvsC")
    browser.press("Enter")
    assert browser.run("document.activeElement.tagName") == "H3"
    assert name in browser.run("document.activeElement.textContent")


def test_the_keyboard_reaches_skip_link_and_filters(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["demo"])
    stops = []
    for _ in range(40):
        browser.press("Tab")
        stops.append(browser.run("document.activeElement.className || document.activeElement.name"
                                 " || document.activeElement.id"))  # fmt: skip
    assert stops[0] == "skip"
    assert {"kind", "match", "filter-text", "filter-all"} <= set(stops)


@pytest.mark.parametrize("name", ["demo", "gvcf", "names"])
def test_nothing_sticks_out_on_a_phone(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    browser.open(reports[name], width=390, height=844)
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert browser.run("document.documentElement.scrollWidth") <= 390


def test_paper_has_all_details_light_colours_and_no_controls(
    browser: Browser, reports: dict[str, Path]
) -> None:
    browser.open(reports["gvcf"], dark=True)
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.call("Emulation.setEmulatedMedia", media="print", features=dark)
    folded = browser.run(
        "[...document.querySelectorAll('details:not([open]) > :not(summary)')]"
        ".map(e => e.checkVisibility())"
    )
    assert folded
    assert all(folded)
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for one in (".contents", "#filters", ".back"):
        assert browser.run(f"getComputedStyle(document.querySelector({one!r})).display") == "none"
    address = browser.run(
        "getComputedStyle(document.querySelector('#references a.short'), '::after').content"
    )
    assert "attr(" in address or "https://" in address
    browser.call("Emulation.setEmulatedMedia", media="")
    paper = browser.paper()
    assert paper.startswith(b"%PDF")


VIEWS = [
    pytest.param(name, scheme, width, id=f"{name}-{scheme}-{width}", marks=[]
                 if (name, scheme, width) in QUICK else pytest.mark.exhaustive)
    for name in ("demo", "gvcf", "names")
    for scheme in ("light", "dark")
    for width in WIDTHS
]  # fmt: skip


@pytest.mark.parametrize(("name", "scheme", "width"), VIEWS)
def test_axe_finds_no_fault(
    browser: Browser, reports: dict[str, Path], axe: str, name: str, scheme: str, width: str
) -> None:
    # A copy without its policy, which would hold back the script of axe.
    copy = reports[name].with_name(f"{name}.open.html")
    lines = reports[name].read_text().splitlines(keepends=True)
    copy.write_text("".join(line for line in lines if "Content-Security-Policy" not in line))
    browser.open(copy, dark=scheme == "dark", width=WIDTHS[width])
    # What is folded, or far away and not laid out yet, is judged as well; of many sections a few.
    browser.run(
        "document.querySelectorAll('article').forEach((a, n) => { if (n > 5) a.remove();"
        " else a.style.contentVisibility = 'visible' });"
        "document.querySelectorAll('tr[data-number]').forEach((r, n) => { if (n > 5) r.remove() });"
        "document.querySelectorAll('details').forEach(d => { d.open = true })"
    )
    browser.run(axe)
    found = browser.run(
        "axe.run(document, {resultTypes: ['violations'],"
        " rules: {'target-size': {enabled: true}}}).then(told => told.violations.map("
        "v => v.id + ': ' + v.help + ' | ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)"
        " + ' ' + (n.any[0] ? n.any[0].message : '')).join(' || ')))"
    )
    assert found == []
