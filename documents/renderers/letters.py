"""The wording of the default letters, as Word templates that an office may download, change and put in their place."""

from __future__ import annotations

from documents.domain.movement import MOST_BOOKS
from documents.renderers.word_paper import RIGHT, Paper, merge_into_first

EACH_WORK, END = "{{EACH work NEW PAGE}}", "{{END}}"

FROM = (
    "From",
    "{{OFFICER_NAME}}, {{OFFICER_QUALIFICATION}},",
    "{{OFFICER_DESIGNATION}},",
    "{{SUB_DIVISION}},",
    "{{OFFICE_ADDRESS}}.",
)
TO = (
    "To",
    "{{RECIPIENT_DESIGNATION}},",
    "{{RECIPIENT_DIVISION}},",
    "{{RECIPIENT_ADDRESS}}.",
)
FAITHFULLY = ("Yours faithfully,", "{{OFFICER_DESIGNATION}},", "{{SUB_DIVISION}}.")
COPY_TO = "Copy to the {{COPY_TO_DESIGNATION}}, {{COPY_TO_SECTION}} for information."


def make_covering_template() -> bytes:
    """The letter that submits a bill. Source: spec documents, section 6."""
    paper = Paper("Covering letter")
    paper.add(EACH_WORK)
    _add_letterhead(paper)
    paper.add_ends(
        "Lr. No. {{OFFICE_CODE}}/Bill/{{FINANCIAL_YEAR}}/", "Date: - dd.mm.yyyy"
    )
    paper.add()
    paper.add("Sir,")
    paper.add_labelled(
        "Sub :-",
        "Submission of the bill pertaining to {{NAME_OF_AGENCY}} for pre-audit and "
        "payment - Regarding.",
    )
    paper.add_labelled("Ref:-", "Agt.No.{{REF_OF_AGREEMENT}}")
    paper.add_centred("**v**")
    paper.add_body(
        "I submit herewith the L.S. {{CC_HEADER}} for the work of “{{NAME_OF_WORK}}”, "
        "duly check measured in {{MB_DETAILS}}, for Rs. {{AMOUNT}} "
        "({{AMOUNT_IN_WORDS}}), for pre-audit and for arranging payment to the firm."
    )
    paper.add("Enclosures: -")
    paper.add_list(["{{MB_DETAILS}}", "No. of Bills - 2 sets"])
    paper.add()
    paper.add_signature(*FAITHFULLY)
    paper.add(COPY_TO)
    paper.add(END)
    return paper.close()


def make_movement_template() -> bytes:
    """The note that goes with a bill and its measurement books from office to office.

    Source: spec documents, section 7.
    """
    paper = Paper("Movement slip")
    paper.add(EACH_WORK)
    paper.add_centred("{{GOVERNMENT_NAME}}", "{{DEPARTMENT_NAME}}", bold=True)
    paper.add_centred("MOVEMENT SLIP", bold=True, underline=True, size=14)
    paper.add_ends("No. {{OFFICE_CODE}}/{{FINANCIAL_YEAR}}/", "Date: - dd.mm.yyyy")
    paper.add()
    paper.add_facts(
        (
            ("Name of work", "{{NAME_OF_WORK}}"),
            ("Name of the agency", "{{NAME_OF_AGENCY}}"),
            ("Agreement", "{{REF_OF_AGREEMENT}}"),
            ("Bill", "{{CC_HEADER}}"),
            ("Amount", "Rs. {{AMOUNT}} ({{AMOUNT_IN_WORDS}})"),
        ),
        label_width=45,
    )
    heading = (
        *("Sl.No", "Description of papers", "M.B. Numbers"),
        *("From section", "To section", "Date", "Initials"),
    )
    papers = [
        (f"{number}", text, "", "", "", "", "")
        for number, text in enumerate(
            ("{{CC_HEADER}}", "LS Form", "Covering letter"), start=1
        )
    ]
    books = [
        (
            *(f"{{{{IF MB_{n}}}}}{n + len(papers)}", "Measurement book"),
            *(f"{{{{MB_{n}}}}}", "", "", "", END),
        )
        for n in range(1, MOST_BOOKS + 1)
    ]
    paper.add_table([heading, *papers, *books], (15, 38, 40, 19, 19, 18, 17))
    paper.add()
    paper.add_signature("Sent by", "{{OFFICER_DESIGNATION}},", "{{SUB_DIVISION}}.")
    paper.add(END)
    return paper.close()


