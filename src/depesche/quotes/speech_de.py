"""What Germans say, think and write: the words by which speech is told. An own list."""

from depesche.quotes.inflect_de import Form, forms_of, subjunctives
from depesche.quotes.lists import word_set

SAYING = """sagen sagen|aus sagen|zu sagen|voraus sagen|vorher sagen|ab erklären erläutern äußern
betonen berichten teilen|mit melden vermelden melden|zurück bekräftigen bestätigen behaupten
versichern beteuern erwidern entgegnen antworten beantworten ergänzen präzisieren kommentieren
resümieren bilanzieren konstatieren monieren kritisieren beklagen beklagen bemängeln beanstanden
rügen tadeln loben würdigen warnen mahnen ermahnen mahnen|an fordern fordern|auf fordern|ein
fordern|heraus verlangen appellieren beschwören drohen drohen|an kündigen|an räumen|ein fügen|hinzu
fügen|an merken|an deuten|an führen|aus führen|an legen|dar legen|nahe stellen|fest stellen|klar
stellen|heraus stellen|dar kehren|hervor pflichten|bei wenden|ein klagen klagen|an lenken|ein
raunen flüstern schimpfen spotten scherzen witzeln poltern wettern donnern schwärmen jubeln
frohlocken stöhnen seufzen jammern murren grummeln knurren brummen stammeln stottern plädieren
argumentieren begründen dementieren leugnen bezweifeln mutmaßen spekulieren vermuten prophezeien
prognostizieren orakeln urteilen schlussfolgern folgern informieren unterrichten verkünden
verlautbaren proklamieren deklarieren definieren formulieren zitieren schildern erzählen plaudern
plaudern|aus offenbaren enthüllen beichten signalisieren referieren dozieren philosophieren
insistieren protestieren kontern parieren replizieren erörtern diskutieren debattieren fragen
fragen|nach hinterfragen erkundigen haken|nach hauen|heraus twittern tweeten posten mailen funken
telegrafieren notieren vermerken protokollieren dokumentieren attestieren bescheinigen bezeugen
sichern|zu garantieren geloben verpflichten beschuldigen bezichtigen verdächtigen unterstellen
prangern|an brandmarken geißeln verurteilen befürworten begrüßen bedauern wünschen konkretisieren
verdeutlichen veranschaulichen umschreiben charakterisieren titulieren bezeichnen beantragen
beanspruchen reklamieren lehnen|ab verteidigen rechtfertigen danken gratulieren beschwichtigen
beruhigen relativieren bagatellisieren verharmlosen erinnern reagieren kolportieren rechnen|vor
schlagen|vor melden|an wehren bekunden bemerken vorhersagen weissagen stottern hetzen schwadronieren
beschweren ereifern brüsten echauffieren mokieren empören tönen ätzen nörgeln lästern warnen|vor
beurteilen bewerten lauten verlauten meinen verlautbaren analysieren unken petzen plärren
belehren ermuntern ermutigen raten|zu beraten bejahen verneinen versprühen moderieren soufflieren
zetern räsonieren sinnieren grübeln fabulieren flunkern schwindeln prahlen protzen brüllen kreischen
lallen nuscheln murmeln hauchen wispern keuchen japsen krächzen schluchzen heulen winseln betteln
flehen beten segnen fluchen drängen pochen"""
STRONG_SAYING = """sprechen spricht sprach gesprochen
sprechen|aus spricht sprach gesprochen
sprechen|ab spricht sprach gesprochen
sprechen|zu spricht sprach gesprochen
versprechen verspricht versprach versprochen
widersprechen widerspricht widersprach widersprochen
schreiben schreibt schrieb geschrieben
schreiben|zu schreibt schrieb geschrieben
beschreiben beschreibt beschrieb beschrieben
geben|bekannt gibt gab gegeben
geben|an gibt gab gegeben
geben|zu gibt gab gegeben
geben|preis gibt gab gegeben
geben|wieder gibt gab gegeben
geben|heraus gibt gab gegeben
machen|geltend macht machte gemacht
machen|deutlich macht machte gemacht
machen|klar macht machte gemacht
machen|bekannt macht machte gemacht
machen|publik macht machte gemacht
weisen|hin weist wies gewiesen
weisen|zurück weist wies gewiesen
verweisen verweist verwies verwiesen
heben|hervor hebt hob gehoben
streichen|heraus streicht strich gestrichen
unterstreichen unterstreicht unterstrich unterstrichen
bestreiten bestreitet bestritt bestritten
streiten|ab streitet stritt gestritten
schließen|aus schließt schloss geschlossen
werfen|vor wirft warf geworfen
werfen|ein wirft warf geworfen
halten|entgegen hält hielt gehalten
halten|fest hält hielt gehalten
raten rät riet geraten
raten|ab rät riet geraten
verraten verrät verriet verraten
rufen ruft rief gerufen
rufen|auf ruft rief gerufen
rufen|zu ruft rief gerufen
nennen nennt nannte genannt
benennen benennt benannte benannt
gestehen gesteht gestand gestanden
gestehen|ein gesteht gestand gestanden
zugestehen gesteht gestand zugestanden
bekennen bekennt bekannte bekannt
schlagen|vor schlägt schlug geschlagen
tragen|vor trägt trug getragen
fahren|fort fährt fuhr gefahren
treten|entgegen tritt trat getreten
bieten|an bietet bot geboten
bitten bittet bat gebeten
laden|ein lädt lud geladen
lassen|verlauten lässt ließ lassen
lassen|wissen lässt ließ lassen
nehmen|zurück nimmt nahm genommen
schwören schwört schwor geschworen
schreien schreit schrie geschrien
lügen lügt log gelogen
heißen heißt hieß geheißen
befehlen befiehlt befahl befohlen
empfehlen empfiehlt empfahl empfohlen
anordnen ordnet ordnete angeordnet
ordnen|an ordnet ordnete geordnet
lehnen|ab lehnt lehnte gelehnt
sichern|zu sichert sicherte gesichert
deuten|an deutet deutete gedeutet
verbitten verbittet verbat verbeten
sehen|voraus sieht sah gesehen
sagen|zu sagt sagte gesagt
meinen meint meinte gemeint
lauten lautet lautete gelautet
verlauten verlautet verlautete verlautet
wissen weiß wusste gewusst
finden findet fand gefunden
denken denkt dachte gedacht
bedenken bedenkt bedachte bedacht
gehen|aus geht ging gegangen
nehmen|an nimmt nahm genommen
schätzen|ein schätzt schätzte geschätzt
halten hält hielt gehalten
sehen sieht sah gesehen
erfahren erfährt erfuhr erfahren
begreifen begreift begriff begriffen
verstehen versteht verstand verstanden
beschließen beschließt beschloss beschlossen
entscheiden entscheidet entschied entschieden
erkennen erkennt erkannte erkannt
vergleichen vergleicht verglich verglichen
ziehen|heran zieht zog gezogen
anerkennen erkennt erkannte anerkannt"""
THINKING = """glauben hoffen fürchten befürchten erwarten ahnen zweifeln planen beabsichtigen
rechnen zeigen schätzen kalkulieren überlegen entdecken ermitteln beobachten belegen bewerten
interpretieren deuten werten vereinbaren stimmen|zu fühlen träumen wundern freuen ärgern einigen
verständigen untersuchen klären bestreben weigern erwägen bemühen sorgen ängstigen"""
THINKERS = word_set(
    """glauben hoffen fürchten befürchten erwarten ahnen zweifeln planen beabsichtigen rechnen
    zeigen schätzen kalkulieren überlegen entdecken ermitteln beobachten belegen bewerten
    beurteilen interpretieren analysieren deuten werten vereinbaren zustimmen fühlen bemerken
    träumen wundern freuen ärgern beschweren einigen verständigen wissen finden denken bedenken
    halten sehen erfahren begreifen verstehen beschließen entscheiden erkennen ausgehen annehmen
    einschätzen vergleichen heranziehen anerkennen lassen vorhersehen verteidigen danken
    beruhigen erinnern reagieren anbieten einladen zurücknehmen bestreben weigern erwägen bemühen
    sorgen ängstigen begreifen einigen klären abgeben"""
)
NAMING = word_set("bezeichnen nennen beschreiben titulieren charakterisieren bewerten werten")
NOUNS = word_set(
    """angabe angaben aussage aussagen ansicht ansichten meinung meinungen auffassung auskunft
    einschätzung einschätzungen bericht berichte berichten darstellung darstellungen worten worte
    informationen information mitteilung mitteilungen meldung meldungen erklärung erklärungen
    überzeugung schilderung schilderungen behauptung behauptungen äußerung äußerungen ankündigung
    ankündigungen erkenntnissen erkenntnisse schätzung schätzungen urteil vermutung vermutungen
    stellungnahme begründung vernehmen medienberichten medienangaben presseberichten
    zeugenaussagen augenzeugenberichten agenturberichten polizeiangaben behördenangaben
    eigenangaben prognose prognosen sicht empfinden dafürhalten verlautbarung interpretation
    lesart berechnungen berechnung studie umfrage analyse pressemitteilung protokoll gutachten
    bekunden forderung zufolge veröffentlichung aufzeichnungen untersuchung untersuchungen
    beobachtungen planungen plänen bekanntgabe presseerklärung medieninformationen
    bild-informationen insiderinformationen zeitungsberichten augenzeugen korrespondenten
    ermittlungen hinweisen gerüchten"""
)
CLAUSE_NOUNS = NOUNS | word_set(
    """hinweis vorwurf vorwürfe kritik hoffnung befürchtung befürchtungen sorge sorgen warnung
    forderungen frage these theorie gerücht gerüchte verdacht versprechen drohung zusage
    zusicherung appell vorschlag anspruch argument argumentation feststellung schluss ergebnis
    glaube glauben gedanke standpunkt bedenken eindruck anklage zweifel aufforderung bitte wunsch
    ziel standpunkt idee schlussfolgerung annahme nachricht botschaft tatsache befehl aufruf
    beschluss"""
)
STATES = word_set(
    """überzeugt zuversichtlich sicher optimistisch skeptisch besorgt erfreut enttäuscht empört
    entsetzt erleichtert bestürzt verärgert stolz froh glücklich dankbar einig gewiss unzufrieden
    zufrieden pessimistisch bekannt bewusst unklar"""
)
PREPOSITIONS = word_set("laut nach gemäß zufolge aus für wegen")
SUBJUNCTIVE = subjunctives(
    """haben werden können müssen sollen wollen dürfen mögen wissen geben gehen kommen stehen liegen
    sehen lassen nehmen bleiben finden halten fahren führen tragen laufen rufen bestehen entstehen
    verstehen gelten zeigen machen tun brauchen benötigen verfügen besitzen erhalten bekommen
    erreichen betragen enthalten gehören sitzen leben wohnen arbeiten handeln sprechen sagen meinen
    glauben denken hoffen erwarten fürchten planen suchen verfolgen versuchen beginnen enden dauern
    bedeuten heißen bringen bilden stellen setzen legen ziehen schaffen treffen treten fallen
    steigen sinken wachsen verlieren gewinnen kosten zahlen bezahlen kaufen verkaufen bieten
    verlangen fordern fördern verdienen leiden sterben drohen helfen dienen folgen fehlen passen
    reichen genügen funktionieren existieren scheinen wirken hängen hindern verhindern ermöglichen
    erlauben verbieten sichern schützen gefährden verletzen verstoßen verzichten beruhen basieren
    entsprechen widersprechen unterstützen begrüßen ablehnen lehnen befürworten wünschen kennen
    vertreten vermeiden entscheiden beschließen bereiten beteiligen befinden ergeben erfolgen
    geschehen passieren gelingen stammen spielen schreiben lesen hören lernen lehren fühlen freuen
    ändern verändern verbessern erhöhen senken steigern sparen investieren produzieren liefern
    übernehmen behalten beweisen belegen bestätigen bezweifeln kritisieren betreffen interessieren
    kämpfen streiten siegen fliehen fliegen landen starten reisen kehren rechnen gehen beziehen
    bestreiten beabsichtigen erwägen prüfen untersuchen ermitteln verdächtigen vorliegen eignen
    lohnen spüren stimmen wählen regieren herrschen führen bemühen setzen eintreten warten"""
) | {"sei", "seien", "habe", "werde"}
WEAK_SUBJUNCTIVE = word_set(
    """hätte hätten würde würden wäre wären könnte könnten müsste müssten sollte sollten dürfte
    dürften wollten gäbe gäben ginge gingen käme kämen stünde stünden läge lägen ließe ließen
    bliebe blieben bräuchte bräuchten fände fänden möchte möchten solle sollen"""
)


def _table() -> dict[str, list[Form]]:
    table: dict[str, list[Form]] = {}
    for line in [*SAYING.split(), *THINKING.split(), *STRONG_SAYING.split("\n")]:
        for form, what in forms_of(line):
            known = table.setdefault(form, [])
            if what not in known:
                known.append(what)
    return table


VERBS = _table()
