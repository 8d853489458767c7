"""The JSON Schemas of what ``--format json`` and ``jsonl`` write; made by ``make docs``.

The structure stands here, apart from the code that writes it, so that each can prove the other.
Words on a field that is a column of the table, too, are those of the column.
"""

from __future__ import annotations

import json
from enum import Enum, StrEnum
from typing import Any

from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.formats.json_text import FORMAT_VERSION, TABLE_FORMAT
from foxp3tool.formats.row_json import FORMAT, PLACES
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import Assertion, EvidenceStatus
from foxp3tool.model.consequence import Consequence, Impact
from foxp3tool.model.details import (
    DecayVerdict,
    KozakStrength,
    SignalFate,
    SkipFrame,
    UpstreamFrame,
)
from foxp3tool.model.evidence import Criterion, Strength, Verdict
from foxp3tool.model.genotype import Inheritance, Sex, Zygosity
from foxp3tool.model.issue import IssueCode
from schema_words import with_words

Schema = dict[str, Any]
_COLUMNS = {c.name: c for c in (*COLUMNS, *SUMMARY_COLUMNS, *SAMPLE_COLUMNS)}
_MEANINGS = {place: _COLUMNS[name].meaning for name, place in PLACES.items() if "[" not in place}

TEXT: Schema = {"type": "string", "minLength": 1}
BOOLEAN: Schema = {"type": "boolean"}
POSITIVE: Schema = {"type": "integer", "minimum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def one_of(values: type[StrEnum]) -> Schema:
    """Return the schema of a value of an enumeration."""
    return {"enum": [member.value for member in values if member.value]}


def name_of(values: type[Enum]) -> Schema:
    """Return the schema of the name of a member."""
    return {"enum": [member.name for member in values]}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be unknown."""
    if "type" in schema and isinstance(schema["type"], str) and schema["type"] != "object":
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {"anyOf": [schema, {"type": "null"}]}


def several(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def closed(place: str, told: str = "", /, **fields: Schema) -> Schema:
    """Return the schema of an object that has these fields and no other.

    Args:
        place: Where it stands in the object of a row; its fields are told by the columns that are
            there.
        told: What the object is.
        fields: Its fields.
    """
    described = {}
    for name, schema in fields.items():
        meaning = _MEANINGS.get(f"{place}.{name}".strip("."))
        described[name] = {"description": meaning, **schema} if meaning else schema
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "required": list(fields),
        "properties": described,
    }
    return {"description": told, **made} if told else made


def provenance() -> Schema:
    """Return what a result was made with."""
    return closed(
        "",
        "What the result was made with.",
        program={"const": "foxp3tool"},
        version={"description": "Version of the program.", **TEXT},
        data_version={"description": "Version of the bundled reference data.", **TEXT},
        catalog={"description": "The catalog: bundle, renewal, own tables (joined by |).", **TEXT},
        use={"description": "What the result is for.", **TEXT},
    )


def on_build() -> Schema:
    """Return the names of an allele on one build."""
    return closed("", "The allele on one build.", hgvs_g=or_null(TEXT), alleles=several(TEXT))


def decay() -> Schema:
    """Return a prediction of nonsense-mediated decay."""
    return closed(
        "transcript.nmd",
        verdict=one_of(DecayVerdict),
        reason=TEXT,
        stop=or_null(TEXT),
        last_junction=or_null(TEXT),
        distance=or_null(WHOLE),
    )


def transcript() -> Schema:
    """Return an allele on one transcript."""
    span = or_null(closed("", start=POSITIVE, end=POSITIVE))
    terms = several({"enum": [one.term for one in Consequence]})
    return closed(
        "transcript",
        accession=TEXT,
        is_mane_select=BOOLEAN,
        hgvs_c=or_null(TEXT),
        hgvs_p=or_null(TEXT),
        consequences=terms,
        impact=one_of(Impact),
        exon=or_null(TEXT),
        intron=or_null(TEXT),
        cds_position=span,
        protein_position=span,
        codons=or_null(TEXT),
        amino_acids=or_null(TEXT),
        features=several(
            closed(
                "",
                "A protein feature; is_primary: the column domain shows it.",
                name=TEXT,
                kind=TEXT,
                start=POSITIVE,
                end=POSITIVE,
                is_primary=BOOLEAN,
                source=TEXT,
                reference=or_null(TEXT),
            )
        ),
        hgvs_n=or_null(TEXT),
        nmd=or_null({"$ref": "#/$defs/nmd"}),
        exon_skips=several(
            closed(
                "",
                exons=several(POSITIVE),
                frame=one_of(SkipFrame),
                bases=COUNT,
                residues_lost=or_null(COUNT),
                hgvs_p=or_null(TEXT),
                nmd=or_null({"$ref": "#/$defs/nmd"}),
            )
        ),
        last_base_of_exons=several(POSITIVE),
        polya_signals=several(
            closed(
                "",
                fate=one_of(SignalFate),
                before=or_null(TEXT),
                after=or_null(TEXT),
                position=TEXT,
            )
        ),
        kozak=or_null(
            closed(
                "",
                before=TEXT,
                after=TEXT,
                strength_before=one_of(KozakStrength),
                strength_after=one_of(KozakStrength),
            )
        ),
        upstream_starts=several(
            closed(
                "",
                fate=one_of(SignalFate),
                position=TEXT,
                frame=one_of(UpstreamFrame),
                stop=or_null(TEXT),
                kozak=one_of(KozakStrength),
            )
        ),
        protein_loss=or_null(
            closed(
                "",
                first=POSITIVE,
                last=POSITIVE,
                residues=POSITIVE,
                length=POSITIVE,
                lost=several(TEXT),
                cut=several(TEXT),
            )
        ),
        delta2=or_null(
            closed(
                "transcript.delta2",
                "The same allele on the delta-2 isoform; on rows of MANE Select only.",
                accession=TEXT,
                effect={"enum": ["same", "other", "spared"]},
                consequences=terms,
                hgvs_c=or_null(TEXT),
                hgvs_p=or_null(TEXT),
            )
        ),
    )


def entry() -> Schema:
    """Return a catalog entry that an allele is, or agrees with in part."""
    reference = closed(
        "",
        "A publication, and what it says of the variant in our own words.",
        citation=or_null(TEXT),
        pmid=or_null(TEXT),
        doi=or_null(TEXT),
        first_author=or_null(TEXT),
        year=or_null(WHOLE),
        title=or_null(TEXT),
        journal=or_null(TEXT),
        says=or_null(TEXT),
    )
    clinvar = closed(
        "",
        "ClinVar's statement in the newest copy that was read.",
        significance=TEXT,
        review_status=or_null(TEXT),
        as_of={"description": "Date of that copy; null if it is not stated.", **or_null(DATE)},
        absent_from=or_null(DATE),
        variation_ids=several(TEXT),
    )
    return closed(
        "",
        "A catalog entry; it may be benign: read its assertion first.",
        id=TEXT,
        name=TEXT,
        agreement={
            "description": "How the allele agrees with this entry, whatever it asserts.",
            **one_of(MatchGrade),
        },
        reason={"description": "What the agreement rests on.", **or_null(TEXT)},
        is_flagged={"description": "True if the grade of the match speaks of it.", **BOOLEAN},
        is_own={
            "description": "True if it is of this very allele, or of one of several changes that "
            "are given together; else it agrees in part.",
            **BOOLEAN,
        },
        assertion=one_of(Assertion),
        evidence_status=one_of(EvidenceStatus),
        phenotypes=several(TEXT),
        names_condition={
            "description": "False if only copies of ClinVar that name no condition call it "
            "(likely) pathogenic.",
            **BOOLEAN,
        },
        references=several(reference),
        citations=several(TEXT),
        clinvar=or_null(clinvar),
        rsids=several(TEXT),
        note=or_null(TEXT),
    )


def hint() -> Schema:
    """Return a code of ACMG/AMP and what is said of it."""
    step = closed("", question=TEXT, answer=TEXT, grounds=or_null(TEXT))
    return closed(
        "",
        "A code of ACMG/AMP (PMID 25741868): a hint, never a classification.",
        criterion=name_of(Criterion),
        label={
            "description": "What the column evidence shows; null if it does not apply.",
            **or_null(TEXT),
        },
        verdict=one_of(Verdict),
        strength=or_null(one_of(Strength)),
        reason=TEXT,
        sources=several(TEXT),
        steps=several(step),
    )


def row() -> Schema:
    """Return the object of a row."""
    population = closed(
        "",
        "How often the allele was seen in people who were not chosen for the disease.",
        dataset=TEXT,
        allele_count=COUNT,
        allele_number=COUNT,
        frequency=or_null({**NUMBER, "minimum": 0, "maximum": 1}),
        hemizygotes=or_null(COUNT),
        homozygotes=or_null(COUNT),
        as_of=or_null(TEXT),
        source=or_null(TEXT),
    )
    sample = closed(
        "sample",
        "The one sample that the row is of (--samples carriers, all).",
        name=TEXT,
        sex=one_of(Sex),
        genotype=or_null(TEXT),
        zygosity=one_of(Zygosity),
        ad_ref=or_null(COUNT),
        ad_alt=or_null(COUNT),
        dp=or_null(COUNT),
        gq=or_null(NUMBER),
        vaf=or_null(NUMBER),
        inheritance=or_null(one_of(Inheritance)),
    )
    counts = closed(
        "counts",
        "How many samples have the allele (--samples summary).",
        **{column.name: or_null(COUNT) if column.name == "an" else COUNT
           for column in SUMMARY_COLUMNS},
    )  # fmt: skip
    made = closed(
        "",
        "One allele on one transcript, or one allele or text that has no annotation.",
        input=closed(
            "input",
            "The allele as the input gives it.",
            chrom=or_null(TEXT),
            pos=or_null(COUNT),
            id=or_null(TEXT),
            ref=or_null(TEXT),
            alt=or_null(TEXT),
            filter=several(TEXT),
            file=or_null(TEXT),
        ),
        assembly=or_null(TEXT),
        gene=or_null(TEXT),
        variant=or_null(
            closed(
                "variant",
                "The allele, normalised; of several changes given together the lists have one item "
                "each.",
                hgvs_g=or_null(TEXT),
                alleles=several(TEXT),
                spdi=several(TEXT),
                vrs_id=several(TEXT),
                grch37=on_build(),
                grch38=on_build(),
                hgvs_refseqgene=or_null(TEXT),
                exon_legacy=several(TEXT),
            )
        ),
        transcript=or_null({"$ref": "#/$defs/transcript"}),
        match=or_null(
            closed(
                "match",
                "Reported mutations that the allele is, or agrees with.",
                grade=one_of(MatchGrade),
                entries=several({"$ref": "#/$defs/entry"}),
            )
        ),
        evidence=or_null(several({"$ref": "#/$defs/hint"})),
        population=several(population),
        sources={
            "description": "What the sources named with --source say, by the column's name.",
            "type": "object",
            "additionalProperties": several(TEXT),
        },
        sample=or_null(sample),
        counts=or_null(counts),
        catalog=several(TEXT),
        issues=several(
            closed(
                "",
                "What is to be known of the row; is_error: it has no annotation.",
                code=name_of(IssueCode),
                message={"type": "string"},
                is_error=BOOLEAN,
            )
        ),
    )
    made["properties"]["provenance"] = {"$ref": "#/$defs/provenance"}
    return made


def document(kind: str, told: str, rows: Schema) -> Schema:
    """Return the schema of a whole document; that of a line of JSON Lines is ``$defs/row``."""
    return {
        "$schema": ADDRESS,
        "title": kind,
        "description": f"{told} A line of JSON Lines is $defs/row, which there has the provenance, "
        "too. Fields may be added; format_version rises if one is taken away or means something "
        "else. null is unknown or does not apply, an empty list is none.",
        **closed(
            "",
            format={"const": kind},
            format_version={"const": FORMAT_VERSION},
            provenance={"$ref": "#/$defs/provenance"},
            rows=several({"$ref": "#/$defs/row"}),
            row_count={
                "description": "The last field: a document that lacks it is cut off.",
                **COUNT,
            },
        ),
        "$defs": {"row": rows, "provenance": provenance()},
    }


def annotations() -> Schema:
    """Return the schema of annotated variants."""
    made = document(FORMAT, "Variants that foxp3tool annotated or looked up.", row())
    made["$defs"] |= {
        "transcript": transcript(), "nmd": decay(), "entry": entry(), "hint": hint(),
    }  # fmt: skip
    return made


def table() -> Schema:
    """Return the schema of tables whose rows are objects of their columns."""
    value: Schema = {
        "anyOf": [{"type": ["string", "number", "null"]}, several(TEXT)],
    }
    rows: Schema = {
        "description": "A row by the names of its columns; cells of several values are lists.",
        "type": "object",
        "properties": {"provenance": {"$ref": "#/$defs/provenance"}},
        "additionalProperties": value,
    }
    return document(TABLE_FORMAT, "A table of foxp3tool check, convert or catalog list.", rows)


SCHEMAS = {
    "annotations.schema.json": annotations,
    "table.schema.json": table,
}


def text(schema: Schema) -> str:
    """Return a schema as it stands in the package."""
    return json.dumps(with_words(schema), ensure_ascii=False, indent=1) + "\n"