def make_forwarding_template() -> bytes:
    """The letter that submits one estimate or several. Source: spec documents, section 10."""
    paper = Paper("Forwarding letter")
    _add_letterhead(paper)
    paper.add_ends(
        "Lr No. {{OFFICE_CODE}}/{{FINANCIAL_YEAR}}/", "Date:-    - {{MONTH_AND_YEAR}}."
    )
    paper.add()
    paper.add("Sir,")
    paper.add_labelled(
        "Sub:-",
        "{{SUBJECT}} for the year {{FINANCIAL_YEAR}}. - Submission - Request for "
        "obtaining administrative sanction - Regarding.",
    )
    paper.add_labelled("Ref:-", "Memo No.________/{{FINANCIAL_YEAR}} Dt.________")
    paper.add_centred("**.**")
    paper.add_body(
        "I submit herewith {{ESTIMATE_COUNT}} No. {{IF ESTIMATE_COUNT = 1}}estimate"
        "{{ELSE}}estimates{{END}} as detailed below."
    )
    table = paper.add_table(
        (
            ("Sl. No", "Name of work", "Amount"),
            (
                "{{EACH work}}{{work.number}}",
                "{{work.name_of_work}}",
                "Rs. {{work.est_grand_total}}{{END}}",
            ),
            ("{{IF ESTIMATE_COUNT > 1}}Total", "", "Rs. {{TOTAL_OF_ESTIMATES}}{{END}}"),
        ),
        (18, 103, 45),
    )
    merge_into_first(table.rows[2].cells[:2])
    for row in table.rows[1:]:
        row.cells[2].paragraphs[0].alignment = RIGHT
    paper.add()
    paper.add_body(
        "The specification report accompanying each estimate explains the necessity of "
        "the work and the provisions made."
    )
    paper.add_body(
        "I request that the {{SUPERIOR_DESIGNATION}} may obtain administrative sanction "
        "and finalise the agency for execution of the work."
    )
    paper.add("Enclosure: - Estimate - {{ESTIMATE_COUNT}} No.")
    paper.add()
    paper.add_signature(*FAITHFULLY)
    paper.add(COPY_TO)
    return paper.close()


def make_specification_template() -> bytes:
    """The report that goes with an estimate. Source: spec documents, section 9."""
    paper = Paper("Specification report")
    paper.add(EACH_WORK)
    paper.add_centred(
        "Specification report accompanying the estimate :-",
        bold=True,
        underline=True,
        size=14,
    )
    paper.add()
    paper.add_body("This estimate is for the work of “{{NAME_OF_WORK}}”.")
    paper.add_ends("", "Est.Amount: Rs. {{EST_GRAND_TOTAL}}")
    paper.add()
    paper.add_body("{{BODY_OF_LETTER}}")
    paper.add_body("The estimate is accordingly prepared with the following items.")
    paper.add_list(
        [
            "{{EACH item}}{{item.description}}  -  {{item.quantity}} {{item.unit}}"
            "{{END}}"
        ],
        style="List Bullet",
    )
    paper.add()
    paper.add_body(
        "The rates are as per SOR {{SOR_YEAR}} and approved rates. L.S. provision is "
        "made for GST {{GST_PERCENT}} %, {{IF QC_PERCENT}}QC {{QC_PERCENT}} %, {{END}}"
        "Labour Cess {{LC_PERCENT}} %, NAC {{NAC_PERCENT}} % and for unforeseen items & "
        "rounding off."
    )
    paper.add("FUNDS:", bold=True)
    paper.add_body(
        "Administrative sanction, and fixing of an agency with provision of funds under "
        "the relevant head of account, are required to take up the work."
    )
    paper.add_signature("", "{{OFFICER_DESIGNATION}},", "{{SUB_DIVISION}}.")
    paper.add(END)
    return paper.close()


def make_quality_memo_template() -> bytes:
    """The memo of a quality-control inspection. Source: spec documents, section 8."""
    paper = Paper("Q.C. work memo")
    paper.add(EACH_WORK)
    paper.add_centred("Q.C. WORK MEMO", bold=True, underline=True, size=14)
    for title, facts in QUALITY_MEMO:
        paper.add(title, bold=True)
        paper.add_facts(facts, label_width=70)
    paper.add()
    paper.add_ends("Assistant Executive Engineer", "Deputy Executive Engineer")
    paper.add(END)
    return paper.close()


QUALITY_MEMO = (
    (
        "I. EXECUTIVE",
        (
            ("Branch", ""),
            ("Circle & Superintending Engineer", ""),
            ("Division & Executive Engineer", "{{RECIPIENT_DIVISION}}"),
            ("Sub-division & Dy. Executive Engineer", "{{SUB_DIVISION}}"),
            ("Section & A.E. / A.E.E.", ""),
        ),
    ),
    (
        "II. PRESENT INSPECTION",
        (
            ("Date of inspection", ""),
            ("Officers present", ""),
            ("Q.C. officers", ""),
            ("Executive officers", ""),
            ("Contractor / agent", ""),
        ),
    ),
    (
        "III. WORK",
        (
            ("Name of the work:", "{{NAME_OF_WORK}}"),
            ("Ref. to Estimate:", "{{ADMIN_SANCTION}}"),
            ("Technical Sanction:", "{{TECH_SANCTION}}"),
            ("Important provisions", ""),
        ),
    ),
    (
        "IV. CONTRACT",
        (
            ("Agreement No:", "{{REF_OF_AGREEMENT}}"),
            ("Contractor", "{{NAME_OF_AGENCY}}"),
            (
                "Contract value, tender excess / less",
                "Rs. {{AMOUNT}} ({{TP_DETAILS}})",
            ),
            ("Date of Handing over Site", ""),
            ("Agreed Date of Completion", ""),
            ("Extended date with authority", ""),
        ),
    ),
    (
        "V. PROGRESS",
        (
            ("Financial", ""),
            ("Physical", ""),
            ("Deviations", ""),
            ("Authority", ""),
            ("Present stage", ""),
        ),
    ),
)


def _add_letterhead(paper: Paper) -> None:
    paper.add_centred("{{GOVERNMENT_NAME}}", "{{DEPARTMENT_NAME}}", bold=True)
    paper.add()
    paper.add_columns(FROM, TO)
