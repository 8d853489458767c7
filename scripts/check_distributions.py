"""Build wheel and sdist, install each in a clean environment outside the checkout, and use it.

A file that the package needs and the distribution lacks is found here and nowhere else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "ipex_demo.GRCh37.vcf"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without the checkout on its path and return what it prints.

    Raises:
        SystemExit: If it fails; with its output.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check(distribution: Path, folder: Path) -> None:
    """Install one distribution with its dependencies and use the command line."""
    home = folder / distribution.name.replace(".", "_")
    venv.create(home, with_pip=True)
    pip = (home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", f"{distribution}[report]", cwd=folder)
    tool = home / "bin" / "foxp3tool"
    answer = run(tool, "lookup", "c.1150G>A", "--columns", "hgvs_p,ipex_match", cwd=folder)
    expected = "hgvs_p\tipex_match\nNP_054728.2:p.(Ala384Thr)\texact\n"
    if answer != expected:
        sys.exit(f"{distribution.name}: lookup printed {answer!r}")
    schema = "import importlib.resources as r; print(r.files('foxp3tool.formats').joinpath("
    found = run(
        home / "bin" / "python", "-c", schema + "'table.schema.json').read_text())", cwd=folder
    )
    if '"title": "foxp3tool table"' not in found:
        sys.exit(f"{distribution.name}: the schema of tables is {found!r}")
    checks = run(tool, "reference", "verify", cwd=folder)
    if "FAIL" in checks:
        sys.exit(f"{distribution.name}: {checks}")
    record = run(tool, "sequence", "c.1150G>A", "--format", "genbank", cwd=folder)
    if record.count("LOCUS") != 2:
        sys.exit(f"{distribution.name}: sequence printed {record[:200]!r}")
    if not (home / "share" / "man" / "man1" / "foxp3tool.1").is_file():
        sys.exit(f"{distribution.name}: no manual pages were installed")
    rows = run(tool, "annotate", EXAMPLE, cwd=folder).splitlines()
    flagged = sum("\texact\t" in row for row in rows)
    if flagged < 15:
        sys.exit(f"{distribution.name}: {flagged} reported mutations flagged in the example")
    report = run(tool, "report", "-q", EXAMPLE, cwd=folder)
    if report.count("<article") != len(rows) - 1:
        sys.exit(f"{distribution.name}: {report.count('<article')} sections in the report")
    print(f"ok {distribution.name}: {len(rows) - 1} rows, {flagged} reported mutations flagged")


def main() -> None:
    """Build and check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, cwd=folder)
        distributions = sorted((folder / "dist").iterdir())
        if {path.suffix for path in distributions} != {".whl", ".gz"}:
            sys.exit(f"expected a wheel and an sdist, got {distributions}")
        for distribution in distributions:
            check(distribution, folder)


if __name__ == "__main__":
    main()
