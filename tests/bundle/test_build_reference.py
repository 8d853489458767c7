"""The bundled data: made from the facts, valid, complete, and refused when a fact is broken."""

import csv
import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from Bio import SeqIO
from Bio.Seq import Seq
from Bio.SeqUtils import seq3

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "build_reference"
BUNDLE = ROOT / "data" / "foxp3_reference"
FACTS = ROOT.parent / "shared"
HAND_WRITTEN = {"README.md", "__init__.py", "schemas"}

needs_facts = pytest.mark.skipif(
    not (FACTS / "catalog").is_dir(),
    reason=f"the facts folder {FACTS} is not here; the bundle can only be rebuilt where it is",
)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def load(name: str) -> Any:
    return json.loads((BUNDLE / name).read_text(encoding="utf-8"))


def table(name: str) -> list[dict[str, str]]:
    with (BUNDLE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def entry(key: str) -> Any:
    return next(item for item in load("catalog.json")["entries"] if item["source_key"] == key)


def generated() -> set[str]:
    names = {path.name for path in BUNDLE.iterdir()}
    return names - HAND_WRITTEN - {"__pycache__"}


class Region:
    """A bundled build, read with Biopython and its own arithmetic (an oracle for the script)."""

    def __init__(self, build: str) -> None:
        record = SeqIO.read(BUNDLE / f"{build}.fa", "fasta")
        first, last = re.search(r":(\d+)-(\d+)$", record.id).groups()  # type: ignore[union-attr]
        self.build, self.first, self.last = build, int(first), int(last)
        self.bases = str(record.seq)

    def mutated(self, pos: int, ref: str, alt: str) -> str:
        at = pos - self.first
        assert self.bases[at : at + len(ref)] == ref
        return self.bases[:at] + alt + self.bases[at + len(ref) :]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A private copy of the facts that a test may break."""
    copy = tmp_path / "facts"
    for folder in ("catalog", "reference"):
        (copy / folder).mkdir(parents=True)
        for path in (FACTS / folder).iterdir():
            shutil.copyfile(path, copy / folder / path.name)
    return copy


@needs_facts
class TestBuild:
    def test_rebuild_gives_the_committed_bytes(self, tmp_path: Path) -> None:
        result = run("--facts", FACTS, "--output", tmp_path / "out")
        assert result.returncode == 0, result.stderr
        made = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        assert set(made) == generated()
        assert [n for n, content in made.items() if content != (BUNDLE / n).read_bytes()] == []

    def test_check_passes_on_the_committed_bundle(self) -> None:
        result = run("--facts", FACTS, "--output", BUNDLE, "--check")
        assert (result.returncode, result.stderr) == (0, "")

    def test_check_names_what_differs_and_writes_nothing(self, tmp_path: Path) -> None:
        shutil.copytree(BUNDLE, tmp_path / "out")
        changed = tmp_path / "out" / "gene.json"
        changed.write_text("{}", encoding="utf-8")
        (tmp_path / "out" / "proteins.fa").unlink()
        result = run("--facts", FACTS, "--output", tmp_path / "out", "--check")
        assert result.returncode == 1
        assert re.findall(r"(\S+): (missing|differs)", result.stderr) == [
            (str(changed), "differs"),
            (str(tmp_path / "out" / "proteins.fa"), "missing"),
        ]
        assert changed.read_text(encoding="utf-8") == "{}"


MUTATIONS = "catalog/mutations.tsv"
REFERENCES = "catalog/references.tsv"
FUNCTIONAL = "catalog/functional.tsv"
POPULATION = "catalog/population.tsv"
UNREAD = "catalog/papers_variant_not_read.tsv"
TRANSCRIPTS = "reference/transcripts.json"
# File, text of the source, broken text, what the message must say beside file and line.
BROKEN = {
    "allele of other letters": (
        MUTATIONS,
        "\t49251480\tC\tT\t",
        "\t49251480\tC\tX\t",
        "GRCh38 allele 'C' > 'X' is malformed",
    ),
    "reference allele": (
        MUTATIONS,
        "\t49251480\tC\tT\t",
        "\t49251480\tG\tT\t",
        "the sequence at 49251480 has 'C'",
    ),
    "position of another change": (
        MUTATIONS,
        "\t49251440\tC\tT\t49107901\tC\tT",
        "\t49251439\tC\tT\t49107901\tC\tT",
        "GRCh38",
    ),
    "position with letters": (MUTATIONS, "\t49251480\t", "\t49251480x\t", "positive whole number"),
    "not left-aligned": (
        MUTATIONS,
        "\t49255491\tTCTC\tT\t",
        "\t49255490\tTTCTC\tTT\t",
        "not left-aligned",
    ),
    "c. name": (MUTATIONS, "FX128\tc.1156C>T", "FX128\tc.1156C>", "'c.1156C>'"),
    "c. name of another base": (MUTATIONS, "FX128\tc.1156C>T", "FX128\tc.1156G>T", "is C"),
    "p. name of another residue": (
        MUTATIONS,
        "FX128\tc.1156C>T\tp.(Arg386Cys)",
        "FX128\tc.1156C>T\tp.(Gly386Cys)",
        "residue 386",
    ),
    "assertion": (MUTATIONS, "\trisk\t", "\tharmless\t", "disease_assertion is 'harmless'"),
    "resolution": (MUTATIONS, "\tprotein_only\t", "\tprotein\t", "resolution is 'protein'"),
    "legacy exon": (MUTATIONS, "\texon 12\texon 11\t", "\texon 12\texon 12\t", "legacy_exon"),
    "transcript exon": (MUTATIONS, "\texon 12\texon 11\t", "\texon 11\texon 10\t", "exon 12"),
    "significance": (MUTATIONS, "\tBenign [", "\tQuite benign [", "'Quite benign'"),
    "review status": (MUTATIONS, "[no assertion criteria", "[no criteria", "review status"),
    "date": (MUTATIONS, "; 2017-04-04]", "; 2017-04-31]", "day"),
    "rsid": (MUTATIONS, "\trs122467170\t", "\t122467170\t", "rsids '122467170'"),
    "key twice": (MUTATIONS, "\nFX128\t", "\nFX127\t", "stands twice"),
    "lost tab": (MUTATIONS, "FX127\tc.1150G>A\t", "FX127\tc.1150G>A ", "24 cells instead of 25"),
    "unknown column": (MUTATIONS, "\tnote\n", "\tnote\tsex\n", "sex"),
    "corrected cell": (
        MUTATIONS,
        "c.*878A>G.*883A>G)",
        "c.*878A>G (checked)",
        "the correction of this cell replaces",
    ),
    "PMID": (REFERENCES, "\t17484868\t", "\tPMC17484868\t", "pmid 'PMC17484868'"),
    "DOI": (REFERENCES, "\t10.1053/j", "\tdoi:10.1053/j", "doi 'doi:10.1053"),
    "year": (REFERENCES, "\t2007\t", "\t207\t", "year '207'"),
    "variant of a reference": (REFERENCES, "\nFX133\t", "\nFX999\t", "'FX999' is not in"),
    "name of a reference": (REFERENCES, "\nFX133\tc.1189C>T", "\nFX133\tc.1189C>A", "FX133"),
    "entry of a finding": (FUNCTIONAL, "\nFX093\t", "\nFX999\t", "'FX999' is not in the catalog"),
    "name of a finding": (FUNCTIONAL, "FX093\tc.1010G>A", "FX093\tc.1010G>T", "none of c.1010G>A"),
    "PMID of a finding": (FUNCTIONAL, "16769892;17377532", "16769892;x17377532", "'x17377532'"),
    "cut-off author": (FUNCTIONAL, "paper (Van Gool\t", "paper\t", "the correction of this cell"),
    "position of a count": (
        POPULATION,
        "\t49251440\t49107901\tC\tT",
        "\t49251439\t49107901\tC\tT",
        "GRCh38 position is 49251439, of the entry 49251440",
    ),
    "position of a count on the old build": (
        POPULATION,
        "\t49251440\t49107901\tC\tT",
        "\t49251440\t49107900\tC\tT",
        "GRCh37 position is 49107900, of the entry 49107901",
    ),
    "allele of a count": (
        POPULATION,
        "\t49251440\t49107901\tC\tT",
        "\t49251440\t49107901\tC\tG",
        "alleles C>G, of the entry C>T",
    ),
    "count and frequency": (
        POPULATION,
        "\t2\t112038\t1.78511e-05",
        "\t4\t112038\t1.78511e-05",
        "4 of 112038 is not 1.78511e-05",
    ),
    "more alleles than chromosomes": (
        POPULATION,
        "\t2\t112038\t1.78511e-05",
        "\t112039\t112038\t1.78511e-05",
        "112039 alleles of 112038",
    ),
    "count with letters": (POPULATION, "\t2\t1098155\t", "\ttwo\t1098155\t", "'two'"),
    "count without a source": (
        POPULATION,
        "\thttps://genebe.net/variant/hg38/X-49251440-C-T\t",
        "\t\t",
        "source_address is empty",
    ),
    "paper without a source": (
        UNREAD,
        "\thttps://bmcmedgenomics.biomedcentral.com/articles/10.1186/s12920-021-00901-6",
        "\t",
        "source_address is empty",
    ),
    "exon": (TRANSCRIPTS, "[49250438, 49251483]", "[49250439, 49251483]", "NM_014009.4"),
    "transcript status": (TRANSCRIPTS, '"superseded"', '"old"', "status"),
    "feature type": (
        "reference/protein_features.tsv",
        "\tzinc_finger\t",
        "\tzinc\t",
        "type is 'zinc'",
    ),
    "feature residue": ("reference/protein_features.tsv", "\tS19,", "\tT19,", "T19"),
    "difference": (
        "reference/build_differences.tsv",
        "\tlrg_ins\t",
        "\tinsertion\t",
        "type is 'insertion'",
    ),
}


@needs_facts
class TestBrokenFacts:
    @pytest.mark.parametrize("case", BROKEN)
    def test_stops_with_file_line_and_reason(self, facts: Path, tmp_path: Path, case: str) -> None:
        file, old, new, reason = BROKEN[case]
        path = facts / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the test no longer fits the facts"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        # A doubled key is found at its second row, which is the changed line here too.
        line = text[: text.index(old)].count("\n") + 1 + old.startswith("\n")
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert f"{path}, line {line}: " in result.stderr
        assert reason in result.stderr
        assert "What to do: " in result.stderr
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "out").exists()

    def test_missing_file(self, facts: Path, tmp_path: Path) -> None:
        (facts / REFERENCES).unlink()
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert f"{facts / REFERENCES}: cannot be read" in result.stderr

    def test_changed_base(self, facts: Path, tmp_path: Path) -> None:
        path = facts / "reference" / "GRCh38.fa"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:-2] + ("A" if text[-2] != "A" else "C") + "\n", encoding="utf-8")
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert str(path) in result.stderr
        assert "md5" in result.stderr

    def test_correction_without_its_row(self, facts: Path, tmp_path: Path) -> None:
        path = facts / MUTATIONS
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(x for x in lines if not x.startswith("FX146")), encoding="utf-8")
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert "has no row 'FX146'" in result.stderr

    @pytest.mark.parametrize(
        ("file", "old", "new", "reason"),
        [
            (MUTATIONS, "mild asthma", "mild wheeze", "no phenotype has the words 'asthma'"),
            (MUTATIONS, "no protracted diarrhea", "no diarrhea", "'no protracted diarrhea'"),
            (MUTATIONS, "1 patient (Magg 2018)", "one (Magg 2018)", "'one (Magg 2018)'"),
            ("catalog/README.md", "- p.Arg397Gln:", "- p.Arg397Leu:", "'p.Arg397Leu: pathogenic"),
            ("catalog/README.md", "- p.Phe324Leu: mild", "p.Phe324Leu: mild", "'p.Phe324Leu'"),
        ],
    )
    def test_words_and_lists_that_do_not_fit(
        self, facts: Path, tmp_path: Path, file: str, old: str, new: str, reason: str
    ) -> None:
        path = facts / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the test no longer fits the facts"
        path.write_text(text.replace(old, new), encoding="utf-8")
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert reason in result.stderr
        assert "What to do: " in result.stderr
        assert "Traceback" not in result.stderr
        assert not (tmp_path / "out").exists()

    def test_an_id_that_would_mean_another_variant(self, facts: Path, tmp_path: Path) -> None:
        for file in (MUTATIONS, REFERENCES):
            path = facts / file
            text = path.read_text(encoding="utf-8")
            assert "p.(Thr428fs)" in text
            path.write_text(text.replace("p.(Thr428fs)", "p.(Pro429fs)"), encoding="utf-8")
        result = run("--facts", facts, "--output", tmp_path / "out")
        assert result.returncode == 1
        assert "FOXP3-IPEX-0144 means p.(Thr428fs), now p.(Pro429fs)" in result.stderr


class TestIds:
    """An id is never given to another variant (a list of its own, which only grows)."""

    @pytest.fixture
    def check(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.syspath_prepend(str(SCRIPT))
        return runpy.run_path(str(SCRIPT / "catalog_ids.py"))

    def refused(self, check: Any, entries: Any, issued: Path | None = None) -> str:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - the module is run by its path
            check["check_ids"](entries, *([issued] if issued else []))
        assert type(caught.value).__name__ == "FactError"
        return str(caught.value)

    def test_the_bundle_is_what_was_given_out(self, check: Any) -> None:
        check["check_ids"](load("catalog.json")["entries"])
        assert check["meaning"](entry("FX127")) == "X-49251480-C-T"
        assert check["meaning"](entry("FX116")) == "p.(Met370Ile)"
        assert check["meaning"](entry("FX001")) == "NG_007392.1:g.5080_6468del"

    def test_another_allele_under_an_id(self, check: Any) -> None:
        entries = load("catalog.json")["entries"]
        for item in entries:
            if item["source_key"] == "FX127":
                item["placements"]["GRCh38"]["alt"] = "G"
        reason = self.refused(check, entries)
        assert "FOXP3-IPEX-0127 means X-49251480-C-T, now X-49251480-C-G" in reason

    def test_two_ids_exchanged(self, check: Any) -> None:
        entries = load("catalog.json")["entries"]
        entries[1]["id"], entries[2]["id"] = entries[2]["id"], entries[1]["id"]
        assert "means X-" in self.refused(check, entries)

    def test_an_id_that_is_gone(self, check: Any) -> None:
        entries = load("catalog.json")["entries"]
        assert f"{entries[-1]['id']} is not in the catalog" in self.refused(check, entries[:-1])

    def test_a_new_id_must_be_entered(self, check: Any, tmp_path: Path) -> None:
        lines = check["ISSUED"].read_text().splitlines(keepends=True)
        shorter = tmp_path / "issued.tsv"
        shorter.write_text("".join(lines[:-1]))
        reason = self.refused(check, load("catalog.json")["entries"], shorter)
        assert "is not an id in use" in reason

    def test_an_id_given_out_twice(self, check: Any, tmp_path: Path) -> None:
        lines = check["ISSUED"].read_text().splitlines(keepends=True)
        longer = tmp_path / "issued.tsv"
        longer.write_text("".join([*lines, lines[5]]))
        assert "stands twice" in self.refused(check, load("catalog.json")["entries"], longer)


class TestBundle:
    @pytest.mark.parametrize("name", ["manifest", "gene", "catalog", "catalog_details"])
    def test_json_fits_its_schema(self, name: str) -> None:
        schema = load(f"schemas/{name}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(load(f"{name}.json"))

    def test_manifest_checksums(self) -> None:
        files = load("manifest.json")["files"]
        assert set(files) == generated() - {"manifest.json"}
        for name, described in files.items():
            content = (BUNDLE / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == described["sha256"], name
            assert len(content) == described["bytes"], name

    def test_sequences_have_the_published_md5(self) -> None:
        # Published in the facts README, for users who check against their own genome.
        published = {
            "GRCh38": "55a1ac9efb0d025b91ea756d9cd2631a",
            "GRCh37": "c957f29e0f9df90dabb0eedfe278cacc",
        }
        for assembly in load("manifest.json")["assemblies"]:
            region = Region(assembly["name"])
            md5 = hashlib.md5(region.bases.encode(), usedforsecurity=False).hexdigest()
            assert md5 == published[assembly["name"]] == assembly["sequence_md5"]
            assert assembly["region"] == {"start": region.first - 1, "end": region.last}

    def test_every_correction_is_told_in_the_changelog(self) -> None:
        told = (ROOT / "CHANGELOG-data.md").read_text(encoding="utf-8")
        module = runpy.run_path(str(SCRIPT.with_suffix("") / "bundle_corrections.py"))
        missing = [c[1:3] for c in module["CORRECTIONS"] if f"`{c.key}` `{c.field}`" not in told]
        assert missing == []

    def test_differences_turn_grch37_into_grch38(self) -> None:
        old, new = Region("GRCh37"), Region("GRCh38")
        built, done = "", 0
        for row in table("build_differences.tsv"):
            start = int(row["grch37_start"]) - old.first + 1
            end = int(row["grch37_end"]) - old.first + 1
            assert old.bases[start:end] == row["grch37_bases"]
            built += old.bases[done:start]
            assert len(built) == int(row["grch38_start"]) - new.first + 1
            built += row["grch38_bases"]
            done = end
        assert built + old.bases[done:] == new.bases

    def test_offsets_between_the_builds(self) -> None:
        # Facts README: no constant offset.
        mane = load("gene.json")["transcripts"][0]
        pairs = zip(mane["exons"]["GRCh38"], mane["exons"]["GRCh37"], strict=True)
        offsets = [new["start"] - old["start"] for new, old in pairs]
        assert offsets == [143_538] + [143_543] * 5 + [143_539] * 6

    @pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
    def test_coding_sequences_give_the_proteins(self, build: str) -> None:
        region = Region(build)
        with (BUNDLE / "proteins.fa").open(encoding="utf-8") as handle:
            records = list(SeqIO.parse(handle, "fasta"))
        proteins = {record.description.split()[-1]: str(record.seq) for record in records}
        assert {name: len(p) for name, p in proteins.items()} == {
            "Q9BZS1-1": 431,
            "Q9BZS1-2": 396,
            "Q9BZS1-4": 404,
        }
        compared = set()
        for transcript in load("gene.json")["transcripts"]:
            protein = str(Seq(coding(transcript, region, region.bases)).translate())
            assert len(protein.rstrip("*")) == transcript["protein_length"]
            if transcript["isoform"] in proteins:
                assert protein == proteins[transcript["isoform"]] + "*"
                compared.add(transcript["isoform"])
        assert compared == set(proteins)


def coding(transcript: Any, region: Region, bases: str) -> str:
    """Return the CDS of a transcript from bases of the region's own length."""
    cds = transcript["cds"][region.build]
    parts = []
    for exon in transcript["exons"][region.build]:
        start, end = max(exon["start"], cds["start"]), min(exon["end"], cds["end"])
        if start < end:
            part = bases[start - region.first + 1 : end - region.first + 1]
            parts.append(str(Seq(part).reverse_complement()))
    return "".join(parts)


class TestCatalog:
    def test_a384t(self) -> None:
        a384t = entry("FX127")
        assert a384t["id"] == "FOXP3-IPEX-0127"
        assert a384t["name"] == "c.1150G>A p.(Ala384Thr)"
        place = {"ref": "C", "alt": "T", "hgvs_c": "c.1150G>A"}
        assert a384t["placements"] == {
            "GRCh37": {"pos": 49_107_941} | place,
            "GRCh38": {"pos": 49_251_480} | place,
        }
        # Newest first; the further copy of ClinVar stands where its date puts it.
        dates = [one["as_of"] for one in a384t["classifications"][:3]]
        assert dates == ["2026-10-03", "2026-05-10", "2021-08-31"]
        assert a384t["classifications"][2]["significance"] == (
            "Pathogenic or Likely pathogenic (in the pathogenic amino-acid list)"
        )
        assert a384t["classifications"][-1]["source"] == "UniProt"
        assert len(a384t["references"]) == 9

    def test_rs3761548_has_its_own_name_on_each_build(self) -> None:
        risk = entry("FX005")
        assert risk["hgvs_c"] == risk["placements"]["GRCh38"]["hgvs_c"] == "c.-23+2877C>A"
        assert risk["placements"]["GRCh37"]["hgvs_c"] == "c.-23+2882A>C"
        assert risk["associated_allele"] == {
            "GRCh37": risk["placements"]["GRCh37"]["ref"],
            "GRCh38": risk["placements"]["GRCh38"]["alt"],
        }
        assert [e["id"] for e in load("catalog.json")["entries"] if "associated_allele" in e] == [
            risk["id"]
        ]

    def test_exon_1_deletion(self) -> None:
        deletion = entry("FX001")
        assert deletion["hgvs_c"] is deletion["hgvs_p"] is None
        assert deletion["hgvs_other"] == ["NG_007392.1:g.5080_6468del"]
        ends = {b: (p["pos"], p["end"]) for b, p in deletion["placements"].items()}
        assert ends == {"GRCh37": (49_119_820, 49_121_209), "GRCh38": (49_263_361, 49_264_747)}

    @pytest.mark.parametrize(
        ("key", "hgvs_c", "hgvs_p"),
        [
            ("FX002", "c.-23+1G>A", "p.?"),
            ("FX004", "c.-23+5G>A", None),
            ("FX075", "c.816+2T>A", "p.?"),
            ("FX085", None, "p.(Asp303fsTer87)"),
            ("FX116", None, "p.(Met370Ile)"),
            ("FX144", None, "p.(Thr428fs)"),
            ("FX148", "c.*878A>G", None),
        ],
    )
    def test_names(self, key: str, hgvs_c: str | None, hgvs_p: str | None) -> None:
        assert (entry(key)["hgvs_c"], entry(key)["hgvs_p"]) == (hgvs_c, hgvs_p)

    def test_protein_names_follow_from_the_alleles(self) -> None:
        # Biopython's translation of each mutated sequence, on both builds.
        mane = load("gene.json")["transcripts"][0]
        seen = 0
        for build in ("GRCh37", "GRCh38"):
            region = Region(build)
            normal = str(Seq(coding(mane, region, region.bases)).translate())
            for item in load("catalog.json")["entries"]:
                name = re.fullmatch(r"p\.\((\w{3})(\d+)(\w{3})\)", item["hgvs_p"] or "")
                if item["resolution"] != "exact" or name is None or name[3].startswith("del"):
                    continue
                place = item["placements"][build]
                changed = region.mutated(place["pos"], place["ref"], place["alt"])
                protein = str(Seq(coding(mane, region, changed)).translate())
                differing = [
                    i
                    for i, pair in enumerate(zip(normal, protein, strict=True), 1)
                    if pair[0] != pair[1]
                ]
                at = int(name[2])
                assert differing == [at], item["id"]
                assert (seq3(normal[at - 1]), seq3(protein[at - 1])) == (name[1], name[3])
                seen += 1
        assert seen > 150
