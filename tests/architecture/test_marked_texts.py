"""Every text that a person reads is marked for translation: in templates, forms and messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path
    for path in (ROOT / "templates").rglob("*")
    if path.suffix in {".html", ".txt"}
    and path.name != "styleguide.html"  # for developers, in debug mode only
    and "icons" not in path.parts
)
MODULES = [
    path
    for app in ("organizations", "jobs", "bills", "documents")
    for path in (ROOT / app).rglob("*.py")
    if {"views", "forms.py", "correction_forms.py", "account_forms.py"}
    & {*path.parts, path.name}
]
# What reads the same in every language.
ALLOWED = {"Worksbill", "T.P @"}

TOKENS = re.compile(
    r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(?:\{\{.*?\}\}|\{%.*?%\}|[^<>{]|\{)*>)",
    re.DOTALL,
)
SPOKEN = re.compile(r'\s(?:aria-label|placeholder|title|alt|data-label)="([^"]*)"')
ARGUMENTS = re.compile(r'(?:\b(?:label|title|head|caption)=|\bdefault:)"([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]")


def find_unmarked(source: str) -> Iterator[str]:
    translated = unread = ""
    for token in TOKENS.split(source):
        if token.startswith("{%"):
            name = token[2:].split()[0]
            if name in {"blocktranslate", "endblocktranslate"}:
                translated = "" if name.startswith("end") else name
            yield from filter(LETTERS.search, ARGUMENTS.findall(token))
        elif token.startswith("{{"):
            yield from filter(LETTERS.search, ARGUMENTS.findall(token))
        elif token.startswith("<"):
            unread = follow(token, unread)
            if not translated:
                yield from filter(LETTERS.search, map(bare, SPOKEN.findall(token)))
        elif not (translated or unread or token.startswith("{#")):
            words = re.split(r"\s*[·:]\s*|&\w+;", token.strip())
            yield from (word for word in words if LETTERS.search(word))


def follow(tag: str, unread: str) -> str:
    """The element whose text nobody reads as words, while one is open."""
    if unread:
        return "" if tag.startswith(f"</{unread}") else unread
    opened = re.match(r"<(code|svg)\b", tag)
    return opened[1] if opened else ""


def bare(value: str) -> str:
    """An attribute without what the template puts into it."""
    without = re.sub(
        r"\{% blocktranslate.*?endblocktranslate %\}", "", value, flags=re.DOTALL
    )
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", without)


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_template_says_nothing_that_cannot_be_translated(template):
    found = {text.strip() for text in find_unmarked(template.read_text())}

    assert found - ALLOWED - {""} == set()


@pytest.mark.parametrize(
    "source",
    [
        "<p>Sign in</p>",
        '<p>{% translate "Sign in" %} now</p>',
        '<td data-label="State">{{ state }}</td>',
        '{% include "a.html" with label="Go on" %}',
        '{{ name|default:"nobody" }}',
        "{% blocktranslate %}One{% endblocktranslate %}<b>two</b>",
    ],
)
def test_an_unmarked_text_is_found(source):
    assert list(find_unmarked(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ number }} % · Worksbill</p>".replace("Worksbill", ""),
        "<code>GST_NO</code>{# a note #}",
        '<p title="{% translate \'State\' %}">{% translate "State" %}: </p>',
        '{% blocktranslate %}Open <a href="{{ url }}">it</a>.{% endblocktranslate %}',
    ],
)
def test_a_marked_text_is_not(source):
    assert list(find_unmarked(source)) == []


def read_aloud(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that a person reads."""
    for given in call.keywords:
        if given.arg in {"label", "help_text"}:
            yield given.value
    if (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "messages"
    ):
        yield call.args[1]


def words_of(value: ast.expr) -> bool:
    """Whether it has letters of its own, and is no call that translates them."""
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    return any(
        isinstance(part, ast.Constant) and LETTERS.search(str(part.value))
        for part in parts
    )


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_labels_hints_and_messages_are_marked(module):
    plain = [
        ast.unparse(value)
        for call in ast.walk(ast.parse(module.read_text()))
        if isinstance(call, ast.Call)
        for value in read_aloud(call)
        if words_of(value)
    ]

    assert plain == []
