"""What the entry points of bills may ask for: reading, making and submitting, one file each."""

from bills.services.jobs import as_job_result, parse_inputs, submit_bill_job
from bills.services.making import OFFERED_ACTIONS, make_bills, make_sample_estimate
from bills.services.reading import KIND_WORDS, describe_reading, read_file

__all__ = [
    "KIND_WORDS",
    "OFFERED_ACTIONS",
    "as_job_result",
    "describe_reading",
    "make_bills",
    "make_sample_estimate",
    "parse_inputs",
    "read_file",
    "submit_bill_job",
]
