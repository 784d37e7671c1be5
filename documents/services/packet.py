"""Making all papers of a bill at once: separate files, one zip and, with LibreOffice, one PDF."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext_noop

from bills.domain.inputs import BillInputs
from bills.domain.making import MadeFile, Report, ignore_progress
from bills.domain.problems import Level, Problem
from bills.services import read_file
from bills.writers.zip_archive import write_zip
from documents.domain.options import DocumentOptions
from documents.domain.packet import (
    Part,
    PartFile,
    choose_bill_name,
    parse_card,
    report_missing,
)
from documents.renderers.pdf.convert import (
    HOW_TO_INSTALL,
    ConversionTimedOut,
    NotConverted,
    convert_to_pdf,
    find_libreoffice,
)
from documents.renderers.pdf.merge import merge_pdfs
from documents.renderers.scrutiny_card import render_scrutiny_cards
from documents.services.kinds import DocumentKind
from documents.services.papers import DocumentMaking, add_problems, make_bill_papers
from documents.services.sources import Bill, collect_bills

logger = logging.getLogger(__name__)

PDF_NAME = "Packet.pdf"
SCRUTINY_NAME = "Scrutiny_Card.xlsx"
PDF_TIME_LIMIT = timedelta(minutes=2)  # of one start of LibreOffice
_KINDS = {
    Part.LS_FORM: DocumentKind.LS_FORM,
    Part.COVERING: DocumentKind.COVERING,
    Part.MOVEMENT: DocumentKind.MOVEMENT,
}
# What LibreOffice can say of files that it makes no PDF of.
_NO_PDF = (ConversionTimedOut, NotConverted)


@dataclass(frozen=True, slots=True)
class PacketOrder:
    """What decides a packet, besides the bill workbook itself."""

    inputs: BillInputs = field(default_factory=BillInputs)
    options: DocumentOptions = field(default_factory=DocumentOptions)
    # The office's own letters; the default is used for a kind that is not here.
    templates: Mapping[DocumentKind, bytes] = field(default_factory=dict)
    # By the name of the bill's sheet, as JSON. None: the bill was not made here, and {}:
    # its card stands in its workbook.
    cards: Mapping[str, Any] | None = None
    # Found where the packet is ordered; "": there is none.
    libreoffice: str = field(default_factory=find_libreoffice)


def make_packet(
    *,
    filename: str,
    content: bytes,
    order: PacketOrder,
    report: Report = ignore_progress,
) -> DocumentMaking:
    """The papers of every bill of the workbook; nothing, when it has no bill.

    A paper that cannot be made, and a PDF that cannot, are problems; the rest is made.
    """
    report(5, gettext_noop("Reading the bill..."))
    reading = read_file(filename=filename, content=content)
    bills, problems = collect_bills(reading, order.inputs)
    if not bills:
        return DocumentMaking((), problems)
    papers = _Papers(bills, order, on=timezone.localdate(), report=report)
    made = add_problems(papers.make(), problems)
    name = choose_bill_name(filename, {file.filename for file in made.files})
    parts = [PartFile(Part.BILL, MadeFile(name, content)), *papers.files]
    report(50, gettext_noop("PDF of the packet..."))
    pdf, pdf_problems = _make_pdf(order.libreoffice, parts, report)
    files = [*(part.file for part in parts), *pdf]
    report(95, gettext_noop("Zip of the packet..."))
    archive = MadeFile(DocumentKind.PACKET.filename(1), write_zip(files))
    return replace(
        made,
        problems=(*pdf_problems, *made.problems),
        files=(*files, archive),
    )


class _Papers:
    """The papers that are made of the bills, one after the other."""

    def __init__(
        self, bills: Sequence[Bill], order: PacketOrder, *, on: date, report: Report
    ) -> None:
        self.bills = bills
        self.order = order
        self.on = on
        self.report = report
        self.files: list[PartFile] = []

    def make(self) -> DocumentMaking:
        """Everything that was made and found; the files also by their parts."""
        makings = [self._try(part) for part in Part if part is not Part.BILL]
        values: list[dict[str, Any]] = [{} for _ in self.bills]
        for making in makings:
            for found, more in zip(values, making.values, strict=False):
                found.update(more)
        return DocumentMaking(
            tuple(bill.summarise() for bill in self.bills),
            tuple(
                dict.fromkeys(
                    problem for making in makings for problem in making.problems
                )
            ),
            tuple(part.file for part in self.files),
            tuple(values),
        )

    def _try(self, part: Part) -> DocumentMaking:
        """What came of one paper, even when that is an exception."""
        place = list(Part).index(part)
        self.report(10 * place, f"Part {place + 1} of {len(Part)}: {part.value}")
        try:
            making = self._make(part)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad paper never stops the rest
            return DocumentMaking((), (_unexpected(part, error),))
        if making.files:
            self.files += [PartFile(part, file) for file in making.files]
            return making
        if part is Part.SCRUTINY:
            return making
        return add_problems(making, [report_missing(part, making.first_error)])

    def _make(self, part: Part) -> DocumentMaking:
        if part is Part.SCRUTINY:
            return self._make_card()
        kind = _KINDS[part]
        template = self.order.templates.get(kind)
        options = replace(self.order.options, template=template)
        return make_bill_papers(self.bills, kind, options, on=self.on)

    def _make_card(self) -> DocumentMaking:
        cards = self.order.cards
        if cards is None:
            says = (
                "it is made together with a bill; this bill was not made here, so "
                "there is none."
            )
            problem = report_missing(Part.SCRUTINY, says, level=Level.INFO)
            return DocumentMaking((), (problem,))
        checked = [bill for bill in self.bills if bill.work.sheet in cards]
        if not checked:
            return DocumentMaking((), ())
        content = render_scrutiny_cards(
            [bill.values.header for bill in checked],
            [parse_card(cards[bill.work.sheet]) for bill in checked],
            created=timezone.now(),
        )
        return DocumentMaking((), (), (MadeFile(SCRUTINY_NAME, content),))


def _make_pdf(
    program: str, parts: Sequence[PartFile], report: Report
) -> tuple[list[MadeFile], list[Problem]]:
    """The parts as one PDF; none without LibreOffice, which is a problem that says so."""
    if not program:
        return [], [report_missing("PDF of the packet", HOW_TO_INSTALL)]
    converted, problems = _convert(program, parts, report)
    if not converted:
        return [], problems
    report(90, gettext_noop("Joining the pages..."))
    return [MadeFile(PDF_NAME, merge_pdfs(converted))], problems


def _convert(
    program: str, parts: Sequence[PartFile], report: Report
) -> tuple[list[tuple[str, bytes]], list[Problem]]:
    """The PDF of each part under its title: all at once or, when that fails, one by one."""
    titles = [part.part.value for part in parts]
    files = [(part.file.filename, part.file.content) for part in parts]
    try:
        together = convert_to_pdf(program, files, PDF_TIME_LIMIT)
        return list(zip(titles, together, strict=True)), []
    except _NO_PDF:
        pass
    converted, problems = [], []
    for number, (title, file) in enumerate(zip(titles, files, strict=True)):
        report(60 + 30 * number // len(files), f"PDF of {file[0]}...")
        try:
            (content,) = convert_to_pdf(program, [file], PDF_TIME_LIMIT)
        except _NO_PDF as error:
            says = f"it is missing in the PDF of the packet. {error}"
            problems.append(report_missing(title, says))
        else:
            converted.append((title, content))
    return converted, problems


def _unexpected(part: Part, error: Exception) -> Problem:
    reference = uuid4().hex[:8].upper()
    logger.error("Packet, %s, reference %s", part.value, reference, exc_info=error)
    says = (
        "something went wrong on the server while this was made. "
        f"Whoever runs the server finds the cause under reference {reference}."
    )
    return report_missing(part, says)
