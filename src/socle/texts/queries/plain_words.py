"""Words that a plainer one often replaces, in each language: a hint to the writer, no rule.

One to a line: what is found ( ``|`` between its forms), then what is offered.
"""

import re
from functools import cache

FRENCH = """
afin de|afin d’: pour
afin que|afin qu’: pour que
en vue de|en vue d’|dans le but de|dans le but d’: pour
dans le cadre de|dans le cadre du|dans le cadre d’: dans, pour
au niveau de|au niveau du|au niveau des: dans, pour
en termes de|en matière de|en matière d’: pour, sur
à l’heure actuelle|actuellement: maintenant
dans les meilleurs délais: vite, ou une date
le cas échéant: s’il le faut
nonobstant: malgré
préalablement à|préalablement au|préalable à: avant
préalablement|au préalable|antérieurement: avant
ultérieurement: plus tard
susmentionné|susmentionnée|susmentionnés|susmentionnées: cité plus haut
ledit|ladite|lesdits|lesdites: ce, cette, ces
effectuer|procéder à|procéder au: faire
mettre en œuvre|mise en œuvre: faire, appliquer
mettre en place|mise en place: créer
octroyer|octroie|octroient: donner
bénéficier de|bénéficier d’|bénéficie de|bénéficient de: avoir, recevoir
être en mesure de|avoir la possibilité de|est en mesure de: pouvoir
faire l’objet de|faire l’objet d’|fait l’objet d’: être
eu égard à|compte tenu de|compte tenu du: vu
conformément à|conformément au|en application de|aux termes de|au regard de: selon
par le biais de|par le biais d’|par l’intermédiaire de|par l’intermédiaire d’: par
à l’exception de|à l’exception des: sauf
à l’issue de|à l’issue du: après
à compter de|à compter du: dès
dans l’hypothèse où|dès lors que|dès lors qu’: si
dans la mesure où: puisque, si
néanmoins|toutefois|cependant: mais
en outre|par ailleurs|de surcroît: aussi
problématique|problématiques: problème
thématique|thématiques: thème
finaliser|finalise|finalisent: finir
optimiser|optimisation: améliorer
initier|initie|initient: lancer
impacter|impacte|impactent: toucher
impact|impacts: effet
acter|acte que: décider
solutionner: résoudre
promouvoir: encourager
pérenniser|pérenne|pérennes: faire durer, durable
mutualiser|mutualisation: partager
concertation|concertations: discussion
gouvernance: façon de décider
synergie|synergies: travail commun
transversal|transversale|transversales|transversaux: commun
paradigme|paradigmes: modèle
dispositif|dispositifs: mesure, aide
modalités: règles, façon de faire
prérogative|prérogatives: droit, pouvoir
requérir|requiert|requièrent|solliciter|sollicite: demander
stipuler|stipule|stipulent: dire
notifier|notifie|notification: annoncer, faire savoir
résilience: capacité à tenir
"""

DUTCH = """
ten behoeve van: voor
teneinde: om
met betrekking tot|ten aanzien van|aangaande|inzake|betreffende|omtrent: over
in het kader van: voor, bij
door middel van: met
conform|krachtens|overeenkomstig: volgens
ingevolge|ten gevolge van: door
naar aanleiding van: na, door
indien: als
tevens|eveneens: ook
echter|evenwel: maar
desalniettemin|niettemin: toch
derhalve|bijgevolg: dus, daarom
alsmede|alsook: en ook
reeds: al
thans|momenteel|op dit ogenblik: nu
voorafgaand aan|voorafgaandelijk: vóór, vooraf
dienen te|dient te|dient men te: moeten
beschikken over|beschikt over: hebben
faciliteren|faciliteert: helpen, mogelijk maken
implementeren|implementatie|implementeert: invoeren
realiseren|realisatie|realiseert: maken, doen
optimaliseren|optimalisatie|optimaliseert: verbeteren
initiëren|initieert: beginnen
verstrekken|verstrekt: geven
aanwenden|aanwendt|hanteren|hanteert: gebruiken
bewerkstelligen|bewerkstelligt: zorgen voor
vigerend|vigerende: geldend
desbetreffend|desbetreffende|bovenvermeld|bovenvermelde|voornoemd|voornoemde: dit, deze
problematiek: probleem
thematiek: thema
draagvlak: steun
stakeholder|stakeholders: wie ermee te maken heeft
impact: gevolg
governance: hoe men beslist
synergie|synergieën: samenwerking
participeren|participeert|participatie: meedoen
evalueren|evaluatie|evalueert: nagaan
monitoren|monitoring|monitort: volgen
additioneel|additionele: extra
significant|significante: groot, duidelijk
essentieel|essentiële: nodig
frequent|frequente: vaak
prioritair|prioritaire: eerst
problematisch|problematische: moeilijk
"""

