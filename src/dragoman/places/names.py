"""Names of places as keys: two spellings that a reader takes for the same name have the same key."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, as English copy spells them.
PLAIN_LETTERS = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h",
})
DROPPED = str.maketrans(dict.fromkeys("'’‘ʻʼʿʾ`´ʹ.", None) | dict.fromkeys("-‐‑–—/_", " "))
SAINTS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def fold(name: str) -> str:
    """The key of a name: lower case, no accents, apostrophes or full stops, hyphens as spaces, "St." for "Saint".

    >>> fold("Saint-Étienne"), fold("U.S."), fold("Sana'a")
    ('st etienne', 'us', 'sanaa')
    """
    if name.isascii() and name.isalpha():  # most are one plain word
        return SAINTS.get(word := name.lower(), word)
    key = name.casefold().translate(DROPPED)
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(PLAIN_LETTERS))
        key = "".join(c for c in key if not unicodedata.combining(c)).translate(DROPPED)
    words = key.split()
    if words and words[0] in SAINTS:
        words[0] = SAINTS[words[0]]
    return " ".join(words)
