"""How dates are written where Django's own way does not suit the site (``FORMAT_MODULE_PATH``).

No date ends in a full stop: templates end sentences with dates.
"""