GERMAN = """
bezüglich|hinsichtlich|in bezug auf|betreffend: zu, über
im rahmen von|im rahmen der|im rahmen des: bei, in
im hinblick auf: für
auf grund von|infolge: wegen
anlässlich: bei
gemäß: nach
zwecks|zum zwecke der|zum zwecke des: für, um zu
mittels: mit
seitens: von
ungeachtet: trotz
vorbehaltlich: nur wenn
sofern: wenn
gegebenenfalls: wenn nötig
respektive|beziehungsweise: oder, und
jedoch: aber
zudem|darüber hinaus|ebenfalls|des weiteren: auch
lediglich: nur
unverzüglich: sofort
zeitnah: bald, oder ein Datum
derzeit|gegenwärtig|zum gegenwärtigen zeitpunkt: jetzt
vorgenannt|vorgenannte|oben genannt|oben genannte: dieser, diese
erfolgen|erfolgt: geschehen
durchführen|durchführung|durchgeführt: machen
gewährleisten|gewährleistet|sicherstellen|sicherstellung: sichern
zur verfügung stellen|zur verfügung stellt: geben
zur verfügung stehen|zur verfügung steht: da sein
in anspruch nehmen|inanspruchnahme: nutzen
implementieren|implementierung|implementiert: einführen
optimieren|optimierung|optimiert: verbessern
initiieren|initiiert: beginnen
partizipieren|partizipation: mitmachen
synergie|synergien: Zusammenarbeit
ressource|ressourcen: Mittel
problematik: Problem
thematik: Thema
zielsetzung|zielsetzungen: Ziel
fragestellung|fragestellungen: Frage
räumlichkeit|räumlichkeiten: Räume
berücksichtigen|berücksichtigung|berücksichtigt: beachten
befürworten|befürwortet: dafür sein
beabsichtigen|beabsichtigt: wollen
benötigen|benötigt: brauchen
aufweisen|aufweist: haben
maßnahme|maßnahmen: was man tut
partizipativ|partizipative: gemeinsam
governance: wie man entscheidet
"""

ENGLISH = """
in order to|so as to|for the purpose of: to
with regard to|with respect to|regarding|concerning|in relation to: about
prior to: before
subsequent to: after
subsequently: later
in the event that|in the event of|provided that: if
due to the fact that|in view of the fact that: because
in accordance with|pursuant to: under, by
by means of: by, with
a number of: some
the majority of: most
at the present time|at this point in time|currently: now
utilise|utilize|utilises|utilizes|leverage: use
commence|commences|commencement: start
terminate|terminates|termination: end
endeavour|endeavor: try
facilitate|facilitates|assist|assists|assistance: help
implement|implements|implementation: carry out
ascertain: find out
sufficient: enough
additional: more
approximately: about
purchase|purchases: buy
obtain|obtains: get
require|requires|requirement|requirements: need
demonstrate|demonstrates: show
notify|notifies|notification: tell
participate|participates|participation: take part
establish|establishes|establishment: set up
prioritise|prioritize: put first
optimise|optimize|optimisation|optimization: improve
stakeholder|stakeholders: people concerned
governance: how decisions are made
synergy|synergies: working together
methodology|methodologies: method
aforementioned: this, these
notwithstanding: despite
nevertheless: but
furthermore|moreover|in addition: also
consequently: so
whilst: while
in lieu of: instead of
adjacent to: next to
per annum: a year
forthwith: at once
impact on|impacts on: effect on
"""
LISTS = {"fr": FRENCH, "nl": DUTCH, "de": GERMAN, "en": ENGLISH}


@cache
def plainer(language: str) -> dict[str, str]:
    """What to offer, by what is found, in lower case and with the printer's apostrophe."""
    lines = (line.rpartition(": ") for line in LISTS.get(language, "").strip().splitlines())
    return {form: offered for forms, _colon, offered in lines for form in forms.split("|")}


@cache
def pattern(language: str) -> re.Pattern[str]:
    """The longest first, so that ``dans le but de`` is not missed for a part of it."""
    found = sorted(map(re.escape, plainer(language)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?:(?<=’)|(?!\w))") if found else NOTHING


NOTHING = re.compile(r"(?!)")
