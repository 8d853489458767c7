"""protein_features.tsv and gene_features.tsv."""

import re
from pathlib import Path

from bundle_constants import FULL_LENGTH_PROTEIN, GRCH37, GRCH38, NCBI_GENE_ID
from bundle_corrections import GENE_FEATURES
from facts_reader import Row, read_table
from gene_file import Transcript
from sequence_files import Genome, Span, reverse_complement, write_table

PROTEIN_COLUMNS = ("name", "type", "start", "end", "primary", "source", "reference", "note")
PROTEIN_TYPES = (
    "cleavage",
    "coiled_coil",
    "dna_contact",
    "domain",
    "interface",
    "modified_residue",
    "motif",
    "region",
    "zinc_finger",
)
REFERENCE_PATTERN = re.compile(r"PMID:[1-9]\d{0,7}|PMC[1-9]\d*|doi:10\.\d{4,9}/\S+")
GENE_SOURCE_COLUMNS = (
    "name",
    "type",
    "grch38_start",
    "grch38_end",
    "grch37_start",
    "grch37_end",
    "source",
    "note",
)
GENE_COLUMNS = (
    "name",
    "type",
    "grch37_start",
    "grch37_end",
    "grch38_start",
    "grch38_end",
    "source",
    "note",
)
GENE_TYPES = ("gene", "nmd_boundary", "polyA_signal", "regulatory")


def protein_feature_table(facts: Path) -> tuple[str, int]:
    """Return the protein features (residues 1-based inclusive, as in the source) and their count.

    Args:
        facts: The facts folder.

    Returns:
        The text of the table and the number of rows.

    Raises:
        FactError: A type, a range, a reference or a residue named in a note does not fit.
    """
    file = "reference/protein_features.tsv"
    rows = read_table(facts, file, PROTEIN_COLUMNS, "name", numbered=True)
    for row in rows:
        start, end = row.number("start"), row.number("end")
        row.choice("type", PROTEIN_TYPES)
        row.choice("primary", ("yes", "no"))
        row.required("name")
        row.required("source")
        if not start <= end <= len(FULL_LENGTH_PROTEIN):
            raise row.error(f"residues {start}-{end} do not lie in the protein")
        if row["reference"] and not REFERENCE_PATTERN.fullmatch(row["reference"]):
            raise row.error(f"reference {row['reference']!r} is no PMID:, PMC or doi:")
        for residue, number in re.findall(r"\b([A-Z])(\d{1,3})\b", row["note"]):
            if start <= int(number) <= end and FULL_LENGTH_PROTEIN[int(number) - 1] != residue:
                raise row.error(f"the note names {residue}{number}, the protein has another")
    cells = ([row[column] for column in PROTEIN_COLUMNS] for row in rows)
    return write_table(PROTEIN_COLUMNS, cells), len(rows)


def _span(row: Row, build: str) -> Span | None:
    """Return the 0-based interval of a build, or None where both cells are empty."""
    fields = (f"{build}_start", f"{build}_end")
    if not row[fields[0]] and not row[fields[1]]:
        return None
    start, end = (row.number(field) for field in fields)
    if start > end:
        raise row.error(f"{fields[0]} lies behind {fields[1]}")
    return Span(start - 1, end)


def _check_gene_feature(
    row: Row, spans: tuple[Span | None, Span | None], genome: Genome, mane: Transcript
) -> None:
    """Stop where an interval does not fit the other build, the sequence or the transcript."""
    grch37, grch38 = spans
    for assembly, span in ((GRCH37, grch37), (GRCH38, grch38)):
        if span is None:
            continue
        bases = genome.bases(assembly, span)
        if not bases:
            raise row.error(f"the {assembly.name} interval does not lie in the bundled region")
        if row["type"] == "polyA_signal" and reverse_complement(bases) != "AATAAA":
            raise row.error(f"{assembly.name} reads {reverse_complement(bases)}, not AATAAA")
        exons = mane.exons[assembly.name]
        if row["type"] == "gene" and span != (exons[-1].start, exons[0].end):
            raise row.error(f"the {assembly.name} span is not that of {mane.accession}")
        # The 50th base before the last junction, counted with the base at the junction.
        boundary = Span(exons[-2].start + 49, exons[-2].start + 50)
        if row["type"] == "nmd_boundary" and span != boundary:
            raise row.error(f"{assembly.name}: 50 nt before the last junction is {boundary}")
    if grch37 and grch38:
        lifted = (genome.lift(grch37.start), genome.lift(grch37.end - 1))
        if lifted != (grch38.start, grch38.end - 1):
            raise row.error("the intervals do not correspond through the build differences")
    if row["type"] == "gene" and NCBI_GENE_ID not in row["source"]:
        raise row.error(f"the source does not name NCBI Gene {NCBI_GENE_ID}")


def gene_feature_table(facts: Path, genome: Genome, mane: Transcript) -> tuple[str, int]:
    """Return the gene features with 0-based half-open intervals, and their count.

    Args:
        facts: The facts folder.
        genome: The bundled sequences.
        mane: The MANE Select transcript.

    Returns:
        The text of the table and the number of rows. Unknown cells are empty.

    Raises:
        FactError: A type or an interval does not fit.
    """
    table = []
    for row in read_table(facts, GENE_FEATURES, GENE_SOURCE_COLUMNS, "name"):
        row.choice("type", GENE_TYPES)
        spans = (_span(row, "grch37"), _span(row, "grch38"))
        _check_gene_feature(row, spans, genome, mane)
        coordinates: list[object] = []
        for span in spans:
            coordinates += ["", ""] if span is None else [*span]
        table.append(
            [row.required("name"), row["type"], *coordinates, row.required("source"), row["note"]]
        )
    return write_table(GENE_COLUMNS, table), len(table)
