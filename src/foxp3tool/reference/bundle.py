"""Load a bundle of reference data: the one that is installed, or a folder of the user's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.builds import BuildDifference
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.renewal import Renewal
from foxp3tool.reference.catalog_data import read_catalog
from foxp3tool.reference.gene_data import read_differences, read_features, read_gene
from foxp3tool.reference.manifest import Manifest, read_manifest

T = TypeVar("T")
_REINSTALL = "reinstall foxp3tool, or name another bundle with --reference"


@frozen
class Bundle:
    """All reference data.

    Args:
        location: Where it was read from.
        manifest: What it holds.
        genes: The gene by assembly name.
        differences: Differences from GRCh37 to GRCh38.
        features: Features of the MANE Select protein.
        catalog: The reported mutations.
        proteins: Protein sequences from sources other than the DNA, by accession.
        details_text: What :func:`foxp3tool.reference.catalog_details.load_details` parses when a
            command asks for it.
        renewal: How the catalog was renewed, None if it is the bundle's own.
        own_tables: Tables of the user's whose entries stand behind the catalog's.
        bundled: The bundle's own catalog where ``catalog`` is a renewed one, else None.
    """

    location: str
    manifest: Manifest
    genes: dict[str, Gene]
    differences: tuple[BuildDifference, ...]
    features: tuple[ProteinFeature, ...]
    catalog: tuple[ReportedMutation, ...]
    proteins: dict[str, str]
    details_text: str = "{}"
    renewal: Renewal | None = None
    own_tables: tuple[str, ...] = ()
    bundled: tuple[ReportedMutation, ...] | None = None

    @property
    def bundled_catalog(self) -> tuple[ReportedMutation, ...]:
        """The catalog as the bundle has it, without what a renewal brought."""
        return self.catalog if self.bundled is None else self.bundled

    @property
    def catalog_used(self) -> str:
        """Which catalog it is, for a column of a table: bundle, renewal and own tables."""
        return "|".join((self.catalog_edition, *self.own_tables))

    @property
    def catalog_edition(self) -> str:
        """Version of the catalog, for messages: that of the bundle, and of ClinVar if renewed."""
        version = self.manifest.data_version
        if self.renewal is None:
            return version
        return f"{version} renewed with ClinVar {self.renewal.clinvar_date}"

    @property
    def catalog_location(self) -> str:
        """Where the catalog was read from, with tables of the user's own."""
        place = self.location if self.renewal is None else self.renewal.path
        return " and ".join((place, *self.own_tables))


def load_bundle(directory: Path | None = None) -> Bundle:
    """Load a bundle and check it as far as costs no time: schema version, checksums, structure.

    Args:
        directory: A folder in the bundle's format; default: the installed one.

    Raises:
        ReferenceDataError: If a file is missing, changed or broken; it names file and reason.
    """
    if directory is not None:
        return _Loader(directory, str(directory)).load()
    # Not importlib.resources: it makes every start slower by what it needs for packages inside
    # archives, from where pysam could not be imported anyway.
    folder = Path(import_module("foxp3tool.foxp3_reference").__path__[0])
    return _Loader(folder, "installed bundle").load()


class _Loader:
    def __init__(self, folder: Path, location: str) -> None:
        self._folder = folder
        self._location = location

    def load(self) -> Bundle:
        manifest = self._read("manifest.json", self._bytes("manifest.json"), _json(read_manifest))
        content = {file.name: self._checked(file.name, file.sha256) for file in manifest.files}

        def read(name: str, reader: Callable[[str], T]) -> T:
            if name not in content:
                raise self._error("manifest.json", f"{name} is not listed")
            return self._read(name, content[name], reader)

        def gene_on(assembly: Assembly) -> Gene:
            bases = read(assembly.sequence_file, lambda text: _region_bases(text, assembly))
            return read("gene.json", _json(lambda data: read_gene(data, assembly, bases)))

        genes = {assembly.name: gene_on(assembly) for assembly in manifest.assemblies}
        return Bundle(
            location=self._location,
            manifest=manifest,
            genes=genes,
            differences=read("build_differences.tsv", read_differences),
            features=read("protein_features.tsv", read_features),
            catalog=read("catalog.json", _json(read_catalog)),
            proteins=read("proteins.fa", _fasta),
            details_text=read("catalog_details.json", str),
        )

    def _error(self, name: str, reason: str) -> ReferenceDataError:
        return ReferenceDataError(reason, file=f"{self._location}: {name}", remedy=_REINSTALL)

    def _bytes(self, name: str) -> bytes:
        try:
            return self._folder.joinpath(name).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise self._error(name, f"cannot be read: {reason}") from error

    def _checked(self, name: str, sha256: str) -> bytes:
        data = self._bytes(name)
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise self._error(
                name,
                f"the file was changed: its SHA-256 is {found}, the manifest says {sha256}",
            )
        return data

    def _read(self, name: str, data: bytes, reader: Callable[[str], T]) -> T:
        try:
            return reader(data.decode("utf-8"))
        except (ValueError, KeyError) as error:
            raise self._error(name, f"broken: {error}") from error


def _json(reader: Callable[[object], T]) -> Callable[[str], T]:
    return lambda text: reader(json.loads(text))


def _fasta(text: str) -> dict[str, str]:
    """Read FASTA into sequences by the first word of their header."""
    sequences: dict[str, str] = {}
    for block in text.split(">")[1:]:
        header, _, lines = block.partition("\n")
        sequences[header.split()[0]] = lines.replace("\n", "")
    return sequences


def _region_bases(text: str, assembly: Assembly) -> str:
    """Return the one sequence of a FASTA file, checked against the manifest.

    Raises:
        ValueError: If it is not the sequence that the manifest names.
    """
    (bases,) = _fasta(text).values()
    found = hashlib.md5(bases.encode("ascii"), usedforsecurity=False).hexdigest()
    if found != assembly.sequence_md5:
        raise ValueError(f"MD5 of the bases is {found}, the manifest says {assembly.sequence_md5}")
    return bases
