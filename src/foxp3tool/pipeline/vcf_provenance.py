"""What the VCF files that foxp3tool writes say of themselves and of their records."""

from __future__ import annotations

from typing import Final

from foxp3tool._version import __version__
from foxp3tool.formats.vcf_header import info_line
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit

TOOL_LINE: Final = "##foxp3tool_convert="
"""Beginning of the header line that says what made a file."""

INPUT_KEY: Final = "FOXP3_INPUT"
FROM_KEY: Final = "FOXP3_CONVERTED_FROM"
ISSUE_KEY: Final = "FOXP3_ISSUE"
NOT_CONVERTED_KEY: Final = "FOXP3_NOT_CONVERTED"

INFO_LINES: Final = {
    key: info_line(key, description)
    for key, description in (
        (INPUT_KEY, "The name that was given"),
        (FROM_KEY, "Build, contig, position and alleles before the conversion"),
        (ISSUE_KEY, "What is to be known of this record, as codes of foxp3tool joined by |"),
        (NOT_CONVERTED_KEY, "Why foxp3tool could not convert this record, as a code"),
    )
}
"""The header line of each INFO key of ours."""


def tool_line(toolkit: Toolkit, what: str) -> str:
    """Return the header line that says what made a file, from which data and what it is for."""
    version = toolkit.bundle.manifest.data_version
    return f'{TOOL_LINE}"foxp3tool {__version__}, bundle {version}; {what}. {RESEARCH_USE}"'


def beginning(line: str) -> str:
    """Return an INFO line up to its ID, by which the same line of an earlier run is told."""
    return line[: line.index(",") + 1]
