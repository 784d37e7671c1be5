"""Addresses of making bills."""

from django.urls import path

from bills.views.new_bill import new_bill, sample_estimate

urlpatterns = [
    path("new/", new_bill, name="bill_new"),
    path("sample-estimate/", sample_estimate, name="sample_estimate"),
]
