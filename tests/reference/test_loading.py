"""A bundle that is incomplete, changed or contradicts itself is refused, with file and reason."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.errors import ReferenceDataError
from foxp3tool.reference.bundle import Bundle, load_bundle

FILES = (
    "manifest.json", "GRCh38.fa", "GRCh37.fa", "gene.json", "catalog.json",
    "build_differences.tsv", "protein_features.tsv", "proteins.fa", "gene_features.tsv",
    "catalog_details.json",
)  # fmt: skip


def refused(folder: Path, file: str, reason: str) -> None:
    with pytest.raises(ReferenceDataError) as caught:
        load_bundle(folder)
    error = caught.value
    assert error.file is not None
    assert error.file.endswith(file)
    assert re.search(reason, error.message), error.message
    assert error.remedy


def test_an_untouched_copy_loads_like_the_installed_bundle(copy: Any, bundle: Bundle) -> None:
    found = load_bundle(copy.folder)
    assert found.genes == bundle.genes
    assert found.catalog == bundle.catalog
    assert found.differences == bundle.differences


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(copy: Any, file: str) -> None:
    (copy.folder / file).unlink()
    refused(copy.folder, file, "cannot be read")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere", "manifest.json", "cannot be read")


@pytest.mark.parametrize("file", FILES[1:])
def test_one_changed_byte_is_found(copy: Any, file: str) -> None:
    path = copy.folder / file
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(bytes(data))
    refused(copy.folder, file, "was changed: its SHA-256")


@pytest.mark.parametrize("version", ["0.9", "1.0", "1.1", "1.2", "2.0", ""])
def test_another_schema_version_is_refused(copy: Any, version: str) -> None:
    copy.change_json("manifest.json", lambda data: data.update(schema_version=version))
    refused(copy.folder, "manifest.json", f"schema version {version}, this program reads 1.3")


def test_a_refget_accession_may_be_unknown(copy: Any) -> None:
    def forget(data: Any) -> None:
        data["assemblies"][0].update(refget_accession=None, refget_sources=[])

    copy.change_json("manifest.json", forget)
    genes = load_bundle(copy.folder).genes
    assert (genes["GRCh38"].refget, genes["GRCh37"].refget is None) == (None, False)


def test_a_file_that_the_manifest_does_not_list_is_not_read(copy: Any) -> None:
    copy.change_json("manifest.json", lambda data: data["files"].pop("catalog.json"))
    refused(copy.folder, "manifest.json", "catalog.json is not listed")


@pytest.mark.parametrize(
    ("file", "way"),
    [
        ("manifest.json", []),
        ("manifest.json", ["assemblies", 0]),
        ("manifest.json", ["assemblies", 0, "region"]),
        ("gene.json", []),
        ("gene.json", ["transcripts", 3]),
        ("gene.json", ["transcripts", 3, "exons", "GRCh38", 2]),
        ("catalog.json", []),
        ("catalog.json", ["entries", 7]),
        ("catalog.json", ["entries", 7, "placements", "GRCh37"]),
    ],
)
def test_an_unknown_field_is_refused_by_name(copy: Any, file: str, way: list[Any]) -> None:
    data = copy.json(file)
    item = data
    for step in way:
        item = item[step]
    item["surprise"] = 1
    copy.write(file, json.dumps(data))
    refused(copy.folder, file, "unknown field surprise")


@pytest.mark.parametrize(
    ("file", "way", "name"),
    [
        ("manifest.json", [], "data_version"),
        ("gene.json", ["transcripts", 0], "accession"),
        ("gene.json", ["transcripts", 0], "cds_length"),
        ("catalog.json", ["entries", 7], "assertion"),
        ("catalog.json", ["entries", 7, "placements", "GRCh38"], "ref"),
    ],
)
def test_a_missing_field_is_refused_by_name(
    copy: Any, file: str, way: list[Any], name: str
) -> None:
    data = copy.json(file)
    item = data
    for step in way:
        item = item[step]
    del item[name]
    copy.write(file, json.dumps(data))
    refused(copy.folder, file, f"'{name}' is missing")


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("catalog.json", '"FOXP3-IPEX-0002"', '"FOXP3-IPEX-0004"', "stands more than once"),
        ("build_differences.tsv", "grch37_start", "grch37_begin", "line 1: expected the columns"),
        ("build_differences.tsv", "\tAGAG\t", "\tAG\t", "bases and positions disagree"),
        ("build_differences.tsv", "49256220\t", "4925622x\t", "invalid literal"),
        ("protein_features.tsv", "name\ttype", "name\tkind", "line 1: expected the columns"),
    ],
)
def test_contents_that_contradict_themselves_are_refused(
    copy: Any, file: str, old: str, new: str, reason: str
) -> None:
    copy.change_text(file, old, new)
    refused(copy.folder, file, reason)


@pytest.mark.parametrize("value", ["IPEX", "pathogenic", ""])
def test_an_unknown_assertion_is_refused(copy: Any, value: str) -> None:
    copy.change_json("catalog.json", lambda data: data["entries"][7].update(assertion=value))
    refused(copy.folder, "catalog.json", "broken")


def test_a_value_of_the_wrong_type_is_refused(copy: Any) -> None:
    copy.change_json("gene.json", lambda data: data["transcripts"][0].update(mane_select=1))
    refused(copy.folder, "gene.json", "'mane_select' must be of type bool")


@pytest.mark.parametrize("marked", [[], [0, 1]])
def test_exactly_one_transcript_is_mane_select(copy: Any, marked: list[int]) -> None:
    def change(data: Any) -> None:
        for number, transcript in enumerate(data["transcripts"]):
            transcript["mane_select"] = number in marked

    copy.change_json("gene.json", change)
    refused(copy.folder, "gene.json", "exactly one transcript must be MANE Select")


def test_a_longer_exon_does_not_add_up(copy: Any) -> None:
    def change(data: Any) -> None:
        data["transcripts"][0]["exons"]["GRCh38"][4]["start"] -= 1

    copy.change_json("gene.json", change)
    refused(copy.folder, "gene.json", r"NM_014009\.4: the exons add up to a length of 2265")


def test_an_exon_outside_the_region_is_refused(copy: Any) -> None:
    def change(data: Any) -> None:
        data["transcripts"][0]["exons"]["GRCh38"][11]["start"] = 49248000

    copy.change_json("gene.json", change)
    refused(copy.folder, "gene.json", "outside the bundled region")


def test_exons_out_of_order_are_refused(copy: Any) -> None:
    def change(data: Any) -> None:
        exons = data["transcripts"][0]["exons"]["GRCh38"]
        exons[3], exons[4] = exons[4], exons[3]

    copy.change_json("gene.json", change)
    refused(copy.folder, "gene.json", "not in order")


def test_a_cds_that_begins_in_an_intron_is_refused(copy: Any) -> None:
    def change(data: Any) -> None:
        data["transcripts"][0]["cds"]["GRCh38"]["end"] = 49258600

    copy.change_json("gene.json", change)
    refused(copy.folder, "gene.json", "does not begin and end in exons")


def test_a_sequence_of_another_md5_is_refused(copy: Any) -> None:
    copy.change_json(
        "manifest.json", lambda data: data["assemblies"][0].update(sequence_md5="0" * 32)
    )
    refused(copy.folder, "GRCh38.fa", "MD5 of the bases is 55a1ac9efb0d025b91ea756d9cd2631a")


def test_a_sequence_of_another_length_than_its_region_is_refused(copy: Any) -> None:
    def change(data: Any) -> None:
        data["assemblies"][0]["region"]["end"] += 1

    copy.change_json("manifest.json", change)
    refused(copy.folder, "gene.json", "the sequence has 21390 bases, its region 21391")


@pytest.mark.parametrize("text", ["", "{", "[]", "nonsense"])
def test_broken_json_is_refused(copy: Any, text: str) -> None:
    copy.write("catalog.json", text)
    refused(copy.folder, "catalog.json", "broken")
    copy.write("manifest.json", text)
    refused(copy.folder, "manifest.json", "broken")


def test_bytes_that_are_no_utf8_are_refused(copy: Any) -> None:
    (copy.folder / "manifest.json").write_bytes(b"\xff\xfe")
    refused(copy.folder, "manifest.json", "broken")


@pytest.mark.parametrize("text", ["", ">a\nACGT\n>b\nACGT\n", "ACGT\n"])
def test_a_fasta_without_exactly_one_sequence_is_refused(copy: Any, text: str) -> None:
    copy.write("GRCh38.fa", text)
    refused(copy.folder, "GRCh38.fa", "broken")
