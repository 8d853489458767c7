"""A sheet tells the files of the user's sources with what they say of their date and version."""

from __future__ import annotations

from pathlib import Path

import pysam
import pytest
from looking import lines, texts

from foxp3tool.formats.card import card_lines
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.model.sheet import SectionKind, Sheet, Tone
from foxp3tool.pipeline.cards import CardRun
from foxp3tool.pipeline.report_words import used
from foxp3tool.pipeline.sources import AlleleSource, load_sources
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.bundle import load_bundle

A384T = "49251480\t.\tC\tT\t.\tPASS\t"


def source(folder: Path, head: str, *records: str, name: str = "gnomad.vcf") -> Path:
    path = folder / name
    info = "".join(
        f'##INFO=<ID={field},Number={number},Type={kind},Description="x">\n'
        for field, number, kind in (
            ("AC", "A", "Integer"),
            ("AN", "1", "Integer"),
            ("CLNSIG", ".", "String"),
        )
    )
    path.write_text(
        f"##fileformat=VCFv4.2\n{head}{info}"
        "##contig=<ID=chrX,length=156040895,assembly=GRCh38>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        + "".join(f"chrX\t{record}\n" for record in records)
    )
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path.with_name(f"{name}.gz")


@pytest.fixture
def own() -> Toolkit:
    """A toolkit that may be given sources."""
    return Toolkit(load_bundle())


def looked_up(
    toolkit: Toolkit, options: list[str], text: str = "c.1150G>A", assembly: str | None = None
) -> tuple[Sheet, tuple[AlleleSource, ...]]:
    sources = load_sources(options, toolkit)
    toolkit.populations.sources = sources
    run = CardRun(toolkit, transcripts="mane", assembly=assembly, sources=sources)
    (answer,) = run.sheets([text])
    return answer[0], sources


def printed(sheet: Sheet) -> str:
    return "".join("".join(card_lines(sheet, CardStyle(80))).split())


def test_date_and_maker_stand_on_the_card_and_in_the_report(own: Toolkit, tmp_path: Path) -> None:
    head = "##fileDate=2026-11-01\n##source=ClinVar\n"
    file = source(tmp_path, head, f"{A384T}CLNSIG=Pathogenic", name="clinvar.vcf")
    sheet, sources = looked_up(own, [f"clinvar={file}"])
    (line,) = lines(sheet, SectionKind.SOURCES)
    assert line.text == "clinvar_CLNSIG Pathogenic"
    assert line.detail == f"read in {file} (fileDate 2026-11-01, source ClinVar)"
    assert "".join(f"{file} (fileDate 2026-11-01, source ClinVar)".split()) in printed(sheet)
    facts = {fact.label: fact.text for fact in used(own, "mane", sources, "")}
    assert "fileDate 2026-11-01" in facts["source clinvar"]


def test_counts_tell_their_file_and_its_version(own: Toolkit, tmp_path: Path) -> None:
    file = source(tmp_path, "##gnomAD_version=4.1\n", f"{A384T}AC=1;AN=112000")
    sheet, _ = looked_up(own, [f"gnomad={file}"])
    told = [line for line in lines(sheet, SectionKind.POPULATION) if "gnomad:" in line.text]
    assert [line.detail for line in told] == [f"read in {file} (gnomAD_version 4.1)"]
    assert "gnomAD_version4.1" in printed(sheet)


def test_absence_tells_its_file(own: Toolkit, tmp_path: Path) -> None:
    # Fifty counted alleles: T at fifty places of exon 12's 3'UTR and before, whatever is there.
    gene = own.bundle.genes["GRCh38"]
    records = []
    for pos in range(49250500, 49250600):
        base = gene.plus_bases(pos - 1, pos)
        other = "T" if base != "T" else "C"
        records.append(f"{pos}\t.\t{base}\t{other}\t.\tPASS\tAC=1;AN=112000")
    file = source(tmp_path, "##fileDate=20260301\n", *records)
    sheet, _ = looked_up(own, [f"gnomad={file}"])
    (line,) = (one for one in lines(sheet, SectionKind.POPULATION) if "not this allele" in one.text)
    assert line.detail == f"read in {file} (fileDate 20260301)"


def test_a_file_without_a_date_is_told_as_such(own: Toolkit, tmp_path: Path) -> None:
    file = source(tmp_path, "", f"{A384T}CLNSIG=Benign")
    sheet, _ = looked_up(own, [f"mine={file}"])
    (line,) = lines(sheet, SectionKind.SOURCES)
    assert line.detail == f"read in {file} (the file states no date)"


def test_a_source_on_another_build_was_not_asked(own: Toolkit, tmp_path: Path) -> None:
    file = source(tmp_path, "", f"{A384T}CLNSIG=Benign")
    sheet, _ = looked_up(own, [f"mine={file}"], "X-49107941-C-T", "GRCh37")
    (line,) = lines(sheet, SectionKind.SOURCES)
    assert line.text == "not asked: it is on GRCh38, the allele on GRCh37"
    assert line.tone is Tone.UNKNOWN


def test_a_source_without_the_gene_says_so(own: Toolkit, tmp_path: Path) -> None:
    file = source(tmp_path, "", "1000\t.\tA\tT\t.\tPASS\tCLNSIG=Benign")
    sheet, _ = looked_up(own, [f"mine={file}"])
    assert texts(sheet, SectionKind.SOURCES) == "it holds no allele near the gene"


@pytest.mark.parametrize("value", ["\x1b[2J", "\u202eevil", "x" * 5000, "a\tb", "[red]x[/red]"])
def test_hostile_headers_reach_no_terminal(own: Toolkit, tmp_path: Path, value: str) -> None:
    file = source(tmp_path, f"##source={value}\n##fileDate={value}\n", f"{A384T}CLNSIG=Benign")
    sheet, _ = looked_up(own, [f"mine={file}"])
    for width in (40, 80):
        card = card_lines(sheet, CardStyle(width))
        assert all(line.isprintable() for line in card)
        assert max(map(len, card)) <= width
        assert len(card) < 250
