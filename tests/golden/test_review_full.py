"""The columns that only the golden full table has, held against arithmetic on its other columns.

NM_014009.4: the 5'UTR has 72 bases, the CDS 1,296, the last exon/exon junction is c.1146^1147, exon
3 (c.211 to c.315) is the one that NM_001114377.2 lacks, and NG_007392.1 is GRCh37 read backwards
from X:49126288 on.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from cli_runner import read_table

UTR, CDS, LAST_JUNCTION, EXON_3 = 72, 1296, 1146, range(211, 316)
CHROMOSOMES = {"grch37": "NC_000023.10", "grch38": "NC_000023.11"}
PAIRS = str.maketrans("ACGT", "TGCA")

# By c. name: exon whose last base changes, polyadenylation signal, Kozak context.
SIGNALS = {
    "c.967G>A": ("9", "", ""),
    "c.*876A>G": ("", "destroyed: AATAAA>AATGAA at c.*873_*878", ""),
    # c.-6 to c.4 is GACCCGATGC, without purine at -3 and without G at +4.
    "c.-5A>G": ("", "", "weak>weak (GACCCGATGC>GGCCCGATGC)"),
}
# Lengths of exons by subtraction of their bounds; residues by division, where the frame holds.
SKIPS = {
    "c.816+2T>A": ("exon 8: 81 bases", "in_frame"),
    "c.648-10_660del": ("exon 7: 88 bases", "out_of_frame"),
    "c.210+1G>C": ("exon 2: 232 bases", "start_lost"),
    "c.-23+1G>A": ("exon 1: 50 bases", "not_predictable"),
}


@pytest.fixture(scope="module")
def rows(golden: Path) -> list[dict[str, str]]:
    table = read_table((golden / "ipex_demo.GRCh38.full.tsv").read_text(encoding="utf-8"))
    return [row for row in table if row["hgvs_g"]]


def change_of(name: str) -> str:
    return name.rpartition(":")[2]


def counted(name: str, move: int) -> str:
    """Return a ``c.`` change as ``n.`` with every number moved; ``*1`` follows the last base."""

    def moved(found: re.Match[str]) -> str:
        sign, number = found[1], int(found[2])
        if sign == "*":
            number += CDS
        # There is no position 0: c.-1 stands directly before c.1.
        return str((1 - number if sign == "-" else number) + move)

    positions, change = re.fullmatch(r"c\.([*\d_+-]+)(.*)", name).groups()  # type: ignore[union-attr]
    numbers = [re.sub(r"^([*-]?)(\d+)", moved, part) for part in positions.split("_")]
    return f"n.{'_'.join(numbers)}{change}"


def test_n_names_are_c_names_counted_from_the_cap(rows: list[dict[str, str]]) -> None:
    checked = 0
    for row in rows:
        if row["hgvs_c"]:
            checked += 1
            assert change_of(row["hgvs_n"]) == counted(change_of(row["hgvs_c"]), UTR)
            accession = row["hgvs_c"].rpartition(":")[0]
            assert row["hgvs_n"].rpartition(":")[0] == accession
    assert checked == len(rows) - 2


def test_genomic_names_of_substitutions(rows: list[dict[str, str]]) -> None:
    checked = 0
    for row in rows:
        if len(row["ref"]) != 1 or len(row["alt"]) != 1:
            continue
        checked += 1
        for build, accession in CHROMOSOMES.items():
            _, position, ref, alt = row[build].split("-")
            assert row[f"hgvs_g_{build}"] == f"{accession}:g.{position}{ref}>{alt}"
        _, position, ref, alt = row["grch37"].split("-")
        there = 49126288 - int(position) + 1
        change = f"{ref.translate(PAIRS)}>{alt.translate(PAIRS)}"
        assert row["hgvs_refseqgene"] == f"NG_007392.1:g.{there}{change}"
    assert checked > 30


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha512(text.encode()).digest()[:24]).decode()


def test_vrs_ids_are_digests_of_the_spdi(rows: list[dict[str, str]]) -> None:
    """By VRS 2.0; the refget accession of NC_000023.11 is that of VRS-Python's comparison."""
    reference = (
        '{"refgetAccession":"SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP","type":"SequenceReference"}'
    )
    for row in rows:
        _, start, old, new = row["spdi"].split(":")
        location = digest(
            f'{{"end":{int(start) + len(old)},"sequenceReference":{reference},"start":{start},'
            '"type":"SequenceLocation"}'
        )
        # The duplications and insertions of the demo gain no more than the stretch they lie in has.
        gain = len(new) - len(old)
        state = f'{{"sequence":"{new}","type":"LiteralSequenceExpression"}}'
        if (gain > 0 and old and new.startswith(old)) or (gain < 0 and old.startswith(new)):
            state = (
                f'{{"length":{len(new)},"repeatSubunitLength":{abs(gain)},'
                '"type":"ReferenceLengthExpression"}'
            )
        allele = f'{{"location":"{location}","state":{state},"type":"Allele"}}'
        assert row["vrs_id"] == f"ga4gh:VA.{digest(allele)}"


