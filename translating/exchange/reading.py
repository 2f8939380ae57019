"""A file that came back: read whatever its format, or refuse it in words."""

from django.utils.translation import gettext as _

from . import po, xliff
from .parcel import LARGEST, Malformed, Parcel

#: The formats by their ending, with what writes and what reads them.
FORMATS = {"xlf": xliff, "po": po}
#: What browsers are told about a file.
TYPES = {"xlf": "application/x-xliff+xml", "po": "text/x-gettext-translation"}


def read(data: bytes) -> Parcel:
    """Return what a file holds; PO and XLIFF are told apart by their first sign, not by their name.

    Raises Malformed for files that are empty, too large, not UTF-8 or broken.
    """
    if len(data) > LARGEST:
        raise Malformed(
            _("The file is too large; %(size)s MB are allowed.") % {"size": LARGEST // 1024**2}
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Malformed(_("The file is not written in UTF-8."), line) from error
    if "\x00" in text:
        raise Malformed(_("This is no text file."), text.count("\n", 0, text.index("\x00")) + 1)
    if not text.strip():
        raise Malformed(_("The file is empty."))
    return (xliff if text.lstrip().startswith("<") else po).read(text)
