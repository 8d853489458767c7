"""What is to be known about one row: stable codes with a message."""

from __future__ import annotations

from enum import Enum

from foxp3tool.model.frozen import frozen


class IssueCode(Enum):
    """Codes that can stand in the ``issues`` column; each knows its meaning and its weight.

    ``is_error`` codes mean that the row holds no annotation; the others are remarks.
    """

    REF_MISMATCH = ("the reference base given is not the one of the sequence", True)
    OUTSIDE_GENE = ("the position lies outside the bundled gene region", True)
    PARTIAL_OVERLAP = ("the allele reaches, or may reach, beyond the bundled gene region", False)
    UNSUPPORTED_ALLELE = ("the allele is symbolic or otherwise without a known sequence", True)
    AMBIGUOUS_BASE = ("the allele contains bases other than A, C, G, T", False)
    HGVS_UNPARSED = ("the text is no variant description that this version reads", True)
    UNKNOWN_REFERENCE = ("the reference sequence named is not bundled", True)
    UNKNOWN_IDENTIFIER = ("the identifier is of no allele that the bundle knows", True)
    OTHER_GENE = ("the text names another gene", True)
    INVALID_POSITION = ("the position does not exist on the transcript named", True)
    NAMES_DISAGREE = ("the names that the text gives together mean different variants", True)
    NO_CHANGE = ("the description equals the reference sequence", True)
    FROM_IDENTIFIER = ("the input is an identifier; the message tells of what", False)
    PROTEIN_ONLY = ("the input names the protein change only; the DNA change is inferred", False)
    NO_SINGLE_BASE_ANSWER = ("no small DNA change that was tried explains the protein change", True)
    NORMALISED_INPUT = (
        "the input described the allele at another position or in more bases",
        False,
    )
    PART_OF_ALLELE = ("the row is one of several changes that the input gives together", False)
    READ_TOGETHER = ("the row is of several alleles of the file that lie on one chromosome", False)
    NEIGHBOUR_IN_CODON = ("another allele lies in the codon and was not read together", False)
    HETEROZYGOUS_MALE = ("a male, who has one X, is called with two alleles", False)
    HAPLOID_FEMALE = ("a female is called with one copy of X", False)
    GENOTYPE_UNCLEAR = ("the genotype does not tell in how many copies the allele is", False)
    INHERITANCE_CONFLICT = ("the genotypes of child and parents do not fit together", False)
    UNCERTAIN_ENDS = ("the ends of the change are known as ranges only", False)
    COPY_NUMBER = ("copies are counted; where they lie, or what is expected, is not known", False)
    BREAKEND = ("the record tells one new junction; the message says how it is read", False)
    TWO_READINGS = ("the text can be read in another way, too", False)
    REPAIRED_INPUT = ("the input was read after a repair", False)
    NOT_CHECKED = ("the text says something beside the name that could not be checked", False)
    SUPERSEDED_TRANSCRIPT = ("the input names a superseded transcript version", False)
    AMBIGUOUS_PLACEMENT = ("another placement of the same allele has another consequence", False)
    BUILD_CONFLICT = ("the genome builds differ here", False)
    CATALOG_CONFLICT = ("the catalog's sources disagree or need a caution here", False)

    def __init__(self, meaning: str, is_error: bool) -> None:  # noqa: FBT001 - enum member parts
        """Give each member its parts by name."""
        self.meaning = meaning
        self.is_error = is_error


@frozen
class Issue:
    """One issue of one row.

    Args:
        code: What kind of thing is to be known.
        message: The thing itself, in plain words.

    Example:
        >>> str(Issue(IssueCode.REF_MISMATCH, "REF is A, GRCh38 has C"))
        'REF_MISMATCH: REF is A, GRCh38 has C'
    """

    code: IssueCode
    message: str

    def __str__(self) -> str:
        """Return code and message as they stand in the table."""
        return f"{self.code.name}: {self.message}"
