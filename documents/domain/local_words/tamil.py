"""The number words of Tamil.

Source: Unicode CLDR, common/rbnf/ta.xml (spellout-cardinal) for the words. How they are
joined (இருபத்தொன்று, நூற்று, ஆயிரத்து, லட்சத்து, கோடியே; a consonant doubled before ப and த)
is as the Tamil Virtual Academy prints the counts of metres in its library of grammars
(tamilvu.org, l0100, book 3, page 544). 13, 400 and 800 are பதிமூன்று, நானூறு, எண்ணூறு, as
written today.
"""

from __future__ import annotations

import re

from documents.domain.local_words.grammar import Counted, LanguageWords

U = "\N{TAMIL VOWEL SIGN U}"
DIGITS = (
    *("ஒன்று", "இரண்டு", "மூன்று", "நான்கு", "ஐந்து"),
    *("ஆறு", "ஏழு", "எட்டு", "ஒன்பது"),
)
TEENS = (
    *("பத்து", "பதினொன்று", "பன்னிரண்டு", "பதிமூன்று", "பதினான்கு"),
    *("பதினைந்து", "பதினாறு", "பதினேழு", "பதினெட்டு", "பத்தொன்பது"),
)
TENS = ("இருபது", "முப்பது", "நாற்பது", "ஐம்பது", "அறுபது", "எழுபது", "எண்பது", "தொண்ணூறு")
# The tens where a unit follows, without their last vowel, and what takes its place.
TENS_JOINED = (
    *("இருபத்த", "முப்பத்த", "நாற்பத்த", "ஐம்பத்த"),
    *("அறுபத்த", "எழுபத்த", "எண்பத்த", "தொண்ணூற்ற"),
)
ENDINGS = (
    *("ொன்று", "ிரண்டு", f"{U} மூன்று", f"{U} நான்கு", "ைந்து"),
    *("ாறு", "ேழு", "ெட்டு", "ொன்பது"),
)
BELOW_HUNDRED = (
    "பூஜ்யம்",
    *DIGITS,
    *TEENS,
    *(
        word
        for ten, joined in zip(TENS, TENS_JOINED, strict=True)
        for word in (ten, *(joined + ending for ending in ENDINGS))
    ),
)
# One is ஒரு before lakh and crore, and ஓர் before a thousand.
COUNTING = tuple(
    re.sub("ன்று$", "ரு", word) if n % 10 == 1 else word
    for n, word in enumerate(BELOW_HUNDRED)
)
BEFORE_THOUSAND = tuple(
    re.sub("ொன்று$", "ோர", word) if n % 10 == 1 else word.removesuffix(U)
    for n, word in enumerate(BELOW_HUNDRED)
)
HUNDREDS = (
    *("நூறு", "இருநூறு", "முந்நூறு", "நானூறு", "ஐநூறு"),
    *("அறுநூறு", "எழுநூறு", "எண்ணூறு", "தொள்ளாயிரம்"),
)
HUNDREDS_JOINED = (
    *("நூற்று", "இருநூற்று", "முந்நூற்று", "நானூற்று", "ஐநூற்று"),
    *("அறுநூற்று", "எழுநூற்று", "எண்ணூற்று", "தொள்ளாயிரத்து"),
)


def double_consonants(text: str) -> str:
    """The text with ப and த doubled after a joined form.

    >>> double_consonants("இருநூற்று பதினைந்து")
    'இருநூற்றுப் பதினைந்து'
    """
    return re.sub("(த்து|ற்று) (?=([பத]))", r"\1\2் ", text)


TAMIL = LanguageWords(
    font="Nirmala UI",
    last=BELOW_HUNDRED,
    counting=COUNTING,
    before_thousand=BEFORE_THOUSAND,
    hundreds=HUNDREDS,
    hundreds_joined=HUNDREDS_JOINED,
    thousand=Counted("ஓராயிரம்", "{}ாயிரம்", "ஓராயிரத்து", "{}ாயிரத்து"),
    lakh=Counted("ஒரு லட்சம்", "{} லட்சம்", "ஒரு லட்சத்து", "{} லட்சத்து"),
    crore=Counted("ஒரு கோடி", "{} கோடி", "ஒரு கோடியே", "{} கோடியே"),
    rupees=Counted("ரூபாய் ஒன்று", "ரூபாய் {}"),
    paise=Counted("பைசா ஒன்று", "பைசா {}"),
    joint=" மற்றும் ",
    only="{} மட்டும்",
    minus="எதிர்ம {}",
    sandhi=double_consonants,
)
