"""What the fields of the JSON Schemas mean that are no column of the table."""

from __future__ import annotations

from typing import Any, Final

WORDS: Final = {
    # The document
    "format": "What the document is.",
    "format_version": "Rises if a field is taken away or means something else.",
    "provenance": "What the result was made with.",
    "program": "Name of the program.",
    "rows": "The rows, in the order of the input.",
    # A row
    "row.variant": "The allele; null if it could not be read.",
    "row.transcript": "The allele on one transcript; null if it could not be read.",
    "row.match": "Reported mutations; null if the allele could not be read.",
    "row.evidence": "A hint for each ACMG/AMP code; null if there is nothing to judge.",
    "row.population": "Counts in populations, one for each data set.",
    "row.sample": "The sample of the row; null for a row of the allele.",
    "row.counts": "Counts of samples; null if they were not asked for.",
    # An allele on a build
    "hgvs_g": "HGVS name on the chromosome of this build; null if there is none.",
    "alleles": "The allele in VCF form, left-aligned and trimmed, as X-49251480-C-T (POS 1-based).",
    # Populations
    "dataset": "Name and release of the data set.",
    "allele_count": "Chromosomes with the allele.",
    "allele_number": "Chromosomes that could be read at this place.",
    "frequency": "allele_count by allele_number, from 0 to 1; null if none was read.",
    "hemizygotes": "Males with the allele; null if not stated.",
    "homozygotes": "Persons with two copies; null if not stated.",
    "population.as_of": "Date of the data set or of its copy; null if not stated.",
    "population.source": "Where the counts were read.",
    # Issues
    "code": "The code; docs/issues.md explains it.",
    "message": "What is to be known, in plain words.",
    "is_error": "True if the row has no annotation because of it.",
    # Transcripts
    "is_mane_select": "True for the transcript of MANE Select.",
    "cds_position.start": "First coding base concerned, 1-based.",
    "cds_position.end": "Last coding base concerned, 1-based, included.",
    "protein_position.start": "First residue concerned, 1-based.",
    "protein_position.end": "Last residue concerned, 1-based, included.",
    "features.name": "Name of the feature.",
    "features.kind": "Kind of the feature, such as domain or site.",
    "features.start": "First residue, 1-based.",
    "features.end": "Last residue, 1-based, included.",
    "features.is_primary": "True if the column domain shows it.",
    "features.source": "Where its bounds were read.",
    "features.reference": "The publication behind it; null if none is named.",
    "nmd": "Nonsense-mediated decay; null if no stop codon comes too early.",
    "verdict": "What is predicted.",
    "hint.verdict": "What is said of the code.",
    "reason": "Why that is said.",
    "exon_skips.exons": "Numbers of the exons that would be skipped.",
    "exon_skips.frame": "What becomes of the reading frame.",
    "exon_skips.bases": "Bases that would be lost.",
    "exon_skips.residues_lost": "Residues that would be lost; null if that is not known.",
    "exon_skips.hgvs_p": "The protein change that would follow; null if there is none.",
    "exon_skips.nmd": "Nonsense-mediated decay that would follow; null if none.",
    "fate": "What becomes of it.",
    "polya_signals.before": "The signal in the reference; null if the allele makes it.",
    "polya_signals.after": "The signal with the allele; null if there is none left.",
    "polya_signals.position": "Its place, as an HGVS position.",
    "kozak.before": "Bases around the start codon in the reference.",
    "kozak.after": "The same with the allele.",
    "kozak.strength_before": "Strength of the Kozak context in the reference.",
    "kozak.strength_after": "Strength with the allele.",
    "upstream_starts.position": "Its place, as an HGVS position.",
    "upstream_starts.frame": "Its reading frame by that of the protein.",
    "upstream_starts.stop": "Where its reading frame ends, as an HGVS position; null if nowhere.",
    "upstream_starts.kozak": "Strength of its Kozak context.",
    "protein_loss.first": "First residue lost, 1-based.",
    "protein_loss.last": "Last residue lost, 1-based, included.",
    "protein_loss.residues": "How many residues are lost.",
    "protein_loss.length": "Length of the protein.",
    "protein_loss.lost": "Names of the features that are lost as a whole.",
    "protein_loss.cut": "Names of the features that are lost in part.",
    "delta2": "The allele on the delta-2 isoform; null on rows of other transcripts.",
    "delta2.accession": "The transcript of the isoform.",
    # Catalog entries
    "entry.id": "Id of the entry.",
    "entry.name": "Name of its variant.",
    "assertion": "What the sources say, taken together.",
    "evidence_status": "What was read of the evidence.",
    "phenotypes": "What the sources say of the phenotype, in our own words.",
    "references": "The publications behind it.",
    "citations": "The publications as the table names them; else the copy of ClinVar.",
    "clinvar": "ClinVar's newest statement that was read; null if there is none.",
    "rsids": "Numbers of dbSNP.",
    "note": "A caution; null if there is none.",
    "citation": "The publication as the table names it.",
    "pmid": "Its number in PubMed; null if it has none.",
    "doi": "Its DOI; null if it is not known.",
    "first_author": "Its first author; null if not known.",
    "year": "The year of publication; null if not known.",
    "title": "Its title; null if not known.",
    "journal": "Its journal; null if not known.",
    "says": "What it says of the variant, in our own words; null if it was not read.",
    "significance": "The significance, as ClinVar words it.",
    "review_status": "ClinVar's review status; null if not stated.",
    "absent_from": "Date of a newer file that has no such record any more; null if there is none.",
    "variation_ids": "ClinVar's VariationIDs of the allele.",
    # Hints
    "criterion": "The code.",
    "strength": "Its weight, or that which it would have; null if it does not apply.",
    "sources": "Where the rule comes from.",
    "steps": "The way through the decision tree, if one was walked.",
    "question": "What is asked.",
    "answer": "The answer.",
    "grounds": "What the answer rests on; null if it says all.",
}
"""By the name of a field, or by that of what it stands in and its own."""


def with_words(schema: dict[str, Any], owner: str = "") -> dict[str, Any]:
    """Return a schema of which every field says what it means.

    Args:
        schema: A schema, or a part of one.
        owner: Name of the field or definition that it describes.

    Raises:
        KeyError: If there are no words on a field.
    """
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            made[key] = {
                name: _told(with_words(one, name), owner, name, is_field=key == "properties")
                for name, one in value.items()
            }
        elif isinstance(value, dict):
            made[key] = with_words(value, owner)
        elif key in ("anyOf", "oneOf", "allOf"):
            made[key] = [with_words(one, owner) for one in value]
        else:
            made[key] = value
    return made


def _told(schema: dict[str, Any], owner: str, name: str, *, is_field: bool) -> dict[str, Any]:
    if not is_field or "description" in schema:
        return schema
    words = WORDS.get(f"{owner}.{name}") or WORDS[name]
    return {"description": words, **schema}
