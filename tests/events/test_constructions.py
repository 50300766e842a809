"""Each sentence has one difficulty; each is read as the event, the parties and the status that a careful coder reads."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dragoman import Coder
from dragoman.records import EventRecord

DATE = "2021-03-10"


@dataclass(frozen=True)
class Case:
    difficulty: str
    text: str
    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    status: str = "actual"
    mode: str | None = None


CASES = [
    Case("active", "Kenyan police arrested two opposition lawmakers in Kisumu.", "COERCE",
         ("police",), ("lawmakers",), mode="arrest"),
    Case("passive", "Two opposition lawmakers were arrested by Kenyan police in Kisumu.", "COERCE",
         ("police",), ("lawmakers",)),
    Case("reduced passive", "The accord signed by Chad and Sudan ended the raids.", "SUPPORT", ("Chad", "Sudan")),
    Case("possessor of a noun", "Moscow protested against Georgia’s expulsion of two Russian diplomats.", "SANCTION",
         ("Georgia",), ("Russian diplomats",), mode="expel"),
    Case("by after a noun", "The shelling of the village by Azerbaijani forces went on all night.", "ASSAULT",
         ("Azerbaijani forces",)),
    Case("light verb", "The Taliban launched an attack on Afghan soldiers in Kunduz.", "ASSAULT",
         ("Taliban",), ("Afghan soldiers",)),
    Case("coordinated subjects", "France and Germany condemned Belarus over the arrests.", "ACCUSE",
         ("France", "Germany"), ("Belarus",)),
    Case("coordinated objects", "The envoy met with the Algerian president and the Tunisian foreign minister.", "CONSULT",
         ("envoy",), ("Algerian president", "Tunisian foreign minister")),
    Case("second verb", "Turkey recalled its ambassador and cut off aid to Mali.", "SANCTION", ("Turkey",), ("Mali",)),
    Case("participle", "Iran test-fired a missile, defying the United States.", "REJECT", ("Iran",), ("United States",)),
    Case("relative clause", "The rebels, who kidnapped three Chinese engineers in May, want a ransom.", "ASSAULT",
         ("rebels",), ("engineers",), mode="abduct"),
    Case("object relative clause", "The sanctions that Canada imposed on Myanmar hit timber.", "COERCE",
         ("Canada",), ("Myanmar",)),
    Case("control", "Ghana urged Mali to release the detainees.", "REQUEST", ("Ghana",), ("Mali",), mode="yield"),
    Case("that-clause", "Jordan demanded that Israel withdraw its troops from the valley.", "REQUEST",
         ("Jordan",), ("Israel",)),
    Case("obligation", "The Turkish foreign minister said Greece must demilitarise the islands.", "REQUEST",
         ("Turkish foreign minister",), ("Greece",)),
    Case("vow", "Ethiopia vowed to attack rebel bases in Tigray.", "THREATEN", ("Ethiopia",), ("rebel",), mode="violence"),
    Case("pledge", "Norway pledged to send food to Yemen.", "AGREE", ("Norway",), ("Yemen",)),
    Case("agreed to yield", "Eritrea agreed to release 40 prisoners to Djibouti.", "AGREE", ("Eritrea",)),
    Case("refusal", "Pyongyang refused to meet the South Korean envoy.", "REJECT",
         ("Pyongyang",), ("South Korean envoy",), mode="meet"),
    Case("will not", "Serbia will not recognise Kosovo.", "REJECT", ("Serbia",), ("Kosovo",)),
    Case("future meeting", "The Polish president will visit Kyiv on Friday.", "AGREE",
         ("Polish president",), ("Kyiv",), "future"),
    Case("schedule", "Blinken is scheduled to hold talks with Lavrov in Reykjavik.", "AGREE",
         ("Blinken",), ("Lavrov",), "future"),
    Case("negation", "Rwandan troops did not attack the Congolese army.", "ASSAULT",
         ("Rwandan troops",), ("Congolese army",), "negated"),
    Case("no", "No Indian soldier killed any Chinese soldier at the pass.", "ASSAULT",
         ("Indian soldier",), ("Chinese soldier",), "negated"),
    Case("condition", "If Russian forces attacked Moldova, the alliance would meet.", "ASSAULT",
         ("Russian forces",), ("Moldova",), "hypothetical"),
    Case("may", "Brazil may expel the Nicaraguan ambassador.", "SANCTION",
         ("Brazil",), ("Nicaraguan ambassador",), "hypothetical"),
    Case("attempt", "Gunmen tried to kidnap the Haitian justice minister.", "ASSAULT",
         ("Gunmen",), ("Haitian justice minister",), "hypothetical"),
    Case("history", "In 1998 Ethiopia invaded Eritrea.", "ASSAULT", ("Ethiopia",), ("Eritrea",), "historical"),
    Case("recipient is the subject", "Hungary drew criticism from the European Parliament.", "ACCUSE",
         ("European Parliament",), ("Hungary",)),
    Case("host", "Oman hosted the Iranian foreign minister on Monday.", "CONSULT",
         ("Iranian foreign minister",), ("Oman",), mode="visit"),
    Case("headline verb", "The union slammed the Greek government over pay.", "ACCUSE", ("union",), ("Greek government",)),
    Case("phrasal verb", "Bolivia broke off relations with Israel.", "SANCTION", ("Bolivia",), ("Israel",)),
    Case("rejected demand", "Cairo rejected Ethiopia’s demand for compensation.", "REJECT", ("Cairo",), ("Ethiopia",)),
    Case("praise", "The U.N. secretary-general welcomed Sudan’s decision to lift the curfew.", "SUPPORT",
         ("secretary-general",), ("Sudan",)),
    Case("release", "Hamas freed two Thai hostages.", "RETREAT", ("Hamas",), ("Thai hostages",), mode="release"),
    Case("apology", "Belgium apologised to Congo for its colonial rule.", "CONCEDE", ("Belgium",), ("Congo",)),
    Case("aid", "Japan sent 200 tonnes of rice to Madagascar.", "AID", ("Japan",), ("Madagascar",)),
    Case("exercise", "India and Vietnam held joint naval exercises off Kochi.", "COOPERATE", ("India", "Vietnam")),
    Case("troops", "Venezuela massed troops on the border with Colombia.", "MOBILIZE", ("Venezuela",), mode="troops"),
    Case("described subject of a second verb",
         "Talks led by Egypt failed to bring a deal, and oil-exporting Oman, which had stayed neutral, has condemned Yemen.",
         "ACCUSE", ("Oman",), ("Yemen",)),
    Case("protest", "Thousands of farmers rallied in Warsaw against the government.", "PROTEST",
         ("farmers",), ("government",), mode="demo"),
]


def holds(wanted: tuple[str, ...], record: EventRecord, *, either: bool) -> bool:
    """Whether each wanted name stands in a party's text, its name or its office."""
    parties = [*record.actors, *record.recipients] if either else list(record.actors)
    texts = [f"{p.text} {p.name}" for p in parties]
    return all(any(name.lower() in text.lower() for text in texts) for name in wanted)


def matches(case: Case, record: EventRecord) -> bool:
    mutual = record.event_type in ("CONSULT", "AGREE", "SUPPORT", "COOPERATE") and not case.recipients
    recipients = [f"{p.text} {p.name}" for p in record.recipients]
    return all((
        record.event_type == case.event_type,
        record.status == case.status,
        case.mode is None or record.mode == case.mode,
        holds(case.actors, record, either=mutual),
        all(any(name.lower() in text.lower() for text in recipients) for name in case.recipients),
    ))


@pytest.mark.parametrize("case", CASES, ids=[case.difficulty for case in CASES])
def test_the_event_is_read_with_its_parties_and_status(coder: Coder, case: Case) -> None:
    records = coder.code(case.text, date=DATE)
    seen = [(r.event_type, r.mode, r.status, [a.text for a in r.actors], [a.text for a in r.recipients]) for r in records]
    assert any(matches(case, record) for record in records), seen
