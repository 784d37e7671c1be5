"""Amounts in words in each Indian language, as its grammar has them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.domain.local_words import Language, amount_in_local_words, font_for

TELUGU = {
    "0": "సున్నా రూపాయలు మాత్రమే",
    "1": "ఒక రూపాయి మాత్రమే",
    "11": "పదకొండు రూపాయలు మాత్రమే",
    "19": "పంతొమ్మిది రూపాయలు మాత్రమే",
    "21": "ఇరవై ఒక్క రూపాయలు మాత్రమే",
    "99": "తొంభై తొమ్మిది రూపాయలు మాత్రమే",
    "100": "వంద రూపాయలు మాత్రమే",
    "101": "నూట ఒక్క రూపాయలు మాత్రమే",
    "999": "తొమ్మిది వందల తొంభై తొమ్మిది రూపాయలు మాత్రమే",
    "1000": "వెయ్యి రూపాయలు మాత్రమే",
    "100000": "ఒక లక్ష రూపాయలు మాత్రమే",
    "1234567.50": "పన్నెండు లక్షల ముప్పై నాలుగు వేల ఐదు వందల అరవై ఏడు రూపాయలు మరియు యాభై పైసలు మాత్రమే",
    "10000000": "ఒక కోటి రూపాయలు మాత్రమే",
    "-5": "ఋణ ఐదు రూపాయలు మాత్రమే",
}
HINDI = {
    "0": "शून्य रुपये मात्र",
    "1": "एक रुपया मात्र",
    "11": "ग्यारह रुपये मात्र",
    "19": "उन्नीस रुपये मात्र",
    "21": "इक्कीस रुपये मात्र",
    "99": "निन्यानबे रुपये मात्र",
    "100": "एक सौ रुपये मात्र",
    "101": "एक सौ एक रुपये मात्र",
    "999": "नौ सौ निन्यानबे रुपये मात्र",
    "1000": "एक हजार रुपये मात्र",
    "100000": "एक लाख रुपये मात्र",
    "1234567.50": "बारह लाख चौंतीस हजार पाँच सौ सड़सठ रुपये और पचास पैसे मात्र",
    "10000000": "एक करोड़ रुपये मात्र",
    "-5": "ऋण पाँच रुपये मात्र",
}
KANNADA = {
    "0": "ಸೊನ್ನೆ ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "1": "ಒಂದು ರೂಪಾಯಿ ಮಾತ್ರ",
    "11": "ಹನ್ನೊಂದು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "19": "ಹತ್ತೊಂಬತ್ತು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "21": "ಇಪ್ಪತ್ತೊಂದು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "99": "ತೊಂಬತ್ತೊಂಬತ್ತು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "100": "ನೂರು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "101": "ನೂರ ಒಂದು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "999": "ಒಂಬೈನೂರ ತೊಂಬತ್ತೊಂಬತ್ತು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "1000": "ಒಂದು ಸಾವಿರ ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "100000": "ಒಂದು ಲಕ್ಷ ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "1234567.50": "ಹನ್ನೆರಡು ಲಕ್ಷದ ಮೂವತ್ತನಾಲ್ಕು ಸಾವಿರದ ಐನೂರ ಅರವತ್ತೇಳು ರೂಪಾಯಿಗಳು ಮತ್ತು ಐವತ್ತು ಪೈಸೆಗಳು ಮಾತ್ರ",
    "10000000": "ಒಂದು ಕೋಟಿ ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
    "-5": "ಋಣ ಐದು ರೂಪಾಯಿಗಳು ಮಾತ್ರ",
}
TAMIL = {
    "0": "ரூபாய் பூஜ்யம் மட்டும்",
    "1": "ரூபாய் ஒன்று மட்டும்",
    "11": "ரூபாய் பதினொன்று மட்டும்",
    "19": "ரூபாய் பத்தொன்பது மட்டும்",
    "21": "ரூபாய் இருபத்தொன்று மட்டும்",
    "99": "ரூபாய் தொண்ணூற்றொன்பது மட்டும்",
    "100": "ரூபாய் நூறு மட்டும்",
    "101": "ரூபாய் நூற்று ஒன்று மட்டும்",
    "999": "ரூபாய் தொள்ளாயிரத்துத் தொண்ணூற்றொன்பது மட்டும்",
    "1000": "ரூபாய் ஓராயிரம் மட்டும்",
    "100000": "ரூபாய் ஒரு லட்சம் மட்டும்",
    "1234567.50": "ரூபாய் பன்னிரண்டு லட்சத்து முப்பத்து நான்காயிரத்து ஐநூற்று அறுபத்தேழு மற்றும் பைசா ஐம்பது மட்டும்",
    "10000000": "ரூபாய் ஒரு கோடி மட்டும்",
    "-5": "எதிர்ம ரூபாய் ஐந்து மட்டும்",
}
MARATHI = {
    "0": "शून्य रुपये फक्त",
    "1": "एक रुपया फक्त",
    "11": "अकरा रुपये फक्त",
    "19": "एकोणीस रुपये फक्त",
    "21": "एकवीस रुपये फक्त",
    "99": "नव्व्याण्णव रुपये फक्त",
    "100": "शंभर रुपये फक्त",
    "101": "एकशे एक रुपये फक्त",
    "999": "नऊशे नव्व्याण्णव रुपये फक्त",
    "1000": "एक हजार रुपये फक्त",
    "100000": "एक लाख रुपये फक्त",
    "1234567.50": "बारा लाख चौतीस हजार पाचशे सदुसष्ट रुपये आणि पन्नास पैसे फक्त",
    "10000000": "एक कोटी रुपये फक्त",
    "-5": "उणे पाच रुपये फक्त",
}
TABLES = {
    Language.TELUGU: TELUGU,
    Language.HINDI: HINDI,
    Language.KANNADA: KANNADA,
    Language.TAMIL: TAMIL,
    Language.MARATHI: MARATHI,
}
# Forms that a table of single words would get wrong.
GRAMMAR = [
    (Language.TELUGU, "101000", "ఒక లక్ష వెయ్యి రూపాయలు మాత్రమే"),
    (Language.TELUGU, "2100000", "ఇరవై ఒక్క లక్షల రూపాయలు మాత్రమే"),
    (Language.TELUGU, "20000000", "రెండు కోట్ల రూపాయలు మాత్రమే"),
    (Language.HINDI, "1.01", "एक रुपया और एक पैसा मात्र"),
    (Language.KANNADA, "101000", "ಒಂದು ಲಕ್ಷದ ಒಂದು ಸಾವಿರ ರೂಪಾಯಿಗಳು ಮಾತ್ರ"),
    (Language.KANNADA, "260", "ಇನ್ನೂರ ಅರವತ್ತು ರೂಪಾಯಿಗಳು ಮಾತ್ರ"),
    (Language.TAMIL, "11000", "ரூபாய் பதினோராயிரம் மட்டும்"),
    (Language.TAMIL, "2100000", "ரூபாய் இருபத்தொரு லட்சம் மட்டும்"),
    (Language.TAMIL, "215", "ரூபாய் இருநூற்றுப் பதினைந்து மட்டும்"),
    (Language.MARATHI, "74", "चौऱ्याहत्तर रुपये फक्त"),
]
# As the Tamil Virtual Academy prints them (tamilvu.org, l0100, book 3, page 544), except
# that four and eight thousand are நான்கு and எட்டு with ஆயிரம் here, and that units stand
# apart from hundreds.
PRINTED_IN_TAMIL = [
    ("4194303", "நாற்பத்தொரு லட்சத்துத் தொண்ணூற்று நான்காயிரத்து முந்நூற்று மூன்று"),
    ("2097151", "இருபது லட்சத்துத் தொண்ணூற்றேழாயிரத்து நூற்று ஐம்பத்தொன்று"),
    ("8388607", "எண்பத்து மூன்று லட்சத்து எண்பத்தெட்டாயிரத்து அறுநூற்று ஏழு"),
    (
        "16777215",
        "ஒரு கோடியே அறுபத்தேழு லட்சத்து எழுபத்தேழாயிரத்து இருநூற்றுப் பதினைந்து",
    ),
    (
        "33554431",
        "மூன்று கோடியே முப்பத்தைந்து லட்சத்து ஐம்பத்து நான்காயிரத்து நானூற்று முப்பத்தொன்று",
    ),
]


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [(lang, *row) for lang, table in TABLES.items() for row in table.items()],
)
def test_the_amount_is_spelt_as_in_the_table(language, amount, words) -> None:
    assert amount_in_local_words(Decimal(amount), language) == words


@pytest.mark.parametrize(("language", "amount", "words"), GRAMMAR)
def test_words_change_where_they_meet(language, amount, words) -> None:
    assert amount_in_local_words(Decimal(amount), language) == words


@pytest.mark.parametrize(("number", "words"), PRINTED_IN_TAMIL)
def test_tamil_numbers_are_joined_as_a_printed_grammar_joins_them(number, words):
    spelt = amount_in_local_words(Decimal(number), Language.TAMIL)
    assert spelt == f"ரூபாய் {words} மட்டும்"


@pytest.mark.parametrize("language", list(Language))
def test_no_two_amounts_share_their_words(language) -> None:
    amounts = [*range(1100), *range(99_000, 102_000), *range(0, 10**9, 1_234_567)]
    spelt = {amount_in_local_words(Decimal(amount), language) for amount in amounts}
    assert len(spelt) == len(set(amounts))


@pytest.mark.parametrize("language", list(Language))
def test_words_are_in_one_script_with_single_spaces(language) -> None:
    text = amount_in_local_words(Decimal("-98765432109.87"), language)
    assert text == " ".join(text.split())
    blocks = {ord(character) // 128 for character in text if character != " "}
    assert len(blocks) == 1


def test_an_amount_is_rounded_half_up_to_the_paisa_and_nil_has_no_sign() -> None:
    assert amount_in_local_words(Decimal("0.005"), Language.HINDI) == (
        "शून्य रुपये और एक पैसा मात्र"
    )
    assert amount_in_local_words(Decimal("-0.004"), Language.HINDI) == HINDI["0"]


@pytest.mark.parametrize("language", list(Language))
def test_every_language_names_a_font(language) -> None:
    assert font_for(language)
