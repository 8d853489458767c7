"""catalog.json: the reported variants with their placements, claims and references."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bundle_constants import (
    ASSOCIATED_ALLELE,
    BUILD_SPECIFIC_HGVS_C,
    FULL_LENGTH_PROTEIN,
    GRCH37,
    GRCH38,
    Assembly,
)
from bundle_corrections import MUTATIONS, REFERENCES
from catalog_text import (
    HGVS_G,
    HGVS_P,
    ONE_LETTER,
    UNKNOWN_EFFECT,
    check_identifier,
    normalise_protein_name,
    parse_classification,
)
from coding_positions import CodingEdit, edited, place_coding_name
from facts_reader import FactError, Row, read_table
from gene_file import Transcript
from sequence_files import Genome, Span

MUTATION_COLUMNS = (
    "id",
    "hgvs_c",
    "hgvs_p",
    "resolution",
    "grch38_pos",
    "grch38_ref",
    "grch38_alt",
    "grch37_pos",
    "grch37_ref",
    "grch37_alt",
    "grch38_end",
    "grch37_end",
    "exon_or_intron",
    "legacy_exon",
    "legacy_names",
    "clinvar_variation_ids",
    "clinvar_allele_ids",
    "rsids",
    "uniprot_variants",
    "classification",
    "disease_assertion",
    "phenotype_summary",
    "n_families_or_patients",
    "evidence_status",
    "note",
)
REFERENCE_COLUMNS = (
    "variant_id",
    "hgvs_c",
    "hgvs_p",
    "pmid",
    "doi",
    "title",
    "first_author",
    "year",
    "journal",
    "what_it_says",
    "source_address",
    "note",
)
RESOLUTIONS = ("exact", "protein_only", "symbolic")
ASSERTIONS = ("benign", "conflicting", "ipex", "ipex-like", "risk", "uncertain")
EVIDENCE = ("clinvar_only", "paper_read", "paper_via_clinvar", "uniprot")
PLACEMENT_FIELDS = ("pos", "ref", "alt", "end")


@dataclass(frozen=True, slots=True)
class CatalogSource:
    """What an entry is checked against.

    Attributes:
        genome: The bundled sequences.
        transcript: NM_014009.4, on which the c. names count.
        references: Variant id to its reference rows, in file order.
    """

    genome: Genome
    transcript: Transcript
    references: Mapping[str, list[Row]]


def legacy_region(region: str) -> str:
    """Return the literature's name of an exon or intron: one lower, -1 for the first."""
    words = [str(int(word) - 1 or -1) if word.isdigit() else word for word in region.split(" ")]
    return " ".join(words)


def _edits(row: Row, source: CatalogSource) -> dict[str, tuple[str, CodingEdit]]:
    """Return the c. name and its edit for each build."""
    edits = {}
    for assembly in (GRCH37, GRCH38):
        name = BUILD_SPECIFIC_HGVS_C.get(row["id"], {}).get(assembly.name, row["hgvs_c"])
        try:
            edit = place_coding_name(name, source.transcript, source.genome, assembly)
        except ValueError as error:
            raise row.error(f"hgvs_c: {error}") from error
        edits[assembly.name] = (name, edit)
    return edits


def _allele(row: Row, assembly: Assembly, genome: Genome) -> tuple[Span, str]:
    """Return the replaced interval and the ALT of a build, REF checked against the sequence."""
    build = assembly.name.lower()
    start = row.number(f"{build}_pos") - 1
    ref, alt = row.required(f"{build}_ref"), row.required(f"{build}_alt")
    if set(ref) - set("ACGT") or (set(alt) - set("ACGT") and alt != "<DEL>") or ref == alt:
        raise row.error(f"{assembly.name} allele {ref!r} > {alt!r} is malformed")
    span = Span(start, start + len(ref))
    found = genome.bases(assembly, span)
    if found != ref:
        raise row.error(
            f"{assembly.name} ref is {ref!r}, the sequence at {start + 1} has {found!r}",
            "check build, position and strand of the row",
        )
    return span, alt


def _exact_placement(
    row: Row, assembly: Assembly, edit: tuple[str, CodingEdit], genome: Genome
) -> dict[str, object]:
    """Return the placement of an exact allele on one build."""
    span, alt = _allele(row, assembly, genome)
    name, coding = edit
    ref = genome.bases(assembly, span)
    if edited(genome, assembly, span, alt) != edited(genome, assembly, coding.span, coding.bases):
        raise row.error(f"the {assembly.name} allele and {name} are different changes")
    if ref[-1] == alt[-1] or (ref[0] == alt[0] and min(len(ref), len(alt)) > 1):
        raise row.error(f"the {assembly.name} allele {ref} > {alt} is not left-aligned and minimal")
    if row[f"{assembly.name.lower()}_end"]:
        raise row.error("an exact allele has no end column")
    return {"pos": span.start + 1, "ref": ref, "alt": alt, "hgvs_c": name}


