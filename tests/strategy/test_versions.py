"""Versions: each has an address for good, any two can be compared, and each proves itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import override

from council.models import AgendaItem
from council.models.ballot import tally_in_words
from strategy.exports import version_file
from strategy.versions import find

from .conftest import read, words

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_version.py"


@pytest.fixture
def two_versions(town):
    """Return a section that was released twice, with another wording."""
    section = town.section()
    town.through_steering(section, "release")
    town.edit(section)
    return town.through_steering(section, "release")


def verify(file: Path, *checksum: str) -> subprocess.CompletedProcess:
    # -I: no site packages of ours, nothing but the standard library; -S: not even site itself.
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file), *checksum]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def exported(town, client, tmp_path):
    """Return the file of a resolved version, as a reader downloads it."""
    section = town.section(title="Größe und Nähe", texts=("<p>Ein „Zitat“ – naïve.</p>",))
    town.resolve(section)
    answer = client.get(f"{town.fresh(section).get_url()}version/1.0/json/")
    assert answer.status_code == 200
    file = tmp_path / "version.json"
    file.write_bytes(answer.content)
    return file


def test_an_exported_version_proves_itself_without_this_site(exported):
    answer = verify(exported)

    assert answer.returncode == 0, answer.stderr
    assert "Größe und Nähe, version 1.0" in answer.stdout and "OK" in answer.stdout


def test_a_tampered_text_is_found_out(exported):
    file = json.loads(exported.read_text())
    file["snapshot"]["fields"]["body"][1]["value"] = "<p>Ein „Zitat“ – naive.</p>"
    exported.write_text(json.dumps(file))

    answer = verify(exported)

    assert answer.returncode == 1
    assert "DIFFERENT" in answer.stdout


def test_a_tampered_text_with_a_new_checksum_fails_against_the_trusted_one(exported):
    file = json.loads(exported.read_text())
    trusted = file["checksum"]
    file["snapshot"]["fields"]["title"] = "Anders"
    exported.write_text(json.dumps(file))
    forged = next(
        line.split()[-1] for line in verify(exported).stdout.splitlines() if "computed" in line
    )
    exported.write_text(json.dumps(file | {"checksum": forged}))

    assert verify(exported).returncode == 0
    assert verify(exported, trusted).returncode == 1


def test_other_forms_of_the_same_text_have_the_same_checksum(exported):
    file = json.loads(exported.read_text())
    body = file["snapshot"]["fields"]["body"]
    for block in body:
        block["id"] = "another"
    body[1]["value"] = body[1]["value"].replace("ï", "i\u0308")
    exported.write_text(json.dumps(file, indent=7))

    assert verify(exported, file["checksum"].upper()).returncode == 0


@pytest.mark.parametrize("content", ["", "[]", '{"snapshot": 3, "checksum": ""}', "\x00"])
def test_what_is_no_version_is_told_apart_from_a_wrong_one(tmp_path, content):
    file = tmp_path / "version.json"
    file.write_text(content)

    assert verify(file).returncode == 2
    assert verify(tmp_path / "missing.json").returncode == 2


def test_the_file_says_who_decided_what_when_in_bytes_that_stay(town, client, exported, translate):
    file = json.loads(exported.read_text())

    assert file["kind"] == "resolved" and file["number"] == "1.0"
    assert file["meeting"]["body"] == "Stadtverordnetenversammlung"
    assert file["decision"]["votes"] == {"yes": 20, "no": 5, "abstain": 0}
    assert file["paper"]["reference"]
    page = town.chapter.get_children().get().specific
    german, english = (
        client.get(f"{page.get_url()}version/1.0/json/", headers={"accept-language": code})
        for code in ("de", "en")
    )
    assert german.content == english.content == exported.read_bytes()
    assert german["Content-Type"] == "application/json"
    assert "attachment" in german["Content-Disposition"]
    assert client.get(f"{page.get_url()}version/7.0/json/").status_code == 404


def test_the_file_of_a_release_names_no_decision(two_versions, client):
    file = client.get(f"{two_versions.get_url()}version/0.2/json/").json()

    assert file["kind"] == "released" and "decision" not in file
    assert file["votes"] == {"consent": 3, "request_changes": 0, "abstain": 0}
    assert "reason" not in file


def test_the_file_of_a_non_public_item_holds_body_day_and_outcome_only(town):
    section = town.section()
    town.through_steering(section)
    paper = town.to_council(section)
    agenda = town.agenda(town.council, paper)
    agenda.part = AgendaItem.Part.NON_PUBLIC
    agenda.save()
    town.decide(town.council, paper, yes=20, no=5, agenda=agenda, text="Vertraulich.")

    file = json.loads(version_file(*find(section.pk, "1.0")))

    assert file["decision"] == {"outcome": "adopted"}
    assert set(file["meeting"]) == {"body", "date", "public"} and "paper" not in file
    assert "Vertraulich" not in json.dumps(file)


def test_a_version_page_tells_how_to_verify_it(two_versions, client):
    soup = read(client, f"{two_versions.get_url()}version/0.2/")

    links = [link["href"] for link in soup.find(class_="steps")("a")]
    assert links[0] == f"{two_versions.get_url()}version/0.2/json/"
    assert links[1].endswith("verify_version.py")
    assert len(soup.find(class_="steps")("li")) == 3
    assert "Reason: Consent 3, changes requested 0, abstentions 0" in words(soup.main)


def test_a_section_lists_its_versions_newest_first_with_reason(town, client):
    section = town.section()
    town.through_steering(section, "release")
    town.resolve(section)
    url = town.fresh(section).get_url()

    soup = read(client, f"{url}versions/")

    links = [name.a["href"] for name in soup(class_="version-list__name")]
    assert links == [f"{url}version/1.0/", f"{url}version/0.1/"]
    assert "Stadtverordnetenversammlung" in words(soup)
    assert soup.find("a", href=f"{url}compare/0.1/1.0/")


def test_a_single_version_offers_no_comparison(town, client):
    page = town.through_steering(town.section(), "release")

    soup = read(client, f"{page.get_url()}versions/")

    assert soup.main.find("form") is None


def test_two_versions_are_compared_at_one_address(two_versions, client):
    url = two_versions.get_url()
    chosen = client.get(f"{url}compare/", {"old": "0.1", "new": "0.2"})

    assert chosen["Location"] == f"{url}compare/0.1/0.2/"
    soup = read(client, chosen["Location"])

    (deleted, inserted) = (words(soup.find_all(name)[-1]) for name in ("del", "ins"))
    assert "Alt" in deleted and "Neu" in inserted
    assert soup.find("option", selected=True, value="0.1")
    assert "Both wordings are the same." in words(read(client, f"{url}compare/0.2/0.2/"))


def test_two_versions_stand_side_by_side_at_an_address_of_their_own(two_versions, client):
    url = f"{two_versions.get_url()}compare/0.1/0.2/"
    assert read(client, url).main.find("a", href=f"{url}side-by-side/")

    soup = read(client, f"{url}side-by-side/")

    row = next(row for row in soup.select(".compared") if row.select_one("ins"))
    old, new = (words(side) for side in row.select(".compared__side"))
    assert "version 0.1" in old and "Alt" in old and "Neu" not in old
    assert "version 0.2" in new and "Neu" in new and "Alt" not in new
    assert soup.main.find("a", href=url)
    assert client.get(f"{url.replace('0.2', '9.9')}side-by-side/").status_code == 404


def test_a_moved_paragraph_is_no_new_one(town, client):
    section = town.section()
    town.through_steering(section, "release")
    draft = town.fresh(section).get_latest_revision_as_object()
    first, *rest = draft.body.raw_data
    draft.body = draft.body.stream_block.to_python([first, *reversed([dict(b) for b in rest])])
    draft.save_revision(user=town.editor)
    page = town.through_steering(section, "release")

    said = words(read(client, f"{page.get_url()}compare/0.1/0.2/"))

    assert "1 paragraph moved" in said and "added" not in said


@pytest.mark.parametrize("query", ["", "?old=0.1", "?old=0.1&new=9.9", "?old=%00&new=../"])
def test_a_choice_that_makes_no_sense_leads_to_the_list(two_versions, client, query):
    url = two_versions.get_url()

    assert client.get(f"{url}compare/{query}")["Location"] == f"{url}versions/"


def test_a_comparison_with_a_version_that_is_not_there_is_not_found(two_versions, client):
    assert client.get(f"{two_versions.get_url()}compare/0.1/9.9/").status_code == 404


def test_the_whole_strategy_lists_all_versions_in_the_order_of_time(town, client):
    for title in ("Eins", "Zwei"):
        town.through_steering(town.section(title=title), "release")
    town.resolve(town.section(title="Drei"))
    strategy = town.chapter.get_parent()

    soup = read(client, f"{strategy.get_url()}versions/")

    names = [" ".join(name.get_text(" ").split()) for name in soup(class_="version-list__name")]
    # A resolution counts from the day of the meeting, which was yesterday.
    assert [name.split()[1] for name in names] == ["Zwei", "Eins", "Drei"]
    assert client.get(f"{strategy.get_url()}versions/?x=1")["Location"].endswith("/versions/")


def test_versions_are_read_in_the_frame_of_every_language(two_versions, client, arabic):
    page = arabic(two_versions)
    url = page.get_url()

    listed, compared = read(client, f"{url}versions/"), read(client, f"{url}compare/0.1/0.2/")
    whole = read(client, f"{page.get_parent().get_parent().get_url()}versions/")

    assert listed.find(class_="version-list__name").a["href"] == f"{url}version/0.2/"
    assert compared.html["dir"] == "rtl"
    assert compared("del")[-1].find_parent(lang="de")
    assert whole.find("a", href=f"{url}version/0.1/")


def test_the_reason_of_a_release_speaks_the_language_of_its_reader(
    town, client, arabic, monkeypatch
):
    """Whatever language the member spoke whose vote was the last."""
    monkeypatch.undo()  # the catalogues speak again
    with override("tr"):
        page = arabic(town.through_steering(town.section(), "release"))

    def reason(address, language):
        soup = read(client, f"{address}version/0.1/")
        with override(language):
            said = tally_in_words({"consent": 3, "request_changes": 0, "abstain": 0})
        found = soup.main.find("span", string=said)
        return found is not None and not found.has_attr("lang")

    german = page.get_translations().get(locale__language_code="de")
    assert reason(german.get_url(), "de") and reason(page.get_url(), "ar")
    assert reason(f"{german.get_url()}", "tr") is False


@pytest.mark.parametrize("number", ["%00", "1.0%00", "x", "9" * 400])
def test_what_is_no_number_is_not_found(two_versions, client, number):
    here = two_versions.get_url()
    for place in ("version/{0}/", "version/{0}/json/", "compare/{0}/1.0/"):
        assert client.get(here + place.format(number)).status_code == 404
