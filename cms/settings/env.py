"""Read settings from the environment, and stop with a clear message when one is missing."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

UNSET = object()


def text(name: str, default: object = UNSET) -> str:
    """Return the value of ``NAME``, or the content of the file named by ``NAME_FILE``.

    Raises ImproperlyConfigured when neither is set and there is no default, or when the file
    cannot be read. Secrets mounted as files (``NAME_FILE``) win over nothing, never over ``NAME``.
    """
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path is not None:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE names {path}, which cannot be read: {error}"
            ) from error
    if default is UNSET:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE in the environment.")
    return str(default)


def words(name: str, default: object = UNSET) -> list[str]:
    """Return a comma-separated value as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, default: bool) -> bool:
    """Return a yes/no value. Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off."""
    value = text(name, str(default)).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not “{value}”.")


def number(name: str, default: object = UNSET) -> int:
    """Return a whole number. Raises ImproperlyConfigured when it is none."""
    value = text(name, default)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.") from error


def url(name: str, default: object = UNSET) -> str:
    """Return a web address, or what is empty. Raises ImproperlyConfigured for anything else."""
    value = text(name, default)
    if value and not value.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name} must begin with http:// or https://, not “{value}”.")
    return value
