"""Names in the text of a story: offered at the desk, one click to say that it is about them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from depesche.articles.change import change_noun
from depesche.articles.models import Article
from depesche.articles.slugs import headline_slug
from depesche.articles.versions import public_text
from depesche.articles.write import revise_article
from depesche.desk.acts import ActOnStory
from depesche.register.models import Entry
from depesche.register.queries import MODELS
from depesche.register.recognise import Seen, known_names, recognise

# kind of entry → what a story has: how it is said to `revise_article`, the relation
HANGS_ON = {
    "person": ("people", "person_mentions"),
    "organisation": ("organisations", "organisation_mentions"),
    "place": ("places", "place_mentions"),
}
MOST_OFFERED = 60


def names_in(draft: Article) -> list[Seen]:
    """Return the names in a draft, those that it is about already left out."""
    text = public_text(draft)
    lines = [text["headline"], text["lead"], text["caption"], *text["paragraphs"]]
    there = {
        (kind, getattr(row, f"{kind}_id"))
        for kind, (_word, relation) in HANGS_ON.items()
        for row in getattr(draft, relation).all()
    }
    found = recognise("\n".join(lines), known_names())
    return [seen for seen in found if not any((one.kind, one.key) in there for one in seen.means)][
        :MOST_OFFERED
    ]


class NamesForm(forms.Form):
    """Which of the names the story is about; nothing is ticked that somebody must decide."""

    known = forms.MultipleChoiceField(
        label=_("In the register"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new = forms.MultipleChoiceField(
        label=_("Not in the register yet"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you tick gets an entry of its own."),
    )

    def __init__(self, *args: Any, seen: Iterable[Seen], may_add: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = list(seen)
        known, new = self.fields["known"], self.fields["new"]
        assert isinstance(known, forms.MultipleChoiceField)  # noqa: S101 this form's own
        assert isinstance(new, forms.MultipleChoiceField)  # noqa: S101 this form's own
        known.choices = [
            (f"{one.kind}:{one.key}", _label(one.name, each)) for each in seen for one in each.means
        ]
        known.initial = [
            f"{each.means[0].kind}:{each.means[0].key}" for each in seen if len(each.means) == 1
        ]
        new.choices = [
            (f"{each.guess}:{each.text}", _label(each.text, each))
            for each in seen
            if not each.means and each.guess in may_add
        ]
        for name in ("known", "new"):
            if not getattr(self.fields[name], "choices", ()):
                del self.fields[name]


def _label(name: str, seen: Seen) -> str:
    """Return how a name is offered: who it may be, as it is written, how often."""
    if len(seen.means) > 1:
        return str(_("%(name)s – which “%(written)s” is meant?")) % {
            "name": name, "written": seen.text
        }  # fmt: skip
    written = "" if seen.text == name else f" (“{seen.text}”)"
    return f"{name}{written} · {seen.count}×"


class NamesOfStory(ActOnStory):
    """Say whom and what a story is about, from the names in its text."""

    page_title = _("Names in the text")
    form_class = NamesForm
    done = _("Noted on the draft. Readers see it once the story is published.")
    explains = _("Found in the latest draft. A name that several have is ticked by nobody but you.")

    @cached_property
    def draft(self) -> Article:
        """Fetch the latest draft."""
        draft: Article = self.article.get_latest_revision_as_object()
        return draft

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form the names that were found."""
        may_add = {kind for kind in MODELS if self.editor.has_perm(f"register.add_{kind}")}
        return {**super().get_form_kwargs(), "seen": names_in(self.draft), "may_add": may_add}

    def perform(self, form: forms.BaseForm) -> None:
        """Add what was ticked to a new draft; an entry that is new is told to the wire."""
        chosen = [self._known(value) for value in form.cleaned_data.get("known", [])]
        chosen += [self._made(value) for value in form.cleaned_data.get("new", [])]
        fields: dict[str, list[Any]] = {}
        for kind, (word, relation) in HANGS_ON.items():
            mine = [entry for entry in chosen if entry and entry._meta.model_name == kind]
            if mine:
                there = [getattr(row, kind) for row in getattr(self.draft, relation).all()]
                fields[word] = list(dict.fromkeys([*there, *mine]))
        if fields:
            revise_article(self.article, by=self.editor, at=timezone.now(), **fields)

    def _known(self, value: str) -> Entry | None:
        kind, _colon, key = value.partition(":")
        return MODELS[kind]._default_manager.filter(pk=key).first()

    def _made(self, value: str) -> Entry:
        kind, _colon, name = value.partition(":")
        model = MODELS[kind]
        base = headline_slug(name, self.article.edition.language)[:150]
        slug, number = base, 2
        while model._default_manager.filter(slug=slug).exists():
            slug, number = f"{base}-{number}", number + 1
        return change_noun(model(), name=name, slug=slug, by=self.editor, at=timezone.now())
