"""A copy of the bundle that a test may break, with checksums made anew where it asks for them."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class BundleCopy:
    """A folder with the bundle's files."""

    folder: Path

    def json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def write(self, name: str, content: str) -> None:
        """Replace a file and enter its checksum in the manifest."""
        (self.folder / name).write_text(content, encoding="utf-8", newline="")
        if name == "manifest.json":
            return
        manifest = self.json("manifest.json")
        manifest["files"][name]["sha256"] = hashlib.sha256(content.encode()).hexdigest()
        self.write("manifest.json", json.dumps(manifest))

    def change_json(self, name: str, change: Callable[[Any], None]) -> None:
        data = self.json(name)
        change(data)
        self.write(name, json.dumps(data))

    def change_text(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def change_base(self, build: str, position: int, base: str) -> None:
        """Change one plus-strand base (1-based) and everything that vouches for the sequence."""
        header, *lines = (self.folder / f"{build}.fa").read_text().splitlines()
        bases = list("".join(lines))
        first = int(header.split(":")[-1].split()[0].split("-")[0])
        assert bases[position - first] != base
        bases[position - first] = base
        sequence = "".join(bases)
        self.write(f"{build}.fa", f"{header}\n{sequence}\n")
        manifest = self.json("manifest.json")
        for assembly in manifest["assemblies"]:
            if assembly["name"] == build:
                assembly["sequence_md5"] = hashlib.md5(sequence.encode()).hexdigest()
        self.write("manifest.json", json.dumps(manifest))


@pytest.fixture
def copy(tmp_path: Path, bundle_folder: Path) -> BundleCopy:
    folder = tmp_path / "bundle"
    shutil.copytree(bundle_folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return BundleCopy(folder)
