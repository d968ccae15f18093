"""A small country to search in, and what each query must find there, in order.

Both databases run this list: that is how we know that they answer alike.
"""

from socle.foundation.search import Document

RTL = "مياه الشرب"


def document(key, language, kind, weight, title, body=""):
    return Document(key, language, kind, title, body, f"/{language}/{key}", weight)


DOCUMENTS = [
    document("namur", "fr", "area", 90, "Namur", "Ville et commune de la province de Namur."),
    document("namur", "nl", "area", 90, "Namen", "Stad en gemeente in de provincie Namen."),
    document("namur", "de", "area", 90, "Namür", "Stadt und Gemeinde in der Provinz Namür."),
    document("namur", "en", "area", 90, "Namur", "City and municipality in the province of Namur."),
    document("liege", "fr", "area", 95, "Liège", "Commune au bord de la Meuse, en aval de Namur."),
    document("eau", "fr", "topic", 50, "L’eau", "L'eau potable, les eaux usées et les rivières."),
    document("eau-prix", "fr", "demand", 20, "Un prix juste de l'eau", "Que paie la commune ?"),
    document("velo", "fr", "demand", 30, "Des pistes cyclables sûres", "À vélo jusqu'à l’école."),
    document("ecole", "fr", "topic", 50, "Écoles et crèches", "Qui décide de l'enseignement ?"),
    document("oeuvre", "fr", "topic", 10, "Les œuvres d'art", "Un cœur d'œuvre à l'Hôtel de Ville"),
    document("logement", "fr", "topic", 50, "Logement", "Le plan communal de logement social."),
    document("plan", "fr", "demand", 40, "Plan communal de mobilité", "Des transports financés."),
    document("communal", "fr", "demand", 40, "Le conseil communal a un plan", "Social d'abord."),
    document(
        "mobilite", "fr", "topic", 50, "Mobilité", "Aménager les rues ; travaux et transport."
    ),
    document(
        "amenage", "fr", "group", 5, "Aménagement du territoire", "Le bien-être au Grand-Leez."
    ),
    document("climat", "fr", "topic", 60, "Climat 2030", "Réduire de 55 % les émissions de CO₂."),
    document("html", "fr", "group", 1, "<b>Gras</b> & co", "SELECT * FROM area; -- NEAR(x, y)"),
    document("arabe", "fr", "group", 1, RTL, "Groupe des habitants 🚲"),
    document("school", "nl", "topic", 50, "Scholen", "De school in de gemeente, met de fiets."),
    document(
        "fiets", "nl", "demand", 30, "Veilige fietspaden", "Fietsen naar school, huis en werk."
    ),
    document("huis", "nl", "topic", 40, "Huizen", "Gezondheid en wonen in de gemeenten."),
    document("strasse", "de", "topic", 50, "Straßen und Häuser", "Die Gemeinde plant eine Schule."),
    document("wald", "de", "topic", 40, "Wälder", "Öffentlicher Wald für alle Gemeinden."),
    document("schule", "de", "demand", 30, "Schulen", "Ein Haus an der Strasse."),
    document(
        "city", "en", "topic", 50, "Cities and housing", "Safe schools, libraries and houses."
    ),
    document("school", "en", "topic", 40, "Schools", "Who decides? The city's council decides."),
]

