"""How often one address may send a form, without keeping addresses."""

import secrets
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

DAY = 60 * 60 * 24


def within_limit(address: str, on: date) -> bool:
    """Count one more form from an address; tell whether that is still within the day's limit.

    Only a count stands in the cache, under a hash with a key of the site and a salt of the day.
    The salt is forgotten with the day, so that nobody can find the address again.
    """
    salt = cache.get_or_set(f"mistakes-salt-{on:%Y-%m-%d}", secrets.token_hex, DAY)
    digest = salted_hmac(f"translating.limits.{salt}", address, algorithm="sha256").hexdigest()
    key = f"mistakes-{digest}"
    cache.add(key, 0, DAY)
    try:
        count = cache.incr(key)
    except ValueError:  # forgotten between the two lines
        count = 1
    return count <= settings.MISTAKE_REPORTS_A_DAY