def _symbolic_placement(
    row: Row, assembly: Assembly, deleted: Span | None, genome: Genome
) -> dict[str, object]:
    """Return the placement of a <DEL> on one build; `deleted` follows from its g. name."""
    span, alt = _allele(row, assembly, genome)
    end = row.number(f"{assembly.name.lower()}_end")
    if alt != "<DEL>" or span.end - span.start != 1 or deleted != Span(span.end, end):
        raise row.error(f"the {assembly.name} <DEL> does not equal {row['hgvs_c']}")
    ref = genome.bases(assembly, span)
    return {"pos": span.start + 1, "ref": ref, "alt": alt, "end": end, "hgvs_c": None}


def _deleted_spans(row: Row, genome: Genome) -> dict[str, Span | None]:
    """Return the deleted bases of an NG_007392.1 name on each build."""
    match = HGVS_G.fullmatch(row["hgvs_c"])
    if match is None:
        raise row.error(f"{row['hgvs_c']!r} is not an NG_007392.1 deletion")
    # NG_007392.1 runs down GRCh37 from the last base of the region.
    old = Span(GRCH37.end - int(match["last"]), GRCH37.end - int(match["first"]) + 1)
    first, last = genome.lift(old.start), genome.lift(old.end - 1)
    new = None if first is None or last is None else Span(first, last + 1)
    return {"GRCh37": old, "GRCh38": new}


def _placements(row: Row, source: CatalogSource) -> tuple[dict[str, object], CodingEdit | None]:
    """Return the placements of a row, and its GRCh38 edit where it has a c. name."""
    genome, builds = source.genome, (GRCH37, GRCH38)
    resolution = row.choice("resolution", RESOLUTIONS)
    if resolution == "protein_only":
        fields = [f"{a.name.lower()}_{field}" for a in builds for field in PLACEMENT_FIELDS]
        if any(row[field] for field in [*fields, "hgvs_c"]):
            raise row.error("a protein_only row has a DNA change")
        return {}, None
    if resolution == "symbolic":
        deleted = _deleted_spans(row, genome)
        placements = {a.name: _symbolic_placement(row, a, deleted[a.name], genome) for a in builds}
        return {**placements}, None
    edits = _edits(row, source)
    exact = {a.name: _exact_placement(row, a, edits[a.name], genome) for a in builds}
    if genome.lift(int(str(exact["GRCh37"]["pos"])) - 1) != row.number("grch38_pos") - 1:
        raise row.error("the positions do not correspond through the build differences")
    edit = edits["GRCh38"][1]
    if edit.region != row["exon_or_intron"]:
        raise row.error(f"hgvs_c lies in {edit.region}, the row says {row['exon_or_intron']}")
    return {**exact}, edit


def _protein_name(row: Row, edit: CodingEdit | None) -> str | None:
    """Return the normalised protein name, its residue checked against the protein."""
    try:
        name = normalise_protein_name(row["hgvs_p"], edit.offset if edit else None)
    except ValueError as error:
        raise row.error(str(error)) from error
    match = HGVS_P.fullmatch(name or "")
    if match and match["residue"]:
        position = int(match["position"])
        if FULL_LENGTH_PROTEIN[position - 1 : position] != ONE_LETTER[match["residue"]]:
            raise row.error(f"hgvs_p {name}: residue {position} of NP_054728.2 is another")
    return name


def display_name(entry: Mapping[str, object]) -> str:
    """Return the short name: c. and p. where p. tells something, else what there is."""
    hgvs_c, hgvs_p, other = entry["hgvs_c"], entry["hgvs_p"], entry["hgvs_other"]
    parts = [hgvs_c, None if hgvs_p == UNKNOWN_EFFECT else hgvs_p]
    names = [str(part) for part in parts if part]
    if not names and isinstance(other, list):
        names = other[:1]
    return " ".join(names)


def _identifiers(row: Row, field: str) -> list[str]:
    try:
        return [check_identifier(field, value) for value in row.items(field, "|")]
    except ValueError as error:
        raise row.error(str(error)) from error


def _classifications(row: Row) -> list[dict[str, str | None]]:
    """Return the classification statements; UniProt's must agree with the variant ids."""
    try:
        found = [parse_classification(text) for text in row.items("classification", " || ")]
    except ValueError as error:
        raise row.error(
            str(error), "correct the row, or add the new form to catalog_text.py"
        ) from error
    uniprot = [str(c["qualifier"]).split(";")[0] for c in found if c["source"] == "UniProt"]
    if uniprot != row.items("uniprot_variants", "|"):
        raise row.error("uniprot_variants and the UniProt statements do not agree")
    return found


def _reference(row: Row) -> dict[str, object]:
    """Return the JSON object of a reference row."""
    try:
        for field in ("pmid", "doi", "year"):
            if row[field]:
                check_identifier(field, row[field])
    except ValueError as error:
        raise row.error(str(error)) from error
    return {
        "pmid": row.text("pmid"),
        "doi": row.text("doi"),
        "title": row.text("title"),
        "first_author": row.text("first_author"),
        "year": int(row["year"]) if row["year"] else None,
        "journal": row.text("journal"),
        "says": row.required("what_it_says"),
        "source": row.required("source_address"),
        "note": row.text("note"),
    }


