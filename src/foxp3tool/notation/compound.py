"""Texts that name one variant in several ways: ClinVar titles, ANNOVAR, SnpEff and VEP strings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.gene_names import SYMBOL
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.tokens import DNA_NAMES, Kind, Token, tighten, tokens

_FIELDS: Final = 8
"""So many bars or more make a text an annotation in fields; SnpEff's have 15, old ones 10."""
_SYMBOL_FIELD: Final = 3
"""Both SnpEff and VEP give the symbol in the fourth field."""
_NO_RESIDUES: Final = Pattern(r"p\.[0-9]+(?:_[0-9]+)?(?:del|ins|dup|delins)[A-Za-z*]*")
_BLOCK: Final = Pattern(r"([cn]\.[0-9]+_[0-9]+)([ACGT]+)")
_SILENT_RNA: Final = Pattern(r"r\.[(\[]?(?:spl\??|\?|0\??|=)[)\]]?")
_ALLELE: Final = Pattern(r"(?:(?:ANN|CSQ)=)?(?P<allele>[ACGT]+)\|")
_TRANSCRIPT: Final = Pattern(r"(?:NM_|ENST)[0-9]+(?:\.[0-9]+)?")
_MOST_TOKENS: Final = 400
_SHORTEST_SYMBOL: Final = 3
"""Shorter words are symbols of genes only where a colon says so: ND, NA and M are not."""


@frozen
class Name:
    """One name of the variant.

    Args:
        text: The name with the reference that it counts on.
        start: Where it begins in the text.
        size: How many characters it has there.
        kind: What it is.
        beside: Of a protein name, the index of the DNA name that it belongs to, or None.
    """

    text: str
    start: int
    size: int
    kind: Kind
    beside: int | None = None


@frozen
class Compound:
    """One variant named in several ways.

    Args:
        names: Its names: those of the DNA first, in the order given, then those of the protein,
            then identifiers.
        left_out: What was not read: exon numbers and the like.
        allele: The bases that an annotation in fields is about, on the plus strand, or None.
        loci: Places on the chromosome that stand beside the names, such as ``chrX:49251480``.
        genotypes: Bases beside the names that are no part of one, such as ``C/T``.
        accessions: Transcripts, each with a protein that the text names as its own.
    """

    names: tuple[Name, ...]
    left_out: tuple[str, ...]
    allele: str | None = None
    loci: tuple[str, ...] = ()
    genotypes: tuple[str, ...] = ()
    accessions: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Pieces:
    """What was found so far."""

    names: list[tuple[str, Token]] = field(default_factory=list)
    proteins: list[tuple[str, Token, int]] = field(default_factory=list)
    identifiers: list[Token] = field(default_factory=list)
    references: dict[str, Token] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    loci: list[str] = field(default_factory=list)
    genotypes: list[str] = field(default_factory=list)
    accessions: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    symbols: dict[str, Token] = field(default_factory=dict)
    unknown: Token | None = None


def split(found: Rewriting) -> Compound | None:
    """Split a text into the names that it holds; None if it holds none.

    Raises:
        NotationError: If it holds names and something that is not understood.

    Example:
        >>> split(Rewriting("FOXP3:NM_014009:exon12:c.G1150A:p.A384T")).names[0].text
        'NM_014009(FOXP3):c.G1150A'
    """
    tighten(found)
    pieces = _Pieces()
    left_out: list[str] = []
    is_annotation = found.text.count("|") >= _FIELDS
    number = 0
    for start, end in _parts(found.text, is_annotation=is_annotation):
        other = _other_symbol(found.text[start:end]) if is_annotation else None
        if other is not None:
            left_out.append(f"the annotation of {other}")
            continue
        reference = protein_reference = ""
        for token in tokens(found.text, start, end, is_annotation=is_annotation):
            number += 1
            if number > _MOST_TOKENS:
                return None
            reference, protein_reference = _take(token, pieces, reference, protein_reference)
    pieces.left_out += left_out
    if is_annotation:
        for name in [name for name in pieces.references if name not in pieces.used]:
            if len(pieces.references) > 1:
                pieces.left_out.append(name)
                del pieces.references[name]
    if not (pieces.names or pieces.proteins):
        pieces.left_out += pieces.references
    if left_out and not pieces.names:
        raise NotationError(
            IssueCode.OTHER_GENE,
            f"{left_out[0]} is not one of {SYMBOL}",
            remedy=f"give the annotation on a transcript of {SYMBOL}",
        )
    if not (pieces.names or pieces.proteins or pieces.identifiers):
        return None
    _refuse_unknown(found, pieces)
    allele = _ALLELE.match(found.text) if is_annotation else None
    return Compound(
        tuple(_names(pieces)),
        tuple(dict.fromkeys(pieces.left_out)),
        None if allele is None else allele["allele"],
        tuple(pieces.loci),
        tuple(pieces.genotypes),
        tuple(dict.fromkeys(pieces.accessions)),
    )


