"""Every record of the further copy of ClinVar, found again through the command line.

The records are read from the committed table (``further_copy.py``); what is expected follows from
them and from the two sequences, not from the bundle's catalog.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run

from further_copy import ASSERTED, LEFT_OUT, Copied, copied, issued

BUILDS = ("GRCh38", "GRCh37")
COLUMNS = (
    "id,pos,ref,alt,hgvs_c,hgvs_p,ipex_match,ipex_phenotype,clinvar_significance,clinvar_as_of,"
    "catalog_id,catalog_assertion,catalog_note,issues"
)
# Entries that a newer statement or a paper stands behind: what they show instead.
NEWER = {"379222", "11419", "11410", "11407"}
KEPT = {
    "11416": "ipex",
    "2910487": "ipex",
    "129111": "benign",
    # Pathogenic with a risk allele: ipex by papers.
    "935864": "ipex",
    "647073": "ipex",
}
ABSENT_ON_38 = ((49263173, 2), (49264507, 3))
EXTRA_ON_38 = 4


def old_position(position: int) -> int:
    """The 1-based GRCh37 position, by the list of differences in the facts' README.

    GRCh38 lacks AA behind 49263173 and TAT behind 49264507, GRCh37 lacks AGAG at 49256221 to -224.
    """
    shift = 143539 if position <= 49256220 else 143539 + EXTRA_ON_38
    return position - shift + sum(size for behind, size in ABSENT_ON_38 if position > behind)


@pytest.fixture(scope="module")
def records() -> list[Copied]:
    found = copied()
    assert len(found) == 270
    return found


@pytest.fixture(scope="module")
def bases(bundle_folder: Path) -> Callable[[str, int], str]:
    starts = {"GRCh38": 49248436, "GRCh37": 49104897}
    read = {
        build: (bundle_folder / f"{build}.fa").read_text().partition("\n")[2].replace("\n", "")
        for build in BUILDS
    }
    return lambda build, pos: read[build][pos - starts[build]]


def check(row: dict[str, str], one: Copied) -> None:
    """Hold a row against a record: significance, date, entry and assertion."""
    identifier = issued()[one.allele]
    assert row["catalog_id"] == identifier, one.title
    if one.number in NEWER:
        assert row["clinvar_as_of"] == "2026-10-03"
        assert row["clinvar_significance"].lower() == one.significance.lower()
    else:
        assert row["clinvar_significance"] == one.significance
        assert row["clinvar_as_of"] == ("2026-05-10" if one.significance else "")
    expected = KEPT[one.number] if one.number in KEPT else ASSERTED[one.significance]
    assert row["catalog_assertion"] == expected, one.title
    # Only what is asserted as IPEX is a reported IPEX mutation.
    assert (row["ipex_match"] == "exact") == (expected == "ipex"), one.title
    if not one.significance:
        assert "neither a classification nor a review status" in row["catalog_note"]
    if expected == "ipex" and identifier > "FOXP3-IPEX-0200":
        assert row["ipex_phenotype"] == "condition not stated"


@pytest.mark.parametrize("build", BUILDS)
def test_in_a_vcf_of_either_build(
    run: Run, tmp_path: Path, records: list[Copied], bases: Callable[[str, int], str], build: str
) -> None:
    length = {"GRCh38": 156040895, "GRCh37": 155270560}[build]
    lines = [
        "##fileformat=VCFv4.3",
        f"##contig=<ID=X,length={length}>",
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    for one in records:
        position = one.position if build == "GRCh38" else old_position(one.position)
        assert bases(build, position) == one.ref, one.title
        lines.append(f"X\t{position}\tv{one.number}\t{one.ref}\t{one.alt}\t.\t.\t.")
    path = tmp_path / f"copy.{build}.vcf"
    path.write_text("\n".join(lines) + "\n")
    result = run("annotate", path, "--columns", COLUMNS)
    assert result.code == 0, result.err
    rows = {row["id"]: row for row in result.table}
    assert len(rows) == len(result.table) == 270
    for one in records:
        check(rows[f"v{one.number}"], one)


SPELLINGS: dict[str, Callable[[Copied], str]] = {
    "c. name": lambda one: f"NC_000023.11(NM_014009.4):{one.name}",
    "number": lambda one: f"VCV{int(one.number):09d}",
    # "c.3G>A (p.Met1Ile)" tells two names that differ: a lost start codon is p.(Met1?).
    "title": lambda one: one.title.replace(" (p.Met1Ile)", "").replace(" (p.Met1Lys)", ""),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_by_name_number_and_title(run: Run, records: list[Copied], spelling: str) -> None:
    texts = [SPELLINGS[spelling](one) for one in records]
    result = run("lookup", *texts, "--columns", COLUMNS)
    assert result.code == 0, result.err
    assert [row["id"] for row in result.table] == texts
    for one, row in zip(records, result.table, strict=True):
        assert (row["pos"], row["ref"], row["alt"]) == (str(one.position), one.ref, one.alt)
        assert row["hgvs_c"].endswith(f"(NM_014009.4):{one.name}") or row["hgvs_c"] == (
            f"NM_014009.4:{one.name}"
        )
        if one.protein and not one.protein.startswith("p.Met1"):
            assert row["hgvs_p"] == f"NP_054728.2:p.({one.protein[2:]})"
        check(row, one)


def test_a_page_shows_the_statement_with_its_date(run: Run) -> None:
    page = " ".join(run("catalog", "show", "VCV001460125").out.split())
    for text in (
        "c.736-2A>T",
        "ClinVar: Pathogenic",
        "2026-05-10",
        "criteria provided, single submitter",
        "copy used on 2026-05-10, its own date not stated",
        "ClinVar P/LP, but the copies read do not state the condition",
    ):
        assert text in page, text


def test_records_without_an_entry_are_not_found(run: Run) -> None:
    for number in LEFT_OUT:
        result = run("lookup", f"VCV{int(number):09d}").no_traceback()
        assert result.code == 1
        assert "UNKNOWN_IDENTIFIER" in result.out
    # VCV000435253 is annotated all the same, as what it is on NM_014009.4.
    row = run("lookup", "NM_014009.3(FOXP3):c.-78C>T", "--columns", COLUMNS).table[0]
    assert (row["pos"], row["ref"], row["alt"]) == ("49264716", "G", "A")
    assert (row["catalog_id"], row["ipex_match"]) == ("", "none")
