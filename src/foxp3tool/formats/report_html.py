"""Write a report as one page of HTML that needs nothing else: no network, no other file.

Everything that comes from the input is escaped by the template engine, which escapes all text; a
character that does not print, or that turns the direction of writing, is shown by its number. The
one thing that is put in as it is is the figure, whose maker escapes. Style and script of the page
are constant and allowed by their hashes; its Content-Security-Policy allows nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from foxp3tool.formats.extras import require
from foxp3tool.formats.figure import svg_text
from foxp3tool.formats.figure_marks import WORDS
from foxp3tool.formats.report_strips import strips
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.figure import VariantClass
from foxp3tool.model.report import ReportContent, ReportVariant
from foxp3tool.model.sheet import Line, Section, SectionKind, Tone
from foxp3tool.notation.short_names import short_name

if TYPE_CHECKING:
    from jinja2 import Environment

MANY_LINES: Final = 24
"""Lines of a section that are not folded."""
MANY_NAMED: Final = 12
"""Reported mutations that the summary names."""
MANY_CARRIERS: Final = 100
"""Samples that the section of a variant lists."""
MANY_SAMPLES: Final = 500
"""Samples that the table of samples lists."""
MANY_COVERED: Final = 20
"""Samples whose places are listed one by one."""
MANY_NUMBERS: Final = 20
"""Variants that are linked by number in one place."""
LONGEST_NAME: Final = 60
"""Characters of a name of the input, from which on it is shortened where others stand beside it."""
_NAME_ENDS: Final = (36, 12)
_FOLDER: Final = "templates"
_LONGEST_PRINTED: Final = 60
_PREFIXES: Final = (
    "https://pubmed.ncbi.nlm.nih.gov/",
    "https://pmc.ncbi.nlm.nih.gov/",
    "https://www.ncbi.nlm.nih.gov/",
    "https://doi.org/",
    "https://gnomad.broadinstitute.org/",
    "https://web.expasy.org/",
    "https://www.uniprot.org/",
    "https://hpo.jax.org/",
)
_ADDRESS: Final = re.compile(r"[!#$%&'()*+,\-./:;=?@\[\]_~0-9A-Za-z<>]+")
_TONES: Final = {
    Tone.REPORTED: "reported",
    Tone.CAUTION: "caution",
    Tone.UNKNOWN: "",
    Tone.ERROR: "error",
    Tone.CALM: "",
    Tone.PLAIN: "",
}
MATCHES: Final = {
    MatchGrade.EXACT: "exact: this very change is reported",
    MatchGrade.SAME_PROTEIN_CHANGE: "same protein change",
    MatchGrade.SAME_CODON: "same codon",
    MatchGrade.SAME_SPLICE_SITE: "same splice site",
    MatchGrade.SAME_POLYA_SIGNAL: "same poly-A signal",
    MatchGrade.OVERLAPS: "overlaps",
    MatchGrade.NONE: "none",
}
_LEFT_OUT: Final = (SectionKind.SAMPLES, SectionKind.ABOUT)
"""Sections of a sheet that the report tells elsewhere: in a table, and at its end."""


def require_jinja2() -> None:
    """Raise an error that names the extra if jinja2 is not installed.

    Raises:
        UsageError: If it is not installed.
    """
    require("jinja2", "report", "a report")


def page(content: ReportContent) -> str:
    """Return a report as a page.

    Raises:
        UsageError: If jinja2 is not installed.
    """
    require_jinja2()
    from markupsafe import Markup  # noqa: PLC0415 - comes with the extra

    figure = ""
    if content.figure is not None:
        figure = Markup(_seen(svg_text(content.figure, prefix="figure-")))
    style, script = _text("report.css"), _text("report.js")
    return _environment().get_template("report.html").render(
        report=content,
        figure=figure,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        kinds=_present(content.variants),
        matches=[one for one in MatchGrade if any(v.match is one for v in content.variants)],
        kind_words=WORDS,
        match_words=MATCHES,
        tones=_TONES,
        many_named=MANY_NAMED,
        many_carriers=MANY_CARRIERS,
        many_samples=MANY_SAMPLES,
        many_covered=MANY_COVERED,
        has_sections=any(variant.has_section for variant in content.variants),
    )  # fmt: skip


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with one style and one script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def shown(value: object) -> object:
    r"""Return what is written of a value: a character that does not print as its number.

    Blanks of any kind become blanks. What is no text stays as it is, as does what is markup.

    Example:
        >>> shown("a\u202eb")
        'a[U+202E]b'
    """
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _seen(value)
    return value


def shortened(name: str) -> str:
    """Return a name of the input, of a long one its ends and how long it is.

    Example:
        >>> shortened("x" * 5000)[-33:]
        '...xxxxxxxxxxxx (5000 characters)'
    """
    if len(name) <= LONGEST_NAME:
        return name
    first, last = _NAME_ENDS
    return f"{name[:first]}...{name[-last:]} ({len(name)} characters)"


def _seen(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or one == "\n" else " " if one.isspace() else f"[U+{ord(one):04X}]"
        for one in text
    )


def safe_address(url: str) -> str:
    """Return an address that may be a link, else nothing.

    Only addresses of known databases are: the catalog and the user's own tables may name any.

    Example:
        >>> safe_address("https://pubmed.ncbi.nlm.nih.gov/11137993/")
        'https://pubmed.ncbi.nlm.nih.gov/11137993/'
        >>> safe_address("javascript:alert(1)")
        ''
    """
    return url if url.startswith(_PREFIXES) and _ADDRESS.fullmatch(url) else ""


def _is_short(url: str) -> bool:
    """Tell whether an address is printed beside its link on paper."""
    return len(url) <= _LONGEST_PRINTED


def _sections(variant: ReportVariant) -> list[Section]:
    return [one for one in variant.sheet.sections if one.kind not in _LEFT_OUT]


def _present(variants: tuple[ReportVariant, ...]) -> list[VariantClass]:
    there = {variant.kind for variant in variants}
    return [kind for kind in VariantClass if kind in there]


def _parts(section: Section) -> tuple[list[Line], list[Line]]:
    """Return the lines of a section that are shown, and those that are folded."""
    first = [line for line in section.lines if not line.is_further]
    folded = [line for line in section.lines if line.is_further]
    return first[:MANY_LINES], [*first[MANY_LINES:], *folded]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - an extra

    made = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["address"] = safe_address
    made.filters["short_name"] = short_name
    made.tests["short"] = _is_short
    made.filters["shortened"] = shortened
    made.globals.update(
        sections=_sections, parts=_parts, strips=strips, many_numbers=MANY_NUMBERS,
        longest_name=LONGEST_NAME,
    )  # fmt: skip
    return made


def _text(name: str) -> str:
    """Return a file of the page's parts."""
    return (files(__package__) / _FOLDER / name).read_text(encoding="utf-8")
