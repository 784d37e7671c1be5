"""What the entry points of bills may ask for: reading, making and submitting, one file each."""

from bills.services.jobs import (
    as_job_result,
    can_be_edited,
    list_actions_after,
    parse_inputs,
    parse_order,
    submit_bill_job,
)
from bills.services.layouts import forget_layout, list_layouts, remember_layout
from bills.services.making import BILL_STEPS, make_bills, make_sample_estimate
from bills.services.preview import READING_STEPS, build_preview
from bills.services.reading import KIND_WORDS, describe_reading, read_file
from bills.services.readings import (
    ReadingChanged,
    check_may_correct,
    correct_reading,
    read_again,
    read_for_preview,
    save_inputs,
    start_reading,
    start_reading_of_job,
)

__all__ = [
    "BILL_STEPS",
    "KIND_WORDS",
    "READING_STEPS",
    "ReadingChanged",
    "as_job_result",
    "build_preview",
    "can_be_edited",
    "check_may_correct",
    "correct_reading",
    "describe_reading",
    "forget_layout",
    "list_actions_after",
    "list_layouts",
    "make_bills",
    "make_sample_estimate",
    "parse_inputs",
    "parse_order",
    "read_again",
    "read_file",
    "read_for_preview",
    "remember_layout",
    "save_inputs",
    "start_reading",
    "start_reading_of_job",
    "submit_bill_job",
]
