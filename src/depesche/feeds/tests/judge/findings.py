"""What the judge says: a rule by the name that the W3C's feed validator gives it, and where."""

from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as text."""
    return frozenset(text.split())


# said of what may stand, but should not; every other rule that is not `Valid…` is an error
WARNINGS = words(
    """
    AvoidNamespacePrefix AvoidTextInput BadCharacters ContainsHTML ContainsRelRef
    ContainsUndeclaredHTML DangerousStyleAttr DeprecatedDTD DuplicateDescriptionSemantics
    DuplicateEnclosure DuplicateIds DuplicateItemSemantics DuplicateSemantics DuplicateUpdated
    EmailFormat ImageLinkDoesntMatch ImageTitleDoesntMatch ImplausibleDate IncorrectDOW
    MediaGroupWithoutAlternatives MissingGuid MissingHomePage MissingRealName MissingSelf
    MissingTypeAttr NeedDescriptionBeforeContent NonCanonicalURI NonstdEncoding NotHtml
    ProblematicalRFC822Date RelativeSelf SameDocumentReference SecurityRisk SecurityRiskAttr
    UndeterminableVocabulary UnknownNamespace UnregisteredAtomLinkRel UnsupportedNamespace
    DeprecatedMember UnknownMember UriNotIri
    """
)


@dataclass(frozen=True)
class Finding:
    """One thing that the judge saw.

    `element` is where, `parent` what it stands in; for an attribute, `attr` is its name.
    """

    rule: str
    parent: str = ""
    element: str = ""
    attr: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def level(self) -> str:
        """Return `note` (all is well), `warning` or `error`."""
        if self.rule.startswith("Valid"):
            return "note"
        return "warning" if self.rule in WARNINGS else "error"

    def is_about(self, wanted: dict[str, str]) -> bool:
        """Return whether this says all of `wanted`; a colon in a name may be written `_`."""
        said = {
            "parent": self.parent,
            "element": self.element,
            "attr": self.attr,
            **dict(self.details),
        }
        return all(
            said.get(key, "").replace(":", "_") == value.replace(":", "_")
            for key, value in wanted.items()
        )
