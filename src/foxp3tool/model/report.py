"""What a report holds, before it is a page.

Texts are plain and hold whatever the input holds: who writes them escapes them.
"""

from __future__ import annotations

from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.coverage import SiteStatus
from foxp3tool.model.figure import FigureContent, VariantClass
from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import SampleReading, Sex
from foxp3tool.model.link import Link
from foxp3tool.model.sheet import Sheet


@frozen
class Fact:
    """A statement with what it is of."""

    label: str
    text: str


@frozen
class ReportInput:
    """A file, a list or names that were read.

    Args:
        name: What the user calls it.
        kind: What it is, a few words.
        facts: What was read of it, and how its build was told.
        cautions: What is to be known of it.
    """

    name: str
    kind: str
    facts: tuple[Fact, ...] = ()
    cautions: tuple[str, ...] = ()


@frozen
class ReportVariant:
    """One allele of the input, or a text that could not be answered.

    Args:
        number: Its number in the report, from 1; reported mutations come first.
        sheet: What is told of it.
        kind: Class of its consequence.
        match: How it agrees with a reported mutation; none as well if it has no answer.
        input: The file that it was read from, where there are several; else empty.
        place: Where the input puts it: contig, position, REF and ALT; empty for a name.
        filter: Filters of the record; empty if none were applied.
        carriers: The samples that carry it, or all, as was asked.
        rows: Numbers of its rows in the figure, from 0.
        has_section: Whether everything is told of it, or the line of the table is all.
        key: Alike for all lines of one variant; empty if it is none: an error, or several changes.
        is_by_protein: True if the input gives a change of the protein alone, for which there are
            further lines.
        cited: Catalog entries of which its section tells, with their papers.
    """

    number: int
    sheet: Sheet
    kind: VariantClass
    match: MatchGrade
    input: str = ""
    place: str = ""
    filter: str = ""
    carriers: tuple[SampleReading, ...] = ()
    rows: tuple[int, ...] = ()
    has_section: bool = True
    key: tuple[str, ...] = ()
    is_by_protein: bool = False
    cited: tuple[ReportedMutation, ...] = ()


@frozen
class ReportFound:
    """A reported mutation that was found.

    Args:
        title: Its names.
        verdict: What is said of it, in a sentence.
        numbers: The variants by number, each an allele of the input.
        by_protein: Those of them of which only the change of the protein is given, so that other
            changes of the DNA may be meant.
    """

    title: str
    verdict: str
    numbers: tuple[int, ...]
    by_protein: tuple[int, ...] = ()


@frozen
class ReportSample:
    """A sample and what it carries.

    Args:
        name: Its name in the file.
        input: The file, where there are several; else empty.
        sex: Its sex as stated.
        carried: The variants by number, each with what is told of it.
    """

    name: str
    input: str
    sex: Sex
    carried: tuple[tuple[int, SampleReading], ...] = ()


@frozen
class ReportSite:
    """The place of a reported mutation that was not read as reference in a sample."""

    entry: str
    name: str
    place: str
    status: SiteStatus
    note: str


@frozen
class SampleCoverage:
    """How the places of the reported mutations were read in one sample.

    Args:
        input: The file.
        sample: The sample; empty if the file has none.
        counts: How many places have each status.
        sites: The places that were not read as reference, as far as they are listed.
        more: How many further ones there are.
    """

    input: str
    sample: str
    counts: tuple[tuple[SiteStatus, int], ...]
    sites: tuple[ReportSite, ...]
    more: int = 0


@frozen
class Publication:
    """A publication that the report cites.

    Args:
        text: Who, when and where, as far as it is known.
        links: PubMed and DOI, or where it was read.
        variants: Numbers of the variants for which it is cited.
    """

    text: str
    links: tuple[Link, ...]
    variants: tuple[int, ...]


@frozen
class ReportContent:
    """Everything that a report says.

    Args:
        title: Its title.
        gene: Symbol of the gene.
        made: When it was made; the one line that differs from run to run.
        disclaimer: What it is for; stands at the top and on every page.
        inputs: What was read.
        summary: What was found, in sentences.
        reported: The reported mutations among them, each once.
        variants: The variants, reported ones first.
        issues: Codes of remarks with their meaning and how many lines have each.
        figure: The figure, None if none could be drawn.
        figure_note: Why there is none.
        samples: The samples that carry a variant.
        sample_note: What is to be known of the samples.
        coverage: How the places of reported mutations were read, of files that tell it.
        coverage_note: What is to be known of it, or why there is none.
        publications: What is cited.
        methods: How it was made, in sentences.
        versions: Programs and data with their versions.
        limit: What the report leaves out and where to find it; empty if nothing is.
    """

    title: str
    gene: str
    made: str
    disclaimer: str
    inputs: tuple[ReportInput, ...]
    summary: tuple[str, ...]
    reported: tuple[ReportFound, ...]
    variants: tuple[ReportVariant, ...]
    issues: tuple[tuple[str, str, int], ...]
    figure: FigureContent | None
    figure_note: str
    samples: tuple[ReportSample, ...]
    sample_note: str
    coverage: tuple[SampleCoverage, ...]
    coverage_note: str
    publications: tuple[Publication, ...]
    methods: tuple[str, ...]
    versions: tuple[Fact, ...]
    limit: str = ""
