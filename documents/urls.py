"""Addresses of making documents, and of the letters and formats that they are made from."""

from django.urls import path

from documents.views import letters, making

urlpatterns = [
    path("letters/", letters.own_letters, name="own_letters"),
    path("letters/settings/", letters.letter_settings, name="letter_settings"),
    path("letters/<str:kind>/", letters.own_letter_use, name="own_letter_use"),
    path(
        "letters/<str:kind>/leave/", letters.own_letter_leave, name="own_letter_leave"
    ),
    path("letters/<str:kind>/file/", letters.own_letter_file, name="own_letter_file"),
    path(
        "letters/<str:kind>/sample/",
        letters.own_letter_sample,
        name="own_letter_sample",
    ),
    path("<str:kind>/make/", making.make_document, name="document_make"),
]
