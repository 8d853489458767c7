"""Descriptions are placed on the genome, or refused with the reason."""

from typing import Any

import pytest

from foxp3tool.annotate import naming
from foxp3tool.annotate.protein_explanation import ResolvedVariant
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


def resolve(
    toolkit: Toolkit, text: str, assembly: str | None = None
) -> tuple[ResolvedVariant, ...]:
    return toolkit.resolve(parse(text), assembly)


def vcf_name(toolkit: Toolkit, found: ResolvedVariant) -> str:
    annotator = toolkit.annotators[found.variant.assembly]
    return naming.vcf_name(annotator.gene, annotator.left_align(found.variant.edit))


def refusal(toolkit: Toolkit, text: str, assembly: str | None = None) -> NotationError:
    with pytest.raises(NotationError) as caught:
        resolve(toolkit, text, assembly)
    return caught.value


@pytest.mark.parametrize("accession", ["Q9BZS1", "Q9BZS1-1"])
def test_a_uniprot_accession_is_a_protein_not_a_gene(toolkit: Toolkit, accession: str) -> None:
    found = resolve(toolkit, f"{accession}:p.Ala384Thr")[0]
    assert vcf_name(toolkit, found) == "X-49251480-C-T"


def test_another_isoform_is_no_other_gene(toolkit: Toolkit) -> None:
    error = refusal(toolkit, "Q9BZS1-4:p.Ala384Thr")
    assert error.code is IssueCode.UNKNOWN_REFERENCE
    assert "Q9BZS1-1" in str(error)


def test_the_isoform_that_refseq_has_counts_its_own_residues(toolkit: Toolkit) -> None:
    # UniProt's isoform 2 lacks residues 71-105: Ala384 is Ala349 there.
    found = toolkit.resolver.resolve(parse("Q9BZS1-2:p.Ala349Thr"))
    assert toolkit.resolver.resolve(parse("NP_001107849.1:p.Ala349Thr")) == found
    assert found[0].variant == GenomicVariant("GRCh38", Edit(49251479, "C", "T"))


@pytest.mark.parametrize("record", ["NG_007392.1", "LRG_62"])
def test_the_genes_own_record_gives_a_name_its_context(toolkit: Toolkit, record: str) -> None:
    # The record is identical to GRCh37, of which the first base behind c.210 is X:49114752.
    (found,) = toolkit.resolver.resolve(parse(f"{record}(NM_014009.4):c.210+1G>A"))
    assert found.variant == GenomicVariant("GRCh37", Edit(49114751, "C", "T"))
    assert found.issues == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # c.1150 is G (codon 384 GCC).
        ("NM_014009.4:c.1150C>A", ["says C", "has G", "other strand"]),
        ("c.1150T>A", ["says T", "has G"]),
        ("c.751_753delGAA", ["says GAA", "has GAG"]),
        ("c.227delA", ["says A", "has T"]),
        ("c.10_11dupGG", ["says GG", "has CC"]),
        ("c.1290_1309delAinsTGG", ["says A"]),
        ("NC_000023.11:g.49251480G>A", ["says G", "NC_000023.11 (GRCh38)", "has C"]),
        ("NC_000023.11:g.49251480delT", ["says T", "has C"]),
        ("X-49251480-G-T", ["says G", "GRCh38", "has C"]),
        ("p.Ala385Thr", ["residue 385 is Ile", "not Ala", "Ala384"]),
    ],
)
def test_stated_bases_are_checked(toolkit: Toolkit, text: str, parts: list[str]) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.REF_MISMATCH
    for part in parts:
        assert part in str(error)


