"""The header block that every bill prints above its table; reading it from a sheet is not here."""

from __future__ import annotations

from dataclasses import dataclass

from bills.domain.inputs import EMPTY_MB_LINE, BillInputs, format_date
from bills.domain.work import FIELD_NAMES, Work


@dataclass(frozen=True, slots=True)
class BillHeader:
    """The header block of a bill: each field exactly as it is printed after its label."""

    title: str
    name_of_work: str
    estimate_amount: str
    admin_sanction: str
    tech_sanction: str
    agreement: str
    agency: str
    mb_details: str
    doi: str
    doc: str
    domr: str
    dobr: str

    @property
    def dates(self) -> tuple[tuple[str, str], ...]:
        """The four bill dates under their abbreviations, in the order they must follow."""
        names = ("DOI", "DOC", "DOMR", "DOBR")
        return tuple(
            zip(names, (self.doi, self.doc, self.domr, self.dobr), strict=True)
        )

    @property
    def rows(self) -> tuple[str, ...]:
        """The printed rows below the title. Source: spec outputs, section 4."""
        return (
            f"Name of the work : {self.name_of_work}",
            f"Estimate Amount : {self.estimate_amount}",
            f"Ref. to Administrative sanction : {self.admin_sanction}",
            f"Ref. to Technical sanction : {self.tech_sanction}",
            f"Ref. to Agreement : {self.agreement}",
            f"Name of the Agency : {self.agency}",
            f"M.B.No Details: {self.mb_details}",
            "    ".join(f"{label} : {printed}" for label, printed in self.dates),
        )

    def fields(self) -> dict[str, str]:
        """Every header field under the name that the reader gives it."""
        return {
            name: self.title if name == "cc_header" else getattr(self, name)
            for name in FIELD_NAMES
        }


def compute_header(work: Work, title: str, inputs: BillInputs) -> BillHeader:
    """The header of the bill: measurement books and dates as typed, else as the sheet has them."""
    read = {
        name: work.fields[name].value for name in FIELD_NAMES if name in work.fields
    }
    if inputs.has_mb:
        mb_details = inputs.mb_line()
    else:
        mb_details = read.get("mb_details") or EMPTY_MB_LINE
    return BillHeader(
        title=title,
        name_of_work=read.get("name_of_work", ""),
        estimate_amount=read.get("estimate_amount", ""),
        admin_sanction=read.get("admin_sanction", ""),
        tech_sanction=read.get("tech_sanction", ""),
        agreement=read.get("agreement", ""),
        agency=read.get("agency", ""),
        mb_details=mb_details,
        doi=format_date(inputs.doi) or read.get("doi", ""),
        doc=format_date(inputs.doc) or read.get("doc", ""),
        domr=format_date(inputs.domr) or read.get("domr", ""),
        dobr=format_date(inputs.dobr) or read.get("dobr", ""),
    )
