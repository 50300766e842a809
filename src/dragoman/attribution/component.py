"""The spaCy component: fills `doc._.attributions`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.attribution.assemble import assemble
from dragoman.attribution.cast import read_cast
from dragoman.attribution.find import find_claims
from dragoman.attribution.lexicon import Lexicon, load_lexicon
from dragoman.attribution.page import read_page
from dragoman.codebook.tables import BUILT_IN
from dragoman.layers import register
from dragoman.model import Attribution


@dataclass(frozen=True, slots=True)
class AttributionFinder:
    """Writes `doc._.attributions`: who says what, in the order of the contents."""

    lexicon: Lexicon

    def __call__(self, doc: Doc) -> Doc:
        doc._.attributions = find_attributions(doc, self.lexicon)
        return doc


def find_attributions(doc: Doc, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """All attributions of a parsed document, in the order of their contents."""
    page = read_page(doc, lexicon)
    return assemble(page, read_cast(doc), find_claims(page))


@Language.factory(
    "dragoman_attribution",
    requires=["token.dep", "token.head", "token.tag", "token.lemma"],
    assigns=["doc._.attributions"],
    default_config={"codebook": []},
)
def create_attribution(nlp: Language, name: str, codebook: list[str]) -> AttributionFinder:
    """`codebook`: folders whose tables extend or override the built-in ones.  Raises CodebookError for a wrong table."""
    register()
    return AttributionFinder(load_lexicon((BUILT_IN, *map(Path, codebook))))