def test_an_intronic_base_of_the_other_build_is_told(toolkit: Toolkit) -> None:
    # rs3761548: c.-23+2882 is A on GRCh37 and lies in another place on GRCh38.
    (old,) = resolve(toolkit, "NM_014009.4:c.-23+2882A>C", "GRCh37")
    assert vcf_name(toolkit, old) == "X-49118241-T-G"
    error = refusal(toolkit, "NM_014009.4:c.-23+2882A>C", "GRCh38")
    assert error.code is IssueCode.REF_MISMATCH
    assert "--assembly GRCh37" in str(error)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("NM_000546.6:c.743G>A", ["NM_014009.4", "NM_001114377.2", "ENST00000376207.10"]),
        ("NM_014009.9:c.1150G>A", ["this version", "NM_014009.4", "NM_014009.3"]),
        ("ENST00000376207.7:c.1A>G", ["this version", "ENST00000376207.10"]),
        ("NC_000001.11:g.100A>G", ["NC_000023.11 (GRCh38)", "NC_000023.10 (GRCh37)"]),
        ("NP_000001.1:p.Ala384Thr", ["NP_054728.2", "NP_001107849.1"]),
        ("NC_060947.1:g.48663000A>G", ["T2T-CHM13", "not bundled", "NC_000023.11"]),
        ("NC_000023.9:g.48990000A>G", ["NCBI36", "not bundled"]),
        ("NC_060947.1(NM_014009.4):c.1150G>A", ["T2T-CHM13"]),
    ],
)
def test_an_unknown_sequence_is_refused_with_the_known_ones(
    toolkit: Toolkit, text: str, known: list[str]
) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.UNKNOWN_REFERENCE
    for part in known:
        assert part in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "BRCA1:c.68_69del",
        "BRCA1:p.Ala384Thr",
        "NM_014009.4(BRCA1):c.1150G>A",
        "P2RY10:c.1150G>A",
    ],
)
def test_another_gene_is_refused_even_where_the_name_would_fit(toolkit: Toolkit, text: str) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.OTHER_GENE
    assert " is not FOXP3" in error.message


@pytest.mark.parametrize(
    ("text", "assembly"),
    [
        ("NC_000023.11:g.49248435A>G", None),
        ("NC_000023.11:g.49269826A>G", None),
        ("NC_000023.10:g.49251480C>T", None),
        ("X-1000-A-G", None),
        ("1-49251480-C-T", None),
        ("X-49251480-C-T", "GRCh37"),
        ("NC_000023.10-49251480-C-T", None),
    ],
)
def test_positions_outside_the_gene_region_are_refused(
    toolkit: Toolkit, text: str, assembly: str | None
) -> None:
    assert refusal(toolkit, text, assembly).code is IssueCode.OUTSIDE_GENE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("c.1150+3G>A", "1150 is not the last base of an exon"),
        ("c.210+600G>A", "leaves the intron, which has 527 bases"),
        ("c.*897A>G", "ends"),
        ("c.-73A>G", "begins"),
        ("n.2265A>G", "2264"),
        ("c.12_10del", "10 lies before 12"),
        ("c.10_12insT", "two neighbouring positions"),
        ("c.205_215dup", "spans an intron"),
        ("c.205_215inv", "spans an intron"),
        ("p.Ala999Thr", "431 residues"),
        # The mRNA neighbours 210 and 211 have an intron between them.
        ("c.210_211insT", "spans an intron|neighbouring"),
    ],
)
def test_positions_that_do_not_exist_are_refused(toolkit: Toolkit, text: str, reason: str) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.INVALID_POSITION
    assert any(part in error.message for part in reason.split("|"))


@pytest.mark.parametrize(
    "text",
    ["c.1150=", "c.1150G=", "c.10_11delinsCC", "c.10_11delCCinsCC", "X-49251480-C-C",
     "NC_000023.11:g.49251480=", "c.1150G>G"],
)  # fmt: skip
def test_what_equals_the_reference_is_no_variant(toolkit: Toolkit, text: str) -> None:
    assert refusal(toolkit, text).code is IssueCode.NO_CHANGE


def test_a_superseded_transcript_is_mapped_by_its_own_exons_and_says_so(
    toolkit: Toolkit,
) -> None:
    # NM_014009.3 begins 116 bases before NM_014009.4 (c.-188), its CDS is the same.
    (found,) = resolve(toolkit, "NM_014009.3:c.1150G>A")
    assert vcf_name(toolkit, found) == "X-49251480-C-T"
    (issue,) = found.issues
    assert issue.code is IssueCode.SUPERSEDED_TRANSCRIPT
    assert "superseded by NM_014009.4" in issue.message
    (first,) = resolve(toolkit, "NM_014009.3:n.1338G>A")
    assert first.variant == found.variant  # 188 + 1150
    (current,) = resolve(toolkit, "NM_014009.4:n.1222G>A")
    assert current.variant == found.variant  # 72 + 1150
    assert current.issues == ()


