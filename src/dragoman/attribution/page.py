"""A parsed report with its paragraphs and quotations, by token: what every rule of this room looks at."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.attribution.marks import Quotation, paragraphs, quotations

SENTENCE_ENDS = frozenset({".", "?", "!", "…", "...", "....", "。", ".."})


@dataclass(frozen=True, slots=True)
class Quote:
    """An outermost quotation by its tokens: `start` to `end` (exclusive) with the marks, and its characters."""

    number: int
    start: int
    end: int
    marks: Quotation
    paragraph: int
    depth: int = 0

    @property
    def continued(self) -> bool:
        return self.marks.continued


@dataclass(frozen=True, slots=True)
class Page:
    """`quote_at[i]` and `paragraph_at[i]` are the numbers of the outermost quotation and of the paragraph of token i, -1 for
    none; `bounds` are the paragraphs by token (start, end), `quotes` the outermost quotations in order, `nested` the
    quotations within them."""

    doc: Doc
    quotes: tuple[Quote, ...]
    nested: tuple[Quote, ...]
    quote_at: list[int]
    paragraph_at: list[int]
    bounds: list[tuple[int, int]]

    def quote_of(self, token: int) -> Quote | None:
        number = self.quote_at[token]
        return self.quotes[number] if number >= 0 else None

    def text(self, start: int, end: int) -> str:
        """The characters of the tokens `start` to `end`."""
        return self.doc[start:end].text if start < end else ""

    def paragraph_of(self, token: int) -> tuple[int, int]:
        """The tokens (start, end) of the token's paragraph."""
        number = self.paragraph_at[token]
        return self.bounds[number] if number >= 0 else (token, token + 1)

    def sentence_start(self, token: int) -> int:
        """The first token of the sentence that holds the token; a quotation never ends a sentence here."""
        start, _ = self.paragraph_of(token)
        at = token
        while at > start and not self.ends_sentence(at - 1):
            at -= 1
        return at

    def sentence_end(self, token: int) -> int:
        """The token after the last one of the sentence that holds the token."""
        _, end = self.paragraph_of(token)
        at = token
        while at < end:
            if self.ends_sentence(at):
                return at + 1
            at += 1
        return end

    def ends_sentence(self, token: int) -> bool:
        """Whether a sentence ends with the token: a full stop outside quotations, or a quotation that holds one and is
        followed by a capital letter."""
        quote = self.quote_of(token)
        if quote is None:
            return self.doc[token].text in SENTENCE_ENDS or "\n\n" in self.doc[token].text
        if token + 1 != quote.end or not quote.marks.closed:
            return False
        inner = self.doc.text[quote.marks.inner_start : quote.marks.inner_end].rstrip()
        following = self.following(quote.end)
        return inner.endswith((".", "?", "!", "…")) and (following is None or following.text[:1].isupper())

    def following(self, token: int) -> Token | None:
        """The first token from `token` on that is no white space, within its paragraph."""
        while token < len(self.doc) and self.doc[token].is_space:
            token += 1
        if token >= len(self.doc) or (token and self.paragraph_at[token] != self.paragraph_at[token - 1] != -1):
            return None
        return self.doc[token]


def read_page(doc: Doc) -> Page:
    """The page of a parsed document."""
    text = doc.text
    starts = [token.idx for token in doc]
    paragraph_at, bounds = _by_token(doc, paragraphs(text))
    found = quotations(text)
    outer, nested = [], []
    quote_at = [-1] * len(doc)
    at = 0
    for marks in found:
        while at < len(doc) and starts[at] + len(doc[at]) <= marks.start:
            at += 1
        end = at
        while end < len(doc) and starts[end] < marks.end:
            end += 1
        if end <= at:
            continue
        inside = quote_at[at] >= 0
        quote = Quote(len(nested if inside else outer), at, end, marks, paragraph_at[at], marks.depth)
        (nested if inside else outer).append(quote)
        if not inside:
            quote_at[at:end] = [quote.number] * (end - at)
    return Page(doc, tuple(outer), tuple(nested), quote_at, paragraph_at, bounds)


def _by_token(doc: Doc, bounds: list[tuple[int, int]]) -> tuple[list[int], list[tuple[int, int]]]:
    """The paragraph of each token (-1 for white space between them), and the tokens of each paragraph."""
    paragraph_at = [-1] * len(doc)
    by_token: list[tuple[int, int]] = []
    at = 0
    for number, (start, end) in enumerate(bounds):
        while at < len(doc) and (doc[at].idx < start or doc[at].is_space) and doc[at].idx < end:
            at += 1
        first = at
        while at < len(doc) and doc[at].idx < end:
            paragraph_at[at] = number
            at += 1
        last = at
        while last > first and doc[last - 1].is_space:
            last -= 1
            paragraph_at[last] = -1
        by_token.append((first, last))
    return paragraph_at, by_token
