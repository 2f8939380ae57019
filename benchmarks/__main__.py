"""Run the benchmark on the database of the environment: ``python -m benchmarks --sections 300``.

``make benchmark`` runs it on SQLite and on a throw-away PostgreSQL.
"""

import argparse
import os
import time

import django
from django.core.management import call_command


def main() -> None:
    """Load, grow, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sections", type=int, default=300)
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument(
        "--en-bloc",
        type=int,
        nargs="+",
        metavar="SECTIONS",
        help="measure one vote on so many sections instead of pages, e.g. --en-bloc 30 300",
    )
    parser.add_argument(
        "--job",
        type=int,
        metavar="SECTIONS",
        help="measure the preparation of so many sections for translation instead of pages",
    )
    parser.add_argument(
        "--languages",
        type=int,
        metavar="SECTIONS",
        help="measure one very large page and the overview of so many sections instead of pages",
    )
    arguments = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from django.db import connection
    from django.test.utils import override_settings
    from wagtail.models import Page

    from . import en_bloc, job, languages
    from .growth import addresses, bare_page, grow
    from .measure import measure, table

    started = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    if arguments.en_bloc:
        for count in arguments.en_bloc:
            print(f"\n{connection.vendor}\n\n{en_bloc.table(en_bloc.votes(count))}", flush=True)
        return
    if arguments.job:
        # Unlike reading, writing is dearer with the search index.
        search = {"default": {"BACKEND": "wagtail.search.backends.database"}}
        with override_settings(ALLOWED_HOSTS=["*"], WAGTAILSEARCH_BACKENDS=search):
            costs = job.run(arguments.job)
        print(f"\n{connection.vendor}\n\n{job.table(costs, arguments.job)}", flush=True)
        return
    call_command("load_demo", if_empty=True, verbosity=0)
    if arguments.languages:
        with override_settings(ALLOWED_HOSTS=["*"]):
            print(f"\n{connection.vendor}\n\n{languages.table(languages.large())}", flush=True)
            strategy, *_rest = grow(arguments.languages)
            print(f"\n{languages.table(languages.many(strategy))}", flush=True)
        return
    loaded = time.monotonic()
    pages = grow(arguments.sections)
    bare = bare_page()
    grown = time.monotonic()
    print(
        f"\n{connection.vendor}: demo town in {loaded - started:.0f} s with migrations, "
        f"{arguments.sections} sections in all languages in {grown - loaded:.0f} s, "
        f"{Page.objects.count()} pages\n"
    )
    with override_settings(ALLOWED_HOSTS=["*"]):
        costs = [measure("bare Wagtail page", f"/bare/{bare.slug}/", arguments.repeat)]
        costs += [measure(name, url, arguments.repeat) for name, url in addresses(*pages)]
    print(table(costs))


if __name__ == "__main__":
    main()