def _entry(row: Row, source: CatalogSource) -> dict[str, object]:
    """Return the JSON object of a catalog row."""
    placements, edit = _placements(row, source)
    symbolic = row["resolution"] == "symbolic"
    if legacy_region(row["exon_or_intron"]) != row["legacy_exon"]:
        raise row.error(f"legacy_exon {row['legacy_exon']!r} does not fit {row['exon_or_intron']}")
    if not row["id"].startswith("FX") or not row["id"][2:].isdigit():
        raise row.error(f"id {row['id']!r} is not FX and a number")
    references = [_reference(reference) for reference in source.references.get(row["id"], [])]
    if (row.choice("evidence_status", EVIDENCE) == "clinvar_only") == bool(references):
        raise row.error("evidence_status and the reference rows do not agree")
    entry: dict[str, object] = {
        "id": f"FOXP3-IPEX-{int(row['id'][2:]):04d}",
        "source_key": row["id"],
        "name": "",
        "resolution": row["resolution"],
        "assertion": row.choice("disease_assertion", ASSERTIONS),
        "hgvs_c": None if symbolic else row.text("hgvs_c"),
        "hgvs_p": _protein_name(row, edit),
        "hgvs_other": [row["hgvs_c"]] if symbolic else [],
        "placements": placements,
    }
    entry["name"] = display_name(entry)
    if associated := ASSOCIATED_ALLELE.get(row["id"]):
        for build, base in associated.items():
            if base not in (row[f"{build.lower()}_ref"], row[f"{build.lower()}_alt"]):
                raise row.error(f"the associated allele {base} is not an allele on {build}")
        entry["associated_allele"] = associated
    return entry | {
        "region": row.required("exon_or_intron"),
        "legacy_region": row["legacy_exon"],
        "legacy_names": row.items("legacy_names", "|"),
        "clinvar_variation_ids": _identifiers(row, "clinvar_variation_ids"),
        "clinvar_allele_ids": _identifiers(row, "clinvar_allele_ids"),
        "rsids": _identifiers(row, "rsids"),
        "uniprot_variants": _identifiers(row, "uniprot_variants"),
        "classifications": _classifications(row),
        "phenotypes": row.items("phenotype_summary", " | "),
        "patients": row.items("n_families_or_patients", " | "),
        "evidence_status": row["evidence_status"],
        "note": row.text("note"),
        "references": references,
    }


def _read_references(facts: Path, mutations: list[Row]) -> dict[str, list[Row]]:
    """Return the reference rows of each variant; their names must be those of the catalog."""
    names = {row["id"]: {row["hgvs_c"], row["hgvs_p"]} for row in mutations}
    for key, builds in BUILD_SPECIFIC_HGVS_C.items():
        names.get(key, set()).update(builds.values())
    references: dict[str, list[Row]] = {row["id"]: [] for row in mutations}
    for row in read_table(facts, REFERENCES, REFERENCE_COLUMNS, "variant_id", numbered=True):
        key = row["variant_id"]
        if key not in references:
            raise row.error(f"variant_id {key!r} is not in {MUTATIONS}")
        if not {row["hgvs_c"], row["hgvs_p"]} <= names[key]:
            raise row.error(f"the names of {key} differ from those in {MUTATIONS}")
        references[key].append(row)
    _require_one_doi_each(row for rows in references.values() for row in rows)
    return references


def _require_one_doi_each(rows: Iterable[Row]) -> None:
    """Stop where one PMID has two DOIs, which would send a reader to the wrong paper."""
    dois: dict[str, str] = {}
    for row in rows:
        if row["pmid"] and dois.setdefault(row["pmid"], row["doi"]) != row["doi"]:
            raise row.error(f"PMID {row['pmid']} has two DOIs")


def catalog_object(
    facts: Path, genome: Genome, transcript: Transcript
) -> dict[str, list[dict[str, object]]]:
    """Return the content of catalog.json.

    Args:
        facts: The facts folder.
        genome: The bundled sequences.
        transcript: NM_014009.4.

    Returns:
        The entries in file order.

    Raises:
        FactError: A row contradicts itself, the sequence, the protein or its references.
    """
    rows = read_table(facts, MUTATIONS, MUTATION_COLUMNS, "id")
    source = CatalogSource(genome, transcript, _read_references(facts, rows))
    entries = [_entry(row, source) for row in rows]
    alleles = Counter(
        (row["grch38_pos"], row["grch38_ref"], row["grch38_alt"])
        for row in rows
        if row["grch38_pos"]
    )
    for allele, count in alleles.items():
        if count > 1:
            raise FactError(
                facts / MUTATIONS,
                None,
                f"GRCh38 allele {'-'.join(allele)} stands in {count} rows",
                "merge the rows",
            )
    return {"entries": entries}
