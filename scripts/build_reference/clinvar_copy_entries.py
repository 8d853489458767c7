"""What the copy of ClinVar adds to the catalog: statements of entries, and entries.

An entry that rests on ClinVar alone follows ClinVar. One that rests on a paper or on UniProt keeps
its assertion, and both sides are shown.
"""

from collections.abc import Mapping, Sequence

from catalog_file import display_name, legacy_region
from catalog_ids import issued_id, meaning
from catalog_text import parse_classification
from clinvar_copy import COPY, START_LOSS, USED_ON, CopiedVariant, other_gene

Entry = dict[str, object]

# The assertion of a pathogenic variant without a stated condition, as in the facts.
NO_CONDITION = "ClinVar P/LP, but the copies read do not state the condition"
NO_CLASSIFICATION = (
    f"the ClinVar copy used on {USED_ON} prints neither a classification nor a review status: "
    "nothing can be concluded from it"
)
# Said beside the entries of the facts, by key.
REMARKS = {
    "FX005": "ClinVar's VariationID 1283592 (Benign in the copy used on 2026-05-10) is titled "
    "c.-23+2877=, the reference base of GRCh38; it names no change, so it is not a statement on "
    "this entry",
    "FX116": "ClinVar has c.1110G>A (FOXP3-IPEX-0372); nothing that was read states that it is the "
    "DNA change of this patient",
    "FX136": f"Pathogenic/Likely pathogenic in the ClinVar copy used on {USED_ON}",
}
# Said of the copy's own, by VariationID.
OWN_REMARKS = {
    "2675750": "FOXP3-IPEX-0116 is the same protein change in a patient whose DNA change was not "
    "read; nothing that was read states that it is this one",
}


def asserted(significance: str) -> str:
    """Return what a significance of ClinVar lets the catalog assert.

    Args:
        significance: As printed, empty where none is.

    Returns:
        `ipex` for pathogenic, likely pathogenic or both, as the facts have it. `benign`,
        `conflicting`, or `uncertain` for anything else, with risk alleles.
    """
    words = significance.lower()
    if words.startswith("conflicting"):
        return "conflicting"
    levels = set(words.split("/"))
    if levels <= {"benign", "likely benign"}:
        return "benign"
    return "ipex" if levels <= {"pathogenic", "likely pathogenic"} else "uncertain"


def followed(entry: Mapping[str, object], significance: str) -> str:
    """Return the assertion of an entry after ClinVar said something of it.

    Args:
        entry: The entry as it was.
        significance: What the copy says.

    Returns:
        The assertion as it was, unless the entry rests on ClinVar alone and ClinVar's class is
        another. What the makers of the facts judged of the same words stands.
    """
    own = str(entry["assertion"])
    before = newest_clinvar(entry)
    if entry["evidence_status"] != "clinvar_only" or own == "risk":
        return own
    if before and (str(before["as_of"] or "") > USED_ON or _same(before, significance)):
        return own
    now = asserted(significance)
    return own if own.startswith("ipex") and now == "ipex" else now


def _same(before: Mapping[str, object], significance: str) -> bool:
    """Tell whether two significances are the same, without what copies put around them."""
    return _words(str(before["significance"])) == _words(significance)


def _words(significance: str) -> str:
    words = significance.lower().partition(" (")[0].replace(" or ", "/")
    return "conflicting" if words.startswith("conflicting") else words


