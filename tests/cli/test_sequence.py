"""``foxp3tool sequence`` on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_runner import Run


def records(text: str) -> dict[str, str]:
    """Sequences of FASTA text by their names."""
    found = {}
    for block in text.split("\n>"):
        header, *lines = block.removeprefix(">").rstrip("\n").split("\n")
        found[header.split()[0]] = "".join(lines)
    return found


def test_both_alleles_side_by_side(run: Run) -> None:
    result = run("sequence", "c.1150G>A", "--flank", "6").no_traceback()
    assert result.code == 0
    assert records(result.out) == {
        "FOXP3_X-49251480-C-T_GRCh38_NM_014009.4_context_ref": "CAGAACGCCATCC",
        "FOXP3_X-49251480-C-T_GRCh38_NM_014009.4_context_mut": "CAGAACACCATCC",
    }


def test_the_header_tells_everything(run: Run) -> None:
    header = run("sequence", "c.1150G>A", "--flank", "6").out.split("\n")[0]
    for told in (
        "allele=reference",
        "variant=NM_014009.4:c.1150G>A",
        "genomic=NC_000023.11:g.49251480C>T",
        "protein=NP_054728.2:p.(Ala384Thr)",
        "assembly=GRCh38",
        "location=NC_000023.11:49251474-49251486(-)",
        'reading="direction of the gene"',
        "length=13bp",
        "differs_at=7..7",
        "Research use only; not a diagnosis.",
        "other common variants are not known here",
    ):
        assert told in header
    plus = run("sequence", "c.1150G>A", "--strand", "plus").out.split("\n")[0]
    assert "(+)" in plus
    assert 'reading="plus strand"' in plus


def test_lines_of_fasta_have_sixty_letters(run: Run) -> None:
    lines = run("sequence", "c.1150G>A", "--what", "cds").out.split("\n")
    sizes = {len(line) for line in lines if line and line[0] != ">"}
    assert sizes == {60, 1296 % 60}


def test_brackets(run: Run) -> None:
    result = run("sequence", "c.1150G>A", "--format", "bracket", "--flank", "6")
    assert result.out.split("\n")[1:] == ["CAGAAC[G/A]CCATCC", ""]


def test_common_variants_are_told_and_in_lower_case(run: Run) -> None:
    options = ("c.1044+450del", "--flank", "20", "--format", "bracket")
    header, line, _ = run("sequence", *options).out.split("\n")
    # rs2280883; reading order and place of the base are worked out in tests/sequences.
    (place,) = [place for place, base in enumerate(line.replace("[C/-]", "C")) if base.islower()]
    assert f'known="at {place + 1}: common variant c.1044+459A>G, rs2280883' in header


def test_several_variants_in_any_notation(run: Run) -> None:
    result = run("sequence", "rs122467170", "X-49253160-C-T", "--what", "protein")
    assert result.code == 0
    names = list(records(result.out))
    assert len(names) == len(set(names)) == 4


def test_one_that_is_refused_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "both.fa"
    result = run("sequence", "c.210+1G>A", "c.1150G>A", "--what", "cds", "-o", path).no_traceback()
    assert result.code == 1
    assert "splice_donor_variant: how the mRNA is spliced is not known" in result.err
    assert len(records(path.read_text())) == 2


def test_nothing_to_write_leaves_no_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.gb"
    result = run("sequence", "c.2T>C", "--what", "protein", "-o", path)
    assert result.code == 1
    assert "there is no" in result.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    result = run("sequence", "c.1150G>A", "-o", tmp_path / "no" / "such.fa").no_traceback()
    assert result.code == 1
    assert "cannot write" in result.err


@pytest.mark.parametrize("ending", ["fa", "fasta", "gb", "gbk", "txt"])
def test_the_ending_tells_the_format(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"one.{ending}"
    assert run("sequence", "c.1150G>A", "-o", path).code == 0
    text = path.read_text()
    assert text.startswith("LOCUS" if ending in ("gb", "gbk") else ">")
    assert ("[G/A]" in text) is (ending == "txt")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["c.1150G>A", "-o", "one.tsv"], "names no format of sequences"),
        (["c.1150G>A", "-o", "one.gb", "-f", "fasta"], "the ending says genbank"),
        (["c.1150G>A", "-o", "one.fa", "-f", "genbank"], "the ending says fasta"),
        (["c.1150G>A", "-f", "bracket", "--what", "cds"], "--format bracket"),
        (["c.1150G>A", "--flank", "0"], "--flank"),
        (["c.1150G>A", "--flank", "9", "--what", "cds"], "--flank is for"),
        (["c.1150G>A", "--strand", "plus", "--what", "protein"], "--strand is for"),
        (["c.1150G>A", "--source", "g=a.vcf.gz", "--what", "protein"], "--source is for"),
        (["c.1150G>A", "--common", "0.1", "--what", "protein"], "--common is for"),
        (["c.1150G>A", "--transcripts", "NM_000000.1"], "NM_000000.1"),
        ([], "VARIANT"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], told: str) -> None:
    result = run("sequence", *arguments).no_traceback()
    assert result.code == 2
    assert told in result.err
    assert not result.out


def test_repairs_are_told_and_count_under_strict(run: Run) -> None:
    result = run("sequence", "1150G->A", "--strict")
    assert result.code == 3
    assert "REPAIRED_INPUT" in result.err
    assert run("sequence", "c.1150G>A", "--strict").code == 0


def test_a_protein_name_gives_every_dna_change(run: Run) -> None:
    result = run("sequence", "p.Arg337Gln", "--what", "protein")
    # CGA (Arg) may become CAA or CAG (Gln); both give one protein.
    assert len(set(records(result.out).values())) == 2
    assert len(records(result.out)) == 4
    assert "PROTEIN_ONLY" in result.err


def test_the_same_allele_is_written_once(run: Run) -> None:
    result = run("sequence", "c.1150G>A", "X-49251480-C-T")
    assert len(records(result.out)) == 2
    assert "written once" in result.err


def test_several_transcripts(run: Run) -> None:
    result = run("sequence", "c.1150G>A", "--what", "protein", "--transcripts", "refseq")
    sizes = sorted(len(bases) for bases in records(result.out).values())
    assert sizes == [396, 396, 431, 431]


def test_a_variant_that_is_none(run: Run) -> None:
    result = run("sequence", "c.1150G>G").no_traceback()
    assert result.code == 1
    assert not result.out


def test_quiet_still_tells_what_is_refused(run: Run) -> None:
    result = run("sequence", "c.210+1G>A", "--what", "cds", "-q")
    assert "how the mRNA is spliced is not known" in result.err
    assert "catalog" not in run("sequence", "c.1150G>A", "-q").err


def test_if_spliced_normally_says_so_in_the_header(run: Run) -> None:
    result = run("sequence", "c.210+1G>A", "--what", "cds", "--if-spliced-normally")
    assert result.code == 0
    assert "as was asked" in result.out


@pytest.mark.parametrize("name", ["c.-2_1dup", "c.*100G>A"])
def test_a_coding_sequence_that_stays_says_so(run: Run, name: str) -> None:
    # The bases -2 to 1 are CGA: CGACGATG still has the whole CDS behind what was put in.
    result = run("sequence", name, "--what", "cds").no_traceback()
    before, behind = records(result.out).values()
    assert before == behind
    assert "differs_at" not in result.out
    assert result.out.count('note="the coding sequence is that of the reference"') == 1


def pair_of(text: str) -> list[tuple[str, str]]:
    """Return header and bases of each record of a FASTA text, reference first."""
    parts = [part.partition("\n") for part in text.removeprefix(">").split("\n>")]
    return [(header, "".join(bases.split())) for header, _, bases in parts]


def differing(header: str) -> list[tuple[int, int]]:
    """Return the places where a record differs, as its header tells them."""
    told = re.search(r" differs_at=(\S+)", header)
    assert told is not None
    return [
        (int(first) - 1, int(last))
        for first, last in (one.split("..") for one in told[1].split(","))
    ]


@pytest.mark.parametrize("strand", ["gene", "plus"])
@pytest.mark.parametrize("what", ["context", "genomic"])
@pytest.mark.parametrize(
    "name",
    ["c.252A>C", "c.[1010G>A;1150_1151del]", "c.227del", "c.1150_1151insACGT",
     "NC_000023.11:g.49248440C>A"],
)  # fmt: skip
def test_the_header_tells_where_the_alleles_differ_on_either_strand(
    run: Run, name: str, what: str, strand: str
) -> None:
    result = run("sequence", name, "--what", what, "--strand", strand, "--flank", "9")
    kept = []
    for header, bases in pair_of(result.out):
        left, behind = "", 0
        for start, end in differing(header):
            left += bases[behind:start] + "|"
            behind = end
        kept.append(left + bases[behind:])
    assert len(kept) == 2
    assert kept[0] == kept[1]


def test_a_place_on_the_plus_strand_by_hand(run: Run) -> None:
    # c.252 lies 41 bases behind c.211, the first of exon 3 (49257768), at 49257727. The gene ends
    # at 49250438; with 5 bases more the sequence begins at 49250433.
    options = ("--what", "genomic", "--strand", "plus", "--flank", "5")
    (before, old), (behind, new) = pair_of(run("sequence", "c.252A>C", *options).out)
    place = 49257727 - 49250433
    assert differing(before) == differing(behind) == [(place, place + 1)]
    assert (old[place], new[place]) == ("T", "G")
    # Four bases of the region lie before g.49248440 on the plus strand.
    options = ("--strand", "plus", "--flank", "10")
    short = run("sequence", "NC_000023.11:g.49248440C>A", *options).out
    assert "the flank before the change has 4 bases only" in short
    assert (
        "the flank behind the change has 4"
        in run("sequence", "NC_000023.11:g.49248440C>A", "--flank", "10").out
    )


@pytest.mark.parametrize(
    ("options", "note"),
    [
        (
            ["c.210+1G>A", "--what", "transcript", "--if-spliced-normally"],
            "how the mRNA is spliced",
        ),
        (["c.227del", "--what", "transcript"], "predicted to be broken down"),
        (["c.1044+459A>G", "--what", "transcript"], "which is not predicted"),
    ],
)
def test_brackets_tell_the_notes_of_the_mutant(run: Run, options: list[str], note: str) -> None:
    header = run("sequence", *options, "-f", "bracket").out.splitlines()[0]
    assert note in header
    assert header.endswith('note="Research use only; not a diagnosis."')


def test_a_shifted_frame_is_told(run: Run) -> None:
    (before, _), (behind, mutant) = pair_of(run("sequence", "c.227del", "--what", "cds").out)
    assert "the reading frame is shifted" in behind
    assert "the reading frame is shifted" not in before
    # p.(Leu76GlnfsTer53): 75 residues as before, 53 codons with the stop.
    assert len(mutant) == 3 * (75 + 53)
    in_frame = run("sequence", "c.751_753del", "--what", "cds").out
    assert "the reading frame is shifted" not in in_frame


def test_a_common_variant_has_its_name_on_each_build(run: Run) -> None:
    """Intron 1 has five bases more on GRCh37, and its reference base is the other one there."""
    for assembly, name in (("GRCh38", "c.-23+2877C>A"), ("GRCh37", "c.-23+2882A>C")):
        out = run("sequence", "rs3761548", "--assembly", assembly).out
        assert f"the variant is itself a common one: {name}, rs3761548" in out


def test_decay_is_told_where_splicing_is_taken_for_granted(run: Run) -> None:
    """Without exon 4 (139 bases) the frame shifts; 50 bases before the last junction decide."""
    options = ("--what", "transcript", "--if-spliced-normally")
    header, bases = pair_of(run("sequence", "c.316_454del", *options).out)[1]
    start = bases.index("ATGCCCAACCCCAGGCCTGG")
    codons = [bases[at : at + 3] for at in range(start, len(bases), 3)]
    stop = start + 3 * next(n for n, codon in enumerate(codons) if codon in ("TAA", "TAG", "TGA"))
    # The last junction of the reference lies behind c.1146, n.1218.
    distance = 1218 - 139 - stop
    assert distance > 50
    assert f"stop {distance} bases before the last exon junction" in header
    # Without exon 3 (105 bases, in frame) it ends where it always does.
    assert "broken down" not in run("sequence", "c.211_315del", *options).out
