"""Generic agent nouns ("police", "riot police", "members of parliament") by their lemmas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.actors.base import Agent
from dragoman.actors.words import plain

PIECE = re.compile(r"\w+(?:'\w+)?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class AgentHit:
    start: int
    end: int
    agent: Agent


class AgentLexicon:
    """The agent nouns, found from their last word, the longest first."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        self.by_last: dict[str, list[tuple[tuple[str, ...], Agent]]] = defaultdict(list)
        for agent in agents:
            pieces = tuple(PIECE.findall(plain(agent.noun.lower())))
            self.by_last[pieces[-1]].append((pieces, agent))
        for found in self.by_last.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def ending_at(self, tokens: Sequence[Token], index: int) -> AgentHit | None:
        """The longest agent noun whose last word is the token."""
        before: tuple[str, ...] | None = None  # the forms of the word before, by which most phrases are told from it
        for form in forms(tokens[index]):
            for pieces, agent in self.by_last.get(form, ()):
                start = index - len(pieces) + 1
                if start < 0:
                    continue
                if start < index:
                    before = forms(tokens[index - 1]) if before is None else before
                    if pieces[-2] not in before:
                        continue
                if all(piece in forms(tokens[at]) for at, piece in enumerate(pieces[:-2], start)):
                    return AgentHit(start, index + 1, agent)
        return None


def forms(token: Token) -> tuple[str, ...]:
    """The word, its lemma, and a guess at the singular of a capitalised plural, which the pipeline leaves as it is."""
    text = token.lower_
    lemma = token.lemma_.lower()
    if token.tag_ == "NNPS" or (token.tag_ == "NNP" and text.endswith("s")):
        return text, lemma, text.removesuffix("s"), text.removesuffix("ies") + "y"
    return (text, lemma) if lemma != text else (text,)
