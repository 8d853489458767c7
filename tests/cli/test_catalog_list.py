"""``foxp3tool catalog list``, ``search`` and ``show``."""

from __future__ import annotations

import csv
import os
import pty
import re
import subprocess
import sys
import termios
from collections import Counter
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Result, Run

from foxp3tool.formats.catalog_table import aligned_lines
from further_copy import ASSERTED, COUNTS, ENTRIES, asserted, new_records

HEADER = [
    "id", "assertion", "name", "consequence", "domain", "region", "phenotype", "evidence",
    "references",
]  # fmt: skip


def ids(result: Result) -> list[str]:
    return [row["id"].removeprefix("FOXP3-IPEX-") for row in result.table]


@pytest.fixture(scope="module")
def facts(shared_facts: Path) -> list[dict[str, str]]:
    path = shared_facts / "catalog" / "mutations.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_all_entries_in_order(run: Run, facts: list[dict[str, str]]) -> None:
    result = run("catalog", "list")
    assert result.code == 0
    assert result.out.splitlines()[0].split("\t") == [*HEADER, "catalog"]
    assert {row["catalog"] for row in result.table} == {"2026.11.5"}
    assert ids(result)[:114] == [row["id"].removeprefix("FX").zfill(4) for row in facts]
    of_facts = result.table[:114]
    assert [row["assertion"] for row in of_facts] == [asserted(r) for r in facts]
    assert [row["evidence"] for row in of_facts] == [r["evidence_status"] for r in facts]
    assert [row["region"] for row in of_facts] == [r["exon_or_intron"] for r in facts]
    for row, (identifier, one) in zip(result.table[114:], new_records(facts), strict=True):
        assert (row["id"], row["evidence"]) == (identifier, "clinvar_only")
        assert row["assertion"] == ASSERTED[one.significance]
        assert row["name"].split()[0] == one.name
    # Along the transcript: what lies higher on chromosome X comes first.
    places = [one.position for _, one in new_records(facts)]
    assert places == sorted(places, reverse=True)


def test_the_catalog_is_told_on_standard_error(run: Run) -> None:
    result = run("catalog", "list", "--assertion", "ipex")
    assert f"{COUNTS['ipex']} entries" in result.err
    told = rf"catalog \d{{4}}\.\d\d\.\d+ \(installed bundle, {ENTRIES} entries\)"
    assert re.search(told, result.err)
    assert "Research use only; not a diagnosis." in result.err
    assert run("catalog", "list", "--quiet").err == ""


@pytest.mark.parametrize(("assertion", "number"), COUNTS.items())
def test_by_assertion(run: Run, assertion: str, number: int) -> None:
    for option in ("--assertion", "--status"):
        rows = run("catalog", "list", option, assertion).table
        assert [row["assertion"] for row in rows] == [assertion] * number


def test_values_of_one_option_add_up_and_options_narrow(run: Run) -> None:
    both = run("catalog", "list", "--assertion", "ipex", "--assertion", "ipex-like").table
    assert Counter(row["assertion"] for row in both) == {"ipex": COUNTS["ipex"]}
    both = run("catalog", "list", "--assertion", "risk", "--assertion", "ipex").table
    assert Counter(row["assertion"] for row in both) == {"ipex": COUNTS["ipex"], "risk": 3}
    narrow = run("catalog", "list", "--assertion", "ipex", "--evidence", "uniprot")
    # uniprot entries of mutations.tsv
    assert ids(narrow) == ["0069", "0122"]


def test_forkhead_is_residues_337_to_423(run: Run, facts: list[dict[str, str]]) -> None:
    """UniProt's bounds; a frameshift counts by its first changed residue."""
    expected = []
    for row in facts:
        name = re.search(r"p\.\([A-Z][a-z]{2}(\d+)", row["hgvs_p"])
        if name and 337 <= int(name[1]) <= 423:
            expected.append(row["id"].removeprefix("FX").zfill(4))
    assert len(expected) > 20
    for identifier, one in new_records(facts):
        residue = re.match(r"p\.[A-Z][a-z]{2}(\d+)", one.protein)
        if residue and 337 <= int(residue[1]) <= 423:
            expected.append(identifier[-4:])
    assert ids(run("catalog", "list", "--domain", "FORKHEAD")) == expected


