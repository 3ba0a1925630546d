from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from depesche.articles.models import Article
from depesche.articles.tests.make import make_article

pytestmark = pytest.mark.django_db


def test_year_folder_follows_the_clock_of_the_edition(paper):
    new_year_in_berlin = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    german = make_article(paper.politik, publish_at=new_year_in_berlin)
    british = make_article(paper.politics, publish_at=new_year_in_berlin)
    assert (german.get_parent().slug, british.get_parent().slug) == ("2025", "2024")


def test_copy_of_a_listed_story_is_a_draft_of_its_own(article, paper):
    copied = article.copy(to=Page.objects.get(pk=paper.kultur.pk).specific, keep_live=False)
    copied = Article.objects.get(pk=copied.pk)
    assert (copied.listed, copied.live, copied.published_at) == (False, False, None)
    assert copied.section == paper.kultur
    assert copied.code != article.code
    assert not copied.versions.exists()
