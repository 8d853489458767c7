"""Make the bundled reference data from the facts folder, or check that it is up to date."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from bundle_constants import GRCH37, GRCH38
from catalog_details_file import details_object
from catalog_file import catalog_object
from catalog_ids import check_ids
from clinvar_copy import read_copy
from clinvar_copy_entries import with_copy
from facts_reader import FactError
from feature_files import gene_feature_table, protein_feature_table
from gene_file import gene_object, mane_select, read_transcripts
from manifest_file import catalog_counts, details_counts, manifest_object
from sequence_files import difference_table, genome_fasta, protein_fasta, read_genome

RERUN = "python scripts/build_reference --facts FACTS --output FOLDER"


def json_text(value: object) -> str:
    """Return JSON with two blanks of indent, keys in the order they were made, UTF-8 as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def build(facts: Path) -> dict[str, bytes]:
    """Make every generated file in memory.

    Args:
        facts: The facts folder, with `reference` and `catalog` below it.

    Returns:
        File name to content.

    Raises:
        FactError: A fact is malformed or contradicts another.
    """
    genome = read_genome(facts)
    transcripts = read_transcripts(facts, genome)
    mane = mane_select(transcripts)
    protein_features, protein_feature_count = protein_feature_table(facts)
    gene_features, gene_feature_count = gene_feature_table(facts, genome, mane)
    entries = with_copy(catalog_object(facts, genome, mane)["entries"], read_copy(genome, mane))
    catalog = {"entries": entries}
    check_ids(entries)
    details = details_object(facts, entries)
    texts = {
        "GRCh37.fa": genome_fasta(GRCH37, genome),
        "GRCh38.fa": genome_fasta(GRCH38, genome),
        "build_differences.tsv": difference_table(genome),
        "catalog.json": json_text(catalog),
        "catalog_details.json": json_text(details),
        "gene.json": json_text(gene_object(transcripts, genome)),
        "gene_features.tsv": gene_features,
        "protein_features.tsv": protein_features,
        "proteins.fa": protein_fasta(),
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    counts = {
        **catalog_counts(entries),
        **details_counts(details),
        "transcripts": len(transcripts),
        "transcripts_by_status": dict(sorted(Counter(t.status for t in transcripts).items())),
        "build_differences": len(genome.differences),
        "protein_features": protein_feature_count,
        "gene_features": gene_feature_count,
    }
    return files | {"manifest.json": json_text(manifest_object(files, counts)).encode("utf-8")}


def differing(files: dict[str, bytes], folder: Path) -> list[str]:
    """Return what differs between freshly made files and a folder, one line a file."""
    lines = []
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.is_file():
            lines.append(f"{path}: missing")
        elif path.read_bytes() != content:
            lines.append(f"{path}: differs from what the facts give")
    return lines


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="build_reference",
        description="Make data/foxp3_reference from the facts folder. Nothing is written unless "
        "every fact passes its checks. README.md, schemas and __init__.py are hand-written and "
        "stay untouched.",
    )
    parser.add_argument("--facts", type=Path, required=True, help="facts folder (../shared)")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("data/foxp3_reference"),
        help="folder of the bundle (default: %(default)s)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 and name the files that differ from the output folder",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: Command line without the program name; None takes that of the process.

    Returns:
        0 when done, 1 when a fact or a file does not fit.
    """
    options = parse_arguments(arguments)
    try:
        files = build(options.facts)
    except FactError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.check:
        lines = differing(files, options.output)
        for line in lines:
            print(line, file=sys.stderr)
        if lines:
            print(f"  What to do: run {RERUN} and commit the result", file=sys.stderr)
        return 1 if lines else 0
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (options.output / name).write_bytes(content)
    except OSError as error:
        print(f"error: cannot write {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"wrote {len(files)} files to {options.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