def newest_clinvar(entry: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return ClinVar's statement with the newest date, None if there is none."""
    statements = [s for s in _list(entry, "classifications") if s["source"] == "ClinVar"]
    return max(statements, key=lambda s: str(s["as_of"] or ""), default=None)


def _list(entry: Mapping[str, object], field: str) -> list[dict[str, object]]:
    found = entry[field]
    assert isinstance(found, list)
    return found


def _statements(variant: CopiedVariant) -> list[dict[str, str | None]]:
    """Return the statement of a record, none where it has no classification."""
    row = variant.row
    if not row["significance"]:
        if row["review_status"]:
            raise row.error("a review status without a classification")
        return []
    text = f"{row['significance']} [{row.required('review_status')}; {COPY}]"
    try:
        return [parse_classification(text)]
    except ValueError as error:
        raise row.error(str(error)) from error


def _joined(*notes: object) -> str | None:
    return "; ".join(str(note) for note in notes if note) or None


def _supplemented(entry: Entry, variant: CopiedVariant) -> Entry:
    """Return an entry with the statement, and the VariationID where it had none."""
    row = variant.row
    if variant.hgvs_c != entry["hgvs_c"] or variant.hgvs_p != entry["hgvs_p"]:
        raise row.error(f"the names are not those of {entry['id']}")
    statements = _statements(variant)
    if not statements:
        raise row.error(f"{entry['id']} gains no statement", "give it a remark instead")
    known = _list(entry, "clinvar_variation_ids")
    if known and row["variation_id"] not in known:
        raise row.error(f"VariationID {row['variation_id']} is not that of {entry['id']}")
    own = _list(entry, "classifications")
    place = sum(1 for s in own if str(s["as_of"] or "") > USED_ON)
    assertion, note = followed(entry, row["significance"]), entry["note"]
    if assertion != entry["assertion"]:
        before = newest_clinvar(entry)
        assert before is not None
        note = _joined(
            note,
            f"asserted {entry['assertion']} on the word of the ClinVar copy of {before['as_of']} "
            f"({before['significance']}), {assertion} since the copy used on {USED_ON} "
            f"({row['significance']})",
        )
    return entry | {
        "assertion": assertion,
        "clinvar_variation_ids": [row["variation_id"]],
        "classifications": [*own[:place], *statements, *own[place:]],
        "note": note,
    }


def _note(variant: CopiedVariant, assertion: str) -> str | None:
    """Return the note of a new entry."""
    gene = other_gene(variant)
    names = [str(place["hgvs_c"]) for place in variant.placements.values()]
    is_start_loss = variant.hgvs_p == START_LOSS
    return _joined(
        f"start loss: {START_LOSS}; printed {variant.printed_p}" if is_start_loss else None,
        f"the intron name differs between the builds: {names[1]} on GRCh38, {names[0]} on GRCh37 "
        "and LRG_62" if len(set(names)) > 1 else None,
        f"ClinVar has it under the gene {gene}" if gene else None,
        NO_CONDITION if assertion == "ipex" else None,
        None if variant.row["significance"] else NO_CLASSIFICATION,
        OWN_REMARKS.get(variant.row["variation_id"]),
    )  # fmt: skip


def _entry(variant: CopiedVariant) -> Entry:
    """Return the entry of a variant that the facts do not have."""
    row = variant.row
    assertion = asserted(row["significance"]) if row["significance"] else "uncertain"
    printed = variant.printed_p if variant.hgvs_p == START_LOSS else None
    try:
        identifier = issued_id(variant.allele)
    except ValueError as error:
        raise row.error(str(error), "add it at the end of issued_ids.tsv") from error
    entry: Entry = {
        "id": identifier,
        "source_key": f"VCV{int(row['variation_id']):09d}",
        "name": "",
        "resolution": "exact",
        "assertion": assertion,
        "hgvs_c": variant.hgvs_c,
        "hgvs_p": variant.hgvs_p,
        "hgvs_other": [],
        "placements": variant.placements,
    }
    entry["name"] = display_name(entry)
    return entry | {
        "region": variant.region,
        "legacy_region": legacy_region(variant.region),
        "legacy_names": [printed] if printed else [],
        "clinvar_variation_ids": [row["variation_id"]],
        "clinvar_allele_ids": [],
        "rsids": [],
        "uniprot_variants": [],
        "classifications": _statements(variant),
        "phenotypes": [],
        "patients": [],
        "evidence_status": "clinvar_only",
        "note": _note(variant, assertion),
        "references": [],
    }


def with_copy(entries: Sequence[Entry], variants: Sequence[CopiedVariant]) -> list[Entry]:
    """Return the catalog with what the copy adds.

    Args:
        entries: Entries of the facts.
        variants: The records of the copy.

    Returns:
        The entries of the facts, supplemented, in their order; behind them those of the copy by id.

    Raises:
        FactError: A record contradicts its entry, or has no id.
    """
    by_allele = {variant.allele: variant for variant in variants}
    told = []
    for entry in entries:
        variant = by_allele.pop(meaning(entry), None)
        result = _supplemented(entry, variant) if variant else entry
        remark = REMARKS.get(str(entry["source_key"]))
        told.append(result | {"note": _joined(result["note"], remark)})
    new = [_entry(variant) for variant in by_allele.values()]
    return told + sorted(new, key=lambda entry: str(entry["id"]))
