"""Accuracy on gold data that you have: every measure, or those you name.

    python benchmarks/accuracy.py --gold DIR --scorers DIR [--only times,places] [--coder NAME] [--keep DIR]

The gold folder holds, as far as you have them, relations/dev.jsonl, times/*.tml (TimeML), attribution/text and
attribution/attributions (brat, PolNeAR's layout), places/geowebnews.jsonl and actors/dev.txt (BIO); docs/benchmarks.md
describes them. The scorers' folder holds one program for each: relations.py, times.py, attribution.py, places.py,
participants.py. Each is run on what `dragoman` writes, and prints one JSON object, which is shown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.stages import CODERS

DRAGOMAN = [sys.executable, "-m", "dragoman.cli"]


@dataclass(frozen=True, slots=True)
class Measure:
    """`gold` is within the gold folder; with `exports`, the scorer itself writes the documents to be read."""

    name: str
    gold: str
    exports: bool
    command: tuple[str, ...]


MEASURES = (
    Measure("relations", "relations/dev.jsonl", False, ("relate",)),
    Measure("times", "times", True, ("annotate", "--layers", "times")),
    Measure("attribution", "attribution", True, ("annotate", "--layers", "attributions")),
    Measure("places", "places/geowebnews.jsonl", False, ("annotate", "--layers", "places")),
    Measure("participants", "actors/dev.txt", True, ("annotate", "--layers", "actors,events")),
)


def output_of(command: list[str], to: Path) -> None:
    with to.open("wb") as file:
        run = subprocess.run(command, stdout=file)
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed with status {run.returncode}")


def score(measure: Measure, gold: Path, scorer: Path, folder: Path, coder: str) -> dict[str, Any]:
    """The scorer's figures, and the seconds that `dragoman` took."""
    documents, system = gold, folder / f"{measure.name}.jsonl"
    if measure.exports:
        documents = folder / f"{measure.name}-documents.jsonl"
        output_of([sys.executable, str(scorer), "--export", str(gold)], documents)
    start = time.perf_counter()
    output_of([*DRAGOMAN, *measure.command, "--coder", coder, str(documents)], system)
    seconds = round(time.perf_counter() - start, 1)
    run = subprocess.run([sys.executable, str(scorer), str(gold), str(system)], capture_output=True, text=True, check=True)
    return {**json.loads(run.stdout.splitlines()[0]), "seconds": seconds}


def chosen(names: str | None) -> Iterator[Measure]:
    wanted = names.split(",") if names else [measure.name for measure in MEASURES]
    known = {measure.name: measure for measure in MEASURES}
    for name in wanted:
        if name not in known:
            raise SystemExit(f"there is no measure {name!r} (use {', '.join(known)})")
        yield known[name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, required=True)
    parser.add_argument("--only", help="measures, with commas between")
    parser.add_argument("--coder", choices=CODERS, default=CODERS[0])
    parser.add_argument("--keep", type=Path, help="a folder for what dragoman wrote")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for measure in chosen(args.only):
            gold, scorer = args.gold / measure.gold, args.scorers / f"{measure.name}.py"
            if not gold.exists() or not scorer.exists():
                print(f"{measure.name}: skipped, there is no {gold if not gold.exists() else scorer}")
                continue
            print(f"{measure.name}: {json.dumps(score(measure, gold, scorer, folder, args.coder))}", flush=True)


if __name__ == "__main__":
    main()