# query, language, further options → keys in order
CASES = [
    # Accents, case, signs
    ("namur", "fr", {}, ["namur", "liege"]),
    ("NAMUR", "fr", {}, ["namur", "liege"]),
    ("liege", "fr", {}, ["liege"]),
    ("Liège", "fr", {}, ["liege"]),
    ("LIE\u0300GE", "fr", {}, ["liege"]),
    ("Namür", "fr", {}, ["namur", "liege"]),
    ("ecoles", "fr", {}, ["ecole", "velo"]),
    ("École", "fr", {}, ["ecole", "velo"]),
    ("creche", "fr", {}, ["ecole"]),
    ("oeuvre", "fr", {}, ["oeuvre"]),
    ("œuvre", "fr", {}, ["oeuvre"]),
    ("coeur", "fr", {}, ["oeuvre"]),
    ("hotel de ville", "fr", {}, ["oeuvre"]),
    ("bien être", "fr", {}, ["amenage"]),
    ("bien-etre", "fr", {}, ["amenage"]),
    ("grand leez", "fr", {}, ["amenage"]),
    ("CO2", "fr", {}, ["climat"]),
    ("2030", "fr", {}, ["climat"]),
    ("55 %", "fr", {}, ["climat"]),
    # Elisions and stop-words
    ("eau", "fr", {}, ["eau", "eau-prix"]),
    ("l'eau", "fr", {}, ["eau", "eau-prix"]),
    ("l’eau", "fr", {}, ["eau", "eau-prix"]),
    ("de l'eau", "fr", {}, ["eau", "eau-prix"]),
    ("eaux", "fr", {}, ["eau", "eau-prix"]),
    ("le logement", "fr", {}, ["logement"]),
    ("du", "fr", {"prefix": False}, ["amenage"]),
    ("à l'", "fr", {}, ["velo", "oeuvre"]),
    # Stems
    ("communes", "fr", {}, ["liege", "namur", "eau-prix"]),
    ("mobilite", "fr", {}, ["mobilite", "plan"]),
    ("mobilités", "fr", {}, ["mobilite", "plan"]),
    ("financement", "fr", {}, ["plan"]),
    ("financé", "fr", {}, ["plan"]),
    ("financees", "fr", {"prefix": False}, []),
    ("aménagements", "fr", {}, ["amenage", "mobilite"]),
    ("transport", "fr", {}, ["mobilite", "plan"]),
    ("gemeente", "nl", {}, ["namur", "school", "huis"]),
    ("school", "nl", {}, ["school", "fiets"]),
    ("scholen", "nl", {}, ["school", "fiets"]),
    ("fiets", "nl", {}, ["fiets", "school"]),
    ("fietsen", "nl", {}, ["school", "fiets"]),
    ("huis", "nl", {}, ["huis", "fiets"]),
    ("gezond", "nl", {"prefix": False}, ["huis"]),
    ("strasse", "de", {}, ["strasse", "schule"]),
    ("Straße", "de", {}, ["strasse", "schule"]),
    ("STRASSEN", "de", {}, ["strasse", "schule"]),
    ("haus", "de", {}, ["strasse", "schule"]),
    ("haeuser", "de", {}, ["strasse", "schule"]),
    ("wald", "de", {}, ["wald"]),
    ("oeffentlich", "de", {}, ["wald"]),
    ("gemeinden", "de", {}, ["namur", "strasse", "wald"]),
    ("school", "en", {}, ["school", "city"]),
    ("city", "en", {}, ["city", "namur", "school"]),
    ("house", "en", {}, ["city"]),
    ("library", "en", {}, ["city"]),
    # Title before body, then weight, then age
    ("plan", "fr", {}, ["plan", "communal", "logement"]),
    ("communal", "fr", {}, ["plan", "communal", "logement"]),
    ("social", "fr", {}, ["logement", "communal"]),
    # Several words
    ("plan social", "fr", {}, ["logement", "communal"]),
    ("commune namur", "fr", {}, ["liege", "namur"]),
    ("logement mobilité", "fr", {}, []),
    ("province de namur", "fr", {}, ["namur"]),
    # Phrases
    ('"plan communal"', "fr", {}, ["plan", "logement"]),
    ('"communal plan"', "fr", {}, []),
    ("« plan communal »", "fr", {}, ["plan", "logement"]),
    ('"plan communal" social', "fr", {}, ["logement"]),
    ('"plan communal de mobilité"', "fr", {}, ["plan"]),
    ('"eaux"', "fr", {}, ["eau"]),
    ('"plan commu', "fr", {}, ["plan", "logement"]),
    ('"plan commu', "fr", {"prefix": False}, []),
    ('"prix juste', "fr", {}, ["eau-prix"]),
    # Beginnings
    ("n", "fr", {}, ["namur", "liege", "html"]),
    ("na", "fr", {}, ["namur", "liege"]),
    ("nam", "fr", {}, ["namur", "liege"]),
    ("namu", "fr", {}, ["namur", "liege"]),
    ("namu ", "fr", {}, []),
    ("namu", "fr", {"prefix": False}, []),
    ("ec", "fr", {}, ["ecole", "velo"]),
    ("plan comm", "fr", {}, ["plan", "communal", "logement"]),
    ("comm plan", "fr", {}, []),
    ("strass", "de", {}, ["strasse", "schule"]),
    # Kinds, pages, languages
    ("eau", "fr", {"kinds": ["demand"]}, ["eau-prix"]),
    ("eau", "fr", {"kinds": ["topic", "demand"]}, ["eau", "eau-prix"]),
    ("eau", "fr", {"kinds": ["area"]}, []),
    ("eau", "fr", {"kinds": ["x' OR 1"]}, []),
    ("plan", "fr", {"limit": 1, "offset": 1}, ["communal"]),
    ("plan", "fr", {"limit": 2, "offset": 2}, ["logement"]),
    ("plan", "fr", {"offset": 5}, []),
    ("namur", "nl", {}, []),
    ("namen", "nl", {}, ["namur"]),
    ("namur", None, {}, ["namur", "namur", "namur", "liege"]),
    ("schule school", None, {}, []),
    ("schools", None, {"prefix": False}, ["school", "school", "city", "fiets"]),
    ("namur", "xx", {}, []),
    # What people type by mistake, or not
    ("", "fr", {}, []),
    ("   ", "fr", {}, []),
    ('"', "fr", {}, []),
    ('""', "fr", {}, []),
    ("🚲", "fr", {}, []),
    ("habitants 🚲", "fr", {}, ["arabe"]),
    (RTL, "fr", {}, ["arabe"]),
    ("\u202bمياه\u202c", "fr", {}, ["arabe"]),
    ("<b>gras</b>", "fr", {}, ["html"]),
    ("'; DROP TABLE area; --", "fr", {}, []),
    ("select * from area", "fr", {}, ["html"]),
    ("NEAR(x, y)", "fr", {}, ["html"]),
    ("namur AND", "fr", {}, []),
    ("namur*", "fr", {}, ["namur", "liege"]),
    ("-namur", "fr", {}, ["namur", "liege"]),
    ("title:namur", "fr", {}, []),
    ("^namur & | ! <-> \\ ' %s %", "fr", {}, ["namur", "liege"]),
    ("nam\0ur", "fr", {}, []),
    ("namur\ud83d", "fr", {}, ["namur", "liege"]),
    ("namur " * 2_000, "fr", {}, ["namur", "liege"]),
    ("x" * 10_000, "fr", {}, []),
]
