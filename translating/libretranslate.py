"""LibreTranslate on the town's own server: one request for a few texts, every fault told in words."""

import json
import time
from typing import Any

import requests
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

#: A longer answer than this is no translation of what was sent.
LARGEST_ANSWER = 2 * 1024 * 1024


class Fault(Exception):
    """The machine did not answer as agreed; ``str()`` says it in words for people."""


class TooMuch(Fault):
    """Too slow, too large, or another number of texts than asked: a single text may go well."""


#: What LibreTranslate calls languages that it does not call by the first part of their code.
CODES = {"zh-hant": "zt", "pt-br": "pb"}


class CarefulTranslator(LibreTranslator):
    """wagtail-localize's class for LibreTranslate, whose faults a person understands."""

    def language_code(self, code: str) -> str:
        return CODES.get(code.lower()) or super().language_code(code)

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Any
    ) -> dict[StringValue, StringValue]:
        """Return a translation for each text. Raises Fault and changes nothing."""
        asked = list(strings)
        answer = self._answer(
            {
                "q": [text.data for text in asked],
                "source": self.language_code(source_locale.language_code),
                "target": self.language_code(target_locale.language_code),
                "format": "html",
                **({"api_key": self.options["API_KEY"]} if self.options.get("API_KEY") else {}),
            }
        )
        words = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(words, list) or not all(isinstance(text, str) for text in words):
            raise Fault(_("The translation server answered in a way nobody understands."))
        if len(words) != len(asked):
            raise TooMuch(
                _("The translation server sent %(sent)s texts instead of %(asked)s.")
                % {"sent": len(words), "asked": len(asked)}
            )
        return {text: StringValue(word) for text, word in zip(asked, words, strict=True)}

    def _answer(self, question: dict[str, Any]) -> Any:
        end = time.monotonic() + self.get_timeout()
        try:
            with requests.post(
                self.get_api_endpoint().rstrip("/") + "/translate",
                json=question,
                timeout=self.get_timeout(),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = self._read(response.raw, end)
                status = response.status_code
        except requests.Timeout as error:
            raise TooMuch(_("The translation server did not answer in time.")) from error
        except (requests.RequestException, OSError) as error:
            raise Fault(_("The translation server cannot be reached.")) from error
        except Exception as error:  # urllib3 has its own for an answer that breaks off
            raise Fault(_("The translation server's answer broke off.")) from error
        if status != 200:
            raise _refusal(status, body)
        try:
            return json.loads(body)
        except ValueError as error:
            raise Fault(_("The translation server's answer broke off.")) from error

    def _read(self, answer: Any, end: float) -> bytes:
        """Read an answer; one that drips in or never ends is given up. The timeout is one of silence."""
        body = b""
        while part := answer.read1(64 * 1024, decode_content=True):
            body += part
            if time.monotonic() > end:
                raise requests.Timeout
            if len(body) > LARGEST_ANSWER:
                raise ValueError("too long")
        return body


def _refusal(status: int, body: bytes) -> Fault:
    """Return what a server's refusal means, with its own words where it has some."""
    if status in (401, 403):
        return Fault(_("The translation server refused the key (%(status)s).") % {"status": status})
    if status == 429:
        return Fault(_("The translation server was asked too often; try again later."))
    if status not in (400, 413):
        return Fault(_("The translation server reports a fault (%(status)s).") % {"status": status})
    said = _error(body)
    message = _("The translation server does not know this language or text (400).")
    return TooMuch(f"{message} “{said}”" if said else message)


def _error(body: bytes) -> str:
    """Return what LibreTranslate says of a refused question: ``{"error": "…"}``."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, TypeError, KeyError, IndexError):
        return ""
    return " ".join(str(error).split())[:200]
