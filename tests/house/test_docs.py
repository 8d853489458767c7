"""The generated pages say what the code says, and every command is documented with an example."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main
from foxp3tool.formats.columns import COLUMNS

ROOT = Path(__file__).parents[2]


def test_generated_pages_are_up_to_date() -> None:
    script = ROOT / "scripts" / "generate_docs.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_standard_columns_are_those_of_the_contract_in_order() -> None:
    # The list of the team's contract (contract.md, "Standard table"), written out by hand.
    contract = (
        "chrom pos id ref alt filter assembly gene transcript hgvs_g hgvs_c hgvs_p consequence "
        "impact exon intron cds_position protein_position codons amino_acids domain ipex_match "
        "ipex_id ipex_name ipex_phenotype ipex_references clinvar_significance evidence issues"
    )
    standard = [column.name for column in COLUMNS if column.level.name != "FULL"]
    assert standard == contract.split()


def leaf_commands(command: click.Command) -> list[click.Command]:
    if isinstance(command, click.Group):
        return [leaf for child in subcommands(command) for leaf in leaf_commands(child)]
    return [command]


@pytest.mark.parametrize("command", leaf_commands(main), ids=lambda command: str(command.name))
def test_every_command_has_help_with_an_example(command: click.Command) -> None:
    assert command.help is not None
    assert "Example" in command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option)), (
        "every option is explained"
    )


def test_pages_are_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for page in sorted((ROOT / "docs").glob("*.md")):
        assert f"docs/{page.name}" in readme
