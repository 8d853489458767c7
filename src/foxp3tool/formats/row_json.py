"""A row as a nested object: everything that is known of it, numbers as numbers, null for unknown.

``annotations.schema.json`` beside this module describes the object; :data:`PLACES` tells where each
column of the table stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from foxp3tool.formats.cells import LISTS, real_number
from foxp3tool.formats.column import Column
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.formats.json_text import Json
from foxp3tool.formats.transcript_json import transcript_object
from foxp3tool.model.annotation import AnnotatedRow, MatchGrade, VariantAnnotation
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.evidence import Evidence, PopulationCount
from foxp3tool.model.genotype import GenotypeCounts, SampleReading
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.papers import Reference

FORMAT: Final = "foxp3tool annotations"
PopulationOf = Callable[[AnnotatedRow], Sequence[PopulationCount]]
_OF_ROWS: Final = {c.name for c in (*COLUMNS, *SUMMARY_COLUMNS, *SAMPLE_COLUMNS)}


class RowObjects:
    """Makes the objects of rows.

    Args:
        columns: The columns of the table; what :data:`COLUMNS` does not have stands in ``sources``.
        population: Gives the population counts of a row's allele.
    """

    def __init__(self, columns: Iterable[Column], population: PopulationOf) -> None:
        """Keep the columns of the user's sources."""
        self._sources = [column for column in columns if column.name not in _OF_ROWS]
        self._population = population

    def of(self, row: AnnotatedRow) -> Json:
        """Return the object of one row."""
        return {
            "input": {
                "chrom": row.source.chrom or None,
                "pos": row.source.pos,
                "id": row.source.id or None,
                "ref": row.source.ref or None,
                "alt": row.source.alt or None,
                "filter": row.source.filter.split(";") if row.source.filter else [],
                "file": row.source.file or None,
            },
            "assembly": row.assembly or None,
            "gene": row.gene or None,
            "variant": None if row.variant is None else _variant(row.variant, row.assembly),
            "transcript": None if row.transcript is None else transcript_object(row.transcript),
            "match": None if row.variant is None else _match(row),
            "evidence": (
                None if row.evidence is None else [_hint(hint) for hint in row.evidence.sheet.hints]
            ),
            "population": [_count(count) for count in self._population(row)],
            "sources": {
                column.name: parted(column.value(row), LISTS["list"]) for column in self._sources
            },
            "sample": None if row.sample is None else _sample(row.sample),
            "counts": None if row.counts is None else _counts(row.counts),
            "catalog": parted(row.catalog, LISTS["list"]),
            "issues": [
                {
                    "code": issue.code.name,
                    "message": issue.message,
                    "is_error": issue.code.is_error,
                }
                for issue in row.issues
            ],
        }


def parted(text: str, by: str) -> list[str]:
    """Return the parts of a text, none for the empty text."""
    return text.split(by) if text else []


def _variant(variant: VariantAnnotation, assembly: str) -> Json:
    own = {"hgvs_g": variant.hgvs_g or None, "alleles": parted(variant.normalized, "|")}
    other = {
        "hgvs_g": variant.other_hgvs_g or None,
        "alleles": parted(variant.other_normalized, "|"),
    }
    return {
        **own,
        "spdi": parted(variant.spdi, "|"),
        "vrs_id": parted(variant.vrs_id, "|"),
        "grch37": own if assembly == "GRCh37" else other,
        "grch38": own if assembly == "GRCh38" else other,
        "hgvs_refseqgene": variant.hgvs_refseqgene or None,
        "exon_legacy": parted(variant.exon_legacy, "|"),
    }


def _match(row: AnnotatedRow) -> Json:
    """Return the grade and all entries that the allele is, or agrees with in part."""
    match = row.match
    flagged = {entry.id for entry in match.flagged}
    # Where several changes are given together, the entries may be those of single ones.
    of_parts = any(issue.code is IssueCode.PART_OF_ALLELE for issue in match.issues)
    own = MatchGrade.OVERLAPS if of_parts else MatchGrade.EXACT
    agreeing = [(entry, own, "") for entry in match.entries]
    agreeing += [(one.entry, one.grade, one.reason) for one in match.graded]
    return {
        "grade": match.grade.value,
        "entries": [
            {
                "id": entry.id,
                "name": entry.name,
                "agreement": grade.value,
                "reason": reason or None,
                "is_flagged": entry.id in flagged,
                "is_own": number < len(match.entries),
                **_entry(entry),
            }
            for number, (entry, grade, reason) in enumerate(agreeing)
        ],
    }


def _entry(entry: ReportedMutation) -> Json:
    return {
        "assertion": entry.assertion.value,
        "evidence_status": entry.evidence_status.value,
        "phenotypes": list(entry.phenotypes),
        "names_condition": entry.names_condition,
        "references": [_reference(reference) for reference in entry.references],
        "citations": list(entry.citations),
        "clinvar": _clinvar(entry),
        "rsids": list(entry.rsids),
        "note": entry.note,
    }


def _reference(reference: Reference) -> Json:
    return {
        "citation": reference.citation or None,
        "pmid": reference.pmid,
        "doi": reference.doi,
        "first_author": reference.first_author,
        "year": reference.year,
        "title": reference.title,
        "journal": reference.journal,
        "says": reference.says,
    }


def _clinvar(entry: ReportedMutation) -> Json | None:
    newest = entry.newest_clinvar
    if newest is None:
        return None
    return {
        "significance": newest.told,
        "review_status": newest.review_status,
        "as_of": newest.as_of,
        "absent_from": newest.absent_from,
        "variation_ids": list(entry.clinvar_variation_ids),
    }


