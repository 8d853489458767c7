"""The entries of INFO/CSQ: one for each ALT allele and transcript, in the form of Ensembl's VEP.

A field has VEP's name where it means what VEP means by it; all others are named as the columns of
the table. Form and escapes are those of VEP (``OutputFactory/VCF.pm`` of ensembl-vep).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from foxp3tool.formats.column import Column
from foxp3tool.formats.columns import select_columns
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen

ALLELE: Final = "Allele"
# VEP's name and the column of the table that holds the value.
_VEP_FIELDS: Final = (
    ("Consequence", "consequence"),
    ("IMPACT", "impact"),
    ("SYMBOL", "gene"),
    ("Feature_type", ""),
    ("Feature", "transcript"),
    ("BIOTYPE", ""),
    ("EXON", "exon"),
    ("INTRON", "intron"),
    ("HGVSc", "hgvs_c"),
    ("HGVSp", "hgvs_p"),
    ("CDS_position", "cds_position"),
    ("Protein_position", "protein_position"),
    ("Amino_acids", "amino_acids"),
    ("Codons", "codons"),
    ("CANONICAL", ""),
    ("HGVSg", "hgvs_g"),
)
_OWN_FIELDS: Final = (
    "domain", "ipex_match", "ipex_id", "ipex_name", "ipex_phenotype", "ipex_references",
    "clinvar_significance", "evidence",
)  # fmt: skip
_ISSUES: Final = "issues"
# VEP's words for symbolic alleles, which are terms of the Sequence Ontology.
_SYMBOLS: Final = {
    "DEL": "deletion",
    "DUP": "duplication",
    "DUP:TANDEM": "tandem_duplication",
    "INS": "insertion",
    "INV": "inversion",
    "CNV": "copy_number_variation",
}
_BLANKS: Final = re.compile(r"\s+")
_ESCAPED: Final = str.maketrans({";": "%3B", "=": "%3D", "%": "%25", ",": "&", "|": "&"})


def vep_escaped(value: str) -> str:
    """Return a value as VEP writes it between the ``|`` of an entry.

    Several values, and the parts of a text with commas, are joined by ``&``; a run of blanks is an
    underscore. ``%`` is escaped as well, as VCF 4.3 asks for.

    Example:
        >>> vep_escaped("onset, mild|NP_054728.2:p.(Ala384=); 50%")
        'onset&_mild&NP_054728.2:p.(Ala384%3D)%3B_50%25'
    """
    return _BLANKS.sub("_", value.translate(_ESCAPED))


def vep_alleles(ref: str, alts: Sequence[str]) -> tuple[str, ...]:
    """Return the ALT alleles of a record in VEP's notation.

    If an allele is of another length than REF, and all of them begin with the same base, that base
    is left out; ``-`` stands for nothing left. ``*`` has no part in this. Symbolic alleles are
    terms in words.

    Example:
        >>> vep_alleles("TC", ("T", "TCC")), vep_alleles("CT", ("C", "GT"))
        (('-', 'CC'), ('C', 'GT'))
    """
    counted = [alt for alt in alts if alt != "*"]
    is_indel = any(len(alt) != len(ref) for alt in alts)
    if is_indel and len({allele[:1] for allele in (ref, *counted)}) == 1:
        return tuple(alt if alt == "*" else alt[1:] or "-" for alt in alts)
    return tuple(
        _SYMBOLS.get(alt[1:-1].upper(), alt[1:-1]) if alt.startswith("<") else alt for alt in alts
    )


@frozen
class CsqField:
    """A field of an entry: its name and how its value is made of a row with a transcript."""

    name: str
    value: Callable[[AnnotatedRow], str]


class CsqEntries:
    """Makes the entries of INFO/CSQ.

    Args:
        sources: Columns of the user's sources, which stand behind all others.

    Attributes:
        names: The fields in order, ``Allele`` first.
    """

    def __init__(self, sources: Sequence[Column] = ()) -> None:
        """Put the fields together."""
        fields = [CsqField(name, _vep_value(name, column)) for name, column in _VEP_FIELDS]
        columns = select_columns(",".join(_OWN_FIELDS))
        fields += [CsqField(column.name, column.value) for column in columns]
        fields.append(CsqField(_ISSUES, lambda row: "|".join(codes(row))))
        fields += [CsqField(column.name, column.value) for column in sources]
        self._fields = tuple(fields)
        self.names = (ALLELE, *(field.name for field in fields))

    def entry(self, allele: str, row: AnnotatedRow) -> str:
        """Return one entry.

        Args:
            allele: The ALT allele in VEP's notation.
            row: The allele on one transcript.
        """
        cells = (vep_escaped(field.value(row)) for field in self._fields)
        return "|".join((vep_escaped(allele), *cells))


def codes(row: AnnotatedRow) -> tuple[str, ...]:
    """Return the codes of the issues of a row, each once."""
    return tuple(dict.fromkeys(issue.code.name for issue in row.issues))


def _vep_value(name: str, column: str) -> Callable[[AnnotatedRow], str]:
    if column:
        return select_columns(column)[0].value
    return {"Feature_type": _feature_type, "BIOTYPE": _biotype, "CANONICAL": _canonical}[name]


def _feature_type(row: AnnotatedRow) -> str:
    return "Transcript" if row.transcript else ""


def _biotype(row: AnnotatedRow) -> str:
    return row.transcript.transcript.biotype.value if row.transcript else ""


def _canonical(row: AnnotatedRow) -> str:
    return "YES" if row.transcript and row.transcript.transcript.is_of_mane_select else ""
