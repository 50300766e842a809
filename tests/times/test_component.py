"""What is found in sentences as newspapers write them, in a report of Wednesday 8 July 2020."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import CodebookError
from dragoman.model import Granularity, TimexType
from dragoman.times.component import Times

# sentence, with the [expressions] marked; their values; their mods or "-"
VALUES = [
    # days of the week, by the tense of the governing verb
    ("The ministers will meet on [Friday] in Amman.", ["2020-07-10"]),
    ("The envoy met rebel leaders on [Friday] in Doha.", ["2020-07-03"]),
    ("The envoy, who met rebels [Friday], plans to return on [Monday].", ["2020-07-03", "2020-07-13"]),
    ("The two had been due to meet on [Tuesday].", ["2020-07-07"]),
    ("The council is expected to vote on [Thursday].", ["2020-07-09"]),
    ("The army said [Wednesday] it had withdrawn.", ["2020-07-08"]),
    # plans, promises and conditions
    ("The envoy is to fly to Amman on [Saturday].", ["2020-07-11"]),
    ("The two ministers are to meet in Riga for talks on [Thursday].", ["2020-07-09"]),
    ("The mission said both sides had agreed to swap prisoners on [Friday].", ["2020-07-10"]),
    ("It denied the raid on the town and promised to let convoys pass from [Sunday].", ["2020-07-12"]),
    ("Oslo put off a trip by a minister who was to have opened talks [this Thursday].", ["2020-07-09"]),
    ("The talks, which were to begin on [Tuesday], were put off.", ["2020-07-07"]),
    ("The vote was scheduled for [Friday], and a rally was to be held on [Saturday].", ["2020-07-10", "2020-07-11"]),
    ("The two sides will meet in [two weeks]; it will be their first meeting in [ten years].", ["2020-W30", "P10Y"]),
    ("Troops are to leave in [three days] after [two days] of talks.", ["2020-07-11", "P2D"]),
    ("The opposition has called a rally for [Saturday], with a strike due on [Monday].", ["2020-07-11", "2020-07-13"]),
    ("Polls close at [6 p.m.] ([1500 GMT]) on [Sunday].", ["2020-07-12T18:00", "2020-07-12T15:00", "2020-07-12"]),
    ("In [2011] they took the north, and in [March the next year] the port.", ["2011", "2012-03"]),
    ("In [May 2000] they signed a truce and in [December] a peace deal.", ["2000-05", "2000-12"]),
    ("The talks in Astana, to be held on [Monday] and [Tuesday], will be the sixth.", ["2020-07-13", "2020-07-14"]),
    ("Shells fell on the port on [Saturday] and [Sunday].", ["2020-07-04", "2020-07-05"]),
    ("The union threatened a general strike from [Monday].", ["2020-07-13"]),
    ("A vote is likely [later this week], as early as [Thursday].", ["2020-W28", "2020-07-09"]),
    ("He called for elections by [March].", ["2021-03"]),
    ("France wants the summit held before [Christmas].", ["2020-12-25"]),
    ("He warned that dockers would strike if their leaders were not freed by [Friday].", ["2020-07-10"]),
    ("The crew planted a flag to mark the truce on [Friday].", ["2020-07-03"]),
    ("Kyiv expelled the envoy in [2014] and shut the border [the next year].", ["2014", "2015"]),
    ("The embassy closed in [2014]; the ministry said it hoped to reopen it in [the next year].", ["2014", "2021"]),
    ("The visit ended [last Friday]; another begins [next Friday].", ["2020-07-03", "2020-07-10"]),
    ("He arrived [late Thursday] and left early on [Saturday].", ["2020-07-02", "2020-07-04"]),
    ("The border was closed until [Friday].", ["2020-07-10"]),
    ("They will stay shut, as they have since [Monday].", ["2020-07-06"]),
    ("Diplomats met ahead of [Sunday]'s summit in Sochi.", ["2020-07-12"]),
    ("Minister To Visit Seoul [Next Week]", ["2020-W29"]),
    # dates without a year
    ("SEOUL, [July 8] (Newswire) — South Korea said [Tuesday] it was ready.", ["2020-07-08", "2020-07-07"]),
    ("ANKARA, [Dec. 30] -- Turkey closed the strait.", ["2019-12-30"], date(2020, 1, 2)),
    ("Elections will be held on [Nov. 3].", ["2020-11-03"]),
    ("The tax takes effect [Jan. 1].", ["2021-01-01"]),
    ("The treaty was signed on [3 September] in Minsk.", ["2019-09-03"]),
    ("The raid of [Friday, Oct. 11] was the third.", ["2019-10-11"]),
    ("Exports fell in [March] and will fall again in [September].", ["2020-03", "2020-09"]),
    ("They signed in [October] and broke it [last March].", ["2019-10", "2020-03"]),
    ("His term ends in [April].", ["2021-04"]),
    ("Rail links were cut in [December last year].", ["2019-12"]),
    ("In [2014], protests began in [February]; on [March 3] the president fled.", ["2014", "2014-02", "2014-03-03"]),
    ("The [2015] accord collapsed in [March].", ["2015", "2020-03"]),
    ("The talks, scheduled for [Sept. 15], were put off until [next month].", ["2020-09-15", "2020-08"]),
    ("The vote is set for [the last Sunday in October].", ["2020-10-25"]),
    # years and longer
    ("The [2015] accord held until [2018].", ["2015", "2018"]),
    ("The wars of [the early 1990s] and of [the 19th century] left scars.", ["199", "18"]),
    ("It was won in [the '80s], lost in [the nineties].", ["198", "199"]),
    ("Arms sales peaked in [fiscal 2019] and [the third quarter of 2018].", ["2019", "2018-Q3"]),
    ("The drought of [last summer] returned [this spring].", ["2019-SU", "2020-SP"]),
    # relative to the report
    ("The embassy closed [three weeks ago], the consulate [two years ago].", ["2020-W25", "2018"]),
    ("[Last month] the rial fell; [this year] it may not.", ["2020-06", "2020"]),
    ("Shelling killed two [last night] and one [this morning].", ["2020-07-07TNI", "2020-07-08TMO"]),
    # relative to what was said before
    ("On [June 1] the town fell. [Two days later] it was retaken.", ["2020-06-01", "2020-06-03"]),
    ("On [June 25, 1950], war began. [The following year] talks opened.", ["1950-06-25", "1951"]),
    ("He was jailed in [2012]. [Three years later] he fled; [that year] his party split.", ["2012", "2015", "2015"]),
    ("Sales rose in [the second quarter] from [a year earlier].", ["2020-Q2", "2019-Q2"]),
    ("Profit for [the first quarter] beat that of [the year-ago quarter].", ["2020-Q1", "2019-Q1"]),
    # durations
    ("A [two-day] summit ended [three weeks] of threats.", ["P2D", "P3W"]),
    ("The siege lasted [two and a half years].", ["P2Y6M"]),
    ("The wall was built over [three years], in [over a year] of strikes.", ["P3Y", "P1Y"]),
    ("[The week]'s talks failed, as had those of [the week before].", ["2020-W28", "2020-W27"]),
    ("The [months-long] siege of a [century-old] port went on.", ["PXM", "P1CE"]),
    ("Guards were held for [more than 48 hours] and [half an hour].", ["PT48H", "PT30M"]),
    ("The siege of [a year and a half] ended [weeks later].", ["P1Y6M", "PXW"]),
    ("The states will [one day] make peace, in [a year or two].", ["FUTURE_REF", "PXY"]),
    ("It was the worst attack in [decades] and [several months].", ["PXDE", "PXM"]),
    ("Over [the past three months], 40 have died.", ["P3M"]),
    # sets
    ("They march [every Tuesday] and [twice a year].", ["XXXX-WXX-2", "P1Y"]),
    ("The [daily] curfew is lifted on [Sundays].", ["P1D", "XXXX-WXX-7"]),
    # clock times
    ("A bomb went off at [4:30 p.m. on Monday].", ["2020-07-06T16:30"]),
    ("It fell at [noon on Sunday], or [1000 GMT].", ["2020-07-05T12:00", "2020-07-05T10:00"]),
    # now and then
    ("The force [now] holds the pass; [recently] it grew.", ["PRESENT_REF", "PAST_REF"]),
    ("Violence rose in [recent days] and may in [the coming weeks].", ["PAST_REF", "FUTURE_REF"]),
    # named days
    ("The truce held over [Christmas] and [Ramadan].", ["2019-12-25", "2020-04-24"]),
    ("[Nowruz 2019] and [Lunar New Year] were calm.", ["2019-03-21", "2020-01-25"]),
    ("The law passed after [9/11].", ["2001-09-11"]),
    ("Crowds gather for [Eid al-Adha].", ["2020-07-31"]),
    # ranges
    ("Talks ran from [March] to [May].", ["2020-03", "2020-05"]),
    ("The [July 3-5] talks failed.", ["2020-07-03"]),
]

NOT_TIMES = [
    "The general may march on the capital.",
    "A second man, the second of three, was freed.",
    "The post-war order rests on 1,999 pages and 2000 troops.",
    "The march on the palace drew 1950 people; he sat.",
    "Theresa May said no, and May's cabinet agreed.",
    "The fall of Kabul sprang a surprise.",
    "He told ABC's “This Week” so.",
    "The Sunday Times and USA Today reported it.",
    "Protesters read resolution 1929 aloud, 3:2, a quarter of them.",
    "The 52-year-old leader is 53 years old.",
]

INTERVALS = [
    ("Talks are set for mid-June next year.", "2021-06-08", "2021-06-22", Granularity.MONTH),
    ("The ambassador left in early 2019.", "2019-01-01", "2019-04-30", Granularity.YEAR),
    ("Rains will come in late August.", "2020-08-21", "2020-08-31", Granularity.MONTH),
    ("Roads have been shut since Monday.", "2020-07-06", "2020-07-08", Granularity.DAY),
    ("The truce will hold until Sunday.", "2020-07-08", "2020-07-12", Granularity.DAY),
    ("Some 300 people have died so far this year.", "2020-01-01", "2020-07-08", Granularity.YEAR),
    ("He is to visit Rome later this month.", "2020-07-08", "2020-07-31", Granularity.MONTH),
    ("The war raged between 2010 and 2014.", "2010-01-01", "2014-12-31", Granularity.YEAR),
    ("Fighting went on from March to May.", "2020-03-01", "2020-05-31", Granularity.MONTH),
    ("The army shelled the town last week.", "2020-06-29", "2020-07-05", Granularity.WEEK),
    ("Two were shot at the weekend.", "2020-07-04", "2020-07-05", Granularity.DAY),
    ("Roads have been shut since the start of Ramadan.", "2020-04-24", "2020-07-08", Granularity.DAY),
    ("Ramadan was quiet.", "2020-04-24", "2020-05-23", Granularity.WEEK),
    ("The raid came at 4:30 a.m. Monday.", "2020-07-06", "2020-07-06", Granularity.TIME),
    ("Over the past three weeks nothing moved.", "2020-06-17", "2020-07-08", Granularity.WEEK),
]


def marked(sentence: str) -> tuple[str, list[str]]:
    parts = sentence.replace("]", "[").split("[")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case[0])
def test_expressions_get_their_values(case, read):
    sentence, values, *day = case
    text, expressions = marked(sentence)
    found = read(text, *day)
    assert [(timex.span.text, timex.value) for timex in found] == list(zip(expressions, values, strict=True))


@pytest.mark.parametrize("sentence", NOT_TIMES)
def test_words_that_look_like_times_are_left_alone(sentence, read):
    assert [timex.span.text for timex in read(sentence)] == []


@pytest.mark.parametrize(("sentence", "start", "end", "granularity"), INTERVALS)
def test_expressions_cover_their_days(sentence, start, end, granularity, read):
    interval = read(sentence)[0].interval
    assert (str(interval.start), str(interval.end), interval.granularity) == (start, end, granularity)


def test_mods_are_kept(read):
    found = read("In mid-June, in early 2019, in late August and for more than two years.")
    assert [timex.mod for timex in found] == ["MID", "START", "END", "MORE_THAN"]


def test_types_are_those_of_timex3(read):
    found = read("At 6 a.m. on Monday, after two days, they met as they do every week.")
    assert [timex.type for timex in found] == [TimexType.TIME, TimexType.DURATION, TimexType.SET]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They met on Friday.", "XXXX-WXX-5"),
        ("They met in October.", "XXXX-10"),
        ("They met on Oct. 3.", "XXXX-10-03"),
        ("They met last year.", "XXXX"),
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_a_creation_time_nothing_relative_is_placed(sentence, value, read):
    (timex,) = read(sentence, None)
    assert (timex.value, timex.interval) == (value, None)


def test_without_a_creation_time_full_dates_are_placed(read):
    (timex,) = read("They met on October 3, 2019.", None)
    assert (timex.value, timex.interval.start) == ("2019-10-03", date(2019, 10, 3))


def test_an_unknown_meaning_is_refused(tmp_path):
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "rules.csv").write_text("name,pattern,meaning,example,value\nodd,ISO,oddity,[x],y\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="oddity"):
        Times((*Times().folders, tmp_path))


def test_a_users_folder_adds_named_days(tmp_path, nlp):
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "holidays.csv").write_text("forms,calendar,day,days\nfoundation day,fixed,10-03,1\n", encoding="utf-8")
    doc = nlp.make_doc("Talks resume after Foundation Day.")
    doc._.dct = date(2020, 7, 8)
    (timex,) = Times((*Times().folders, tmp_path))(doc)._.times
    assert timex.value == "2020-10-03"


SCRAPS = (
    "last", "the", "year", "years", "May", "5", "1999", "two", "-", "Friday", "a.m.", "10:30", "of", "ago", "31", "Feb.",
    "9999", "1000", "million", "centuries", "earlier", "night", "\n\n", "’s", "½", "٣", "²", "🙂", "\x00", "قبل", "32nd",
    "quarter", "third", "every", "now", "'80s", "2/30/2021", "9999-12-31", "0001-01-01", "25:99", "Easter", "Ramadan",
)  # fmt: skip
NOISE = st.lists(st.sampled_from(SCRAPS), max_size=40)
ANY_DAY = st.sampled_from([None, date.min, date(2020, 2, 29), date.max])
QUIET = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def bare() -> Times:
    return Times()


@QUIET
@given(NOISE.map(" ".join) | NOISE.map("".join) | st.text(max_size=60), ANY_DAY)
def test_any_text_on_any_day_gives_true_offsets(nlp, bare, text, dct):
    doc = nlp.make_doc(text)
    doc._.dct = dct
    found = bare(doc)._.times
    assert all(text[timex.span.start : timex.span.end] == timex.span.text for timex in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert bare.times(doc) == found
