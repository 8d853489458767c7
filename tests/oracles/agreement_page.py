"""Write docs/agreement.md from what the comparisons gave."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agreement import (
    KNOWN,
    LARGER,
    OF_OTHER_TRANSCRIPTS,
    SEED,
    TOOLS,
    Asked,
    Outcome,
    Verdict,
    asked,
    said,
)
from allele_sets import Kind
from differences import Difference, Known
from genome_files import vcf_form
from tool_answers import Answer, Aspect

from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

PAGE = Path(__file__).resolve().parents[2] / "docs" / "agreement.md"
TEMPLATE = Path(__file__).with_name("agreement_template.md")
LONGEST = 72
GIVEN = {
    "bcftools csq": "VCF, GFF3 and FASTA; `--local-csq`: each record for itself",
    "hgvs-weaver": "`g.` name, left-aligned; the bundle as its data provider",
    "ferro-hgvs": "`g.` name, left-aligned; cdot JSON and FASTA in a manifest; its `c.` normalised",
    "hgvs (biocommons)": "`g.` name, left-aligned; cdot JSON, bases from the bundle; no network",
    "SnpEff": "VCF; a database built from GFF3 and FASTA",
    "mehari": "VCF; a database built from cdot JSON and FASTA",
}


@dataclass(frozen=True)
class Example:
    """A differing allele that shows a kind of difference.

    Args:
        known: The kind.
        aspect: What differs.
        asked: The allele with foxp3tool's answer.
        answers: What each tool says of it, by its name.
    """

    known: Known
    aspect: Aspect
    asked: Asked
    answers: dict[str, Answer]


def tool_rows(outcome: Outcome) -> tuple[str, ...]:
    """Return all rows of the page that come from one tool alone."""
    return (
        version_row(outcome),
        *_verdict_rows(outcome),
        *_kind_rows(outcome),
        *_class_rows(outcome),
    )


def _row(*cells: object) -> str:
    written = (str(cell).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(written)} |"


def _table(header: Sequence[str], rows: Iterable[str]) -> str:
    return "\n".join([_row(*header), _row(*("---" for _ in header)), *rows])


def _aspects(outcome: Outcome) -> tuple[Aspect, ...]:
    told = {aspect for aspect, _, _ in outcome.verdicts}
    return tuple(aspect for aspect in Aspect if aspect in told)


def version_row(outcome: Outcome) -> str:
    """Return the row that tells which version was asked for what."""
    asked = ", ".join(_aspects(outcome))
    return _row(outcome.tool, outcome.version, asked, GIVEN[outcome.tool])


def _verdict_rows(outcome: Outcome) -> Iterator[str]:
    for aspect in _aspects(outcome):
        counts = [
            sum(n for (told, _, v), n in outcome.verdicts.items() if (told, v) == (aspect, verdict))
            for verdict in Verdict
        ]
        yield _row(outcome.tool, aspect, f"{sum(counts):,}", *(f"{count:,}" for count in counts))


def _kind_rows(outcome: Outcome) -> Iterator[str]:
    """Yield answers that are equal or by another convention, of all, by sort of allele."""
    for aspect in _aspects(outcome):
        cells = []
        for kind in Kind:
            counts = {v: outcome.verdicts[aspect, kind, v] for v in Verdict}
            agreed = counts[Verdict.EQUAL] + counts[Verdict.CONVENTION]
            cells.append(f"{agreed:,} / {sum(counts.values()):,}")
        yield _row(outcome.tool, aspect, *cells)


def _class_rows(outcome: Outcome) -> Iterator[str]:
    for aspect in _aspects(outcome):
        for known in KNOWN[aspect]:
            if number := outcome.classes[aspect, known.name]:
                yield _row(outcome.tool, aspect, known.name, f"{number:,}")


def page(toolkit: Toolkit, outcomes: Sequence[Outcome]) -> str:
    """Return the text of docs/agreement.md from what came of every tool."""
    examples = {(e.aspect, e.known.name): e for e in _examples(toolkit, outcomes)}
    parts = {
        "larger": f"{6 * LARGER:,}",
        "seed": str(SEED),
        "step": str(OF_OTHER_TRANSCRIPTS),
        "share": str(max(tool.share for tool in TOOLS)),
        "versions": _table(("tool", "version", "asked for", "given"), map(version_row, outcomes)),
        "verdicts": _table(("tool", "of", "compared", *Verdict), _of_all(_verdict_rows, outcomes)),
        "kinds": _table(("tool", "of", *Kind), _of_all(_kind_rows, outcomes)),
        "classes": _table(("tool", "of", "kind", "alleles"), _of_all(_class_rows, outcomes)),
    }
    for aspect, kinds in KNOWN.items():
        rows = [_example_row(examples[aspect, known.name]) for known in kinds]
        header = ("kind", "example", "foxp3tool", "other tools", "rule")
        parts[aspect] = _table(header, rows)
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    return text


def _of_all(rows: Callable[[Outcome], Iterable[str]], outcomes: Sequence[Outcome]) -> Iterator[str]:
    return (row for outcome in outcomes for row in rows(outcome))


def _examples(toolkit: Toolkit, outcomes: Sequence[Outcome]) -> list[Example]:
    """Choose an allele for every kind and ask every tool for it, by transcript."""
    chosen: dict[str, list[tuple[Known, Difference]]] = {}
    for aspect, kinds in KNOWN.items():
        for known in kinds:
            difference = _choose(outcomes, aspect, known.name)
            accession = difference.allele.ground.transcript.accession
            chosen.setdefault(accession, []).append((known, difference))
    examples = []
    for accession, pairs in chosen.items():
        edits = [_left_aligned(difference) for _, difference in pairs]
        alleles = list(asked(toolkit, "GRCh38", accession, edits))
        told = _tell(alleles)
        for number, (known, difference) in enumerate(pairs):
            answers = {tool: answers[number] for tool, answers in told.items()}
            examples.append(Example(known, difference.aspect, alleles[number], answers))
    return examples


def _choose(outcomes: Sequence[Outcome], aspect: Aspect, name: str) -> Difference:
    """Return the plainest difference of a kind: of few kinds, on MANE Select, short, first."""
    candidates = [
        (len(names), not d.allele.ground.transcript.mane_select, _length(d), order, place, d)
        for order, outcome in enumerate(outcomes)
        for place, (d, names) in enumerate(outcome.found)
        if d.aspect is aspect and name in names and d.allele.ground.gene.assembly == "GRCh38"
    ]
    if not candidates:
        raise ValueError(f"no difference is of the kind {name!r} ({aspect})")
    return min(candidates, key=lambda candidate: candidate[:5])[-1]


def _length(difference: Difference) -> int:
    edit = difference.allele.last
    return len(edit.deleted) + len(edit.inserted)


def _left_aligned(difference: Difference) -> Edit:
    return difference.allele.ground.gene.to_genomic_edit(difference.allele.edit)


def _tell(alleles: Sequence[Asked]) -> dict[str, list[Answer]]:
    """Ask every tool for alleles of one transcript."""
    ground = alleles[0].allele.ground
    edits = [one.edit for one in alleles]
    told = {}
    for tool in TOOLS:
        with tempfile.TemporaryDirectory() as folder:
            oracle = tool.make()
            told[tool.name] = oracle.answers(ground.gene, ground.transcript, edits, Path(folder))
    return told


def example_cells(one: Asked, aspect: Aspect) -> tuple[str, str]:
    """Return the cells that name an allele and say what foxp3tool answers."""
    gene, transcript = one.allele.ground.gene, one.allele.ground.transcript
    allele = vcf_form(gene, one.edit)
    where = f"{allele.start + 1} {_short(allele.deleted, 24)}>{_short(allele.inserted, 24)}"
    name = _short(one.ours.coding or "")
    if not transcript.mane_select:
        name = f"{transcript.accession}:{name}" if name else transcript.accession
    return f"{name}, {where}" if name else where, _shown(_answer(aspect, one.ours))


def _answer(aspect: Aspect, answer: Answer) -> str:
    if aspect is Aspect.TERMS:
        return "&".join(sorted(answer.terms or ()))
    return (answer.coding if aspect is Aspect.CODING else answer.protein) or ""


def _example_row(example: Example) -> str:
    cells = example_cells(example.asked, example.aspect)
    return _row(example.known.name, *cells, _others(example), example.known.rule)


def _others(example: Example) -> str:
    """Group the tools by what they say; those that say what foxp3tool does come last."""
    aspect, same = example.aspect, []
    groups: dict[str, list[str]] = {}
    for tool, answer in example.answers.items():
        if aspect not in answer.aspects:
            continue
        ours, theirs = said(tool, aspect, example.asked.ours), said(tool, aspect, answer)
        if ours == theirs:
            same.append(tool)
        else:
            groups.setdefault(_shown(theirs), []).append(tool)
    parts = [f"{', '.join(tools)}: {answer}" for answer, tools in groups.items()]
    return "; ".join([*parts, *([f"{', '.join(same)}: as foxp3tool"] if same else [])])


def _shown(answer: str) -> str:
    if answer.startswith("refused: "):
        return "refused"
    return _short(answer.replace("&", ", ")) if answer else "nothing"


def _short(text: str, longest: int = LONGEST) -> str:
    if len(text) <= longest or ", " in text:
        return text
    return f"{text[: longest // 2]}…{text[-longest // 4 :]}"
