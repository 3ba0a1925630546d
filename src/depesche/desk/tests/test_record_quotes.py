"""Quotations at the desk: rows in the form of a story, and a list to confirm them from."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON, make_person
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article
from depesche.quotes.confirm import keep_found
from depesche.quotes.models import Quote
from depesche.quotes.tests.make import block, make_quote
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture
def section(db):
    return open_section(open_edition(), "politik")


@pytest.fixture
def editor(section, client):
    reader = colleague("editor@paper.example", (Role.Kind.EDITOR, section))
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    return reader


def form_of(client, story):
    """Return what the form of a story would send, as it stands."""
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    form = page.context["form"]
    data = {}
    for each in [form, *(row for rows in form.formsets.values() for row in rows.forms)]:
        for name in each.fields:
            value = each[name].value()
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                data[each.add_prefix(name)] = value
    for rows in form.formsets.values():
        for name in rows.management_form.fields:
            data[rows.management_form.add_prefix(name)] = rows.management_form[name].value()
    return page, data


def test_a_row_typed_in_the_form_is_a_quotation_once_the_story_is_out(client, section, editor):
    clara = make_person()
    story = write_article(section, "Der Fluss", body=["Ein Satz.", block(speaker_person=clara.pk)])
    publish_article(story, by=None, at=NOON)
    page, data = form_of(client, Article.objects.get(pk=story.pk))
    assert page.context["form"].formsets["quotes"].initial_form_count() == 0
    row = {"words": "Ein Satz.", "person": clara.pk, "kind": "direct", "is_confirmed": "on"}
    data = {key: value for key, value in data.items() if not key.startswith(("body", "quotes"))}
    data |= nested_form_data({"quotes": inline_formset([row])}) | {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-value": "Neu",
        "body-0-id": "",
        "title": "Der Fluss",
        "change_note": "Neu.",
        "action-publish": "yes",
    }
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    quote = Quote.objects.get()
    assert (quote.words, quote.person, quote.is_confirmed) == ("Ein Satz.", clara, True)
    assert quote.checked_by == editor


def test_the_list_confirms_many_and_says_what_lacks_a_speaker(client, section, editor):
    story = write_article(section, "Der Fluss", publish_at=NOON)
    found = [make_quote(f"Satz {n}.", speaker_name="Ruth" if n else "") for n in range(3)]
    rows = keep_found(story, found, by=None, at=NOON)
    url = reverse("newsroom:quotes")
    assert client.get(url, {"state": "open", "speaker": "ruth"}).text.count("checkbox") == 2
    answer = client.post(url, {"act": "confirm", "quote": [row.pk for row in rows]}, follow=True)
    assert set(Quote.objects.filter(is_confirmed=True)) == {rows[1], rows[2]}
    assert "Satz 0." in answer.text
    assert Dispatch.objects.latest("pk").kind == "quote.confirmed"
    client.post(url, {"act": "drop", "quote": [row.pk for row in rows]})
    assert set(Quote.objects.all()) == {rows[1], rows[2]}


def test_nobody_sees_or_confirms_quotations_of_another_desk(client, section, editor):
    other = open_section(section.edition, "kultur")
    story = write_article(other, "Kanarienvogel", publish_at=NOON)
    (row,) = keep_found(story, [make_quote("Geheim.", speaker_name="R.")], by=None, at=NOON)
    assert "Geheim." not in client.get(reverse("newsroom:quotes")).text
    client.post(reverse("newsroom:quotes"), {"act": "confirm", "quote": [row.pk]})
    assert not Quote.objects.get().is_confirmed


@pytest.mark.parametrize("asked", ["speaker=\x00", "p=-1", "p=x", "state=nothing", "speaker=%"])
def test_the_list_answers_whatever_is_asked(client, section, editor, asked):
    assert client.get(f"{reverse('newsroom:quotes')}?{asked}").status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_takes_the_same_queries(
    client, section, editor, count, django_assert_max_num_queries
):
    story = write_article(section, "Der Fluss", publish_at=NOON)
    clara = make_person()
    found = [make_quote(f"Satz {n}.", person=clara) for n in range(count)]
    keep_found(story, found, by=None, at=NOON)
    client.get(reverse("newsroom:quotes"))
    with django_assert_max_num_queries(30):
        client.get(reverse("newsroom:quotes"))