def _parts(text: str, *, is_annotation: bool) -> list[tuple[int, int]]:
    """Return the spans of the annotations of a text, which a comma divides; else all of it."""
    if not is_annotation:
        return [(0, len(text))]
    spans = []
    start = 0
    for part in text.split(","):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def _other_symbol(annotation: str) -> str | None:
    """Return the gene of an annotation, if it is another one."""
    fields = annotation.split("|")
    if len(fields) <= _FIELDS:
        return None
    symbol = fields[_SYMBOL_FIELD].strip()
    is_symbol = re.fullmatch("[A-Z][A-Z0-9-]*", symbol) is not None and len(symbol) > 1
    return symbol if is_symbol and SYMBOL not in annotation else None


def _take(token: Token, pieces: _Pieces, reference: str, protein: str) -> tuple[str, str]:
    """Put a token where it belongs; return the reference and the protein that hold from here."""
    kind, text = token.kind, token.text
    if kind is Kind.REFERENCE:
        is_context = reference.startswith("NC_") and "(" not in reference
        is_idle = is_context and reference not in pieces.used
        if is_idle and "(" not in text and text.startswith(("NM_", "ENST")):
            pieces.references.pop(reference, None)
            text = f"{reference}({text})"
        pieces.references[text] = token
        _pair(pieces, text, protein)
        return text, ""
    if kind is Kind.PROTEIN_REFERENCE:
        _pair(pieces, reference, text)
        return reference, text
    if kind in DNA_NAMES or (kind is Kind.RNA and not _SILENT_RNA.fullmatch(text)):
        pieces.names.append((reference, token))
        pieces.used.add(reference)
    elif kind in (Kind.PROTEIN, Kind.RESIDUES) and not _NO_RESIDUES.fullmatch(text):
        pieces.proteins.append((protein, token, max(len(pieces.names) - 1, 0)))
        return reference, ""
    else:
        _take_company(token, pieces)
    return reference, protein


def _pair(pieces: _Pieces, reference: str, protein: str) -> None:
    """Keep a transcript with the protein that stands beside it."""
    transcript = _TRANSCRIPT.search(reference)
    if transcript is not None and protein:
        pieces.accessions.append((transcript.group(), protein))


def _take_company(token: Token, pieces: _Pieces) -> None:
    """Put what is no name where it belongs."""
    if token.kind is Kind.IDENTIFIER:
        pieces.identifiers.append(token)
    elif token.kind is Kind.LOCUS:
        pieces.loci.append(token.text)
    elif token.kind is Kind.ALLELES:
        pieces.genotypes.append(token.text)
    elif token.kind is Kind.GENE or (
        token.kind is Kind.SYMBOL and len(token.text) >= _SHORTEST_SYMBOL
    ):
        pieces.symbols.setdefault(SYMBOL if token.kind is Kind.GENE else token.text, token)
    elif token.kind not in (Kind.UNKNOWN, Kind.SYMBOL):
        pieces.left_out.append(token.text)
    elif pieces.unknown is None:
        pieces.unknown = token


