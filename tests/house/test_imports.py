"""The house rules on imports, read from the source: layers point one way, pure layers stay pure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "foxp3tool"
PACKAGE = "foxp3tool"

ALWAYS = {"errors", "_version"}
ALLOWED = {
    "model": {"model"},
    "notation": {"notation", "model"},
    "annotate": {"annotate", "notation", "model"},
    "knowledge": {"knowledge", "annotate", "notation", "model"},
    "reference": {"reference", "notation", "model"},
    "formats": {"formats", "notation", "model"},
    "pipeline": {
        "pipeline", "formats", "reference", "knowledge", "annotate", "notation", "model",
    },
    "cli": {"cli", "pipeline"},
}  # fmt: skip
PURE = ("model", "notation", "annotate", "knowledge")
IMPURE_MODULES = {"click", "rich", "pysam", "pandas", "numpy", "Bio", "logging", "matplotlib"}
HEAVY_MODULES = {"pandas", "numpy", "Bio", "matplotlib", "pyarrow", "openpyxl"}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the layer a file stands in; files at the top are a layer each."""
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_every_room_is_known() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert rooms == set(ALLOWED)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room not in ALLOWED:
        return
    for node in ast.walk(ast.parse(path.read_text())):
        for name in imported(node):
            parts = name.split(".")
            if parts[0] != PACKAGE or len(parts) < 2:
                continue
            assert parts[1] in ALLOWED[room] | ALWAYS, f"{room} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_first_party_imports_stand_at_the_top_below_the_cli(path: Path) -> None:
    if room_of(path) == "cli":
        return
    for function in ast.walk(ast.parse(path.read_text())):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        inner = [name for node in ast.walk(function) for name in imported(node)]
        assert not [name for name in inner if name.split(".")[0] == PACKAGE], function.name


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room_of(path) in PURE],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_pure_layers_do_no_input_or_output(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        for name in imported(node):
            assert name.split(".")[0] not in IMPURE_MODULES, name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_modules_are_not_imported_at_the_top(path: Path) -> None:
    for node in ast.parse(path.read_text()).body:
        assert not [name for name in imported(node) if name.split(".")[0] in HEAVY_MODULES]


def test_modules_stay_readable() -> None:
    too_long = {
        str(path.relative_to(SOURCE)): lines
        for path in MODULES
        if (lines := len(path.read_text().splitlines())) > 450
    }
    assert not too_long