def _hint(hint: Evidence) -> Json:
    return {
        "criterion": hint.criterion.name,
        "label": hint.label or None,
        "verdict": hint.verdict.value,
        "strength": None if hint.strength is None else hint.strength.value,
        "reason": hint.reason,
        "sources": list(hint.sources),
        "steps": [
            {"question": step.question, "answer": step.answer, "grounds": step.grounds or None}
            for step in hint.steps
        ],
    }


def _count(count: PopulationCount) -> Json:
    return {
        "dataset": count.dataset,
        "allele_count": count.allele_count,
        "allele_number": count.allele_number,
        "frequency": count.frequency if count.allele_number else None,
        "hemizygotes": count.hemizygotes,
        "homozygotes": count.homozygotes,
        "as_of": count.as_of,
        "source": count.source or None,
    }


def _sample(reading: SampleReading) -> Json:
    call = reading.call
    return {
        "name": call.sample,
        "sex": call.sex.value,
        "genotype": call.text or None,
        "zygosity": reading.zygosity.value,
        "ad_ref": call.ref_reads,
        "ad_alt": call.alt_reads,
        "dp": call.depth,
        "gq": real_number(call.quality),
        "vaf": real_number(call.fraction),
        "inheritance": reading.inheritance.value or None,
    }


def _counts(counts: GenotypeCounts) -> Json:
    return {
        "ac": counts.allele_count,
        "an": counts.allele_number,
        "hemizygotes": counts.hemizygotes,
        "heterozygotes": counts.heterozygotes,
        "homozygotes": counts.homozygotes,
        "zygosity_unclear": counts.unclear,
        "not_called": counts.not_called,
    }


PLACES: Final = {
    "chrom": "input.chrom",
    "pos": "input.pos",
    "id": "input.id",
    "ref": "input.ref",
    "alt": "input.alt",
    "filter": "input.filter",
    "assembly": "assembly",
    "gene": "gene",
    "transcript": "transcript.accession",
    "hgvs_g": "variant.hgvs_g",
    "hgvs_c": "transcript.hgvs_c",
    "hgvs_p": "transcript.hgvs_p",
    "consequence": "transcript.consequences",
    "impact": "transcript.impact",
    "exon": "transcript.exon",
    "intron": "transcript.intron",
    "cds_position": "transcript.cds_position",
    "protein_position": "transcript.protein_position",
    "codons": "transcript.codons",
    "amino_acids": "transcript.amino_acids",
    "domain": "transcript.features[is_primary].name",
    "ipex_match": "match.grade",
    "ipex_id": "match.entries[is_flagged].id",
    "ipex_name": "match.entries[is_flagged].name",
    "ipex_phenotype": "match.entries[is_flagged].phenotypes",
    "ipex_references": "match.entries[is_flagged].citations",
    "clinvar_significance": "match.entries[is_own].clinvar.significance",
    "evidence": "evidence[].label",
    "issues": "issues",
    "normalized": "variant.alleles",
    "spdi": "variant.spdi",
    "vrs_id": "variant.vrs_id",
    "grch37": "variant.grch37.alleles",
    "grch38": "variant.grch38.alleles",
    "hgvs_g_grch37": "variant.grch37.hgvs_g",
    "hgvs_g_grch38": "variant.grch38.hgvs_g",
    "hgvs_refseqgene": "variant.hgvs_refseqgene",
    "hgvs_n": "transcript.hgvs_n",
    "exon_legacy": "variant.exon_legacy",
    "domains_all": "transcript.features",
    "nmd": "transcript.nmd",
    "nmd_stop": "transcript.nmd.stop",
    "nmd_last_junction": "transcript.nmd.last_junction",
    "nmd_distance": "transcript.nmd.distance",
    "exon_skip": "transcript.exon_skips",
    "exon_skip_frame": "transcript.exon_skips[].frame",
    "protein_loss": "transcript.protein_loss",
    "last_base_of_exon": "transcript.last_base_of_exons",
    "polya_signal": "transcript.polya_signals",
    "kozak": "transcript.kozak",
    "upstream_atg": "transcript.upstream_starts",
    "delta2_effect": "transcript.delta2.effect",
    "delta2_consequence": "transcript.delta2.consequences",
    "delta2_hgvs_c": "transcript.delta2.hgvs_c",
    "delta2_hgvs_p": "transcript.delta2.hgvs_p",
    "catalog_related": "match.entries",
    "evidence_reasons": "evidence[].reason",
    "pvs1_path": "evidence[].steps",
    "evidence_open": "evidence[].reason",
    "evidence_not_met": "evidence[].reason",
    "clinvar_as_of": "match.entries[is_own].clinvar.as_of",
    "catalog_id": "match.entries[is_own].id",
    "catalog_assertion": "match.entries[is_own].assertion",
    "catalog_evidence": "match.entries[is_own].evidence_status",
    "catalog_note": "match.entries[is_own].note",
    "catalog": "catalog",
    "input": "input.file",
    "sample": "sample.name",
    "sex": "sample.sex",
    "genotype": "sample.genotype",
    "zygosity": "sample.zygosity",
    "ad_ref": "sample.ad_ref",
    "ad_alt": "sample.ad_alt",
    "dp": "sample.dp",
    "gq": "sample.gq",
    "vaf": "sample.vaf",
    "inheritance": "sample.inheritance",
    **{column.name: f"counts.{column.name}" for column in SUMMARY_COLUMNS},
}
"""Where each column stands in the object of a row; of ``[is_own]`` the items that are."""
