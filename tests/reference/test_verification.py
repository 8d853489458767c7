"""What loading cannot see in no time is proved on demand, and the user's genome is compared."""

import gzip
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.errors import InputError
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.verification import verify_bundle, verify_genome


def faults(copy: Any) -> dict[str, str]:
    """Return the failed checks by name, their faults as one text."""
    checks = verify_bundle(Toolkit.load(copy.folder))
    return {check.name: "\n".join(check.faults) for check in checks if not check.passed}


def test_the_installed_bundle_passes_every_check(toolkit: Toolkit) -> None:
    checks = list(verify_bundle(toolkit))
    assert len(checks) == 15
    assert [check for check in checks if not check.passed] == []


def test_a_moved_exon_breaks_introns_frame_and_proteins(copy: Any) -> None:
    def change(data: Any) -> None:
        exon = data["transcripts"][0]["exons"]["GRCh38"][4]
        exon["start"] -= 1
        exon["end"] -= 1

    copy.change_json("gene.json", change)
    found = faults(copy)
    assert "NM_014009.4 intron 4" in found["GRCh38: introns are GT..AG"]
    assert "NM_014009.4 intron 5" in found["GRCh38: introns are GT..AG"]
    assert "NM_014009.4 does not translate" in found["GRCh38: translated CDS equal the proteins"]
    assert "NM_014009.4 differs" in found["both builds: exons hold the same bases"]
    assert not [name for name in found if name.startswith("GRCh37")]


def move_cds(data: Any) -> None:
    for build in ("GRCh37", "GRCh38"):
        cds = data["transcripts"][0]["cds"][build]
        cds["start"] -= 1
        cds["end"] -= 1


def test_a_moved_cds_breaks_the_reading_frame(copy: Any) -> None:
    copy.change_json("gene.json", move_cds)
    _, check, *_ = islice(verify_bundle(Toolkit.load(copy.folder)), 2)
    assert check.name == "GRCh38: reading frames"
    text = "\n".join(check.faults)
    assert "NM_014009.4: the CDS begins with TGC" in text
    assert "NM_014009.4: the CDS ends with GAC" in text


def test_a_moved_cds_is_told_and_does_not_stop_the_checks(copy: Any) -> None:
    copy.change_json("gene.json", move_cds)
    assert "GRCh37: reading frames" in faults(copy)


def test_a_broken_splice_site_is_found(copy: Any) -> None:
    # c.210+2 is the T of the donor of intron 2; 49258294 on the plus strand (A).
    copy.change_base("GRCh38", 49258294, "C")
    found = faults(copy)
    assert "NM_014009.4 intron 2 is GG..AG" in found["GRCh38: introns are GT..AG"]
    assert "GRCh38 49258294 differs" in found["both builds: differences lead there and back"]


def test_a_changed_deep_intron_base_is_seen_by_the_other_build(copy: Any) -> None:
    copy.change_base("GRCh37", 49117000, "N")
    found = faults(copy)
    assert list(found) == ["both builds: differences lead there and back"]
    assert "GRCh37 49117000 differs unlisted" in found.popitem()[1]


def entry(data: Any, identifier: str) -> Any:
    return next(item for item in data["entries"] if item["id"] == identifier)


def set_place(**changes: object) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        entry(data, "FOXP3-IPEX-0127")["placements"]["GRCh38"].update(changes)

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_place(ref="G"), "FOXP3-IPEX-0127: REF is G, GRCh38 has C"),
        (set_place(pos=49251481), "FOXP3-IPEX-0127: REF is C, GRCh38 has G"),
        (set_place(hgvs_c="c.1151G>A"), "stored as c.1151G>A, the engine says c.1150G>A"),
        (set_place(alt="A"), "the engine says c.1150G>T"),
        (
            lambda data: entry(data, "FOXP3-IPEX-0127").update(hgvs_p="p.(Ala384Ser)"),
            r"stored as p.(Ala384Ser), the engine says p.(Ala384Thr)",
        ),
        (
            set_place(ref="CG", alt="TG"),
            "FOXP3-IPEX-0127: the allele is not left-aligned and minimal",
        ),
        (
            lambda data: entry(data, "FOXP3-IPEX-0127")["placements"].pop("GRCh38"),
            "FOXP3-IPEX-0127: has no placement on GRCh38",
        ),
        (
            lambda data: entry(data, "FOXP3-IPEX-0127").update(resolution="protein_only"),
            "FOXP3-IPEX-0127: has a placement although its DNA change is not known",
        ),
    ],
)
def test_a_wrong_catalog_entry_is_found(
    copy: Any, change: Callable[[Any], Any], message: str
) -> None:
    copy.change_json("catalog.json", change)
    assert message in faults(copy)["GRCh38: catalog alleles and names"]


