"""Browser journeys: what a person does, click by click, against a served demo town.

They touch no database. `make browser` starts and seeds the server they need and names
it in WIRKT_URL; names begin with the person who acts.
"""