def _only_reference(pieces: _Pieces) -> str:
    """Return the one reference of a text, if it stands in front of no name of its own."""
    only = next(iter(pieces.references), "")
    return only if len(pieces.references) == 1 and only not in pieces.used else ""


def _carry_symbol(pieces: _Pieces) -> bool:
    """Tell whether a name is put on the symbol in the text, so that a wrong one is found out."""
    only = _only_reference(pieces)
    if not pieces.names:
        proteins = [protein for protein, _, _ in pieces.proteins]
        return bool(proteins) and not only and not any(proteins)
    return any(
        _context(reference or only, "symbol", token.kind).rstrip(":)").endswith("symbol")
        for reference, token in pieces.names
    )


def _refuse_unknown(found: Rewriting, pieces: _Pieces) -> None:
    """Refuse a text with names and something that is not understood.

    Raises:
        NotationError: For an unknown word, a second gene, or names on one of several references.
    """
    unknown = pieces.unknown
    others = [token for symbol, token in pieces.symbols.items() if symbol != SYMBOL]
    if unknown is None and others and (len(pieces.symbols) > 1 or not _carry_symbol(pieces)):
        unknown = others[0]
    if unknown is not None:
        known = next(
            token.text
            for token in [
                *(name for _, name in pieces.names),
                *(name for _, name, _ in pieces.proteins),
                *pieces.identifiers,
            ]
        )
        raise NotationError(
            IssueCode.HGVS_UNPARSED,
            f"{unknown.text!r} beside {known} is not understood",
            text=found.original,
            offset=found.origin(unknown.start),
            cause="a word that may change the meaning, a second variant, or a slip",
            remedy=f"look up {known} by itself, if the word has no bearing on it",
        )
    idle = [token for name, token in pieces.references.items() if name not in pieces.used]
    if idle and len(pieces.references) > 1:
        raise NotationError(
            IssueCode.HGVS_UNPARSED,
            f"the names may count on either of {', '.join(pieces.references)}",
            text=found.original,
            offset=found.origin(idle[0].start),
            remedy="put the reference in front of its name, as in NM_014009.4:c.1150G>A",
        )


def _names(pieces: _Pieces) -> list[Name]:
    """Return all names, each with the reference or the gene that it counts on."""
    only = _only_reference(pieces)
    symbol = next(iter(pieces.symbols), "")
    names = []
    genomic = {reference for reference, token in pieces.names if token.text.startswith("g.")}
    for reference, token in pieces.names:
        counted = reference or only
        # The sequence of a g. name before it is not that of a c. name.
        if counted in genomic and not token.text.startswith("g."):
            counted = ""
        context = _context(counted, symbol, token.kind)
        names.append(Name(context + _name(token), token.start, len(token.text), token.kind))
    for accession, token, index in pieces.proteins:
        written = token.text
        if token.kind is Kind.RESIDUES:
            written = f"p.{written}"
        if accession:
            written = f"{accession}:{written}"
        elif not names and (only or symbol):
            written = f"{only or symbol}:{written}"
        beside = index if names else None
        if all(name.text != written or name.beside != beside for name in names):
            names.append(Name(written, token.start, len(token.text), token.kind, beside))
    names += [
        Name(token.text, token.start, len(token.text), token.kind) for token in pieces.identifiers
    ]
    return names


def _name(token: Token) -> str:
    """Return the name of a DNA change as it is to be read."""
    if token.kind is Kind.BASES:
        return f"c.{token.text}"
    block = _BLOCK.fullmatch(token.text)
    # ANNOVAR's block substitutions name no delins.
    return f"{block.group(1)}delins{block.group(2)}" if block is not None else token.text


def _context(reference: str, symbol: str, kind: Kind) -> str:
    """Return what stands before a name; the gene is kept, so that another one is refused."""
    if kind in (Kind.GENOMIC, Kind.SPDI):
        return ""
    if reference and symbol and "(" not in reference and not reference.startswith("NC_"):
        reference = f"{reference}({symbol})"
    return f"{reference or symbol}:" if reference or symbol else ""
