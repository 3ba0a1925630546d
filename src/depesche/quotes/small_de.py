"""Small words of German: articles, pronouns, prepositions, adverbs, auxiliaries. An own list."""

from depesche.quotes.lists import word_set

NOMINATIVE = word_set(
    """der die das ein eine dieser diese dieses jener jene sein seine ihr ihre unser unsere kein
    keine mehrere viele einige zahlreiche beide andere alle manche etliche hunderte tausende zwei
    drei vier fünf sechs sieben acht neun zehn auch sogar"""
)
ARTICLES = NOMINATIVE | word_set(
    """dem den des einem einen eines einer seinem seinen seines seiner ihrem ihren ihres ihrer
    diesem diesen mehreren vielen einigen zahlreichen beiden anderen allen deren dessen derselbe
    dieselbe derselben"""
)
GENITIVE = word_set("der des eines einer dieser dieses ihrer ihres seiner seines")
LINKS = word_set("von vom für beim des der zum zur")
PRONOUNS = word_set("er sie man ich wir dieser diese jener letzterer letztere wer beide")
PREPOSITIONS = word_set(
    """am im in an auf aus bei beim bis durch für gegen gegenüber gemäß hinter infolge laut mit nach
    neben ohne per pro seit statt trotz über um unter vom von vor während wegen zu zum zur
    zwischen angesichts anlässlich aufgrund bezüglich dank hinsichtlich mittels namens seitens
    vonseiten via zufolge einschließlich anstelle inmitten jenseits ins ans aufs"""
)
ADVERBS = word_set(
    """sich gestern heute morgen zudem auch weiter weiterhin dazu hierzu daraufhin jedoch aber indes
    indessen unterdessen ferner außerdem dagegen hingegen dabei dann danach nun jetzt
    anschließend später zuvor bereits schon erneut wiederum allerdings deshalb daher demgegenüber
    schließlich ebenfalls gleichzeitig zugleich mittlerweile inzwischen kürzlich zuletzt nochmals
    noch nur sogar ausdrücklich wörtlich sinngemäß öffentlich offiziell telefonisch schriftlich
    abends morgens nachmittags vormittags mittags so damit darauf davon darin daran dafür davor
    unmittelbar kurz deutlich scharf heftig vorsichtig knapp lapidar trocken offen ihm ihr ihnen
    uns mir jüngst einst damals vorab darüber daneben selbst etwa beispielsweise nämlich
    lediglich eindringlich"""
)
CONJUNCTIONS = word_set(
    """dass daß weil da wenn als ob obwohl während nachdem bevor damit indem sodass falls seitdem
    sobald solange wie was wer wo warum weshalb wieso wann woher wohin und oder aber denn sondern
    doch zumal sofern bis wonach worauf wobei womit worin wofür wodurch wozu"""
)
BOUNDARIES = CONJUNCTIONS - {"und", "oder", "als"}
AUXILIARIES = word_set(
    """ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können konnte konnten
    muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen
    durfte mag mögen möchte gibt gab"""
)
OPENERS = word_set(
    """zwar insbesondere letztlich aktuell passend dort hier allein vielmehr immerhin dennoch
    trotzdem überdies darüber hinzu nunmehr sonst ebenso genau gerade eben vielleicht offenbar
    offensichtlich angeblich vermutlich wahrscheinlich tatsächlich natürlich zunächst zuerst
    zusätzlich entsprechend folglich somit also ja nein nicht nichts es ihm ihn ihnen uns dies
    das relativierend abschließend ergänzend einleitend zusammenfassend wörtlich manchmal oft
    immer alles etwas unter inwieweit sowohl weder entweder"""
)
WEEKDAYS = word_set(
    """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz
    april mai juni juli august september oktober november dezember wochenende abend nachmittag
    morgen vormittag mittag nacht uhr prozent jahr jahre jahren euro dollar millionen"""
)
