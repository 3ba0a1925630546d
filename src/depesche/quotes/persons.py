"""Persons: words by which a text names who speaks: offices, first names, pronouns. Own lists."""

from depesche.quotes.lists import word_list, word_set

MEN = word_set(
    """adam adrian albert alex alexander alfred ali andreas andrew anton antonio armin arthur axel
    barack ben benjamin bernd bernhard bill bob boris brian bruno carl carlos charles christian
    christoph christopher claus clemens dan daniel david dennis detlef dick dieter dirk dmitri
    donald eberhard edmund eduard edward emmanuel eric erich erik ernst erwin eugen felix
    ferdinand fernando francis francisco frank franz fred frederik friedrich fritz gabriel georg
    george gerald gerd gerhard giovanni gordon gregor guido günter günther gustav hans harald
    harry heiko heiner heinrich heinz helmut henry herbert hermann horst hubert hugo ian igor
    ivan jack jacques jakob james jan jean jeff jens jeremy jerry jim jimmy joachim joe joel
    johann johannes john jonas jonathan jörg josé josef joseph juan julian julius jürgen kai karl
    karsten kenneth kevin klaus konrad kurt lars lars lech leo leon leonard lothar louis ludwig
    luis lukas luke manfred marc marcel marco marcus mario mark markus martin mathias matteo
    matthew matthias max maximilian michael michel miguel mike mohammed moritz nicolas nicholas
    niklas nils noah norbert oliver olaf oscar oskar otto pablo patrick paul pedro peter phil
    philip philipp pierre rainer ralf ralph reinhard rené ricardo richard robert roberto roger
    roland rolf roman ronald rudolf rupert salvador samuel scott sebastian sergej sergei
    siegfried sigmar silvio simon stefan stephan stephen steve steven sven theo theodor thomas
    thorsten tim timo tobias tom tony torsten udo ulrich uwe viktor vincent vladimir volker
    walter werner wilhelm william winfried wladimir wolf wolfgang wolfram xavier"""
)
WOMEN = word_set(
    """agnes alexandra alice amanda andrea angela angelika anja anke ann anna anne annegret annette
    antje astrid barbara beate bettina birgit brigitte britta carla carmen carol caroline
    catherine charlotte christa christiane christina christine claudia condoleezza cornelia
    dagmar daniela diana dorothea doris edith elena eleonore elisabeth elizabeth elke ellen emma
    erika esther eva evelyn franziska frauke gabriele gerda gesine gisela gudrun hannah hannelore
    heather heide heidi heike helen helena helga henrike hilary hillary hilde ilse ines inge
    ingrid irene iris isabel isabelle jacqueline jane janet jennifer jessica jill joan johanna
    judith julia juliane jutta karen karin katarina katharina kathrin katja katrin kerstin
    kirsten klara kristin laura lea lena linda lisa louise lucy luise manuela margaret margarete
    margot maria marianne marie marion martha martina mary melanie michelle miriam monika nancy
    natalie nicole nina olga patricia paula petra rachel rebecca regina renate renee rita rosa
    roswitha ruth sabine sandra sara sarah silke silvia simone sofia sonja sophie stefanie
    stephanie susan susanne sylvia tanja tatjana teresa theresa ulrike ursula ute vanessa vera
    verena veronika victoria viktoria viola virginia waltraud yvonne"""
)
PRONOUNS = {
    "er": "m",
    "sie": "f",
    "he": "m",
    "she": "f",
    "they": "p",
    "dieser": "m",
    "diese": "f",
    "jener": "m",
    "jene": "f",
    "letzterer": "m",
    "letztere": "f",
    "ersterer": "m",
    "erstere": "f",
    "der": "m",
    "die": "f",
    "man": "",
    "wer": "",
    "who": "",
    "one": "",
    "i": "",
    "we": "",
    "ich": "",
    "wir": "",
    "it": "n",
    "es": "n",
    "das": "n",
}
# the last part of a German word, or an English word, that names who may speak
OFFICES = word_list(
    """minister kanzler präsident sprecher chef vorsitzende leiter direktor vorstand bürgermeister
    oberbürgermeister anwalt abgeordnete abgeordneter sekretär kommissar richter professor
    forscher wissenschaftler experte trainer manager könig papst bischof kardinal pfarrer premier
    senator gouverneur botschafter general oberst offizier polizist beamter beamte zeuge
    augenzeuge kläger angeklagte angeklagter verteidiger autor schriftsteller regisseur
    schauspieler sänger musiker spieler kapitän anführer führer gründer unternehmer
    geschäftsführer vertreter beauftragte beauftragter berater analyst ökonom historiker
    politologe soziologe arzt mediziner psychologe landrat staatssekretär generalsekretär
    journalist reporter korrespondent redakteur herausgeber intendant rektor lehrer student
    schüler vater mutter bruder schwester sohn tochter mann frau witwe nachbar kollege kandidat
    spitzenkandidat politiker politikerin dekan kommandeur pilot fahrer chefin vizepräsident vize
    rechtsanwalt staatsanwalt obmann inspekteur kurator astronom biologe physiker geologe
    archäologe ermittler fraktionschef diktator herrscher imam rabbiner mönch leader president
    chancellor spokesman spokeswoman spokesperson chairman chairwoman chair mayor governor
    secretary director officer official judge lawyer attorney prosecutor chief head captain
    sheriff professor scientist researcher expert analyst economist doctor coach manager king
    queen prince pope bishop archbishop cardinal ambassador commissioner senator congressman
    congresswoman representative lawmaker deputy founder owner author actor actress singer player
    witness victim resident activist reporter journalist editor executive ceo premier lieutenant
    commander colonel historian student teacher father mother brother sister son daughter wife
    husband widow neighbour neighbor suspect defendant critic candidate politician astronaut
    pilot driver farmer"""
)
OFFICE_SET = frozenset(OFFICES)
LEAST_ENDING = 4  # letters: `chef`
GERMAN_ENDINGS = tuple(one for one in OFFICES if len(one) >= LEAST_ENDING)
BODIES = word_set(
    """polizei staatsanwaltschaft regierung bundesregierung partei ministerium gericht behörde
    unternehmen konzern gewerkschaft verband organisation agentur nachrichtenagentur zeitung
    sender feuerwehr opposition fraktion kommission armee kirche universität zentralrat bundesrat
    parlament verein firma bank militär senat stadt institut studie bericht medien police
    government party ministry court agency company union organisation organization newspaper
    channel opposition commission army church university council parliament club firm bank
    military department bureau committee association authorities officials report study statement
    media scientists researchers experts analysts prosecutors critics opponents supporters
    residents witnesses"""
)


def gender_of(first_name: str) -> str:
    """Return `m`, `f` or nothing by a first name."""
    low = first_name.lower().partition("-")[0]
    if low in MEN:
        return "m"
    return "f" if low in WOMEN else ""


def is_office(word: str, *, german: bool) -> bool:
    """Say whether a word names an office, a trade or a body that may speak."""
    low = word.lower()
    if low in OFFICE_SET or low in BODIES:
        return True
    if not german:
        return low.removesuffix("s") in OFFICE_SET
    bare = low.removesuffix("innen").removesuffix("in").removesuffix("s").removesuffix("n")
    return bare.endswith(GERMAN_ENDINGS) or low.endswith(GERMAN_ENDINGS)


def office_gender(word: str) -> str:
    """Return the gender that a German office shows: `Ministerin`, `Kanzler`."""
    low = word.lower()
    if low.endswith(
        ("frau", "mutter", "schwester", "tochter", "woman", "queen", "actress", "wife")
    ):
        return "f"
    return "f" if low.endswith("in") and low[:-2].endswith(GERMAN_ENDINGS) else "m"