def gain_of(change: str) -> int:
    """Return how many bases a ``c.`` change brings."""
    first, last, kind, new = re.fullmatch(  # type: ignore[union-attr]
        r"c\.(\d+)(?:_(\d+))?(delins|del|dup|inv|[ACGT]>)([ACGT]*)", change
    ).groups()
    size = int(last or first) - int(first) + 1
    return {"del": -size, "dup": size, "inv": 0, "delins": len(new) - size}.get(kind, 0)


def test_decay_by_arithmetic_on_the_protein_name(rows: list[dict[str, str]]) -> None:
    checked = 0
    for row in rows:
        protein, change = change_of(row["hgvs_p"]), change_of(row["hgvs_c"])
        shifted = re.fullmatch(r"p\.\([A-Z][a-z]{2}(\d+)[A-Z][a-z]{2}fsTer(\d+)\)", protein)
        stopped = re.fullmatch(r"p\.\([A-Z][a-z]{2}(\d+)Ter\)", protein)
        if protein == "p.?":
            assert row["nmd"].startswith("unknown")
            continue
        if shifted is None and stopped is None:
            assert (row["nmd"], row["nmd_stop"], row["nmd_distance"]) == ("", "", "")
            continue
        checked += 1
        residue = int(shifted[1]) + int(shifted[2]) - 1 if shifted else int(stopped[1])  # type: ignore[index]
        gain = gain_of(change)
        stop = 3 * residue - 2  # of the changed mRNA
        before_junction = int(re.findall(r"\d+", change)[0]) <= LAST_JUNCTION
        junction = LAST_JUNCTION + (gain if before_junction else 0)
        distance = junction - stop + 1 if stop <= junction else junction - stop
        reference = stop - gain
        name = str(reference) if reference <= CDS else f"*{reference - CDS}"
        assert (row["nmd_stop"], row["nmd_distance"]) == (name, str(distance))
        assert row["nmd_last_junction"] == "1146^1147"
        verdict = "predicted" if distance >= 50 else "escapes"
        assert row["nmd"].startswith(f"{verdict}:")
    assert checked == 8


def test_signals_and_skips(rows: list[dict[str, str]]) -> None:
    for row in rows:
        change = change_of(row["hgvs_c"])
        found = row["last_base_of_exon"], row["polya_signal"], row["kozak"]
        assert found == SIGNALS.get(change, ("", "", ""))
        skip, frame = SKIPS.get(change, ("", ""))
        assert row["exon_skip_frame"] == frame
        assert row["exon_skip"].startswith(skip)
        assert bool(row["exon_skip"]) == bool(skip)
        assert row["upstream_atg"] == ""


def test_what_of_the_protein_goes(rows: list[dict[str, str]]) -> None:
    """Counted from the protein name: all behind a stop or frameshift, or the residues deleted."""
    checked = 0
    for row in rows:
        protein = change_of(row["hgvs_p"])
        ends = re.fullmatch(r"p\.\([A-Z][a-z]{2}(\d+)(?:Ter|[A-Z][a-z]{2}fsTer\d+)\)", protein)
        deleted = re.fullmatch(r"p\.\([A-Z][a-z]{2}(\d+)del\)", protein)
        if ends is None and deleted is None:
            assert row["protein_loss"] == "", row["hgvs_c"]
            continue
        checked += 1
        first = int((ends or deleted)[1])  # type: ignore[index]
        last = 431 if ends else first
        count = last - first + 1
        span = f"{first}-{last}" if first < last else f"{first}"
        begins = f"{count} of 431 residues ({100 * count / 431:.1f}%): {span}"
        assert row["protein_loss"].partition(";")[0] == begins
        # The forkhead is 337-423.
        forkhead = "; lost: " if first <= 337 < last else "; cut: " if 337 < first <= 423 else ""
        if ends and forkhead:
            words = row["protein_loss"].partition(forkhead)[2].partition(";")[0]
            assert "Forkhead DNA-binding domain" in words
    assert checked == 10


def test_the_delta_2_view(rows: list[dict[str, str]]) -> None:
    """Exon 3 is intronic there; behind it all counts are 105 bases and 35 residues less."""
    for row in rows:
        change, seen = change_of(row["hgvs_c"]), change_of(row["delta2_hgvs_c"])
        first = int(re.search(r"\d+", change)[0]) if change else 0  # type: ignore[index]
        untranslated = change.startswith(("c.*", "c.-"))
        if not change:
            assert seen == ""
        elif first in EXON_3 and not untranslated:
            assert (row["delta2_effect"], row["delta2_consequence"]) == ("spared", "intron_variant")
            assert row["delta2_hgvs_p"] == ""
        elif untranslated or first < EXON_3.start:
            assert seen == change
        else:
            assert seen == f"c.{counted(change, -len(EXON_3))[2:]}"
            assert (row["delta2_effect"], row["delta2_consequence"]) == ("same", row["consequence"])
            here = [int(n) for n in re.findall(r"[a-z](\d+)", change_of(row["hgvs_p"]))]
            there = [int(n) for n in re.findall(r"[a-z](\d+)", change_of(row["delta2_hgvs_p"]))]
            # The first number is a residue; a second one behind "Ter" is a distance.
            is_range = "_" in change_of(row["hgvs_p"])
            assert there == [n - 35 if i == 0 or is_range else n for i, n in enumerate(here)]
