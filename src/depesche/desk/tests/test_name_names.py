import pytest
from django.urls import reverse

from depesche.articles.models import Article
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section, write_article
from depesche.register.models import Person, Place
from depesche.register.recognise import forget_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
LEAD = "Sergei Lavrov traf Renate Kuhlenkamp und Ada Ahlers in Berlin."


@pytest.fixture
def story():
    forget_names()
    for number, name in enumerate(["Sergej Lawrow", "Ada Ahlers (Rätin)", "Ada Ahlers (Wirtin)"]):
        Person.objects.create(name=name, slug=f"p{number}")
    Place.objects.create(name="Berlin", slug="berlin")
    section = open_section(open_edition(), "politik")
    yield write_article(section, "Ein Treffen", lead=LEAD)
    forget_names()


def test_names_in_the_text_are_offered_and_added_with_one_click(client, story):
    client.force_login(chief())
    address = reverse("newsroom:names", args=[story.pk])
    page = client.get(address)
    form = page.context["form"]
    offered = [label.partition(" ·")[0] for _value, label in form.fields["known"].choices]
    assert offered[0] == "Sergej Lawrow (“Sergei Lavrov”)"
    assert len([label for label in offered if "Ada Ahlers" in label]) == 2
    assert len(form.fields["known"].initial) == 2  # nobody decides which Ada Ahlers
    assert [value for value, _label in form.fields["new"].choices] == ["person:Renate Kuhlenkamp"]
    ticked = {"known": form.fields["known"].initial, "new": ["person:Renate Kuhlenkamp"]}
    assert client.post(address, ticked).status_code == 302
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    names = [row.person.name for row in draft.person_mentions.all()]
    assert names == ["Sergej Lawrow", "Renate Kuhlenkamp"]
    assert [row.place.name for row in draft.place_mentions.all()] == ["Berlin"]
    assert "Sergej Lawrow" not in str(client.get(address).context["form"])
    assert client.post(address, {"known": ["person:99999"]}).status_code == 200


def test_nobody_names_names_in_a_foreign_story(client, story):
    other = open_section(story.edition, "sport")
    client.force_login(colleague("r@paper.example", ("reporter", other)))
    address = reverse("newsroom:names", args=[story.pk])
    assert client.post(address, {"known": []}).status_code == 404
