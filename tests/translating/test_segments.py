"""What is read of a translation, sentence by sentence."""

from translating import actions, segments


def test_reading_costs_the_same_however_long_the_text_is(work, page, count_queries):
    translation = actions.translation_of(work)
    short = count_queries(lambda: segments.read(translation))
    page.body = [*page.body.raw_data, *({"type": "heading", "value": f"T {n}"} for n in range(20))]
    page.save_revision().publish()
    translation = actions.translation_of(work)

    assert count_queries(lambda: segments.read(translation)) == short <= 3
