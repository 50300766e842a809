"""Reading and checking the training corpus.

    python training/corpus.py check [--gold FOLDER]   balance, duplicates, spans, labels; leakage against a folder of texts
    python training/corpus.py jsonl                   the corpus as JSON Lines, a pair a line, with its fold

The format is described in PROTOCOL.md.  The held-out fifth is chosen by the text alone (a hash of its unmarked words), so that
the same sentence marked for several pairs is never on both sides.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE")
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}")
SHINGLE = 8  # words in a row that a text may not share with a foreign one


@dataclass(frozen=True, slots=True)
class Example:
    """A marked pair.  `actor` and `recipient` are character offsets into `text`, end exclusive."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int] | None
    event_type: str
    mode: str | None
    status: str
    where: str

    @property
    def held_out(self) -> bool:
        """Whether the pair belongs to the held-out fifth."""
        words = " ".join(re.findall(r"\w+", self.text.lower()))
        return int(hashlib.sha256(words.encode()).hexdigest(), 16) % 5 == 0


class CorpusError(ValueError):
    """A line that the protocol does not allow."""


def parse(line: str, where: str) -> Example:
    cells = line.rstrip("\n").split("\t")
    if len(cells) != 4:
        raise CorpusError(f"{where}: {len(cells)} columns instead of 4 (type, mode, status, text)")
    event_type, mode, status, marked = (cell.strip() for cell in cells)
    if event_type not in TYPES:
        raise CorpusError(f"{where}: unknown type {event_type!r}")
    if status not in STATUSES:
        raise CorpusError(f"{where}: unknown status {status!r}")
    text, spans = unmark(marked, where)
    return Example(text, spans["[["], spans.get("{{"), event_type, None if mode == "-" else mode, status, where)


def unmark(marked: str, where: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without its marks, and the span of each kind of mark."""
    text, spans, opened, last = "", {}, {}, 0
    closing = {"]]": "[[", "}}": "{{"}
    for mark in MARK.finditer(marked):
        text += marked[last:mark.start()]
        last = mark.end()
        symbol = mark.group()
        if symbol in closing:
            start = opened.pop(closing[symbol], None)
            if start is None or closing[symbol] in spans or start == len(text):
                raise CorpusError(f"{where}: a mark is closed twice, empty, or was never opened")
            spans[closing[symbol]] = (start, len(text))
        else:
            opened[symbol] = len(text)
    text += marked[last:]
    if opened or "[[" not in spans:
        raise CorpusError(f"{where}: exactly one [[actor]] and at most one {{{{recipient}}}} must be marked")
    return text, spans


def read(folder: Path = HERE / "corpus") -> Iterator[Example | CorpusError]:
    """Yield every example, or the error of its line."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    yield parse(line, f"{path.name}:{number}")
                except CorpusError as error:
                    yield error


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def leakage(examples: list[Example], folder: Path) -> Iterator[str]:
    """Examples that share SHINGLE words in a row with any text file under `folder`."""
    foreign: set[tuple[str, ...]] = set()
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in (".jsonl", ".txt", ".tml", ".json"):
            foreign |= shingles(path.read_text(encoding="utf-8", errors="replace"))
    for example in examples:
        if shared := shingles(example.text) & foreign:
            yield f"{example.where}: shares {' '.join(min(shared))!r}"


def check(gold: Path | None) -> int:
    """Print what is wrong and the balance; the number of faults."""
    found = list(read())
    faults = [str(item) for item in found if isinstance(item, CorpusError)]
    examples = [item for item in found if isinstance(item, Example)]
    seen: dict[tuple[object, ...], str] = {}
    for example in examples:
        key = (example.text, example.actor, example.recipient)
        if key in seen:
            faults.append(f"{example.where}: the same pair stands at {seen[key]}")
        seen[key] = example.where
    if gold is not None:
        faults += leakage(examples, gold)
    print(*faults, sep="\n")
    types = collections.Counter(e.event_type for e in examples)
    print(f"{len(examples)} pairs, {sum(e.held_out for e in examples)} held out, {len(faults)} faults")
    print(*(f"{name:10s}{types[name]:6d}" for name in TYPES), sep="\n")
    print(dict(collections.Counter(e.status for e in examples)))
    return len(faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("check", "jsonl"))
    parser.add_argument("--gold", type=Path, help="a folder of texts that must not have leaked into the corpus")
    args = parser.parse_args()
    if args.command == "check":
        return min(check(args.gold), 1)
    for number, example in enumerate(e for e in read() if isinstance(e, Example)):
        print(json.dumps({
            "id": number, "text": example.text, "actor": example.actor, "recipient": example.recipient,
            "type": example.event_type, "mode": example.mode, "status": example.status,
            "fold": "held-out" if example.held_out else "train",
        }, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
