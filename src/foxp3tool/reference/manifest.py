"""The manifest of a bundle: what it holds, of which version, from which sources."""

from __future__ import annotations

from typing import Final

from foxp3tool.model.assembly import Assembly, UnsupportedAssembly
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.reference.records import Record, RecordError

SCHEMA_VERSION: Final = "1.3"
"""The format of the bundle that this version of the program reads."""


@frozen
class Source:
    """Where the content of a file comes from; ``licence`` is None if it is not stated."""

    name: str
    version: str | None
    licence: str | None
    reference: str | None


@frozen
class DataFile:
    """A file of the bundle with its checksum."""

    name: str
    sha256: str
    description: str
    sources: tuple[Source, ...]


@frozen
class Manifest:
    """The whole manifest."""

    data_version: str
    gene: str
    assemblies: tuple[Assembly, ...]
    unsupported_assemblies: tuple[UnsupportedAssembly, ...]
    files: tuple[DataFile, ...]
    open_questions: tuple[str, ...]

    def assembly(self, name: str) -> Assembly:
        """Return a build by its name or an alias of it.

        Raises:
            KeyError: If it is not bundled.
        """
        for assembly in self.assemblies:
            if assembly.is_called(name):
                return assembly
        raise KeyError(name)


def read_manifest(data: object) -> Manifest:
    """Read a parsed manifest.

    Raises:
        RecordError: If it is of another schema version, or not as the schema says.
    """
    record = Record(data, "manifest")
    version = record.text("schema_version")
    if version != SCHEMA_VERSION:
        raise RecordError(
            f"the bundle has schema version {version}, this program reads {SCHEMA_VERSION}"
        )
    manifest = Manifest(
        data_version=record.text("data_version"),
        gene=record.text("gene"),
        assemblies=tuple(_assembly(item) for item in record.records("assemblies")),
        unsupported_assemblies=tuple(
            _unsupported(item) for item in record.records("unsupported_assemblies")
        ),
        files=_files(record.record("files")),
        open_questions=record.texts("open_questions"),
    )
    record.skip("coordinate_convention", "counts")
    record.finish()
    return manifest


def _assembly(record: Record) -> Assembly:
    region = record.record("region")
    assembly = Assembly(
        name=record.text("name"),
        aliases=record.texts("aliases"),
        accession=record.text("refseq_accession"),
        genbank_accession=record.text("genbank_accession"),
        refget=record.optional_text("refget_accession"),
        chromosome=record.text("chromosome"),
        contig_length=record.integer("contig_length"),
        region=Interval(region.integer("start"), region.integer("end")),
        sequence_file=record.text("sequence_file"),
        sequence_md5=record.text("sequence_md5"),
    )
    region.finish()
    record.skip("refget_sources")
    record.finish()
    return assembly


def _unsupported(record: Record) -> UnsupportedAssembly:
    assembly = UnsupportedAssembly(
        name=record.text("name"),
        aliases=record.texts("aliases"),
        accession=record.text("refseq_accession"),
        contig_length=record.integer("contig_length"),
        reason=record.text("reason"),
    )
    record.finish()
    return assembly


def _files(record: Record) -> tuple[DataFile, ...]:
    files = []
    for name in record.names():
        item = record.record(name)
        sources = item.records("sources")
        files.append(
            DataFile(
                name,
                item.text("sha256"),
                item.text("description"),
                tuple(
                    Source(
                        source.text("name"),
                        source.optional_text("version"),
                        source.optional_text("licence"),
                        source.optional_text("reference"),
                    )
                    for source in sources
                ),
            )
        )
        item.skip("bytes")
        item.finish()
    return tuple(files)
