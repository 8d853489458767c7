"""The page on Python is run as it stands."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import os
import re
from importlib import import_module
from pathlib import Path

import pytest

import foxp3tool

ROOT = Path(__file__).parents[2]


def test_the_page_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = os.fspath(ROOT / "docs" / "python.md")
    done = doctest.testfile(page, module_relative=False, optionflags=doctest.ELLIPSIS)
    assert done.attempted > 20
    assert done.failed == 0


def test_every_public_name_can_be_had_and_is_documented() -> None:
    for name in foxp3tool.__all__:
        member = getattr(foxp3tool, name)
        assert name == "__version__" or member.__doc__, name
    assert set(dir(foxp3tool)) == set(foxp3tool.__all__)
    with pytest.raises(AttributeError):
        foxp3tool.nothing_of_the_kind  # noqa: B018 - it is the access that fails


def test_what_does_not_exist_is_a_usage_error() -> None:
    with pytest.raises(foxp3tool.UsageError, match="hg18"):
        foxp3tool.lookup("c.1150G>A", assembly="hg18")
    with pytest.raises(foxp3tool.UsageError, match="hg17"):
        foxp3tool.to_frame(["X-49251480-C-T"], assembly="hg17")
    with pytest.raises(foxp3tool.UsageError, match="klingon"):
        foxp3tool.convert("c.1150G>A", "klingon")
    (row,) = foxp3tool.lookup("c.1150G>A")
    with pytest.raises(foxp3tool.UsageError, match="kolumn"):
        foxp3tool.cells(row, "kolumn")


PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
FUNCTIONS = [
    name
    for name in foxp3tool.__all__
    if inspect.isfunction(getattr(foxp3tool, name)) and name != "__version__"
]
CLASSES = [name for name in foxp3tool.__all__ if inspect.isclass(getattr(foxp3tool, name))]


@pytest.mark.parametrize("name", foxp3tool.__all__)
def test_the_page_tells_of_every_public_name_in_its_list(name: str) -> None:
    told = PAGE.partition("## All names")[2]
    assert f"| `{name}" in told


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_typed_and_tells_its_arguments(name: str) -> None:
    function = getattr(foxp3tool, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    text = inspect.getdoc(function) or ""
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter.name
        assert re.search(rf"^    {parameter.name}: ", text, re.MULTILINE), parameter.name
    for section in ("Args:", "Raises:", "Example:"):
        assert re.search(rf"^{section}$", text, re.MULTILINE), section
    assert re.search(r"^(Returns|Yields):$", text, re.MULTILINE)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_tells_its_attributes(name: str) -> None:
    kind = getattr(foxp3tool, name)
    text = inspect.getdoc(kind) or ""
    assert len(text) > 20
    if dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            assert re.search(rf"^    {field.name}: ", text, re.MULTILINE), field.name
    public = [
        (key, member)
        for key, member in vars(kind).items()
        if not key.startswith("_")
        and (inspect.isfunction(member) or isinstance(member, (property, classmethod)))
    ]
    for key, member in public:
        plain = member.fget if isinstance(member, property) else member
        plain = plain.__func__ if isinstance(plain, classmethod) else plain
        assert inspect.getdoc(plain), f"{name}.{key}"
        assert inspect.signature(plain).return_annotation is not inspect.Signature.empty


@pytest.mark.parametrize("module", sorted({*foxp3tool._HOMES.values(), "foxp3tool"}))
def test_the_examples_of_the_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(import_module(module)).failed == 0
