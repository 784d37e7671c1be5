"""The number words of Telugu.

Source: Unicode CLDR, common/rbnf/te.xml (spellout-cardinal). The name of what is counted
follows the number, so the hundreds, thousands, lakhs and crores stand in the form that
qualifies a name: వందల, వేల, లక్షల, కోట్ల, and one is ఒక (ఒక్క after a larger part).
"""

from __future__ import annotations

from documents.domain.local_words.grammar import Counted, LanguageWords

DIGITS = (
    *("ఒక", "రెండు", "మూడు", "నాలుగు", "ఐదు"),
    *("ఆరు", "ఏడు", "ఎనిమిది", "తొమ్మిది"),
)
TEENS = (
    *("పది", "పదకొండు", "పన్నెండు", "పదమూడు", "పద్నాలుగు"),
    *("పదిహేను", "పదహారు", "పదిహేడు", "పద్దెనిమిది", "పంతొమ్మిది"),
)
TENS = ("ఇరవై", "ముప్పై", "నలభై", "యాభై", "అరవై", "డెబ్బై", "ఎనభై", "తొంభై")
ONE_AFTER_MORE = "ఒక్క"

BELOW_HUNDRED = (
    "సున్నా",
    *DIGITS,
    *TEENS,
    *(
        f"{ten} {unit}".rstrip()
        for ten in TENS
        for unit in ("", ONE_AFTER_MORE, *DIGITS[1:])
    ),
)
HUNDREDS = tuple(f"{count} వందల" for count in DIGITS[1:])

TELUGU = LanguageWords(
    font="Nirmala UI",
    last=BELOW_HUNDRED,
    counting=BELOW_HUNDRED,
    before_thousand=BELOW_HUNDRED,
    hundreds=("వంద", *HUNDREDS),
    hundreds_joined=("నూట", *HUNDREDS),
    thousand=Counted("వెయ్యి", "{} వేల"),
    lakh=Counted("ఒక లక్ష", "{} లక్షల"),
    crore=Counted("ఒక కోటి", "{} కోట్ల"),
    rupees=Counted("ఒక రూపాయి", "{} రూపాయలు"),
    paise=Counted("ఒక పైసా", "{} పైసలు"),
    joint=" మరియు ",
    only="{} మాత్రమే",
    minus="ఋణ {}",
    one_after_more=ONE_AFTER_MORE,
)
