"""The spaCy component `dragoman_actors`: reads the parse, the entities and `doc._.dct`; writes `doc._.actors`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.actors.agents import AgentLexicon
from dragoman.actors.base import Base, load_base
from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.mentions import MentionMaker
from dragoman.actors.people import People
from dragoman.actors.resolve import Resolver
from dragoman.codebook.tables import BUILT_IN
from dragoman.layers import register, span_of
from dragoman.model import Actor


@Language.factory(
    "dragoman_actors",
    requires=["doc.ents", "token.dep", "token.head", "token.tag", "token.lemma"],
    assigns=["doc._.actors"],
    default_config={"codebook": []},
)
def create_actors(nlp: Language, name: str, codebook: Sequence[str]) -> Actors:
    """`codebook`: folders whose tables extend or override the built-in ones."""
    register()
    return Actors(load_base((BUILT_IN, *map(Path, codebook))))


class Actors:
    """Finds who acts in a report."""

    def __init__(self, base: Base) -> None:
        people = People(base.persons)
        countries = {country.code: country for country in base.countries if country.end is None}
        self.maker = MentionMaker(Gazetteer(base), AgentLexicon(base.agents), people, countries)
        self.resolver = Resolver(people, countries)

    def __call__(self, doc: Doc) -> Doc:
        reading = self.maker.read(doc, doc._.dct)
        self.resolver.resolve(reading)
        actors = {actor: None for draft in reading.drafts for actor in actors_of(doc, draft)}
        doc._.actors = tuple(sorted(actors, key=lambda actor: (actor.span.start, actor.span.end, actor.id)))
        return doc


def actors_of(doc: Doc, draft: Draft) -> Iterator[Actor]:
    """The actor of a mention, or one for each member of a plural mention, all with its span."""
    last = doc[draft.end - 1]
    span = span_of(doc, doc[draft.start].idx, last.idx + len(last.text))
    for meant in draft.members or (draft,):
        certain = min(draft.certain, meant.certain)
        yield Actor(span, draft.head, meant.id, meant.name, meant.kind, meant.country, meant.sector, meant.other_sectors,
                    meant.office, certain, draft.rule)