def test_a_wrong_protein_record_is_found(copy: Any) -> None:
    copy.change_text("proteins.fa", ">NP_054728.2 Q9BZS1-1\nMPNPR", ">NP_054728.2 Q9BZS1-1\nMPNPK")
    text = faults(copy)["GRCh38: translated CDS equal the proteins"]
    assert "NM_014009.4 does not translate to NP_054728.2" in text


def test_a_difference_left_out_of_the_table_is_found(copy: Any) -> None:
    text = (copy.folder / "build_differences.tsv").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("BD2\t")]
    copy.write("build_differences.tsv", "\n".join(lines) + "\n")
    text = faults(copy)["both builds: differences lead there and back"]
    assert "GRCh37 49118241 differs unlisted" in text
    assert "GRCh38 49261784 differs unlisted" in text


LENGTHS = {"GRCh38": 156040895, "GRCh37": 155270560}
STARTS = {"GRCh38": 49248435, "GRCh37": 49104896}


@pytest.fixture
def genome(tmp_path: Path, bundle_folder: Path) -> Callable[..., Path]:
    """Write a chromosome of full length on one line: a sparse file that is empty but for FOXP3."""

    def write(
        build: str, edit: Callable[[str], str] = str, contig: str = "chrX", length: int = 0
    ) -> Path:
        bases = "".join((bundle_folder / f"{build}.fa").read_text().splitlines()[1:])
        length = length or LENGTHS[build]
        path = tmp_path / "genome.fa"
        header = f">{contig}\n".encode()
        with path.open("wb") as handle:
            handle.write(header)
            handle.seek(len(header) + STARTS[build])
            handle.write(edit(bases).encode())
            handle.truncate(len(header) + length)
            handle.seek(len(header) + length)
            handle.write(b"\n")
        index = f"{contig}\t{length}\t{len(header)}\t{length}\t{length + 1}\n"
        path.with_suffix(".fa.fai").write_text(index)
        return path

    return write


@pytest.mark.parametrize("build", LENGTHS)
@pytest.mark.parametrize("contig", ["X", "chrX", "accession"])
def test_a_genome_with_the_same_bases_passes(
    toolkit: Toolkit, genome: Callable[..., Path], build: str, contig: str
) -> None:
    names = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
    path = genome(build, contig=names[build] if contig == "accession" else contig)
    (check,) = verify_genome(toolkit, path)
    assert check.passed
    assert check.name.startswith(f"{build}: bundled bases equal ")


def test_soft_masked_bases_are_accepted(toolkit: Toolkit, genome: Callable[..., Path]) -> None:
    def mask(bases: str) -> str:
        return bases[:500].lower() + bases[500:9000] + bases[9000:].lower()

    (check,) = verify_genome(toolkit, genome("GRCh38", mask))
    assert check.passed


@pytest.mark.parametrize(
    ("position", "place"),
    [
        # GRCh38: exon 12 ends the transcript at 49250438; c.1150; c.816+2; c.-72; flank.
        (49250438, "exon 12 of NM_014009.4"),
        (49251480, "exon 12 of NM_014009.4"),
        (49255427, "intron 8 of NM_014009.4"),
        (49264710, "exon 1 of NM_014009.4"),
        (49264711, "outside NM_014009.4"),
        (49250437, "outside NM_014009.4"),
    ],
)
def test_one_changed_base_is_found_and_its_place_named(
    toolkit: Toolkit, genome: Callable[..., Path], position: int, place: str
) -> None:
    index = position - 1 - STARTS["GRCh38"]
    old = toolkit.bundle.genes["GRCh38"].plus_sequence[index]
    new = "A" if old != "A" else "C"
    path = genome("GRCh38", lambda bases: bases[:index] + new + bases[index + 1 :])
    (check,) = verify_genome(toolkit, path)
    assert check.faults == (f"X:{position}: bundled {old}, genome {new} ({place})",)


