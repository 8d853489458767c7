"""The catalog as VCF 4.3: one record an entry, sorted, for either build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from foxp3tool.formats.catalog_table import NOT_STATED, review_status
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.catalog import Placement
from foxp3tool.model.catalog_view import CatalogSelection, EntryView, why_unplaced

# What VCF 4.3 gives a meaning in INFO, and blanks, which version 4.2 did not allow.
_SPECIAL: Final = re.compile(r"[%;=,\s]")

_ASSERTION: Final = (
    "What the sources say, taken together; only ipex and ipex-like are reported IPEX mutations"
)
_Values = Callable[[EntryView], Iterable[str | None]]
_INFO: Final[tuple[tuple[str, str, str, _Values], ...]] = (
    ("FOXP3_ASSERTION", "1", _ASSERTION, lambda v: [v.entry.assertion.value]),
    ("FOXP3_HGVS_C", "1", "Name on MANE Select", lambda v: [v.hgvs_c]),
    ("FOXP3_HGVS_P", "1", "Predicted protein change", lambda v: [v.hgvs_p]),
    ("FOXP3_CONSEQUENCE", ".", "Consequence terms on MANE Select", lambda v: v.terms),
    ("FOXP3_DOMAIN", ".", "Primary protein features at the residues concerned",
     lambda v: v.domains),
    ("FOXP3_PHENOTYPE", ".", "What the sources say of the phenotype",
     lambda v: v.entry.phenotypes),
    ("FOXP3_HPO", ".", "Terms of the Human Phenotype Ontology",
     lambda v: [term.id for term in v.details.phenotype_terms]),
    ("FOXP3_EVIDENCE", "1", "What was read of the evidence",
     lambda v: [v.entry.evidence_status.value]),
    ("FOXP3_PMID", ".", "PubMed identifiers", lambda v: [r.pmid for r in v.entry.references]),
    ("FOXP3_REFERENCE", ".", "Publications, or the record that the entry rests on",
     lambda v: v.entry.citations),
    ("FOXP3_CLNVID", ".", "ClinVar VariationIDs", lambda v: v.entry.clinvar_variation_ids),
    ("FOXP3_CLNSIG", "1", "ClinVar's significance in the newest copy that was read",
     lambda v: [c.told if (c := v.entry.newest_clinvar) else None]),
    ("FOXP3_CLNREVSTAT", "1", f"Review status of it; '{NOT_STATED}' where the copy has none",
     lambda v: [review_status(c) if (c := v.entry.newest_clinvar) else None]),
    ("FOXP3_CLNDATE", "1", "Date of that copy",
     lambda v: [(c.as_of or NOT_STATED) if (c := v.entry.newest_clinvar) else None]),
    ("FOXP3_RSID", ".", "dbSNP identifiers", lambda v: v.entry.rsids),
)  # fmt: skip


def encoded(value: str) -> str:
    """Return a value with its special characters percent-encoded, as VCF 4.3 asks.

    Example:
        >>> encoded("p.(Ala38=); mild, 100%")
        'p.(Ala38%3D)%3B%20mild%2C%20100%25'
    """
    return _SPECIAL.sub(lambda match: f"%{ord(match[0]):02X}", value)


def vcf_lines(selection: CatalogSelection, assembly: Assembly, contig: str) -> Iterator[str]:
    """Yield the lines of a VCF file, without line ends.

    An entry that has no place is told in a header line of its own.

    Args:
        selection: The entries.
        assembly: The build.
        contig: What to call chromosome X.
    """
    placed: list[tuple[Placement, EntryView]] = []
    unplaced: list[EntryView] = []
    for view in selection.views:
        placement = view.entry.placements.get(assembly.name)
        if placement is None:
            unplaced.append(view)
        else:
            placed.append((placement, view))
    yield "##fileformat=VCFv4.3"
    yield f"##source={selection.described}"
    yield "##foxp3tool_use=Research use only; not a diagnosis."
    yield f"##reference={assembly.name}"
    yield f"##contig=<ID={contig},length={assembly.contig_length},assembly={assembly.name}>"
    yield '##ALT=<ID=DEL,Description="Deletion">'
    yield '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base of a symbolic allele">'
    yield '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of a symbolic allele">'
    yield '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Ends not known to the base">'
    yield (
        "##INFO=<ID=FOXP3_ASSOCIATED_ALLELE,Number=1,Type=String,Description="
        '"Base that the cited association is with; on one build it may be REF">'
    )
    for key, number, meaning, _ in _INFO:
        yield f'##INFO=<ID={key},Number={number},Type=String,Description="{meaning}">'
    for view in unplaced:
        name, reason = _quoted(view.entry.name), why_unplaced(view.entry, assembly.name)
        yield (
            f'##foxp3tool_not_placed=<ID={view.entry.id},Name="{name}",'
            f'Assertion="{view.entry.assertion.value}",Reason="{reason}">'
        )
    yield "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
    for placement, view in sorted(placed, key=lambda pair: _order(pair[0])):
        columns = (contig, str(placement.pos), view.entry.id, placement.ref, placement.alt)
        yield "\t".join((*columns, ".", ".", _info(placement, view, assembly.name)))


def _order(placement: Placement) -> tuple[int, str, str]:
    return placement.pos, placement.ref, placement.alt


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _info(placement: Placement, view: EntryView, assembly: str) -> str:
    fields = []
    if placement.end is not None:
        fields += [f"END={placement.end}", f"SVTYPE={placement.alt.strip('<>')}", "IMPRECISE"]
    associated = view.entry.associated_allele.get(assembly)
    if associated is not None:
        fields.append(f"FOXP3_ASSOCIATED_ALLELE={associated}")
    for key, _, _, values in _INFO:
        told = dict.fromkeys(encoded(value) for value in values(view) if value)
        if told:
            fields.append(f"{key}={','.join(told)}")
    return ";".join(fields)
