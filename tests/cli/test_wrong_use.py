"""Ten kinds of wrong use of every command: the status tells which, the words what to do."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from cli_runner import Run

EXAMPLES = Path(__file__).parents[2] / "examples"
USAGE = """
annotate --frob ok.vcf
annotate ok.vcf --columns foo
annotate ok.vcf --columns=
annotate ok.vcf -o x.doc
annotate ok.vcf -f foo
annotate ok.vcf --assembly hg18
annotate ok.vcf --transcripts NM_1
annotate ok.vcf --samples foo
annotate ok.vcf --sex BOY=male
annotate ok.vcf --samples all --sex BOY
annotate ok.vcf --samples all --sex NOBODY=male
annotate ok.vcf ok.vcf
annotate ok.vcf -f vcf --columns full
annotate ok.vcf --source foo
annotate ok.vcf --only-gene
annotate ok.vcf -o ok.vcf
annotate ok.vcf -f json --no-header
annotate ok.vcf -f json --columns full
annotate ok.vcf -f vcf -o x.tsv
annotate ok.vcf --catalog nope.tsv
annotate ok.vcf --ped nope.ped --samples all
annotate ok.vcf --reference nope
annotate ok.vcf --rejects d
lookup
lookup --frob
lookup names.txt
lookup c.1150G>A --column 2
lookup --input names.txt --column foo
lookup c.1G>A --card -f tsv
lookup c.1150G>A --columns foo
lookup c.1150G>A --transcripts foo
lookup c.1150G>A -
lookup c.1150G>A --input names.txt
lookup c.1150G>A -o c.pdf
convert
convert --frob
convert c.1150G>A --to foo
convert ok.vcf
convert ok.vcf --to vcf -o x.tsv
convert c.1150G>A --rejects x
convert ok.vcf --to vcf --column 1
convert ok.vcf ok2.vcf --to vcf
convert c.1150G>A --to hgvs_c -f vcf
catalog foo
catalog list --assertion foo
catalog list -o x.doc
catalog list --not-read --domain x
catalog show
catalog show FOXP3-IPEX-0127 -o x.tsv
catalog search
catalog search ''
catalog export
catalog export -f vcf
catalog export -f tsv --assembly hg19
catalog export -o x.doc
catalog export -o x.bed -f vcf --assembly hg19
catalog update
catalog reset --to ok.vcf
check ok.vcf --sample foo
check ok.vcf --min-depth x
check ok.vcf --assertion foo
check ok.vcf -o x.doc
check ok.vcf ok2.vcf
check ok.vcf --catalog nope.tsv
gene foo
gene --transcripts foo
gene -f bed
gene -o x.doc
gene -f json --table exons
gene --figure x.doc
gene -f csv -o x.bed
reference foo
reference verify --fasta nope.fa
completion
completion tcsh
completion bash zsh
plot ok.vcf -o x.doc
plot ok.vcf -o x.svg -f png
plot ok.vcf --size foo
plot ok.vcf --variant c.1G>A
plot ok.vcf ok.vcf
report ok.vcf -o x.doc
report ok.vcf --variant c.1G>A -o x.html
report ok.vcf --samples foo -o x.html
report ok.vcf ok.vcf -o x.html
sequence
sequence c.1150G>A --what foo
sequence c.1150G>A --flank 0
sequence c.1150G>A -o x.doc
sequence c.1150G>A --what cds --flank 3
sequence c.1150G>A --transcripts foo
foo
--frob
"""
INPUT = """
annotate nope.vcf
annotate d
annotate empty.vcf
annotate junk.vcf
annotate names.txt
annotate ok.vcf --ped empty.vcf --samples all
annotate ok.vcf --source g=nope.vcf
annotate ok.vcf --catalog empty.vcf
annotate ok.vcf --reference d
annotate ok.vcf --assembly GRCh37
annotate ok.vcf -o nowhere/x.tsv
annotate ok.vcf -o nowhere/x.vcf.gz
lookup c.1150G>A -o nowhere/x.tsv
lookup c.1150G>A --card -o nowhere/x.txt
lookup --input nope.txt
lookup --input d
lookup --input empty.vcf
lookup --input ok.vcf
convert nope.vcf --to vcf
convert empty.vcf --to vcf
convert junk.vcf --to vcf
convert ok.vcf --to vcf
convert c.1150G>A --to vcf -o nowhere/x.vcf.gz
catalog list -o nowhere/x.tsv
catalog show FOXP3-IPEX-0127 -o nowhere/x.txt
catalog export -o nowhere/x.tsv
catalog export --assembly hg19 -o nowhere/x.bed.gz
catalog update --clinvar nope.vcf
catalog update --clinvar empty.vcf
catalog update --clinvar ok.vcf
catalog update --clinvar d
catalog verify --reference d
check nope.vcf
check d
check empty.vcf
check junk.vcf
check ok.vcf -o nowhere/x.tsv
gene -o nowhere/x.tsv
reference info --reference d
reference verify --fasta empty.vcf
plot nope.vcf
plot empty.vcf
plot --input nope.txt
plot ok.vcf -o nowhere/x.svg
report nope.vcf -o x.html
report empty.vcf -o x.html
report --input nope.txt -o x.html
report ok.vcf -o nowhere/x.html
sequence c.1150G>A -o nowhere/x.fa
"""
SINGLE_LINES = ("catalog show nope", "lookup nope", "sequence nope", "convert nope")
"""A text of several that fails: told beside the name, all others are answered."""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ok.vcf", "ok2.vcf"):
        shutil.copy(EXAMPLES / "ipex_demo.GRCh38.vcf", tmp_path / name)
    (tmp_path / "d").mkdir()
    (tmp_path / "empty.vcf").write_text("")
    (tmp_path / "junk.vcf").write_text("hello\nworld\n")
    (tmp_path / "names.txt").write_text("c.1150G>A\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOXP3TOOL_DATA", str(tmp_path / "data"))


def lines(block: str) -> list[str]:
    return block.strip().split("\n")


def told(run: Run, line: str, code: int) -> str:
    """Run a command; nothing is written and nothing is left."""
    before = sorted(path.name for path in Path().iterdir())
    result = run(*shlex.split(line)).no_traceback()
    assert result.code == code, result.err
    assert result.out == "" or line.startswith("reference verify")
    assert sorted(path.name for path in Path().iterdir()) == before
    assert Path("ok.vcf").read_bytes() == (EXAMPLES / "ipex_demo.GRCh38.vcf").read_bytes()
    return result.err


@pytest.mark.parametrize("line", lines(USAGE))
def test_wrong_usage(run: Run, line: str) -> None:
    err = told(run, line, 2)
    assert "what to do: " in err or "Try 'foxp3tool" in err
    assert sum(one.startswith(("Error: ", "foxp3tool: error: ")) for one in err.splitlines()) == 1


@pytest.mark.parametrize("line", lines(INPUT))
def test_input_that_cannot_be_used(run: Run, line: str) -> None:
    err = told(run, line, 1)
    found = [one for one in err.splitlines() if one.startswith("foxp3tool: error: ")]
    assert len(found) == 1
    assert "what to do: " in err
    assert "Errno" not in err


@pytest.mark.parametrize("line", SINGLE_LINES)
def test_a_name_that_cannot_be_read(run: Run, line: str) -> None:
    result = run(*line.split()).no_traceback()
    assert result.code == 1
    assert f"foxp3tool {line.split(maxsplit=1)[0]}: nope: " in result.err
    assert "what to do: " in result.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("annotate ok.vcf ok.vcf", "ok.vcf is named twice; name each input once"),
        ("plot ok.vcf ok.vcf", "ok.vcf is named twice; name each input once"),
        ("report ok.vcf ok.vcf -o x.html", "ok.vcf is named twice; name each input once"),
        ("convert ok.vcf --to vcf --column 1", "are not for a VCF; leave them out"),
    ],
)
def test_the_words(run: Run, line: str, words: str) -> None:
    assert words in " ".join(told(run, line, 2).split())


def test_a_list_given_as_a_vcf_is_sent_to_the_right_command(run: Run) -> None:
    err = " ".join(told(run, "annotate names.txt", 1).split())
    assert "a list of names is for foxp3tool lookup --input" in err


def test_a_source_that_is_not_there_is_told_so(run: Run) -> None:
    err = told(run, "annotate ok.vcf --source g=nope.vcf", 1)
    assert "nope.vcf: cannot be read: No such file or directory" in err
    assert "check the path" in err
