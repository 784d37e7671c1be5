"""The printed pages of the default forms and letters, beside the approved ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from documents.domain.options import DocumentOptions
from documents.renderers.ls_final import render_ls_finals
from documents.renderers.ls_form import render_ls_forms
from documents.services.kinds import DocumentKind
from documents.services.letters import fill_estimate_papers
from tests.documents.papers import ON, final_bill, letters
from tests.documents.test_estimate_papers import OPTIONS, estimate
from tests.golden.pages import difference, print_pages
from tests.golden.sheets import needs_office
from tests.golden.works import CREATED, ls_final, ls_form

pytestmark = [
    pytest.mark.office,
    needs_office,
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="apt: poppler-utils"),
    pytest.mark.skipif(
        not list(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.*")),
        reason="the approved pictures are drawn with it; apt: fonts-liberation",
    ),
]

APPROVED = Path(__file__).with_name("pages")
# Another release of LibreOffice or of the font moves edges by a hair; a line that is
# missing, or set elsewhere, is more than this.
TOLERATED = 0.05


def papers() -> dict[str, bytes]:
    made = {
        "ls_part.xlsx": render_ls_forms([ls_form()], created=CREATED),
        "ls_final.xlsx": render_ls_finals([ls_final()], created=CREATED),
    }
    unset = DocumentOptions()
    for kind in DocumentKind:
        if not kind.is_letter:
            continue
        if kind.is_of_estimate:
            paper = fill_estimate_papers([estimate()], kind, OPTIONS, on=ON)
        else:
            paper = letters(final_bill(), kind=kind, options=unset)
        made[f"{kind.value}.docx"] = paper.content or b""
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        f"{Path(name).stem}-{number}": page
        for name, pages in print_pages(papers(), folder).items()
        for number, page in enumerate(pages, start=1)
    }


def test_each_paper_has_the_pages_that_were_approved(printed) -> None:
    assert sorted(printed) == sorted(file.stem for file in APPROVED.glob("*.txt"))


@pytest.mark.parametrize("file", sorted(APPROVED.glob("*.txt")), ids=lambda f: f.stem)
def test_a_page_looks_as_approved(file, printed) -> None:
    assert difference(printed[file.stem], file.read_text()) <= TOLERATED


@pytest.mark.parametrize("file", sorted(APPROVED.glob("*.txt")), ids=lambda f: f.stem)
def test_a_page_with_a_line_moved_would_not_pass(file) -> None:
    lines = file.read_text().splitlines(True)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    middle = filled[len(filled) // 3]
    moved = "".join(["\n", *lines[:middle], *lines[middle + 1 :]])
    assert difference(moved, file.read_text()) > TOLERATED
