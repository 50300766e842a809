"""What the words around a trigger show: PLOVER's contexts by the sentence, modes by the clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Span, Token

from dragoman.codebook.ontology import ContextWords, ModeWords, StatusWords
from dragoman.codebook.tables import read_table
from dragoman.events.matching import Match, Words
from dragoman.events.syntax import MAX_CLIMB, near
from dragoman.model import Status

MAX_CONTEXTS = 4
TOPIC_PREPOSITIONS = frozenset({"about", "against", "for", "over"})


class WordList:
    """Words and phrases, each of which shows something (a context, a mode)."""

    def __init__(self) -> None:
        self._single: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._first: set[str] = set()

    def add(self, phrase: str, shown: str) -> None:
        first, *rest = phrase.split()
        self._first.add(first)
        if rest:
            self._phrases[first].append((tuple(rest), shown))
        else:
            self._single[first].append(shown)

    def count(self, tokens: Iterable[Token], words: Words) -> dict[str, int]:
        """What the tokens show, and how strongly: a phrase counts twice, being surer than a word."""
        counts: dict[str, int] = defaultdict(int)
        for token in tokens:
            forms = words.of(token)
            if self._first.isdisjoint(forms):
                continue
            for form in forms:
                for shown in self._single.get(form, ()):
                    counts[shown] += 1
                for rest, shown in self._phrases.get(form, ()):
                    if words.follow(token, rest):
                        counts[shown] += 2
        return counts


class Contexts:
    """PLOVER's contexts, by the words that show them."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._words = WordList()
        for row in read_table("contexts.csv", ContextWords, folders):
            for phrase in row.words:
                self._words.add(phrase, row.context)

    def of(self, sentence: Span, words: Words) -> tuple[str, ...]:
        """The contexts that the sentence shows, most often shown first, at most MAX_CONTEXTS."""
        counts = self._words.count(sentence, words)
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:MAX_CONTEXTS])


class StatusTold:
    """The status that words of a clause tell, such as times that are long over."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._words = WordList()
        for row in read_table("status_words.csv", StatusWords, folders):
            for phrase in row.words:
                self._words.add(phrase, row.status)

    def of(self, head: Token, words: Words) -> Status | None:
        counts = self._words.count((head, *(token for token in near(head) if not _is_topic(token, head))), words)
        return Status(max(counts, key=lambda status: counts[status])) if counts else None


def _is_topic(token: Token, head: Token) -> bool:
    """Whether a word stands in what the event is about ("apologised for its crimes under colonial rule")."""
    for _ in range(MAX_CLIMB):
        if token.i == head.i or token.head.i == token.i:
            return False
        if token.dep_ == "prep" and token.lower_ in TOPIC_PREPOSITIONS:
            return True
        token = token.head
    return False


class Modes:
    """The modes that the words of a clause tell, where the trigger tells none or a less certain one."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._words: dict[str, WordList] = defaultdict(WordList)
        self._order: list[str] = []
        self._over: dict[tuple[str, str], tuple[str, ...]] = {}
        for row in read_table("mode_words.csv", ModeWords, folders):
            self._order.append(row.mode)
            self._over[row.event_type, row.mode] = row.over
            for phrase in row.words:
                self._words[row.event_type].add(phrase, row.mode)

    def of(self, match: Match, event_type: str, words: Words, *, told: str | None, topic: tuple[Token, ...] = ()) -> str | None:
        """The mode shown most strongly in the trigger's clause and that of its `topic`; of equals, the one named first in the
        table.  Where the trigger has `told` one, only those that the table puts over it."""
        if event_type not in self._words:
            return None
        heads = dict.fromkeys((match.head, *topic))
        clause = dict.fromkeys(token for head in heads for token in (head, *near(head)))
        counts = self._words[event_type].count(clause, words)
        shown = [mode for mode in counts if told is None or told in self._over[event_type, mode]]
        return max(shown, key=lambda mode: (counts[mode], -self._order.index(mode)), default=None)
