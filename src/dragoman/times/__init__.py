"""When: temporal expressions in, TIMEX3 values and calendar intervals out.

Reads a tagged (and, better, parsed) Doc and `doc._.dct`; writes `doc._.times`.  The text is read as a row of classified
words (`words`, from the tables in codebook/data/times); the grammar, a table of patterns over word classes, finds the
expressions (`grammar`); each rule names its meaning, a function from the words and the scene (the DCT, the tense of the
governing verb, the times spoken of before) to a TIMEX3 value and a stretch of the calendar (the modules `…_meanings`
and `named_days`).  `syntax` reads the tense, `spans` trims what does not belong to the expression, `bounds` applies
"since", "until" and "from … to".

Source: TimeML 1.2.1 (TIMEX3) and the practice of TimeBank 1.2, e.g. values of decades ("199"), a DATE for "a year ago".
Not done: events as times ("after the election"), values of times that depend on an event's date, languages but English.
"""
