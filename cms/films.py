"""Films by what is in them: a name says nothing about the content of a file."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

#: ISO 14496-12: the first box of an MP4 file is of type "ftyp".
MP4_BOX = slice(4, 8)
#: An EBML header (RFC 8794); its DocType tells WebM from other Matroska files.
EBML = b"\x1a\x45\xdf\xa3"
#: A page of captions is small.
CAPTIONS_MAX_BYTES = 1024 * 1024


def kind_of(file: Any) -> str:
    """Return "mp4" or "webm" by the first bytes of a file; empty for anything else."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    if head[MP4_BOX] == b"ftyp":
        return "mp4"
    if head.startswith(EBML) and b"webm" in head:
        return "webm"
    return ""


def check_film(file: Any) -> None:
    """Raise ValidationError for what browsers cannot play, or what is larger than the settings allow."""
    if file.size > settings.SIGN_VIDEO_MAX_BYTES:
        raise ValidationError(
            _("The film has %(size)s; at most %(limit)s are allowed.")
            % {
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.SIGN_VIDEO_MAX_BYTES),
            }
        )
    kind = kind_of(file)
    if not kind:
        raise ValidationError(_("This file is no MP4 or WebM film."))
    if not file.name.lower().endswith(f".{kind}"):
        raise ValidationError(
            _("The content of this file is %(kind)s; its name must end in “.%(ending)s”.")
            % {"kind": kind.upper(), "ending": kind}
        )


def check_captions(file: Any) -> None:
    """Raise ValidationError for what is no WebVTT file (W3C: it begins with the word WEBVTT)."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    text = head.removeprefix(b"\xef\xbb\xbf")
    if file.size > CAPTIONS_MAX_BYTES or not text.startswith(b"WEBVTT"):
        raise ValidationError(_("This file is no WebVTT file."))
