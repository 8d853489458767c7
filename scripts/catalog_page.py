"""The page of the catalog: every entry with its references, and what the catalog lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from foxp3tool.model.catalog_details import UnreadPaper
from foxp3tool.model.catalog_view import EntryView
from foxp3tool.pipeline.catalog import Catalog
from foxp3tool.pipeline.catalog_page import (
    ASSERTIONS,
    EVIDENCE,
    RESOLUTIONS,
    finding_lines,
    headline,
    population_lines,
    sections,
)
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit

HOW = """
## How to use it

```sh
foxp3tool catalog list --assertion ipex --domain forkhead    # filters; a table when piped
foxp3tool catalog show 'c.1150G>A'                           # everything on one entry
foxp3tool catalog search neonatal diabetes                   # every word, in any field
foxp3tool catalog export --assembly GRCh38 -o catalog.vcf    # TSV, JSON, VCF, BED
foxp3tool catalog list --not-read                            # papers still to be read
foxp3tool catalog update --clinvar clinvar.vcf.gz            # renew it, see keeping_current.md
```

## Where the knowledge comes from

From what could be read in open sources: abstracts and texts of papers, copies of ClinVar of 2016 to
2026, UniProt. Facts are told in our own words, each with where it was read. Every REF was checked
against the sequence of both builds, every c. and p. name is computed again from the allele by
`foxp3tool reference verify`. Dates of ClinVar statements are those of the *copies* that were read.
Where a copy states no date, "not stated" stands, or the day on which it was published (`table added
2025-03-25`) or in use (`copy used on 2026-05-10`): it is not newer. Where a copy gives no review
status, "not stated" stands, and nothing was inferred.

Conflicts between sources are kept side by side and never averaged. Numbers of patients overlap
between papers and must not be added up.

Phenotypes are told in words; where these plainly name a term of the Human Phenotype Ontology
({hpo}), it stands beside them, with the words, and "nearest term" where no
term has that name. Words about relatives, negations and associations in populations are not mapped.

## How ids work

`FOXP3-IPEX-0127` names an entry of this catalog. **It does not say that the variant causes IPEX**:
read the assertion. An id stays with its allele for ever; an entry that is taken out leaves its id
unused. Entries whose DNA change is not known keep their id when it becomes known. The list of ids
given out is `scripts/build_reference/issued_ids.tsv`, which the build checks.
"""


def catalog_page(note: str) -> str:
    """Return the page.

    Args:
        note: The remark that the page is generated.
    """
    toolkit = Toolkit.load()
    catalog = Catalog(toolkit)
    edition = catalog.edition
    lines = [
        "# The catalog of reported FOXP3 variants",
        "",
        note.rstrip(),
        "",
        f"Bundled data {edition.data_version}, {edition.entries} entries. {RESEARCH_USE}",
        HOW.replace("{hpo}", catalog.details.hpo_release),
        "## What stands in it",
        "",
        *_counts("assertion", (v.entry.assertion.value for v in catalog.views), ASSERTIONS),
        *_counts("evidence", (v.entry.evidence_status.value for v in catalog.views), EVIDENCE),
        *_counts("resolution", (v.entry.resolution.value for v in catalog.views), RESOLUTIONS),
        "## What is missing or open",
        "",
        *(f"- {question}" for question in toolkit.bundle.manifest.open_questions),
        "",
        "## The entries",
        "",
    ]
    for view in catalog.views:
        lines += _entry(view)
    details = catalog.details
    lines += ["## Findings on no single entry", ""]
    for finding in details.general_findings:
        first, *rest = finding_lines(finding)
        lines += _item([f"{finding.variant}: {first}", *rest])
    lines += ["", "## Population data of variants whose position was not read", ""]
    for count in details.unplaced_population:
        first, *rest = population_lines(count)
        lines += _item([f"{count.rsid}: {first}", *rest])
    lines += ["", *_unread(details.papers_not_read)]
    return "\n".join(lines) + "\n"


def _counts(title: str, found: Iterable[str], meanings: dict[object, str]) -> list[str]:
    number = Counter(found)
    rows = [
        f"| `{kind}` | {number[str(kind)]} | {text} |"
        for kind, text in meanings.items()
        if number[str(kind)]
    ]
    return [f"| {title} | entries | meaning |", "| --- | --- | --- |", *rows, ""]


def _entry(view: EntryView) -> Iterator[str]:
    title, *facts = headline(view)
    yield f"### {_escaped(title.replace('  ', ': '))}"
    yield ""
    yield from (f"- {_escaped(fact)}" for fact in facts)
    for section in sections(view):
        yield f"- {_escaped(section.title)}:"
        for item in section.items:
            yield from (f"  {line}" for line in _item(" ".join(one.split()) for one in item))
    yield ""


def _item(lines: Iterable[str]) -> list[str]:
    return ["- " + " / ".join(_escaped(line) for line in lines)]


def _unread(papers: Iterable[UnreadPaper]) -> Iterator[str]:
    yield "## Papers that report FOXP3 variants which could not be read"
    yield ""
    yield "A reading list, and an honest statement of what is missing; evidence for no variant."
    yield ""
    for paper in papers:
        keys = [*(f"PMID {p}" for p in paper.pmids), *(f"doi {d}" for d in paper.dois)]
        where = ", ".join(part for part in (paper.journal, *keys) if part)
        yield from _item([f"{paper.publication}{f' ({where})' if where else ''}", paper.says])


def _escaped(text: str) -> str:
    """Keep Markdown from reading `*` and `<` of names and addresses as marks."""
    return text.replace("*", "\\*").replace("<", "&lt;")
