"""The spaCy component `dragoman_actors`: reads the parse, the entities and `doc._.dct`; writes `doc._.actors`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.actors.agents import AgentLexicon
from dragoman.actors.base import Base, load_base
from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.mentions import MentionMaker
from dragoman.actors.words import plain
from dragoman.codebook.tables import BUILT_IN
from dragoman.layers import register, span_of
from dragoman.model import Actor, ActorKind

NOT_SLUG = re.compile(r"[^a-z0-9]+")


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
        self.maker = MentionMaker(Gazetteer(base), AgentLexicon(base.agents))

    def __call__(self, doc: Doc) -> Doc:
        reading = self.maker.read(doc, doc._.dct)
        actors = [actor_of(doc, draft) for draft in reading.drafts]
        doc._.actors = tuple(sorted(actors, key=lambda actor: (actor.span.start, actor.span.end, actor.id)))
        return doc


def actor_of(doc: Doc, draft: Draft) -> Actor:
    end = doc[draft.end - 1]
    span = span_of(doc, doc[draft.start].idx, end.idx + len(end.text))
    return Actor(
        span, draft.head, draft.id or identifier(draft), draft.name, draft.kind, draft.country, draft.sector,
        draft.other_sectors, draft.office, draft.certain, draft.rule,
    )


def identifier(draft: Draft) -> str:
    if draft.kind is ActorKind.COUNTRY:
        return f"country:{draft.country}"
    scope = f"{draft.country.lower()}:" if draft.kind is ActorKind.AGENT and draft.country else ""
    return f"{draft.kind}:{scope}{slug(draft.name)}"


def slug(name: str) -> str:
    return NOT_SLUG.sub("-", plain(name).lower()).strip("-")
