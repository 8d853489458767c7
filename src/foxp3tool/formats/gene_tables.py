"""The gene as tables and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from foxp3tool.model.gene_view import ExonView, FeatureView, GeneView, TranscriptView
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_number

Table = tuple[list[str], list[list[str]]]


def table(view: GeneView, which: str) -> Table:
    """Return header and rows: one for each exon, transcript or protein feature.

    Genomic places are 1-based, both ends included, on the plus strand.
    """
    match which:
        case "transcripts":
            return _transcripts(view)
        case "features":
            return _features(view)
        case _:
            return _exons(view)


def _place_columns(view: GeneView) -> list[str]:
    return [f"{build.name.lower()}_{end}" for build in view.builds for end in ("start", "end")]


def _ends(span: Interval | None) -> list[str]:
    """Return first and last base, 1-based."""
    return ["", ""] if span is None else [str(genomic_number(span.start)), str(span.end)]


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _exons(view: GeneView) -> Table:
    header = [
        "gene", "transcript", "exon", "exons", "exon_literature", "length", "n_start", "n_end",
        "c_start", "c_end", "coding_length", "start_phase", "end_phase", "residue_start",
        "residue_end", *_place_columns(view),
        *(f"intron_length_{build.name.lower()}" for build in view.builds),
    ]  # fmt: skip
    rows = []
    for one in view.transcripts:
        for exon in one.exons:
            first, last = exon.residues or (None, None)
            introns = dict(exon.intron_lengths)
            row = [view.symbol, one.transcript.accession, str(exon.number), str(len(one.exons))]
            row += [exon.literature, str(exon.length), str(exon.first_n), str(exon.last_n)]
            row += [exon.first_c, exon.last_c, str(len(exon.coding) if exon.coding else 0)]
            row += [_text(one) for one in (exon.start_phase, exon.end_phase, first, last)]
            row += [cell for build in view.builds for cell in _ends(exon.place(build.name))]
            row += [_text(introns.get(build.name)) for build in view.builds]
            rows.append(row)
    return header, rows


def _transcripts(view: GeneView) -> Table:
    header = [
        "gene", "transcript", "protein", "mane_select", "status", "biotype", "cds_complete",
        "aliases", "exons", "length", "cds_length", "protein_length", *_place_columns(view),
        *(f"cds_{name}" for name in _place_columns(view)),
    ]  # fmt: skip
    rows = []
    for one in view.transcripts:
        here = one.transcript
        coding = dict(one.cds_places)
        row = [view.symbol, here.accession, here.protein_accession or ""]
        row += ["yes" if here.is_of_mane_select else "no", here.status.value, here.biotype.value]
        row += ["yes" if here.cds_complete else "no", "|".join(here.aliases), str(len(one.exons))]
        row += [str(here.length), str(one.cds_length), str(one.protein_length)]
        row += [cell for build in view.builds for cell in _ends(one.place(build.name))]
        row += [cell for build in view.builds for cell in _ends(coding.get(build.name))]
        rows.append(row)
    return header, rows


def _features(view: GeneView) -> Table:
    header = [
        "gene", "feature", "kind", "residue_start", "residue_end", "c_start", "c_end", "exons",
        "exons_literature", "primary", "source", "reference", "note",
        *(build.name.lower() for build in view.builds),
    ]  # fmt: skip
    rows = []
    for one in view.features:
        pieces = dict(one.pieces)
        here = one.feature
        row = [view.symbol, here.name, here.kind, str(here.start), str(here.end)]
        row += [one.first_c, one.last_c, "|".join(one.exons), "|".join(one.literature)]
        row += ["yes" if here.primary else "no", here.source, here.reference, here.note]
        row += ["|".join("-".join(_ends(s)) for s in pieces[build.name]) for build in view.builds]
        rows.append(row)
    return header, rows


def tsv_lines(content: Table) -> Iterator[str]:
    """Yield tab-separated lines without line ends; no cell holds a tab or a line end."""
    header, rows = content
    for row in (header, *rows):
        yield "\t".join(" ".join(cell.split()) for cell in row)


def csv_lines(content: Table) -> Iterator[str]:
    """Yield comma-separated lines without line ends; cells with commas or quotes are quoted."""
    header, rows = content
    for row in (header, *rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row)
        yield out.getvalue()


def json_text(view: GeneView) -> str:
    """Return everything as JSON; genomic places are 1-based, both ends included."""
    return json.dumps(
        {
            "gene": view.symbol,
            "chromosome": view.chromosome,
            "strand": view.strand.value,
            "made_by": view.edition,
            "note": view.research_use,
            "coordinates": "1-based, both ends included, on the plus strand of the chromosome",
            "assemblies": [
                {
                    "name": build.name,
                    "accession": build.accession,
                    "bundled": _json_span(build.region),
                }
                for build in view.builds
            ],
            "transcripts": [_json_transcript(one) for one in view.transcripts],
            "protein_features": [_json_feature(one) for one in view.features],
        },
        ensure_ascii=False,
        indent=2,
    )


def _json_span(span: Interval) -> dict[str, int]:
    return {"start": genomic_number(span.start), "end": span.end}


def _json_places(places: Iterable[tuple[str, Interval]]) -> dict[str, dict[str, int]]:
    return {name: _json_span(span) for name, span in places}


def _json_transcript(view: TranscriptView) -> dict[str, Any]:
    here = view.transcript
    return {
        "accession": here.accession,
        "protein": here.protein_accession,
        "mane_select": here.is_of_mane_select,
        "status": here.status.value,
        "biotype": here.biotype.value,
        "aliases": list(here.aliases),
        "length": here.length,
        "cds": {
            "length": view.cds_length,
            "complete": here.cds_complete,
            "places": _json_places(view.cds_places),
        }
        if view.cds_places
        else None,
        "protein_length": view.protein_length,
        "exons": [_json_exon(exon) for exon in view.exons],
    }


def _json_exon(exon: ExonView) -> dict[str, Any]:
    residues = exon.residues
    return {
        "number": exon.number,
        "literature_number": exon.literature or None,
        "length": exon.length,
        "n": {"start": exon.first_n, "end": exon.last_n},
        "c": {"start": exon.first_c, "end": exon.last_c} if exon.first_c else None,
        "coding_length": len(exon.coding) if exon.coding else 0,
        "start_phase": exon.start_phase,
        "end_phase": exon.end_phase,
        "residues": {"start": residues[0], "end": residues[1]} if residues else None,
        "places": _json_places(exon.places),
        "intron_length_after": dict(exon.intron_lengths) or None,
    }


def _json_feature(view: FeatureView) -> dict[str, Any]:
    here = view.feature
    return {
        "name": here.name,
        "kind": here.kind,
        "primary": here.primary,
        "residues": {"start": here.start, "end": here.end},
        "c": {"start": view.first_c, "end": view.last_c},
        "exons": list(view.exons),
        "exons_literature": list(view.literature),
        "source": here.source,
        "reference": here.reference or None,
        "note": here.note or None,
        "places": {name: [_json_span(span) for span in spans] for name, spans in view.pieces},
    }
