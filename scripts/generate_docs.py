"""Write what is made from the code: pages of docs/ (columns, commands, ...), and JSON Schemas.

``--check`` writes nothing and fails if a page is not what the code says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from catalog_page import catalog_page
from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main as command_group
from foxp3tool.formats.column import Level
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.figure import svg_text
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.formats.row_json import PLACES
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.figure import FigureOptions, figure_content
from foxp3tool.pipeline.figure_input import FigureInput
from foxp3tool.pipeline.toolkit import Toolkit
from json_schema import SCHEMAS
from json_schema import text as schema_text
from notation_page import notation_page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
EXAMPLE = ROOT / "examples" / "ipex_demo.GRCh38.vcf"
NOTE = "<!-- Made from the code by `make docs`; edit the code, not this page. -->\n"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(header), " | ".join("---" for _ in header)]
    lines += [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def columns_page() -> str:
    """Describe every column."""
    parts = [
        "# Columns of the table\n",
        NOTE,
        (
            "One row is written per ALT allele and transcript, in input order. TSV: tab-separated, "
            "UTF-8, one header line, `\\n`, empty string for a missing value, no quoting; tabs and "
            "line ends in input values become blanks. Values of a `list` column are joined by `|`, "
            "those of a `terms` column by `&`.\n"
        ),
        (
            "`--columns minimal`, `standard` (the default) and `full` choose a set; each set holds "
            "the smaller ones. `--columns NAME,NAME` chooses columns one by one.\n"
        ),
        (
            "The same columns stand in CSV, Markdown, Parquet and Excel; [formats](formats.md) "
            "tells how to read each. The last column here says where the value stands in JSON, "
            "whose rows always hold everything.\n"
        ),
    ]
    for level in Level:
        rows = [
            (
                f"`{c.name}`",
                c.kind,
                c.meaning,
                f"`{c.example}`" if c.example else "",
                f"`{PLACES[c.name]}`",
            )
            for c in COLUMNS
            if c.level is level
        ]
        parts.append(f"## {level.name.lower()}\n")
        parts.append(_table(("column", "type", "meaning", "example", "in JSON"), rows))
    for mode, columns in (("summary", SUMMARY_COLUMNS), ("carriers, all", SAMPLE_COLUMNS)):
        rows = [
            (f"`{c.name}`", c.kind, c.meaning, f"`{c.example}`", f"`{PLACES[c.name]}`")
            for c in columns
        ]
        parts.append(f"## --samples {mode}\n")
        parts.append("Behind all others, see [genotypes](genotypes.md).\n")
        parts.append(_table(("column", "type", "meaning", "example", "in JSON"), rows))
    standard = " ".join(c.name for c in COLUMNS if c.level <= Level.STANDARD)
    parts.append(f"## The standard columns in order\n\n`{standard}`\n")
    return "\n".join(parts)


def issues_page() -> str:
    """Describe every issue code."""
    rows = [
        (f"`{code.name}`", code.meaning, "no" if code.is_error else "yes") for code in IssueCode
    ]
    return "\n".join(
        [
            "# Issue codes\n",
            NOTE,
            (
                "The `issues` column holds `CODE: message`, joined by `|`. The codes are "
                "stable, the messages may change. With `--strict` any issue makes the exit "
                "status 3.\n"
            ),
            _table(("code", "meaning", "is the row annotated?"), rows),
        ]
    )


WINDOWS = """
## Where a term counts

Terms are given for the most 3' placement of an allele in the direction of the transcript. The
windows, counted from the exon/intron border:

| term | window |
| --- | --- |
| `splice_donor_variant` | +1, +2 |
| `splice_acceptor_variant` | -1, -2 |
| `splice_donor_5th_base_variant` | +5 |
| `splice_donor_region_variant` | +3 to +6, but for +5 |
| `splice_region_variant` | three bases of the exon on either side; +7, +8; -3 to -8 |
| `splice_polypyrimidine_tract_variant` | -3 to -17 |
| `upstream_gene_variant`, `downstream_gene_variant` | 5,000 bases |

- A transcript's first and last base are no exon/intron borders.
- Bases put in count for a window if they come between two of its bases. Exactly on the border, or
  between +2 and +3 or -3 and -2, they count for the splice region; at either end of the
  polypyrimidine tract for the tract, which they lengthen.
- Where as many bases come as go, each stands for the one it replaces: a site or a codon that keeps
  its bases is not touched.
- `splice_region_variant` gives way to donor, acceptor, donor region and 5th base; the donor region
  gives way to the 5th base; the tract is not named where bases of an exon change as well.
- Bases put in exactly on a border, which copy none of the exon's, have the terms of bases that
  become exonic, as with Ensembl VEP; whether they do is not known, so the protein is `p.?`.
- A deletion from one exon into another fuses the two, and the protein is read from the fused exon.
- Bases behind the last residue are an extension of the protein (HGVS); in frame, without loss of
  the stop codon, the term is `inframe_insertion`.

The windows and their precedence are those of Ensembl VEP since release 105; where its code could
not be read, [agreement.md](agreement.md) says what was gone by.
"""


def terms_page() -> str:
    """Describe every consequence term."""
    rows = [(f"`{c.term}`", c.so_accession, c.impact.value) for c in Consequence]
    return "\n".join(
        [
            "# Consequence terms\n",
            NOTE,
            (
                "Most severe first, as in Ensembl's table of calculated variant consequences; "
                "`exon_loss_variant` is not one of Ensembl's terms. Terms that this version "
                "knows but never gives are those of structural variants and non-coding "
                "transcripts.\n"
            ),
            _table(("term", "Sequence Ontology", "impact"), rows),
            WINDOWS,
        ]
    )


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for child in subcommands(command):
        yield from _commands(child, f"{path} {child.name}")


def commands_page() -> str:
    """Give the help text of every command."""
    parts = ["# Commands\n", NOTE]
    for path, command in _commands(command_group, "foxp3tool"):
        context = click.Context(
            command,
            info_name=path,
            terminal_width=90,
            help_option_names=command_group.context_settings["help_option_names"],
        )
        parts.append(f"## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def demo_figure() -> str:
    """Draw the example of docs/figures.md."""
    toolkit = Toolkit.current()
    reader = FigureInput(toolkit, None, "mane")
    reader.add_file(str(EXAMPLE))
    content = figure_content(toolkit, reader.entries, FigureOptions(title="The bundled example"))
    return svg_text(content, interactive=False)


PAGES = {
    "catalog.md": lambda: catalog_page(NOTE),
    "columns.md": columns_page,
    "commands.md": commands_page,
    "consequences.md": terms_page,
    "figures/ipex_demo.svg": demo_figure,
    "issues.md": issues_page,
    "notations.md": lambda: notation_page(NOTE, _table),
}
FILES = {DOCS / name: page for name, page in PAGES.items()} | {
    ROOT / "src" / "foxp3tool" / "formats" / name: lambda made=made: schema_text(made())
    for name, made in SCHEMAS.items()
}


def main() -> int:
    """Write or check the pages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    stale = []
    for path, page in FILES.items():
        text = page()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(path.name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"docs/ or a schema is not what the code says: {', '.join(stale)}; run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
