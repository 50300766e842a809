"""The spaCy component `dragoman_places`: reads a parsed Doc, writes `doc._.places`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.codebook.tables import BUILT_IN
from dragoman.layers import register, span_of
from dragoman.model import Place
from dragoman.places.atlas import Atlas
from dragoman.places.mentions import find_mentions
from dragoman.places.resolve import Resolved, resolve


class Places:
    """Finds toponyms and resolves them against the atlas; keeps no state between reports but remembered look-ups."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def __call__(self, doc: Doc) -> Doc:
        mentions = find_mentions(doc, self._atlas)
        doc._.places = tuple(_place(doc, resolved) for resolved in resolve(doc, mentions, self._atlas))
        return doc


@Language.factory(
    "dragoman_places", assigns=["doc._.places"], requires=["token.tag", "token.dep", "doc.ents"],
    default_config={"codebook": []},
)
def create_places(nlp: Language, name: str, codebook: list[str]) -> Places:
    """`codebook`: folders whose tables extend or override the built-in ones; a later folder wins."""
    register()
    return Places(Atlas.load((BUILT_IN, *(Path(folder) for folder in codebook))))


def _place(doc: Doc, resolved: Resolved) -> Place:
    mention, place = resolved.mention, resolved.place
    start = doc[mention.start].idx
    last = doc[mention.end - 1]
    span = span_of(doc, start, last.idx + len(last))
    if place is None:
        return Place(span, span.text, None, None, None, None, None, None, resolved.certain, resolved.rule)
    if resolved.rule.startswith("within:"):
        return Place(span, span.text, place.country, place.division, place.lat, place.lon, None, None,
                     resolved.certain, resolved.rule)
    return Place(span, place.name, place.country, place.division, place.lat, place.lon, place.geonameid, place.feature,
                 resolved.certain, resolved.rule)
