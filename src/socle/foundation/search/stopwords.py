"""Words too common to ask for. Left out of a query that has others; indexed all the same."""

WORDS = {
    "fr": """
        a ai au aux avec c ce ces cet cette d dans de des du elle elles en entre es est et eux
        il ils j je jusqu l la le les leur leurs lorsqu lui m ma mais me mes mon n ne nos notre
        nous on ont ou par pas pour puisqu qu quand que quel quelle quelles quels qui quoi s sa
        sans se ses si son sont sur t ta te tes ton tu un une vos votre vous y
    """,
    "nl": """
        aan al als bij d dan dat de der deze die dit door dus een en er et haar had heb hebben
        heeft het hier hij hoe hun ik in is je kan maar me men met mij mijn n naar niet nog nu
        of om ons onze ook op over s t te tot u uit uw van veel voor waar was wat we wel werd
        wie wij wordt zal ze zich zij zijn zo zou
    """,
    "de": """
        aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du durch
        ein eine einem einen einer eines er es fur hat haben ich ihr ihre im in ist ja mit nach
        nicht noch nun nur ob oder sich sie sind so uber um und uns unser vom von vor war was
        wenn wer wie wir wird zu zum zur
    """,
    "en": """
        a an and are as at be been but by can d did do does for from had has have he her his how
        i if in into is it its ll m me my not of on or our re s she so t than that the their
        them then there these they this to us ve was we were what when where which who will with
        you your
    """,
}
STOPWORDS = {code: frozenset(words.split()) for code, words in WORDS.items()}