def test_a_superseded_transcript_reaches_where_the_current_one_does_not(
    toolkit: Toolkit, regions: dict[str, Any]
) -> None:
    # 116 bases more at the 5' end: c.-188 is 49264710 + 116.
    region = regions["GRCh38"]
    base = region.along[region.end - 49264826]
    new = "A" if base != "A" else "C"
    (found,) = resolve(toolkit, f"NM_014009.3:c.-188{base}>{new}")
    assert found.variant.edit.start == 49264825
    for text in (f"NM_014009.3:c.-189{base}>{new}", f"NM_014009.4:c.-188{base}>{new}"):
        assert refusal(toolkit, text).code is IssueCode.INVALID_POSITION


def test_an_accession_without_version_means_the_current_one(toolkit: Toolkit) -> None:
    (found,) = resolve(toolkit, "NM_014009:n.1222G>A")
    assert vcf_name(toolkit, found) == "X-49251480-C-T"
    assert found.issues == ()


@pytest.mark.parametrize(
    ("text", "assembly", "expected"),
    [
        ("c.1150G>A", "GRCh37", "X-49107941-C-T"),
        ("NC_000023.10(NM_014009.4):c.1150G>A", None, "X-49107941-C-T"),
        ("NC_000023.10(NM_014009.4):c.816+2T>A", None, "X-49111888-A-T"),
        ("NC_000023.10:g.49107941C>T", None, "X-49107941-C-T"),
        ("NC_000023.10-49107941-C-T", None, "X-49107941-C-T"),
        ("X-49107941-C-T", None, "X-49107941-C-T"),
        ("p.Ala384Thr", "GRCh37", "X-49107941-C-T"),
        # A named context wins over the build asked for.
        ("NC_000023.11(NM_014009.4):c.1150G>A", "GRCh37", "X-49251480-C-T"),
    ],
)
def test_the_build_comes_from_the_text_or_from_the_option(
    toolkit: Toolkit, text: str, assembly: str | None, expected: str
) -> None:
    found = resolve(toolkit, text, assembly)[0]
    assert vcf_name(toolkit, found) == expected


def test_a_protein_change_gives_every_single_base_answer(toolkit: Toolkit) -> None:
    # Met370 is ATG; Ile is ATT, ATC, ATA: three answers, none of them preferred.
    found = resolve(toolkit, "p.Met370Ile")
    assert {vcf_name(toolkit, one) for one in found} == {
        "X-49251700-C-A", "X-49251700-C-G", "X-49251700-C-T",
    }  # fmt: skip
    assert all("one of 3" in one.issues[0].message for one in found)


def test_deletions_over_an_intron_take_the_intron_too(toolkit: Toolkit) -> None:
    (found,) = resolve(toolkit, "NC_000023.11(NM_014009.4):c.205_215del")
    assert len(found.variant.edit.deleted) == 11 + 527


def test_deletions_over_an_intron_without_context_are_refused(toolkit: Toolkit) -> None:
    """Two neighbouring bases of the mRNA may be meant, or the genomic stretch with the intron."""
    assert "an intron (527 bases)" in refusal(toolkit, "c.210_211del").message


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        # Counted from exon 1 past the bases that GRCh38 lacks (build_differences.tsv).
        ("c.-23+4000del", True),
        ("c.648-500del", True),
        ("c.-22-902A>G", False),
        ("c.210+1G>A", False),
        ("c.1150G>A", False),
    ],
)
def test_an_intronic_name_that_means_two_alleles_says_so(
    toolkit: Toolkit,
    text: str,
    differs: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    (found,) = resolve(toolkit, text)
    told = [i for i in found.issues if i.code is IssueCode.BUILD_CONFLICT]
    assert bool(told) is differs
    (named,) = resolve(toolkit, text, "GRCh38")
    assert named.variant == found.variant
    assert not [i for i in named.issues if i.code is IssueCode.BUILD_CONFLICT]


@pytest.mark.parametrize(("text", "told"), [("A22G", True), ("A384T", False), ("p.A22G", False)])
def test_a_bare_text_that_fits_dna_as_well_says_so(
    toolkit: Toolkit,
    text: str,
    told: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    """Codon 22 is GCC (Ala) and c.22 is A, so A22G has two readings; c.384 is no A."""
    found = resolve(toolkit, text)[0]
    assert (IssueCode.TWO_READINGS in {issue.code for issue in found.issues}) is told
