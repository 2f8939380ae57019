"""Translations as files for tools outside: PO and XLIFF 1.2, out and in again without loss."""
