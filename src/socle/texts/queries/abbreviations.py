"""Words that end with a full stop where no sentence ends, in each language.

Lower case, without their last full stop. One letter alone (``p. ex.``, ``z. B.``, ``J. Dupont``)
and letters with full stops between them (``d.h.``, ``o.a.``) need no line here.
"""

ALWAYS = {
    "fr": "av bd boul c.-à-d cf dr env ex hab me mgr mlle mm mme pr prof ste st tél",
    "nl": "afb bijv blz bv ca dhr dr drs evt excl hfdst incl ing ir jl mevr mr mw prof resp st tel"
    " vgl zgn zog",
    "de": "abb abs allg bd bzw ca dr einschl evtl exkl gem ggf hr hrsg inkl kap lt mio mrd prof rd"
    " resp s sog st str tel vgl vs ziff",
    "en": "al approx cf dept dr gov mr mrs ms prof rev st vs",
}
# Of these, only what stands before a figure: alone, they may well end a sentence.
BEFORE_FIGURES = {
    "fr": "al art chap ch fig janv févr avr juil sept oct nov déc n no num par par pp réf vol",
    "nl": "afd apr art aug dec feb jan lid max min mrt nov nr okt par pp sept",
    "de": "apr art aug dez feb jan max min nov nr okt sept",
    "en": "apr art aug ch chap dec feb fig jan no nov oct par para pp sec sept vol",
}
ALWAYS_IN = {language: frozenset(words.split()) for language, words in ALWAYS.items()}
BEFORE_FIGURES_IN = {
    language: frozenset(words.split()) for language, words in BEFORE_FIGURES.items()
}
