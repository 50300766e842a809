"""The text as the automata see it: tokens joined by single spaces, accents and typographic marks made plain.

Every character is replaced by exactly one, so that a place in the plain text leads back to its token.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

MARKS = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
         "đ": "d", "Đ": "D", "ß": "s"}


@lru_cache(maxsize=4096)
def plain_character(character: str) -> str:
    if character in MARKS:
        return MARKS[character]
    first = unicodedata.normalize("NFKD", character)[:1]
    return first if first.isalpha() else character


def plain(text: str) -> str:
    """The text without accents and typographic marks; as long as before."""
    return text if text.isascii() else "".join(map(plain_character, text))


def lowered(text: str) -> str:
    """Lower case that keeps the length (`"İ".lower()` has two characters)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, slots=True)
class Words:
    """`tokens` are all tokens of the Doc; `text` is the plain text; `token_at[i]` is the token that character i belongs to
    (a space belongs to the token before it)."""

    tokens: list[Token]
    text: str
    token_at: list[int]


def words_of(doc: Doc) -> Words:
    tokens = list(doc)
    parts: list[str] = []
    token_at: list[int] = []
    for index, token in enumerate(tokens):
        text = token.text
        if text.isspace():
            if parts and not parts[-1].endswith(" "):
                parts.append(" ")
                token_at.append(token_at[-1])
            continue
        if token.whitespace_:
            text += " "
        parts.append(text)
        token_at.extend([index] * len(text))
    return Words(tokens, plain("".join(parts)), token_at)
