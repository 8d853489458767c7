"""Write VCF files in the form of ClinVar: its header (long descriptions cut), its INFO fields."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pysam

Facts = dict[str, dict[str, Any]]

HEADER = """\
##fileformat=VCFv4.1
##fileDate={date}
##source=ClinVar
##reference={build}
##ID=<Description="ClinVar Variation ID">
##INFO=<ID=AF_ESP,Number=1,Type=Float,Description="allele frequencies from GO-ESP">
##INFO=<ID=AF_EXAC,Number=1,Type=Float,Description="allele frequencies from ExAC">
##INFO=<ID=AF_TGP,Number=1,Type=Float,Description="allele frequencies from TGP">
##INFO=<ID=ALLELEID,Number=1,Type=Integer,Description="the ClinVar Allele ID">
##INFO=<ID=CLNDN,Number=.,Type=String,Description="ClinVar's preferred disease name for the">
##INFO=<ID=CLNDISDB,Number=.,Type=String,Description="Tag-value pairs of disease database name">
##INFO=<ID=CLNHGVS,Number=.,Type=String,Description="Top-level (primary assembly, alt, or patch)">
##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="ClinVar review status of germline">
##INFO=<ID=CLNSIG,Number=.,Type=String,Description="Aggregate germline classification for this">
##INFO=<ID=CLNSIGCONF,Number=.,Type=String,Description="Conflicting germline classification for">
##INFO=<ID=CLNVC,Number=1,Type=String,Description="Variant type">
##INFO=<ID=CLNVCSO,Number=1,Type=String,Description="Sequence Ontology id for variant type">
##INFO=<ID=GENEINFO,Number=1,Type=String,Description="Gene(s) for the variant reported as gene">
##INFO=<ID=MC,Number=.,Type=String,Description="comma separated list of molecular consequence in">
##INFO=<ID=ONC,Number=.,Type=String,Description="Aggregate oncogenicity classification">
##INFO=<ID=ORIGIN,Number=.,Type=String,Description="Allele origin">
##INFO=<ID=RS,Number=.,Type=String,Description="dbSNP ID (i.e. rs number)">
##INFO=<ID=SCI,Number=.,Type=String,Description="Aggregate somatic clinical impact">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"""

IPEX = (
    "CLNDISDB=MONDO:MONDO:0010580,MedGen:C0342288,OMIM:304790,Orphanet:37042",
    "CLNDN=Insulin-dependent_diabetes_mellitus_secretory_diarrhea_syndrome",
)
NOT_PROVIDED = ("CLNDISDB=MedGen:C3661900", "CLNDN=not_provided")
SINGLE = "criteria_provided,_single_submitter"
MULTIPLE = "criteria_provided,_multiple_submitters,_no_conflicts"
CONFLICT = "criteria_provided,_conflicting_classifications"
FOXP3 = "FOXP3:50943"


def record(
    allele: str,
    variation_id: int,
    significance: str,
    *,
    status: str = SINGLE,
    disease: Sequence[str] = IPEX,
    genes: str = FOXP3,
    more: Sequence[str] = (),
) -> str:
    """Return a line; ``allele`` is ``POS REF ALT`` and the AlleleID the VariationID + 10000."""
    pos, ref, alt = allele.split()
    info = [
        f"ALLELEID={variation_id + 10000}",
        *disease,
        f"CLNREVSTAT={status}",
        *([f"CLNSIG={significance}"] if significance else []),
        "CLNVC=single_nucleotide_variant",
        "CLNVCSO=SO:0001483",
        *([f"GENEINFO={genes}"] if genes else []),
        "ORIGIN=1",
        *more,
    ]
    return "\t".join(["X", pos, str(variation_id), ref, alt, ".", ".", ";".join(info)])


def clinvar_text(records: Sequence[str], *, date: str = "2026-11-01", build: str = "GRCh38") -> str:
    """Return the text of a file: header, the records by POS, and one before and behind X each."""
    header = HEADER.format(date=date, build=build)
    elsewhere = record("930200 G A", 1019397, "Uncertain_significance", disease=NOT_PROVIDED,
                       genes="SAMD11:148398").replace("X\t", "1\t", 1)  # fmt: skip
    ordered = sorted(records, key=lambda line: int(line.split("\t")[1]))
    behind = elsewhere.replace("1\t930200", "Y\t2786855", 1)
    return "\n".join([header, elsewhere, *ordered, behind]) + "\n"


def pack(path: Path, text: str, *, index: bool) -> Path:
    """Write a text as bgzip, with its index if wanted."""
    plain = path.with_suffix("")
    plain.write_text(text)
    pysam.tabix_compress(str(plain), str(path), force=True)
    plain.unlink()
    if index:
        pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


def newest(entry: dict[str, Any]) -> dict[str, Any] | None:
    said = [s for s in entry["classifications"] if s["source"] == "ClinVar"]
    return max(said, key=lambda s: s["as_of"] or "", default=None)


def old_records(facts: Facts, build: str, without: Sequence[str] = ()) -> list[str]:
    """Records that say of entries what the bundle says, in the words of ClinVar's file."""
    lines = []
    for number, entry in enumerate(facts.values()):
        statement = newest(entry)
        if statement is None or entry["resolution"] != "exact" or entry["id"] in without:
            continue
        said = statement["significance"].partition(" (")[0].replace(" or ", "/")
        if said == "Conflicting":
            said = "Conflicting_classifications_of_pathogenicity"
        place = entry["placements"][build]
        ids = entry["clinvar_variation_ids"]
        lines.append(
            record(
                f"{place['pos']} {place['ref']} {place['alt']}",
                int(ids[0]) if ids else 500_000 + number,
                said.replace(" ", "_"),
                status=(statement["review_status"] or "criteria_provided").replace(" ", "_"),
            )
        )
    return lines


def changed(lines: list[str], facts: Facts, build: str, entry: str, said: str) -> list[str]:
    """Give the record of an entry another significance."""
    place = facts[entry]["placements"][build]
    key = ("X", str(place["pos"]), place["ref"], place["alt"])
    found = []
    for line in lines:
        cells = line.split("\t")
        if (cells[0], cells[1], cells[3], cells[4]) == key:
            allele = f"{key[1]} {key[2]} {key[3]}"
            found.append(record(allele, int(cells[2]), said, status=MULTIPLE))
        else:
            found.append(line)
    assert found != lines
    return found


def one_step(base: str) -> str:
    return {"A": "G", "G": "A", "C": "T", "T": "C"}[base]


def stored(folder: Path) -> Facts:
    entries = json.loads((folder / "catalog.json").read_text())["entries"]
    return {entry["id"]: entry for entry in entries}
