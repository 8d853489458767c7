"""The VCF 4.3 conformance files of hts-specs; none lies at FOXP3."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Run

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcf-4.3"
MISSING = "no corpus of hts-specs at ../shared/corpora/vcf-4.3"


def files(kind: str) -> list[object]:
    """Return the files, or one skipped case that says that they are absent."""
    found = sorted((CORPUS / kind).glob("*.vcf"))
    if not found:
        return [pytest.param(CORPUS, marks=pytest.mark.skip(reason=MISSING), id=kind)]
    return [pytest.param(path, id=path.stem) for path in found]


@pytest.mark.parametrize("path", files("passed"))
def test_valid_file_is_read(run: Run, path: Path) -> None:
    result = run("annotate", path).no_traceback()
    if result.code == 1:
        assert "the genome build cannot be told" in result.err
        assert path.name in result.err
    else:
        assert result.code == 0
        lines = path.read_bytes().splitlines()
        records = sum(bool(line) and not line.startswith(b"#") for line in lines)
        assert f"{records} record{'s' * (records != 1)} read" in result.err


@pytest.mark.parametrize("path", files("passed"))
def test_valid_file_has_nothing_against_it(run: Run, path: Path) -> None:
    for command in ("annotate", "check"):
        assert "against the VCF specification" not in run(command, path).err


@pytest.mark.parametrize("path", files("failed"))
def test_invalid_file_is_refused_or_its_fault_is_told(run: Run, path: Path) -> None:
    result = run("annotate", path).no_traceback()
    assert result.code in (0, 1)
    assert path.name in result.err
    if result.code == 0:
        assert f"{path.name} is against the VCF specification: " in result.err
    assert run("annotate", "--strict", path).code in (1, 3)
    assert run("check", "--strict", path).no_traceback().code in (1, 3)
