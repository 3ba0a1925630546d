"""Addresses of what the desk adds to Wagtail's admin, under `/desk/newsroom/`."""

from django.urls import path

from depesche.desk import (
    acts,
    archives,
    dossier_stories,
    home,
    merging,
    names,
    offer_quotes,
    other_edition,
    quotes,
    sources,
    statistics,
)

app_name = "newsroom"

urlpatterns = [
    path("stories/<int:page_id>/correct/", acts.CorrectStory.as_view(), name="correct"),
    path("stories/<int:page_id>/retract/", acts.RetractStory.as_view(), name="retract"),
    path("stories/<int:page_id>/bin/", acts.BinStory.as_view(), name="bin_story"),
    path("stories/<int:page_id>/restore/", acts.RestoreStory.as_view(), name="restore"),
    path("stories/<int:page_id>/short-link/", acts.ShortlinkStory.as_view(), name="short_link"),
    path("stories/<int:page_id>/versions/", acts.VersionsOfStory.as_view(), name="versions"),
    path("stories/<int:page_id>/names/", names.NamesOfStory.as_view(), name="names"),
    path("register/<slug:kind>/<int:pk>/merge/", merging.MergeEntry.as_view(), name="merge"),
    path(
        "quotes/offers/<int:page_id>/",
        offer_quotes.OfferQuotations.as_view(),
        name="offer_quotes",
    ),
    path("board/", home.LiveBoard.as_view(), name="board"),
    path(
        "stories/<int:page_id>/other-edition/",
        other_edition.OtherEditionOfStory.as_view(),
        name="other_edition",
    ),
    path("bin/", archives.BinListing.as_view(), name="bin"),
    path("bin/results/", archives.BinListing.as_view(results_only=True), name="bin_results"),
    path("corrections/", archives.CorrectionsListing.as_view(), name="corrections"),
    path(
        "corrections/results/",
        archives.CorrectionsListing.as_view(results_only=True),
        name="corrections_results",
    ),
    path("wire/", archives.WireLog.as_view(), name="wire"),
    path("wire/results/", archives.WireLog.as_view(results_only=True), name="wire_results"),
    path("statistics/", statistics.Statistics.as_view(), name="statistics"),
    path(
        "statistics/<slug:table>.csv", statistics.StatisticsFile.as_view(), name="statistics_file"
    ),
    path(
        "stories/<int:page_id>/statistics/",
        statistics.StoryStatistics.as_view(),
        name="story_statistics",
    ),
    path(
        "stories/<int:page_id>/statistics/<slug:table>.csv",
        statistics.StatisticsFile.as_view(),
        name="story_statistics_file",
    ),
    path(
        "dossiers/<int:pk>/stories/",
        dossier_stories.StoriesOfDossier.as_view(),
        name="dossier_stories",
    ),
    path("stories/<int:page_id>/sources/", sources.SourcesOfStory.as_view(), name="sources"),
    path("quotes/", quotes.Quotations.as_view(), name="quotes"),
    path("notices/", archives.Notices.as_view(), name="notices"),
]
