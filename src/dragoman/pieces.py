"""Texts of any length: cut for the tokenizer and the parser, and put together again.

spaCy's parser takes some 20 kB of memory a token, and its tokenizer squares the time for a "word" of a million
characters.  So a long text is parsed in pieces of whole paragraphs or sentences, and the stages then read the joined
Doc, as if it had been parsed at once.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

PIECE = 20_000  # characters that are parsed at once: some six pages of print
LONGEST_WORD = 200  # characters; what is longer is no word, and is cut

# Where a text may be cut, best first.
BOUNDARIES = (re.compile(r"\n\s*\n\s*"), re.compile(r"[.!?][\"'”’)\]]*\s+"), re.compile(r"\s+"))
NOT_A_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def pieces(text: str, longest: int = PIECE) -> Iterator[str]:
    """The text in pieces of at most `longest` characters, cut behind a paragraph, else a sentence, else a word."""
    start = 0
    while len(text) - start > longest:
        end = _last_boundary(text, start + longest // 2, start + longest)
        yield text[start:end]
        start = end
    yield text[start:]


def _last_boundary(text: str, low: int, high: int) -> int:
    for boundary in BOUNDARIES:
        ends = [match.end() for match in boundary.finditer(text, low, high)]
        if ends:
            return ends[-1]
    return high


def tokenised(nlp: Language, text: str) -> Doc:
    """`nlp.make_doc`, in linear time whatever the text."""
    ends = [match.end() for match in NOT_A_WORD.finditer(text)]
    if not ends:
        return nlp.make_doc(text)
    cuts = [0, *ends, len(text)]
    return joined([nlp.make_doc(text[start:end]) for start, end in itertools.pairwise(cuts)])


def parsed_in_pieces(nlp: Language, text: str, without: Sequence[str]) -> Doc:
    """The text parsed by the components of `nlp` but those named in `without`."""
    docs = (tokenised(nlp, piece) for piece in pieces(text))
    return joined(nlp.pipe(docs, disable=list(without), batch_size=1))


def joined(docs: Iterable[Doc]) -> Doc:
    """One Doc of the docs' tokens; its text is theirs, with nothing between."""
    whole = Doc.from_docs(  # type: ignore[call-arg]  # spaCy's stub forgets `exclude`
        list(docs), ensure_whitespace=False, exclude=["tensor", "user_data"]
    )
    assert whole is not None  # it is None for no docs only
    return whole
