"""Addresses of making documents, and of the letters and formats that they are made from."""

from django.urls import path

from documents.views import exporting, fillings, formats, letters, making

urlpatterns = [
    path("export/", exporting.export_start, name="export_start"),
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
    path("formats/", formats.format_list, name="format_list"),
    path("formats/new/", formats.format_new, name="format_new"),
    path("formats/help/", formats.format_help, name="format_help"),
    path("formats/<uuid:format_id>/", formats.format_detail, name="format_detail"),
    path(
        "formats/<uuid:format_id>/change/", formats.format_change, name="format_change"
    ),
    path(
        "formats/<uuid:format_id>/version/",
        formats.format_version,
        name="format_version",
    ),
    path(
        "formats/<uuid:format_id>/version/<int:number>/again/",
        formats.format_version_again,
        name="format_version_again",
    ),
    path(
        "formats/<uuid:format_id>/version/<int:number>/",
        formats.format_file,
        name="format_file",
    ),
    path("formats/<uuid:format_id>/tags/", formats.format_tags, name="format_tags"),
    path(
        "formats/<uuid:format_id>/legend/", formats.format_legend, name="format_legend"
    ),
    path("formats/<uuid:format_id>/lock/", formats.format_lock, name="format_lock"),
    path(
        "formats/<uuid:format_id>/remove/", formats.format_remove, name="format_remove"
    ),
    path(
        "formats/<uuid:format_id>/put-back/",
        formats.format_put_back,
        name="format_put_back",
    ),
    path("formats/<uuid:format_id>/use/", fillings.filling_start, name="filling_start"),
    path(
        "formats/uses/<uuid:filling_id>/",
        fillings.filling_detail,
        name="filling_detail",
    ),
    path(
        "formats/uses/<uuid:filling_id>/fragment/",
        fillings.filling_fragment,
        name="filling_fragment",
    ),
    path(
        "formats/uses/<uuid:filling_id>/make/",
        fillings.filling_make,
        name="filling_make",
    ),
    path("new/", making.new_papers, name="papers_new"),
    path("<str:kind>/make/", making.make_document, name="document_make"),
]
