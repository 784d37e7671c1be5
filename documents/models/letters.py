"""Letter settings of an office and of its people, and the office's own letters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from organizations.models import OrgOwnedModel


def _line() -> models.CharField[str, str]:
    return models.CharField(max_length=200, blank=True)


class SavedLetterSettings(OrgOwnedModel):
    """The settings of one person or, without a user, those of the office; "" is not set."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letter_settings",
        help_text="Empty: the defaults of the office.",
    )
    government_name = _line()
    department_name = _line()
    officer_name = _line()
    officer_qualification = _line()
    officer_designation = _line()
    sub_division = _line()
    office_address = _line()
    recipient_designation = _line()
    recipient_division = _line()
    recipient_address = _line()
    office_code = _line()
    superior_designation = _line()
    copy_to_designation = _line()
    copy_to_section = _line()
    fill_amounts = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=4, blank=True)
    final_value_line = models.CharField(max_length=3, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(OrgOwnedModel.Meta):
        verbose_name_plural = "saved letter settings"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_letter_settings_per_person"
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(user=None),
                name="one_letter_settings_per_office",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or "the office")


class OwnLetter(OrgOwnedModel):
    """A letter of the office in the place of the default; each upload is a row that stays.

    The content is here and not in the file store: a job that named it must find it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="own_letters"
    )
    kind = models.CharField(max_length=20, help_text="The document that it replaces.")
    filename = models.CharField(max_length=255)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    is_in_use = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(is_in_use=True),
                name="one_letter_in_use_per_kind",
            )
        ]

    def __str__(self) -> str:
        return self.filename
