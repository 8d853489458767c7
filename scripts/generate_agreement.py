"""Compare with every other annotator and write docs/agreement.md.

This takes a few minutes and needs all the tools; ``scripts/install_oracles.sh`` installs them. The
comparisons are those of the tests in ``tests/oracles``.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "oracles"))

from agreement import TOOLS, compare_all
from agreement_page import PAGE, page

from foxp3tool.pipeline.toolkit import Toolkit


def main() -> int:
    """Write the page; return the exit status."""
    absent = [tool.absent for tool in TOOLS if tool.absent]
    if absent:
        print("\n".join(["the page needs every tool:", *absent]), file=sys.stderr)
        return 1
    toolkit = Toolkit.load()
    outcomes = []
    for tool in TOOLS:
        outcome = compare_all(toolkit, tool)
        outcomes.append(outcome)
        compared = sum(outcome.verdicts.values())
        print(f"{tool.name} {outcome.version}: {compared:,} answers compared")
        for difference in outcome.unexplained:
            print(f"  no rule explains: {difference}", file=sys.stderr)
    PAGE.write_text(page(toolkit, outcomes), encoding="utf-8")
    return 1 if any(outcome.unexplained for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
