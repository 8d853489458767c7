"""Every command has examples in its help, and every example does what it says.

The files that examples name are the bundled ones under that name; what takes a whole genome of the
user's is left out by name.
"""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import click
import pysam
import pytest
from cli_runner import Run
from clinvar_builder import Facts, old_records

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
RESEARCH_USE = "Research use only; not a diagnosis."
LEFT_OUT = {"foxp3tool reference verify --fasta GRCh38.fa"}
"""Needs a whole genome; tests/reference/test_verification.py compares with one that is made up."""
OF_SHELLS = ("|", ">", "$(", "*")
PROGRAMS = ("bash", "bcftools", "bgzip", "jq", "less", "cut")
LONGEST = 60


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for child in subcommands(command):
        found += commands(child, (*path, str(child.name)))
    return found


def examples(path: tuple[str, ...]) -> list[str]:
    """The lines of the examples in the help of a command, as it stands in the source."""
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    lines = [line.strip() for line in (command.help or "").splitlines()]
    (place,) = (n for n, line in enumerate(lines) if line in ("Example:", "Examples:"))
    return list(itertools.takewhile(bool, lines[place + 1 :]))


EVERY = commands(main)
LINES = sorted({line for path in EVERY for line in examples(path)} - LEFT_OUT)


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_help_says_what_the_result_is_for(run: Run, path: tuple[str, ...]) -> None:
    text = run(*path, "--help").out
    assert RESEARCH_USE in [line.strip() for line in text.splitlines()]
    assert "Example" in text
    assert all(line in " ".join(text.split()) for line in examples(path))


def test_a_group_has_examples_of_its_commands() -> None:
    for path in EVERY:
        shown = " ".join(("foxp3tool", *path))
        assert any(shown in line for line in examples(path)), path


def bgzipped(source: Path, target: Path) -> None:
    pysam.tabix_compress(str(source), str(target), force=True)
    pysam.tabix_index(str(target), preset="vcf", force=True)


@pytest.fixture(scope="module")
def with_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples read, made of the bundled examples."""
    made = tmp_path_factory.mktemp("examples")
    family, demo = EXAMPLES / "family.GRCh38.vcf", EXAMPLES / "ipex_demo.GRCh38.vcf"
    shutil.copy(demo, made / "panel.vcf")
    for name in ("family", "trio"):
        bgzipped(family, made / f"{name}.vcf.gz")
        shutil.copy(EXAMPLES / "family.ped", made / f"{name}.ped")
    bgzipped(EXAMPLES / "boy.GRCh38.g.vcf", made / "boy.g.vcf.gz")
    for name in ("genome", "cohort"):
        bgzipped(demo, made / f"{name}.vcf.gz")
    bgzipped(EXAMPLES / "ipex_demo.GRCh37.vcf", made / "hg19.vcf.gz")
    (made / "run1").mkdir()
    bgzipped(demo, made / "run1" / "one.vcf.gz")
    bgzipped(family, made / "run1" / "two.vcf.gz")
    for name, source in (
        ("trio", family),
        ("genome", demo),
        ("boy", EXAMPLES / "boy.GRCh38.g.vcf"),
    ):
        with pysam.VariantFile(str(source)) as inside:
            inside.header.add_meta("made", "for the test")
            with pysam.VariantFile(str(made / f"{name}.bcf"), "wb", header=inside.header) as out:
                for record in inside:
                    out.write(record)
    frequencies = made / "frequencies.vcf"
    frequencies.write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895,assembly=GRCh38>\n"
        '##INFO=<ID=AF,Number=A,Type=Float,Description="Frequency">\n'
        '##INFO=<ID=AN,Number=1,Type=Integer,Description="Number">\n'
        '##INFO=<ID=AF_afr,Number=A,Type=Float,Description="Frequency">\n'
        '##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="Homozygotes">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "chrX\t49251480\t.\tC\tT\t.\t.\tAF=0.00001;AF_afr=0.00002;AN=180000;nhomalt=0\n"
    )
    bgzipped(frequencies, made / "chrX.vcf.bgz")
    (made / "our_variants.tsv").write_text("variant\tassertion\nc.1155C>T\tuncertain\n")
    (made / "names.txt").write_text("c.1150G>A\np.Arg397Trp\n")
    (made / "patients.csv").write_text("patient,HGVS cDNA\n1,c.1150G>A\n2,c.227del\n")
    (made / "old_names.csv").write_text("patient,mutation\n1,1150G->A\n2,IVS9+459A>G\n")
    (made / "sheet.tsv").write_text("1\tboy\tc.1150G>A\n2\tboy\tc.227del\n")
    (made / ".zfunc").mkdir()
    (made / ".config" / "fish" / "completions").mkdir(parents=True)
    return made


def in_a_shell(line: str, folder: Path) -> tuple[int, str]:
    """Run an example as a shell does, and fail if any part of a pipe does."""
    missing = [one for one in PROGRAMS if one in shlex.split(line, comments=False)]
    for program in (*missing, "bash"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "PATH": path, "LESS": "-F"},
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(
    run: Run,
    line: str,
    with_files: Path,
    folder: Path,
    bundled: Facts,
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(with_files)
    if "clinvar.vcf.gz" in line:
        shutil.copy(write(old_records(bundled, "GRCh38")), with_files / "clinvar.vcf.gz")
    line = line.replace("/data/foxp3", str(folder))
    if any(sign in line.replace("->", "").replace(">A", "").replace(">T", "").replace(">G", "")
           for sign in OF_SHELLS):  # fmt: skip
        code, err = in_a_shell(line, with_files)
    else:
        name, *words = shlex.split(line)
        assert name == "foxp3tool"
        result = run(*words).no_traceback()
        code, err = result.code, result.err
    # A file may well have something against it, which is what --strict is for.
    assert code in ((0, 3) if "--strict" in line else (0,)), f"{line}\n{err}"
    words = shlex.split(line.partition("|")[0] if " -o " not in line else line)
    for option in ("-o", "--figure", "--rejects"):
        if option in words:
            assert (with_files / words[words.index(option) + 1]).stat().st_size > 0, line
