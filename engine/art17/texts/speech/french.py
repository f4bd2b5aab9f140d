"""French, as procedures are written in it; folded: without accents, elisions apart."""

from __future__ import annotations

from art17.texts.periods import Counting
from art17.texts.speech.table import Speech

_ONES = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def _numbers() -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {(word,): at for at, word in enumerate(_ONES, 1)}
    found |= {("dix", "sept"): 17, ("dix", "huit"): 18, ("dix", "neuf"): 19, ("une",): 1, ("cent",): 100}
    small = {number: words for words, number in found.items() if number < 20}
    for ten, word in _TENS.items():
        found[(word,)] = ten
        found[(word, "et", "un")] = ten + 1
        found |= {(word, *small[one]): ten + one for one in range(2, 10)}
    found |= {("soixante", *small[more]): 60 + more for more in range(10, 20)}
    found |= {("quatre", "vingts"): 80, ("quatre", "vingt"): 80}
    return found | {("quatre", "vingt", *small[more]): 80 + more for more in range(1, 20)}


FRENCH = Speech(
    "fr",
    Counting(
        _numbers(),
        {
            **dict.fromkeys(("h", "heure", "heures"), "H"),
            **dict.fromkeys(("j", "jour", "jours"), "D"),
            **dict.fromkeys(("semaine", "semaines"), "W"),
            **dict.fromkeys(("mois",), "M"),
            **dict.fromkeys(("an", "ans", "annee", "annees"), "Y"),
        },
        frozenset({"pleins", "pleines"}),
        frozenset({"ouvre", "ouvres", "ouvrable", "ouvrables"}),
        each=frozenset({("tous", "les"), ("toutes", "les"), ("une", "fois", "en"), ("intervalle", "de"),
        ("intervalles", "de"), ("intervalle",), ("frequence",), ("periodicite",)}),
        rhythms={
            **dict.fromkeys((("annuel",), ("annuels",), ("annuelle",), ("annuelles",), ("annuellement",), ("chaque",
            "annee"), ("tous", "les", "ans"), ("une", "fois", "par", "an"), ("une", "fois", "l", "an"), ("par", "an"),
            ("chaque", "automne"), ("chaque", "printemps"), ("chaque", "janvier"),), "P1Y"),
            **dict.fromkeys((("semestriel",), ("semestriels",), ("semestrielle",), ("semestrielles",), ("deux",
            "fois", "par", "an"), ("chaque", "semestre"), ("tous", "les", "semestres"),), "P6M"),
            **dict.fromkeys((("trimestriel",), ("trimestriels",), ("trimestrielle",), ("trimestrielles",),
            ("trimestriellement",), ("chaque", "trimestre"), ("tous", "les", "trimestres"), ("quatre", "fois", "par",
            "an"),), "P3M"),
            **dict.fromkeys((("mensuel",), ("mensuels",), ("mensuelle",), ("mensuelles",), ("mensuellement",),
            ("chaque", "mois"), ("tous", "les", "mois"), ("une", "fois", "par", "mois"),), "P1M"),
            **dict.fromkeys((("hebdomadaire",), ("hebdomadaires",), ("chaque", "semaine"), ("toutes", "les",
            "semaines"),), "P1W"),
            **dict.fromkeys((("quotidien",), ("quotidiens",), ("quotidienne",), ("quotidiennes",),
            ("quotidiennement",), ("chaque", "jour"), ("tous", "les", "jours"),), "P1D"),
            **dict.fromkeys((("biennal",), ("biennale",), ("tous", "les", "deux", "ans"),), "P2Y"),
        },
    ),
    {
        "negation": (
            "ne", "n", "aucun", "aucune", "jamais", "ni", "personne ne", "rien", "sans aucun*", "renonc*", "manque",
            "manquent", "absent*",
        ),
        "no_negation": (
            "n #",
            "pas plus tard", "pas plus de", "ne * que", "ne * * que", "ne * * * que", "n * que", "n * * que",
            "n * * * que", "non seulement", "pas seulement", "au plus tard", "si .. ne", "ne serait ce",
            "qui n a pas participe", "qui n ont pas participe", "qui n a pas ecrit", "qui n a pas redige",
            "qui n a pas travaille", "qui n est pas",
            "n est plus", "ne repond plus", "n excede", "ne depasse",
        ),
        "denies_all": ("aucun", "aucune", "personne", "rien", "jamais"),
        "nobody": ("personne", "nul"),
        "receives": ("recoivent", "recoit", "sont informes", "est informe", "peuvent appeler", "sont invites",
            "sont avertis", "peuvent joindre"),
        "carries_on": ("il", "elle", "ils", "elles", "celui ci", "le systeme", "ce systeme"),
        "unless": ("sans", "tant que", "sauf"),
        "postpones": (
            "sera defini*", "sera precise*", "sera determine*", "sera fixe*", "sera etabli*", "sera redige*",
            "sera designe*", "sera choisi*", "sera nomme*", "sera elabore*",
            "seront defini*", "seront precise*", "seront determine*", "seront fixe*", "seront etabli*",
            "seront redige*", "seront designe*", "seront choisi*", "seront nomme*", "seront elabore*",
            "a definir", "todo", "a preciser", "a completer", "a determiner", "reste a", "restent a",
            "ulterieurement", "a l avenir", "est prevu", "sont prevu*", "est prevue", "prochainement",
            "sera .. l annee prochaine", "seront .. l annee prochaine", "l annee prochaine .. sera",
            "pas encore defini*", "pas encore decid*",
            "pas encore redig*", "pas encore etabli*", "pas encore nomme*", "pas encore choisi*", "pas encore fixe*",
            "pas encore mis*", "pas encore decrit*", "pas encore ete", "en cours d elaboration", "a etablir",
            "plus tard dans l annee",
            "est envisage*", "sont envisage*", "doit encore", "n a pas encore commence", "pas encore commence",
            "en cours de discussion", "doivent encore", "a l etude", "en preparation",
            "en cours de redaction", "en cours de definition", "reste ouverte", "restent ouvert*", "reste ouvert",
            "sera mis en place", "seront mis en place", "sera mise en place", "des que le poste",
            "des que possible .. sera",
            "sera organise*", "seront organise*", "sera arrete*", "seront arrete*",
        ),
        "unsettled": (
            "pas fixe*", "pas defini*", "pas arrete*", "pas precise*", "pas etabli*", "pas ecrit*", "pas prevu*",
            "pas decrit*", "pas regle*", "pas determine*", "pas decide*", "pas formalise*", "pas redige*",
            "pas convenu*", "pas stipule*", "pas designe*", "pas clarifie*", "pas ete fixe*", "pas ete defini*",
            "pas ete arrete*", "pas ete precise*", "pas ete etabli*", "pas ete ecrit*", "pas ete prevu*",
            "pas ete decrit*", "pas ete regle*", "pas ete determine*", "pas ete decide*", "pas ete formalise*",
            "pas ete redige*", "pas ete convenu*", "pas ete stipule*", "pas ete designe*", "pas ete clarifie*",
            "pas encore fixe*", "pas encore defini*", "pas encore arrete*", "pas encore precise*",
            "pas encore etabli*", "pas encore ecrit*", "pas encore prevu*", "pas encore decrit*", "pas encore regle*",
            "pas encore determine*", "pas encore decide*", "pas encore formalise*", "pas encore redige*",
            "pas encore convenu*", "pas encore stipule*", "pas encore designe*", "pas encore clarifie*", "non fixe*",
            "non defini*", "non arrete*", "non precise*", "non etabli*", "non ecrit*", "non prevu*", "non decrit*",
            "non regle*", "non determine*", "non decide*", "non formalise*", "non redige*", "non convenu*",
            "non stipule*", "non designe*", "non clarifie*", "nulle part", "nulle part il n est *",
            "demeure* ouvert*", "rest* ouvert*",
            "font defaut", "fait defaut", "en suspens", "a l etude", "absente", "absent", "absentes", "absents",
            "manque", "manquent", "aucune procedure", "aucune regle", "aucune modalite", "aucune disposition",
            "aucun processus", "aucune description", "aucune frequence", "pas de procedure", "pas de regle*",
            "pas de processus", "pas de description", "personne n a", "rien n indique", "rien ne dit",
            "rien ne prevoit", "ne sait pas", "ne sait", "n existe pas", "indetermine*", "inconnu*", "a decider",
            "a preciser", "a definir", "pas clair",
        ),
        "left_open": ("ouvert*", "en attente", "en suspens", "inconnu*", "manquant*", "neant"),
        "arrangement": (
            "modalite*", "detail", "details", "procedure", "procedures", "processus", "regle", "regles", "maniere",
            "facon", "description", "definition", "methode*", "comment", "qui", "la question",
            "la question de savoir si", "calendrier",
            "conditions",
        ),
        "asks": (
            "comment", "qui", "quand", "si", "que", "quel*", "ou", "dont", "selon laquelle", "selon lequel",
            "selon lesquelles", "selon lesquels", "par laquelle", "par lequel", "ce que",
        ),
        "conditional": (
            "si", "s il", "sauf", "lorsque", "lorsqu", "quand", "meme si", "tant que", "bien que", "car", "parce que",
            "puisque", "comme", "ou", "en cas", "faute de",
        ),
        "only_refers": (
            "voir", "cf", "se reporter", "conformement a la procedure", "est decrit* dans", "sont decrit* dans",
            "est defini* dans", "sont defini* dans", "est regi* par", "sont regi* par", "est traite* dans",
        ),
        "law": (
            "article #", "l article #", "art #", "le reglement", "la loi", "le legislateur", "reglement ue",
            "paragraphe #", "annexe *", "le texte", "ia act", "ai act",
        ),
        "law_says": (
            "exige", "exigent", "impose", "imposent", "prevoit", "prevoient", "oblige", "demande", "demandent",
            "dispose", "veut", "prescrit", "attend", "requiert",
        ),
        "legislation": (
            "vise au paragraphe", "visee au paragraphe", "visees au paragraphe", "vises au paragraphe",
            "conformement au paragraphe", "conformement a l article", "sans prejudice",
            "du present reglement", "le present reglement", "droit de l union", "les etats membres", "actes delegues",
            "actes d execution", "le cas echeant le deployeur", "ou le cas echeant",
        ),
        "in_general": (
            "fournisseur", "fournisseurs", "le fournisseur", "les fournisseurs", "un fournisseur", "le deployeur",
            "les deployeurs", "deployeurs", "le fabricant", "les fabricants", "importateurs", "distributeurs",
            "operateurs",
        ),
        "law_label": ("exigence", "exigences", "base legale", "base juridique", "reference reglementaire",
        "exigence legale", "fondement", "citation"),
        "law_heading": (
            "cadre legal", "cadre juridique", "cadre reglementaire", "base legale", "base juridique",
            "exigences de l article", "exigences legales", "exigences reglementaires", "ce que dit la loi",
            "ce que dit le reglement", "texte de l article",
        ),
        "skipped_heading": (
            "modele de", "modeles", "definitions", "glossaire", "documents connexes", "documents associes",
            "documents de reference", "questionnaire", "quiz", "formulaire", "exemple*", "hors du champ",
            "hors champ", "exclusions", "liste de controle", "auto evaluation",
        ),
        "skipped_start": (
            "sommaire", "table des matieres", "contenu", "termes", "abreviations", "sigles", "references",
            "bibliographie", "historique*", "suivi des modifications", "suivi des versions", "approbation*",
            "signature*", "maitrise du document", "avertissement", "annexe modele",
        ),
        "announcing": (
            "la presente procedure", "cette procedure", "le present document", "ce document", "cette politique",
            "le present plan", "ce plan", "cette page", "ce guide", "la presente politique",
            "objet", "objectif", "but", "ce chapitre", "cette section", "la presente",
        ),
        "announced": (
            "decrit", "definit", "etablit", "s applique", "fixe", "precise", "a pour objet", "a pour but", "couvre",
            "explique", "vise", "presente", "regit", "est de",
        ),
        "listed_only": (
            "pieces", "pieces jointes", "livrables", "enregistrements", "entrees", "sorties", "donnees d entree",
            "outils", "exemple", "exemples", "p ex", "preuves", "indicateurs", "annexes",
        ),
        "question": ("vrai ou faux", "laquelle des", "lequel des", "qu est ce", "cochez", "citez", "expliquez"),
        "duties": ("responsab*", "roles"),
        "you": ("vous", "votre", "vos"),
        "we": ("nous", "notre", "nos"),
        "actor": (
            "nous", "notre", "nos", "responsable*", "directeur*", "directrice*", "direction", "chef", "cheffe",
            "chefs", "equipe*", "service qualite", "ingenieur*", "referent*", "comite*", "pilote*",
            "technicien*", "developpeu*", "salarie*", "collaborat*", "gestionnaire*", "secretair*", "archiviste*",
            "societe", "entreprise", "bureau", "astreinte", "president*", "auditeur*", "auditrice*", "formateur*",
            "formatrice*", "acheteu*", "coordinat*", "encadrant*", "delegue*", "juriste*", "charge de", "chargee de",
            "maison", "gerant*", "documentaliste*", "cellule*", "affaires reglementaires", "service*",
            "data manager*", "rssi", "raq", "lead", "leads",
            "analyste*", "annotat*", "expert*", "testeu*", "commercial*", "personnel", "adjoint*", "suppleant*",
            "medecin*", "radiologue*", "administrat*", "correspondant*", "dpo", "greffi*", "magasinier*", "employe*",
        ),
        "vague_heading": (
            "objet", "responsabilit*", "role*", "indicateur*", "audit*", "competence*", "communication*", "modele*",
            "introduction", "contexte", "domaine d application", "champ d application",
        ),
        "finding": ("nous recommandons", "il est recommande", "recommandation*", "l auditeur", "non conformite*",
        "constat", "constats", "ecart", "ecarts", "lacune*"),
        "joins": ("et", "mais", "tandis que", "alors que", "parce que", "afin que", "bien que"),
        "often": (
            "chaque", "annuel*", "mensuel*", "trimestriel*", "hebdomadaire*", "quotidien*", "avant", "apres",
            "tous les", "toutes les", "au plus tard", "dans les", "sous", "au moins",
        ),
    },
)  # fmt: skip
