"""What another tool says otherwise: each difference must be of a kind that a rule explains.

Kinds of names apply to a whole difference, the first of a list that fits counts. Terms are compared
as sets; a kind explains single terms, and all terms that only one side has must be explained.
foxp3tool's own answer must agree with arithmetic, else no kind applies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import coding_names
import protein_names
from allele_sets import Kind
from facts import Allele
from term_arithmetic import contradictions
from tool_answers import Answer, Aspect


@dataclass(frozen=True)
class Difference:
    """One allele that foxp3tool and another tool answer otherwise.

    Args:
        tool: Name of the other tool.
        aspect: What differs.
        kind: Sort of allele.
        allele: The allele, for arithmetic.
        answer: All that foxp3tool says.
        ours: foxp3tool's answer as it is compared; terms are joined by ``&``.
        theirs: The other answer.
    """

    tool: str
    aspect: Aspect
    kind: Kind
    allele: Allele
    answer: Answer
    ours: str
    theirs: str

    @property
    def our_terms(self) -> frozenset[str]:
        """The terms of foxp3tool."""
        return frozenset(self.ours.split("&")) - {""}

    @property
    def their_terms(self) -> frozenset[str]:
        """The terms of the other tool."""
        return frozenset(self.theirs.split("&")) - {""}

    def __str__(self) -> str:
        """Say it in one line, for the message of a failed test."""
        named = self.answer.coding or self.allele.ground.gene.to_genomic_edit(self.allele.last)
        return (
            f"{self.tool} {named}: {self.theirs or 'nothing'}, foxp3tool {self.ours or 'nothing'}"
        )


CONVENTION = "foxp3tool's convention"
"""How the rule of a kind begins where both answers may stand."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A kind of difference between names.

    Args:
        name: Its row in docs/agreement.md.
        rule: What decides.
        applies: Tells whether a difference is of this kind; it looks at both answers.
    """

    name: str
    rule: str
    applies: Callable[[Difference], bool]

    @property
    def is_convention(self) -> bool:
        """True where both answers may stand."""
        return self.rule.startswith(CONVENTION)


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A kind of difference between sets of terms.

    Args:
        name: Its row in docs/agreement.md.
        rule: What decides.
        explains: Tells whether this kind explains a term that one side alone has.
    """

    name: str
    rule: str
    explains: Callable[[Difference, str], bool]

    @property
    def is_convention(self) -> bool:
        """True where both answers may stand."""
        return self.rule.startswith(CONVENTION)


Known = KnownName | KnownTerm


def flaws(allele: Allele, answer: Answer, aspects: Sequence[Aspect] = tuple(Aspect)) -> list[str]:
    """Return what of foxp3tool's answer arithmetic denies: names, and terms told or withheld."""
    found: list[str] = []
    if Aspect.CODING in aspects and not coding_names.is_right(answer.coding or "", allele):
        found.append(answer.coding or "no c. name")
    if Aspect.PROTEIN in aspects and not protein_names.is_right(answer.protein or "", allele):
        found.append(answer.protein or "no p. name")
    if Aspect.TERMS in aspects:
        found += contradictions(allele, answer.terms or frozenset())
    return found


def classes_of(difference: Difference, known: Sequence[Known]) -> tuple[str, ...]:
    """Return the kinds that explain a difference, none if anything of it is unexplained."""
    if flaws(difference.allele, difference.answer, [difference.aspect]):
        return ()
    if difference.aspect is not Aspect.TERMS:
        first = (k.name for k in known if isinstance(k, KnownName) and k.applies(difference))
        return tuple([name] if (name := next(first, None)) else [])
    names: list[str] = []
    for term in sorted(difference.our_terms ^ difference.their_terms):
        kinds = (k for k in known if isinstance(k, KnownTerm))
        kind = next((k for k in kinds if k.explains(difference, term)), None)
        if kind is None:
            return ()
        if kind.name not in names:
            names.append(kind.name)
    return tuple(names)


def report(differences: Sequence[object], limit: int = 20) -> str:
    """Return the first differences, one a line, for the message of a failed test."""
    shown = "\n".join(f"  {difference}" for difference in differences[:limit])
    return f"{len(differences)} differences that no rule explains:\n{shown}"
