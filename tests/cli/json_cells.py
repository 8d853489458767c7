"""Make the cells of the full table from the object of a row, as docs/columns.md describes them.

The same facts by another route: the program makes cells and object from its own values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Json = dict[str, Any]


def joined(values: Iterable[object]) -> str:
    """Join what is there, each once."""
    return "|".join(dict.fromkeys(str(value) for value in values if value not in (None, "")))


def flat(lists: Iterable[list[str]]) -> list[str]:
    return [one for some in lists for one in some]


def number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def span(value: Json | None) -> str:
    if value is None:
        return ""
    first, last = value["start"], value["end"]
    return str(first) if first == last else f"{first}-{last}"


def own(row: Json) -> list[Json]:
    return [one for one in entries(row) if one["is_own"]]


def flagged(row: Json) -> list[Json]:
    return [one for one in entries(row) if one["is_flagged"]]


def entries(row: Json) -> list[Json]:
    return row["match"]["entries"] if row["match"] else []


def clinvar(row: Json) -> list[Json]:
    return [one["clinvar"] for one in own(row) if one["clinvar"]]


def hints(row: Json, verdict: str) -> str:
    told = []
    for hint in row["evidence"] or []:
        if hint["verdict"] == verdict:
            sources = f" [{', '.join(hint['sources'])}]" if hint["sources"] else ""
            text = f"{hint['label'] or hint['criterion']}: {hint['reason']}{sources}"
            told.append(text.replace("|", "/"))
    return joined(told)


def steps(row: Json) -> str:
    told = []
    for hint in row["evidence"] or []:
        for step in hint["steps"]:
            grounds = f" ({step['grounds']})" if step["grounds"] else ""
            told.append(f"{step['question']}? {step['answer']}{grounds}".replace("|", "/"))
    return joined(told)


def skip(one: Json) -> str:
    exons = one["exons"]
    which = str(exons[0]) if len(exons) == 1 else f"{exons[0]}-{exons[-1]}"
    parts = [f"exon {which}: {one['bases']} bases", one["frame"]]
    if one["residues_lost"]:
        parts.append(f"{one['residues_lost']} residues lost")
    if one["hgvs_p"]:
        parts.append(one["hgvs_p"])
    if one["nmd"]:
        parts.append(f"NMD {one['nmd']['verdict']}")
    return ", ".join(parts)


def signal(one: Json) -> str:
    if one["fate"] == "created":
        return f"created: {one['after']} at c.{one['position']}"
    after = f">{one['after']}" if one["after"] else ""
    return f"{one['fate']}: {one['before']}{after} at c.{one['position']}"


def upstream(one: Json) -> str:
    stop = f", stop c.{one['stop']}" if one["stop"] else ""
    place = f"ATG at c.{one['position']}, {one['frame']}"
    return f"{one['fate']}: {place}{stop}, context {one['kozak']}"


def kozak(one: Json | None) -> str:
    if one is None:
        return ""
    return f"{one['strength_before']}>{one['strength_after']} ({one['before']}>{one['after']})"


def loss(one: Json | None) -> str:
    if one is None:
        return ""
    place = span({"start": one["first"], "end": one["last"]})
    share = 100 * one["residues"] / one["length"]
    text = f"{one['residues']} of {one['length']} residues ({share:.1f}%): {place}"
    for what in ("lost", "cut"):
        if one[what]:
            text += f"; {what}: {', '.join(one[what])}"
    return text


def part(*path: str) -> Callable[[Json], str]:
    """Return what reads one value, or a list of them joined by ``|``."""

    def value(row: Json) -> str:
        found: Any = row
        for name in path:
            found = found[name] if found is not None else None
        return joined(found) if isinstance(found, list) else number(found)

    return value


def terms(*path: str) -> Callable[[Json], str]:
    return lambda row: part(*path)(row).replace("|", "&")


def listed(*path: str) -> Callable[[Json], list[Json]]:
    def value(row: Json) -> list[Json]:
        found: Any = row
        for name in path:
            found = found[name] if found is not None else None
        return found or []

    return value


_T = "transcript"
CELLS: dict[str, Callable[[Json], str]] = {
    **{name: part("input", name) for name in ("chrom", "pos", "id", "ref", "alt")},
    "filter": lambda row: ";".join(row["input"]["filter"]),
    "assembly": part("assembly"),
    "gene": part("gene"),
    "transcript": part(_T, "accession"),
    "hgvs_g": part("variant", "hgvs_g"),
    **{
        name: part(_T, name)
        for name in ("hgvs_c", "hgvs_p", "hgvs_n", "impact", "exon", "intron", "codons",
                     "amino_acids")
    },
    "consequence": terms(_T, "consequences"),
    "cds_position": lambda row: span(row[_T]["cds_position"]) if row[_T] else "",
    "protein_position": lambda row: span(row[_T]["protein_position"]) if row[_T] else "",
    "domain": lambda row: joined(f["name"] for f in listed(_T, "features")(row) if f["is_primary"]),
    "domains_all": lambda row: joined(
        f"{f['name']} [{f['source']}]" for f in listed(_T, "features")(row)
    ),
    "ipex_match": part("match", "grade"),
    "ipex_id": lambda row: joined(one["id"] for one in flagged(row)),
    "ipex_name": lambda row: joined(one["name"] for one in flagged(row)),
    "ipex_phenotype": lambda row: joined(flat(
        one["phenotypes"] if one["names_condition"] else ["condition not stated"]
        for one in flagged(row)
    )),
    "ipex_references": lambda row: joined(flat(one["citations"] for one in flagged(row))),
    "clinvar_significance": lambda row: joined(one["significance"] for one in clinvar(row)),
    "clinvar_as_of": lambda row: joined(one["as_of"] or "not stated" for one in clinvar(row)),
    "evidence": lambda row: "|".join(h["label"] for h in row["evidence"] or [] if h["label"]),
    "issues": lambda row: joined(f"{one['code']}: {one['message']}" for one in row["issues"]),
    "normalized": part("variant", "alleles"),
    "spdi": part("variant", "spdi"),
    "vrs_id": part("variant", "vrs_id"),
    "exon_legacy": part("variant", "exon_legacy"),
    "hgvs_refseqgene": part("variant", "hgvs_refseqgene"),
    **{build: part("variant", build, "alleles") for build in ("grch37", "grch38")},
    **{f"hgvs_g_{build}": part("variant", build, "hgvs_g") for build in ("grch37", "grch38")},
    "nmd": lambda row: "".join(
        f"{one['verdict']}: {one['reason']}" for one in [(row[_T] or {}).get("nmd")] if one
    ),
    "nmd_stop": part(_T, "nmd", "stop"),
    "nmd_last_junction": part(_T, "nmd", "last_junction"),
    "nmd_distance": part(_T, "nmd", "distance"),
    "exon_skip": lambda row: joined(map(skip, listed(_T, "exon_skips")(row))),
    "exon_skip_frame": lambda row: joined(s["frame"] for s in listed(_T, "exon_skips")(row)),
    "protein_loss": lambda row: loss(row[_T]["protein_loss"]) if row[_T] else "",
    "last_base_of_exon": part(_T, "last_base_of_exons"),
    "polya_signal": lambda row: joined(map(signal, listed(_T, "polya_signals")(row))),
    "kozak": lambda row: kozak(row[_T]["kozak"]) if row[_T] else "",
    "upstream_atg": lambda row: joined(map(upstream, listed(_T, "upstream_starts")(row))),
    "delta2_effect": part(_T, "delta2", "effect"),
    "delta2_consequence": terms(_T, "delta2", "consequences"),
    "delta2_hgvs_c": part(_T, "delta2", "hgvs_c"),
    "delta2_hgvs_p": part(_T, "delta2", "hgvs_p"),
    "catalog_related": lambda row: joined(
        f"{e['agreement']}: {e['id']} {e['name']} ({e['assertion']}): {e['reason']}"
        for e in entries(row) if not e["is_own"]
    ),
    "evidence_reasons": lambda row: hints(row, "applies"),
    "evidence_open": lambda row: hints(row, "cannot be judged"),
    "evidence_not_met": lambda row: hints(row, "does not apply"),
    "pvs1_path": steps,
    "catalog_id": lambda row: joined(one["id"] for one in own(row)),
    "catalog_assertion": lambda row: joined(one["assertion"] for one in own(row)),
    "catalog_evidence": lambda row: joined(one["evidence_status"] for one in own(row)),
    "catalog_note": lambda row: joined(one["note"] for one in own(row)),
    "catalog": part("catalog"),
    "input": part("input", "file"),
    "sample": part("sample", "name"),
    **{
        name: part("sample", name)
        for name in ("sex", "genotype", "zygosity", "ad_ref", "ad_alt", "dp", "gq", "vaf",
                     "inheritance")
    },
    **{
        name: part("counts", name)
        for name in ("ac", "an", "hemizygotes", "heterozygotes", "homozygotes",
                     "zygosity_unclear", "not_called")
    },
}  # fmt: skip
"""Each column of the table, made from the object of its row."""