def test_other_features_by_their_whole_name(run: Run) -> None:
    # E251 and K250 lie in the leucine zipper; the review's bounds have another name.
    whole = ids(run("catalog", "list", "--domain", "leucine zipper (review bounds)"))
    assert {"0072", "0073"} <= set(whole)
    assert ids(run("catalog", "list", "--domain", "review bounds")) == []


def test_by_consequence(run: Run) -> None:
    # The stop codons and frameshifts of the facts, by their names: R337X, c.227del, c.727del,
    # c.1248_1253delinsCT, D303fs, T428fs and the exon 2 frameshifts. Of the further copy of ClinVar
    # c.142C>T p.Arg48Ter, c.597C>A p.Cys199Ter, and c.2T>A.
    stops = ids(run("catalog", "list", "--type", "stop_gained"))
    assert len(stops) == 3
    assert stops[0] == "0092"
    shifts = set(ids(run("catalog", "list", "--type", "frameshift")))
    assert {"0028", "0070", "0085", "0140", "0144"} <= shifts
    donors = ids(run("catalog", "list", "--type", "splice donor"))
    assert {"0002", "0075"} <= set(donors)
    starts = run("catalog", "list", "--type", "start_lost").table
    assert [row["name"] for row in starts] == ["c.3G>A p.(Met1?)", "c.2T>A p.(Met1?)"]


def test_by_phenotype_word_label_and_id(run: Run) -> None:
    # "eczema" stands in the phenotype of FX093, FX095 and FX144 only.
    assert ids(run("catalog", "list", "--phenotype", "Eczema")) == ["0093", "0095", "0144"]
    assert ids(run("catalog", "list", "--phenotype", "HP:0000964")) == ["0093", "0095", "0144"]
    by_label = ids(run("catalog", "list", "--phenotype", "Psoriasiform Dermatitis"))
    assert by_label == ["0127"]


@pytest.mark.parametrize(
    "text", ["17484868", "PMID:17484868", "pmid 17484868", "10.1053/j.gastro.2007.02.044",
             "https://doi.org/10.1053/J.GASTRO.2007.02.044"],
)  # fmt: skip
def test_by_paper(run: Run, text: str) -> None:
    assert ids(run("catalog", "list", "--paper", text)) == ["0001"]


def test_papers_of_functional_findings_count(run: Run) -> None:
    # Chae 2006 stands in functional.tsv alone.
    assert ids(run("catalog", "list", "--paper", "16769892")) == ["0073"]


def test_nothing_fits(run: Run) -> None:
    result = run("catalog", "list", "--phenotype", "no such thing")
    assert (result.code, result.table) == (0, [])
    assert result.out.split() == [*HEADER, "catalog"]
    assert "0 entries" in result.err


def test_wrong_usage(run: Run) -> None:
    for args in (["--assertion", "pathogenic"], ["--evidence", "x"], ["-o", "list.docx"],
                 ["--not-read", "--domain", "forkhead"]):  # fmt: skip
        assert run("catalog", "list", *args).no_traceback().code == 2


def test_the_reading_list(run: Run, shared_facts: Path) -> None:
    path = shared_facts / "catalog" / "papers_variant_not_read.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    result = run("catalog", "list", "--not-read")
    assert [row["publication"] for row in result.table] == [row["publication"] for row in rows]
    assert [row["pmid"] for row in result.table] == [row["pmid"] for row in rows]
    assert "43 papers" in result.err


def test_output_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ipex.tsv"
    result = run("catalog", "list", "--assertion", "risk", "-o", path)
    assert (result.code, result.out) == (0, "")
    assert path.read_text(encoding="utf-8") == run("catalog", "list", "--assertion", "risk").out


