"""The number words of Kannada.

Source: Unicode CLDR, common/rbnf/kn.xml (spellout-cardinal). A single thousand is
counted, ಒಂದು ಸಾವಿರ, where the source has ಸಾವಿರ: after ಲಕ್ಷದ the bare word could be taken
for a lakh of thousands.
"""

from __future__ import annotations

from documents.domain.local_words.grammar import Counted, LanguageWords

DIGITS = (
    *("ಒಂದು", "ಎರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ಐದು"),
    *("ಆರು", "ಏಳು", "ಎಂಟು", "ಒಂಬತ್ತು"),
)
TEENS = (
    *("ಹತ್ತು", "ಹನ್ನೊಂದು", "ಹನ್ನೆರಡು", "ಹದಿಮೂರು", "ಹದಿನಾಲ್ಕು"),
    *("ಹದಿನೈದು", "ಹದಿನಾರು", "ಹದಿನೇಳು", "ಹದಿನೆಂಟು", "ಹತ್ತೊಂಬತ್ತು"),
)
# The tens without their last vowel, and what takes its place.
TENS = ("ಇಪ್ಪತ್ತ", "ಮೂವತ್ತ", "ನಲವತ್ತ", "ಐವತ್ತ", "ಅರವತ್ತ", "ಎಪ್ಪತ್ತ", "ಎಂಬತ್ತ", "ತೊಂಬತ್ತ")
U = "\N{KANNADA VOWEL SIGN U}"
ENDINGS = (
    U,
    *("ೊಂದು", "ೆರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ೈದು"),
    *("ಾರು", "ೇಳು", "ೆಂಟು", "ೊಂಬತ್ತು"),
)
BELOW_HUNDRED = (
    "ಸೊನ್ನೆ",
    *DIGITS,
    *TEENS,
    *(ten + ending for ten in TENS for ending in ENDINGS),
)
HUNDREDS_JOINED = (
    *("ನೂರ", "ಇನ್ನೂರ", "ಮುನ್ನೂರ", "ನಾನೂರ", "ಐನೂರ"),
    *("ಆರುನೂರ", "ಏಳುನೂರ", "ಎಂಟುನೂರ", "ಒಂಬೈನೂರ"),
)

KANNADA = LanguageWords(
    font="Nirmala UI",
    last=BELOW_HUNDRED,
    counting=BELOW_HUNDRED,
    before_thousand=BELOW_HUNDRED,
    hundreds=tuple(hundred + U for hundred in HUNDREDS_JOINED),
    hundreds_joined=HUNDREDS_JOINED,
    thousand=Counted("ಒಂದು ಸಾವಿರ", "{} ಸಾವಿರ", "ಒಂದು ಸಾವಿರದ", "{} ಸಾವಿರದ"),
    lakh=Counted("ಒಂದು ಲಕ್ಷ", "{} ಲಕ್ಷ", "ಒಂದು ಲಕ್ಷದ", "{} ಲಕ್ಷದ"),
    crore=Counted("ಒಂದು ಕೋಟಿ", "{} ಕೋಟಿ", "ಒಂದು ಕೋಟಿಯ", "{} ಕೋಟಿಯ"),
    rupees=Counted("ಒಂದು ರೂಪಾಯಿ", "{} ರೂಪಾಯಿಗಳು"),
    paise=Counted("ಒಂದು ಪೈಸೆ", "{} ಪೈಸೆಗಳು"),
    joint=" ಮತ್ತು ",
    only="{} ಮಾತ್ರ",
    minus="ಋಣ {}",
)
