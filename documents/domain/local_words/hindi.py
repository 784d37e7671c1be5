"""The number words of Hindi.

Source: Unicode CLDR, common/rbnf/hi.xml (spellout-cardinal). 44 is चवालीस, as in the
list of number words that the Central Hindi Directorate settled in 1980.
"""

from __future__ import annotations

from documents.domain.local_words.grammar import Counted, LanguageWords

BELOW_HUNDRED = (
    *("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"),
    *("दस", "ग्यारह", "बारह", "तेरह", "चौदह"),
    *("पन्द्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस"),
    *("बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस"),
    *("पच्चीस", "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस"),
    *("तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस"),
    *("पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस", "उनतालीस"),
    *("चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चवालीस"),
    *("पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास"),
    *("पचास", "इक्यावन", "बावन", "तिरेपन", "चौवन"),
    *("पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ"),
    *("साठ", "इकसठ", "बासठ", "तिरेसठ", "चौंसठ"),
    *("पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर"),
    *("सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर"),
    *("पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उनासी"),
    *("अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी"),
    *("पचासी", "छियासी", "सत्तासी", "अट्ठासी", "नवासी"),
    *("नब्बे", "इक्यानबे", "बानबे", "तिरानबे", "चौरानबे"),
    *("पंचानबे", "छियानबे", "सत्तानबे", "अट्ठानबे", "निन्यानबे"),
)
HUNDREDS = tuple(f"{count} सौ" for count in BELOW_HUNDRED[1:10])

HINDI = LanguageWords(
    font="Nirmala UI",
    last=BELOW_HUNDRED,
    counting=BELOW_HUNDRED,
    before_thousand=BELOW_HUNDRED,
    hundreds=HUNDREDS,
    hundreds_joined=HUNDREDS,
    thousand=Counted("एक हजार", "{} हजार"),
    lakh=Counted("एक लाख", "{} लाख"),
    crore=Counted("एक करोड़", "{} करोड़"),
    rupees=Counted("एक रुपया", "{} रुपये"),
    paise=Counted("एक पैसा", "{} पैसे"),
    joint=" और ",
    only="{} मात्र",
    minus="ऋण {}",
)
