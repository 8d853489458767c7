"""Addresses of records in public databases, made from their identifiers.

Nothing is asked there: an address is for the reader.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from foxp3tool.model.link import Link
from foxp3tool.model.papers import Reference

_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_ADDRESS: Final = re.compile(r"https?://\S+")
_CITED: Final = re.compile(r"(?P<kind>PMID|PMC|doi):?\s?(?P<id>\S+)", re.IGNORECASE)


def pubmed(pmid: str) -> Link:
    """Return the record of a publication in PubMed.

    Example:
        >>> pubmed("11137993")
        Link(text='PMID:11137993', url='https://pubmed.ncbi.nlm.nih.gov/11137993/')
    """
    known = pmid.isascii() and pmid.isdigit()
    return Link(f"PMID:{pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if known else "")


def doi(identifier: str) -> Link:
    """Return the page of a publication by its DOI."""
    known = _DOI.fullmatch(identifier) is not None
    address = "https://doi.org/" + quote(identifier, safe="/:;()")
    return Link(f"doi:{identifier}", address if known else "")


def clinvar(variation: str) -> Link:
    """Return the record of a variant in ClinVar, by its VariationID.

    Example:
        >>> clinvar("11410").text
        'VCV000011410'
    """
    if not (variation.isascii() and variation.isdigit()):
        return Link(f"ClinVar VariationID {variation}")
    address = f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{variation}/"
    return Link(f"VCV{int(variation):09d}", address)


def dbsnp(rsid: str) -> Link:
    """Return the record of a variant in dbSNP."""
    known = re.fullmatch(r"rs\d+", rsid, re.ASCII) is not None
    return Link(rsid, f"https://www.ncbi.nlm.nih.gov/snp/{rsid}" if known else "")


def uniprot_variant(feature: str) -> Link:
    """Return the page of a variant of UniProt, by its feature identifier."""
    known = re.fullmatch(r"VAR_\d+", feature, re.ASCII) is not None
    return Link(feature, f"https://web.expasy.org/variant_pages/{feature}.html" if known else "")


def hpo(term: str, label: str) -> Link:
    """Return a term of the Human Phenotype Ontology."""
    known = re.fullmatch(r"HP:\d{7}", term, re.ASCII) is not None
    return Link(f"{term} {label}", f"https://hpo.jax.org/browse/term/{term}" if known else "")


def gnomad(normalized: str, assembly: str) -> Link | None:
    """Return where an allele would stand in gnomAD; None if there is no address for it.

    Args:
        normalized: The allele, such as ``X-49251480-C-T``.
        assembly: Its build.
    """
    datasets = {"GRCh38": "gnomad_r4", "GRCh37": "gnomad_r2_1"}
    if re.fullmatch(r"X-\d+-[ACGT]{1,50}-[ACGT]{1,50}", normalized, re.ASCII) is None:
        return None
    if assembly not in datasets:
        return None
    address = f"https://gnomad.broadinstitute.org/variant/{normalized}?dataset={datasets[assembly]}"
    return Link(f"gnomAD {normalized}", address)


def of_reference(reference: Reference) -> tuple[Link, ...]:
    """Return PubMed and DOI of a publication; where it has neither, the place where it was read."""
    links = []
    if reference.pmid:
        links.append(pubmed(reference.pmid))
    if reference.doi:
        links.append(doi(reference.doi))
    if not links and reference.source:
        links.append(of_source(reference.source))
    return tuple(links)


def of_sources(text: str) -> tuple[Link, ...]:
    """Return the sources of a text that names several, parted by `` ; ``, each once."""
    return tuple(dict.fromkeys(of_source(one) for one in text.split(" ; ") if one.strip()))


def of_source(text: str) -> Link:
    """Return a source that is named in words, with its address if the words hold one.

    Of an address alone the name of its host is printed.

    Example:
        >>> of_source("PMID:25741868").url
        'https://pubmed.ncbi.nlm.nih.gov/25741868/'
        >>> of_source("exon table")
        Link(text='exon table', url='')
    """
    cited = _CITED.fullmatch(text.strip())
    if cited is not None:
        kind, identifier = cited["kind"].lower(), cited["id"]
        if kind == "pmc":
            return Link(
                f"PMC{identifier}", f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{identifier}/"
            )
        return pubmed(identifier) if kind == "pmid" else doi(identifier)
    address = _ADDRESS.search(text)
    if address is None:
        return Link(text)
    shown = urlsplit(address[0]).hostname if address[0] == text.strip() else None
    return Link(shown or text, address[0])