def on_terminal(width: int, *args: str) -> list[str]:
    """Run with standard output on a terminal of some width; return the lines it shows."""
    controller, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (50, width))
    with subprocess.Popen(
        [sys.executable, "-m", "foxp3tool", *args],
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"},
    ) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(controller, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.close(controller)
        assert process.wait(TIMEOUT) == 0
    return shown.decode("utf-8").replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("width", [60, 120, 200])
def test_a_terminal_gets_aligned_columns_of_its_width(width: int) -> None:
    header, *lines = on_terminal(width, "catalog", "list", "--assertion", "ipex")
    assert len(lines) == COUNTS["ipex"]
    assert max(map(len, lines)) <= width
    at = header.index("assertion")
    assert {line[at - 2 : at + 4] for line in lines} == {"  ipex"}
    assert "\x1b" not in header
    # The columns begin where their headers begin.
    place = header.index("name")
    assert all(line[place - 1] == " " and line[place] != " " for line in lines)
    if width == 200:
        assert header.split() == HEADER


@pytest.mark.parametrize("width", [50])
def test_a_page_is_wrapped_to_the_terminal(width: int) -> None:
    lines = on_terminal(width, "catalog", "show", "FOXP3-IPEX-0127")
    long = [line for line in lines if len(line) > width]
    # Only an address may be longer than a line.
    assert all(len(line.split()) == 1 for line in long), long


class TestSearch:
    def test_every_word_in_any_case(self, run: Run) -> None:
        result = run("catalog", "search", "torgerson")
        assert ids(result) == ["0001"]
        # "family" is in many entries, with Torgerson in one.
        assert ids(run("catalog", "search", "TORGERSON", "Family")) == ["0001"]
        assert ids(run("catalog", "search", "torgerson", "nowhere")) == []

    @pytest.mark.parametrize(
        ("text", "number", "place"),
        [
            ("rs122467170", "0127", "identifier"),
            ("1338G>A", "0127", "name as printed"),
            ("trachyonychia", "0127", "phenotype"),
            ("HP:0030804", "0127", "phenotype"),
            ("TIP60", "0127", "function"),
            ("16769892", "0073", "function"),
            ("1098155 GeneBe", "", ""),
            ("1.3 TIMES", "", ""),
            ("Rubio-Cabezas V408M", "0136", "reference"),
            ("AN of v4 size", "0134", "population"),
            ("asymptomatic sib", "0134", "note"),
            ("goblet-cell", "0072", "phenotype"),
            ("VAR_011332", "0127", "identifier"),
            ("c.1045G>A", "0127", "name"),
        ],
    )
    def test_fields(self, run: Run, text: str, number: str, place: str) -> None:
        table = run("catalog", "search", text).table
        found = {row["id"][-4:]: row["found_in"].split("|") for row in table}
        if not number:
            assert found == {}
        else:
            assert place in found[number]

    def test_the_reading_list_is_told(self, run: Run) -> None:
        # Halabi-Tawil 2008 is on the reading list only.
        result = run("catalog", "search", "Halabi-Tawil")
        assert result.table == []
        assert "1 paper on the reading list too" in result.err

    def test_no_text(self, run: Run) -> None:
        assert run("catalog", "search").code == 2
        assert run("catalog", "search", " ").code == 2


class TestShow:
    @pytest.mark.parametrize(
        "name",
        [
            "FOXP3-IPEX-0127", "foxp3-ipex-0127", "rs122467170", "VCV000011410", "11410",
            "VAR_011332", "c.1150G>A", "1150G>A", "p.Ala384Thr", "A384T", "X-49251480-C-T",
            "NC_000023.10:g.49107941C>T", "1338G>A (mRNA numbering)",
        ],
    )  # fmt: skip
    def test_every_kind_of_name(self, run: Run, name: str) -> None:
        result = run("catalog", "show", name)
        assert result.code == 0, result.err
        assert result.out.startswith("FOXP3-IPEX-0127  c.1150G>A p.(Ala384Thr)\n")

    @pytest.mark.parametrize(
        ("name", "number"),
        [
            ("p.Met370Ile", "0116"),
            ("M370I", "0116"),
            ("p.Asp303fsTer87", "0085"),
            ("NG_007392.1:g.5080_6468del", "0001"),
            ("FOXP3-IPEX-0001", "0001"),
            ("ΔE251", "0073"),
            ("L76QfsX53", "0028"),
            ("rs3761548", "0005"),
        ],
    )
    def test_entries_that_are_not_known_to_the_base(self, run: Run, name: str, number: str) -> None:
        result = run("catalog", "show", name)
        assert (result.code, result.out[:15]) == (0, f"FOXP3-IPEX-{number}"), result.err

    def test_what_a_page_says(self, run: Run) -> None:
        page = " ".join(run("catalog", "show", "FOXP3-IPEX-0134").out.split())
        for text in (
            "Assertion: ipex (reported in IPEX)",
            "NM_014009.4:c.1190G>A, NP_054728.2:p.(Arg397Gln)",
            "NM_001114377.2:c.1085G>A, NP_001107849.1:p.(Arg362Gln)",
            "NC_000023.10:g.49107901C>T",
            "NC_000023.11:g.49251440C>T",
            "exon 12 of the transcript, exon 11 in most IPEX papers",
            "Forkhead DNA-binding domain",
            "HP:0000851 Congenital hypothyroidism (congenital hypothyroidism)",
            "(neonatal diabetes; nearest term)",
            "2 of 1098155 alleles, frequency 0.00000182, homozygotes 0, hemizygotes 1",
            "review status not stated",
            "one hemizygote in gnomAD and an asymptomatic 6-year-old brother",
            "PMID 29241729",
        ):
            assert text in page, text

    def test_a_benign_entry_says_so_first(self, run: Run) -> None:
        page = run("catalog", "show", "FOXP3-IPEX-0056").out.splitlines()
        assert page[1] == "Assertion: benign (benign; not an IPEX mutation)"

    def test_each_entry_once(self, run: Run) -> None:
        out = run("catalog", "show", "c.1150G>A", "rs122467170", "FOXP3-IPEX-0129").out
        assert re.findall(r"^FOXP3-IPEX-\d{4}", out, re.MULTILINE) == [
            "FOXP3-IPEX-0127",
            "FOXP3-IPEX-0129",
        ]

    def test_an_unknown_id_names_near_ones(self, run: Run) -> None:
        result = run("catalog", "show", "FOXP3-IPEX-0172", "FOXP3-IPEX-0127").no_traceback()
        assert result.code == 1
        assert result.out.startswith("FOXP3-IPEX-0127 ")
        assert "FOXP3-IPEX-0172: not in catalog" in result.err
        assert re.search(r"near it: FOXP3-IPEX-\d{4} \(", result.err)
        assert "near it: FOXP3-IPEX-0127 (" in run("catalog", "show", "FOXP3-0127").err

    def test_no_file_without_an_entry(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        assert run("catalog", "show", "c.1150G>T", "-o", path).code == 1
        assert not path.exists()

    def test_an_unknown_allele_names_what_is_near_in_the_gene(self, run: Run) -> None:
        # c.1150G>T is no entry; c.1150G>A is nearest, then, one base off, c.1149C>T and c.1151C>T.
        result = run("catalog", "show", "c.1150G>T").no_traceback()
        assert (result.code, result.out) == (1, "")
        near = re.findall(r"FOXP3-IPEX-(\d{4}) \((c\.\S+)", result.err)
        assert near[0] == ("0127", "c.1150G>A")
        assert {name for _, name in near[1:3]} == {"c.1149C>T", "c.1151C>T"}

    def test_wrong_usage(self, run: Run) -> None:
        assert run("catalog", "show").code == 2
        assert run("catalog", "show", "c.1150G>A", "-o", "page.html").code == 2


@pytest.mark.parametrize("width", range(1, 60, 4))
def test_a_terminal_of_any_width_gets_its_lines(width: int) -> None:
    rows = [("FOXP3-IPEX-0127", "ipex", "c.1150G>A p.(Ala384Thr)", "exon 12", "forkhead")]
    header = ("id", "assertion", "name", "region", "domain")
    lines = list(aligned_lines(header, rows, width))
    assert len(lines) == 2
    assert lines[1].startswith("FOXP3-IPEX-0127")
