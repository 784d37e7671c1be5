"""Addresses of making documents."""

from django.urls import path

from documents.views import make_document

urlpatterns = [path("<str:kind>/make/", make_document, name="document_make")]