def test_a_genome_of_the_other_build_under_the_wrong_bases_fails(
    toolkit: Toolkit, genome: Callable[..., Path]
) -> None:
    def turned(bases: str) -> str:
        return bases[1:] + "N"

    (check,) = verify_genome(toolkit, genome("GRCh37", turned))
    assert len(check.faults) > 10_000


def no_x(toolkit: Toolkit, path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        list(verify_genome(toolkit, path))
    assert caught.value.file == str(path)
    return caught.value


def test_a_genome_without_x_is_refused(toolkit: Toolkit, genome: Callable[..., Path]) -> None:
    assert "no contig named X" in no_x(toolkit, genome("GRCh38", contig="chr7")).message


def test_an_x_of_unknown_length_is_refused_with_the_known_ones(
    toolkit: Toolkit, genome: Callable[..., Path]
) -> None:
    error = no_x(toolkit, genome("GRCh38", length=156_000_000))
    for part in ("156000000", "156040895 (GRCh38)", "155270560 (GRCh37)"):
        assert part in error.message


def test_the_x_of_chm13_is_refused_by_name(toolkit: Toolkit, genome: Callable[..., Path]) -> None:
    assert "T2T-CHM13v2.0" in no_x(toolkit, genome("GRCh38", length=154259566)).message


def test_a_missing_genome_is_refused(toolkit: Toolkit, tmp_path: Path) -> None:
    assert "cannot be opened" in no_x(toolkit, tmp_path / "none.fa").message


def test_plain_gzip_is_refused_with_the_remedy(toolkit: Toolkit, tmp_path: Path) -> None:
    path = tmp_path / "genome.fa.gz"
    path.write_bytes(gzip.compress(b">chrX\nACGT\n"))
    assert "bgzip" in str(no_x(toolkit, path))


def test_a_contig_named_for_one_build_with_the_length_of_the_other_is_refused(
    toolkit: Toolkit, genome: Callable[..., Path]
) -> None:
    error = no_x(toolkit, genome("GRCh38", contig="NC_000023.10"))
    assert "name of X on GRCh37" in error.message
    assert "length of GRCh38" in error.message


@pytest.mark.parametrize(
    ("name", "old", "new", "check", "fault"),
    [
        ("protein_features.tsv", "\t337\t423\t", "\t423\t337\t", "protein features", "423-337"),
        ("protein_features.tsv", "\t337\t423\t", "\t337\t4230\t", "protein features", "337-4230"),
        ("proteins.fa", ">NP_001107849.1 ", ">XP_1.1 ", "translated", "is missing"),
        (
            "catalog.json",
            '"name": "c.1150G>A p.(Ala384Thr)"',
            '"name": "c.1A>G"',
            "names",
            "c.1A>G",
        ),
    ],
)
def test_what_a_table_prints_is_checked(
    copy: Any, name: str, old: str, new: str, check: str, fault: str
) -> None:
    copy.change_text(name, old, new)
    found = {title: text for title, text in faults(copy).items() if check in title}
    assert found
    assert all(fault in text for text in found.values())


def test_an_ipex_entry_without_any_source_is_found(copy: Any) -> None:
    def change(data: Any) -> None:
        entry = next(e for e in data["entries"] if e["id"] == "FOXP3-IPEX-0002")
        entry["references"] = []

    copy.change_json("catalog.json", change)
    assert "FOXP3-IPEX-0002" in faults(copy)["GRCh38: catalog alleles and names"]


def test_bases_of_a_difference_are_those_of_the_sequences(copy: Any) -> None:
    text = (copy.folder / "build_differences.tsv").read_text()
    row = next(line for line in text.splitlines() if "\tsubstitution\t" in line)
    cells = row.split("\t")
    cells[4] = {"A": "C", "C": "G", "G": "T", "T": "A"}[cells[4]]
    copy.change_text("build_differences.tsv", row, "\t".join(cells))
    assert "the difference says" in faults(copy)["both builds: differences lead there and back"]
