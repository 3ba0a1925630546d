"""What the English say, think and write: the words by which speech is told. An own list."""

from depesche.quotes.lists import word_list, word_set

BARE = word_list(
    """add admit affirm agree allege announce answer argue assert assume assure aver avow believe
    boast caution claim clarify comment complain concede conclude confess confirm contend counter
    declare deduce demand deny disclose divulge elaborate emphasize emphasise estimate exclaim
    explain fear feel|felt figure find|found forecast foresee|foresaw|foreseen gather grant
    guarantee guess hear hint hold|held hope imagine imply indicate inform infer insist interject
    joke know|knew|known lament learn|learnt maintain mention muse mutter note notify object
    observe opine point posit postulate predict presume proclaim profess project promise
    pronounce propose protest quip read reassure recall reckon recommend reflect reiterate
    relate remark remember remind reply report respond restate retort reveal say|said scoff show
    shout signal speculate state stipulate stress submit suggest suppose surmise suspect
    swear|swore|sworn teach|taught tell|told testify tweet theorize theorise think|thought
    threaten understand|understood underline underscore urge vow volunteer warn whisper wonder
    worry write|wrote|written quote retell outline decree rule advise post blog cable radio
    acknowledge accept allow fret gripe grumble holler hypothesize intimate moan murmur mumble
    plead pray promote publicize rant rejoin repeat scream sigh snap sneer sob stammer stutter
    sum taunt vent voice yell cry announce verify certify attest caution chime continue conclude
    begin|began|begun ask inquire enquire query question quiz request order command instruct
    invite beg implore beseech|besought appeal call criticize criticise denounce condemn blame
    accuse praise describe label dub brand term characterize characterise refer dismiss reject
    refute rebut dispute welcome hail thank apologize apologise laud slam blast decry deplore
    lambast express discuss debate talk speak|spoke|spoken preach lecture narrate recount
    summarize summarise define expect decide determine realize realise recognize recognise
    see|saw|seen plan intend hope pledge offer agree refuse decline vote commit"""
)
SPEAKING = word_set(
    """add admit affirm agree allege announce answer argue assert assure aver avow boast caution
    claim clarify comment complain concede conclude confess confirm contend counter declare deny
    disclose divulge elaborate emphasize emphasise exclaim explain insist interject joke lament
    maintain mention muse mutter note observe opine predict proclaim profess pronounce protest
    quip recall reckon reflect reiterate remark reply report respond restate retort reveal
    say scoff shout speculate state stress suggest tell testify tweet think believe underline
    underscore urge vow volunteer warn whisper wonder write quote acknowledge fret gripe grumble
    holler hypothesize moan murmur mumble plead rant rejoin repeat scream sigh snap sneer sob
    stammer stutter taunt yell cry verify attest chime continue ask inquire enquire claim remind
    reassure recount hope fear post blog tweet insist advise"""
)
# these take a clause without `that` right behind them: `he said it was over`
PLAIN = word_set(
    """say think believe claim hope fear know suspect suppose tell warn argue insist add note admit
    suggest allege acknowledge maintain confirm estimate predict reckon announce deny feel guess
    expect report explain state assert contend complain vow promise concede declare assume swear
    stress reveal write agree testify tweet imply indicate find show decide realize realise learn
    hear see worry imagine presume remark reply conclude"""
)
NAMING = word_set(
    """call describe label dub brand term characterize characterise refer denounce dismiss praise
    hail condemn"""
)
# of these, `to` and an infinitive tell speech: `promised to come`
WILLING = word_set(
    """promise vow threaten pledge offer agree refuse decline ask urge order tell advise warn
    request demand invite beg implore call appeal command instruct plead swear claim profess
    propose plan intend hope expect want decide commit"""
)
NOUNS = word_set(
    """claim claims statement allegation allegations accusation accusations suggestion suggestions
    view opinion belief hope hopes fear fears concern concerns warning warnings announcement
    report reports conclusion assertion promise pledge idea notion argument doubt doubts
    confidence assurance assurances evidence rumour rumours rumor rumors suspicion speculation
    explanation news fact position feeling prediction complaint criticism demand confirmation
    message indication decision"""
)
STATES = word_set(
    """confident sure certain convinced afraid aware concerned worried hopeful optimistic glad proud
    sorry adamant happy delighted pleased disappointed clear unaware sceptical skeptical doubtful
    surprised grateful angry relieved"""
)
ACCORDING = frozenset({"according"})


def _forms(word: str) -> list[tuple[str, str]]:
    """Return the forms of one verb, each with its use."""
    base, *irregular = word.split("|")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = base + ("d" if base.endswith("e") else "ed")
    gerund = base.removesuffix("e") + "ing" if not base.endswith("ee") else base + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    if base in DOUBLED:
        past, gerund = base + base[-1] + "ed", base + base[-1] + "ing"
    found = [(base, "finite"), (third, "finite"), (gerund, "gerund")]
    if irregular:
        return [*found, (irregular[0], "finite"), (irregular[-1], "participle")]
    return [*found, (past, "finite"), (past, "participle")]


DOUBLED = word_set(
    """admit quip submit plan refer commit snap blog slam sob chat infer dub rebut"""
)


def _table() -> dict[str, tuple[str, frozenset[str]]]:
    table: dict[str, tuple[str, frozenset[str]]] = {}
    for word in BARE:
        base = word.partition("|")[0]
        for form, use in _forms(word):
            uses = table.get(form, (base, frozenset()))[1]
            table[form] = (base, uses | {use})
    table["read"] = ("read", frozenset({"finite"}))
    return table


VERBS = _table()
