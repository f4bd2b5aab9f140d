"""German, as procedures are written in it; folded: ae, oe, ue, ss."""

from __future__ import annotations

from art17.texts.periods import Counting
from art17.texts.speech.table import Speech

_ONES = ("ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun")
_TEENS = (
    "zehn", "elf", "zwoelf", "dreizehn", "vierzehn", "fuenfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = ("zwanzig", "dreissig", "vierzig", "fuenfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def _numbers() -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {(word,): at for at, word in enumerate((*_ONES, *_TEENS), 1)}
    for ten, word in enumerate(_TENS, 2):
        found[(word,)] = ten * 10
        found |= {(f"{one}und{word}",): ten * 10 + at for at, one in enumerate(_ONES, 1)}
    ones: dict[tuple[str, ...], int] = {(word,): 1 for word in ("eine", "einem", "einen", "einer", "eines", "eins")}
    return found | ones | {("hundert",): 100, ("einhundert",): 100, ("zweier",): 2, ("dreier",): 3}


GERMAN = Speech(
    "de",
    Counting(
        _numbers(),
        {
            **dict.fromkeys(("h", "std", "stunde", "stunden"), "H"),
            **dict.fromkeys(
                ("tag", "tage", "tagen", "tages", "kalendertag", "kalendertage", "kalendertagen", "arbeitstag",
                "arbeitstage",
                 "arbeitstagen", "werktag", "werktage", "werktagen"), "D",
            ),
            **dict.fromkeys(("woche", "wochen"), "W"),
            **dict.fromkeys(("monat", "monate", "monaten", "monats"), "M"),
            **dict.fromkeys(("jahr", "jahre", "jahren", "jahres"), "Y"),
        },
        frozenset({"volle", "vollen", "ganze", "ganzen", "aufeinanderfolgende", "aufeinanderfolgenden"}),
        frozenset({"arbeitstag", "arbeitstage", "arbeitstagen", "werktag", "werktage", "werktagen"}),
        each=frozenset({("alle",), ("einmal", "in"), ("abstand", "von"), ("abstaenden", "von"), ("intervall",),
        ("turnus",), ("turnus", "von")}),
        rhythms={
            **dict.fromkeys((("jaehrlich",), ("jaehrliche",), ("jaehrlichen",), ("jaehrlicher",), ("jaehrliches",),
            ("jedes", "jahr"), ("einmal", "jaehrlich"), ("einmal", "im", "jahr"), ("einmal", "pro", "jahr"), ("pro",
            "jahr"), ("jedes", "kalenderjahr"), ("jeden", "herbst"), ("jedes", "fruehjahr"), ("jeden", "januar"),),
            "P1Y"),
            **dict.fromkeys((("halbjaehrlich",), ("halbjaehrliche",), ("halbjaehrlichen",), ("halbjaehrlicher",),
            ("halbjaehrliches",), ("zweimal", "im", "jahr"), ("zweimal", "jaehrlich"), ("zweimal", "pro", "jahr"),
            ("jedes", "halbjahr"),), "P6M"),
            **dict.fromkeys((("vierteljaehrlich",), ("vierteljaehrliche",), ("vierteljaehrlichen",),
            ("vierteljaehrlicher",), ("vierteljaehrliches",), ("quartalsweise",), ("jedes", "quartal"), ("jedes",
            "vierteljahr"), ("pro", "quartal"), ("einmal", "im", "quartal"),), "P3M"),
            **dict.fromkeys((("monatlich",), ("monatliche",), ("monatlichen",), ("monatlicher",), ("monatliches",),
            ("jeden", "monat"), ("einmal", "im", "monat"), ("pro", "monat"),), "P1M"),
            **dict.fromkeys((("woechentlich",), ("woechentliche",), ("woechentlichen",), ("woechentlicher",), ("jede",
            "woche"), ("einmal", "pro", "woche"),), "P1W"),
            **dict.fromkeys((("taeglich",), ("taegliche",), ("taeglichen",), ("jeden", "tag"),), "P1D"),
            **dict.fromkeys((("zweijaehrlich",), ("alle", "zwei", "jahre"), ("jedes", "zweite", "jahr"),), "P2Y"),
        },
    ),
    {
        "negation": (
            "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "niemand", "nichts",
            "weder", "noch nie",
            "verzicht*", "unterbleib*", "entfaell*", "fehlt", "fehlen", "fehlend*",
        ),
        "no_negation": (
            "nicht spaeter", "nicht laenger", "nicht mehr als", "nicht weniger", "nicht nur", "nicht frueher",
            "wenn nicht", "falls nicht",
            "nicht vertretbar*", "nicht akzeptab*", "nicht tolerierbar*", "nicht tragbar*", "nicht annehmbar*",
            "nicht konform*",
            "nicht hinnehmbar*", "nicht vernachlaessigbar*", "nicht moeglich", "nicht zutreffend",
            "noch nicht bekannt",
            "nicht .. beteiligt*", "nicht mitgewirkt", "nicht mitgearbeitet", "nicht selbst geschrieben",
        ),
        "denies_all": ("kein", "keine", "keiner", "niemand", "nichts", "nie", "niemals"),
        "nobody": ("niemand",),
        "receives": ("erhalten", "erhaelt", "bekommen", "bekommt", "werden .. informiert", "werden .. unterrichtet",
            "erreichen", "werden .. eingeladen"),
        "carries_on": ("es", "sie", "dieses", "diese", "das system", "dieses system"),
        "unless": ("ohne", "bevor", "ehe", "solange"),
        "postpones": (
            "wird noch", "werden noch", "soll noch", "sollen noch", "muss noch", "muessen noch", "noch festgelegt",
            "todo", "noch festzulegen", "noch erarbeitet",
            "noch zu *", "noch bestimmt", "noch offen", "noch nicht fest*", "noch nicht definiert",
            "noch nicht entschieden", "noch nicht beschlossen", "noch nicht geregelt", "noch nicht bestimmt",
            "noch nicht benannt", "noch nicht vorhanden", "noch nicht eingefuehrt", "noch nicht umgesetzt",
            "noch nicht erstellt", "noch nicht geschrieben", "noch nicht beschrieben", "noch nicht fertig",
            "noch nicht eingerichtet", "noch nicht ausgearbeitet", "noch nicht vor", "noch ergaenzt",
            "noch entschieden",
            "noch benannt", "noch aus",
            "kuenftig", "in zukunft", "zu einem spaeteren", "spaeter festgelegt", "spaeter entschieden",
            "ist geplant", "sind geplant", "in planung", "ist vorgesehen", "sind vorgesehen",
            "sobald .. vorliegt", "folgt noch", "steht noch", "demnaechst", "naechstes jahr", "im naechsten jahr",
            "ist beabsichtigt", "wird derzeit erarbeitet",
            "wird .. festgelegt werden", "werden .. festgelegt werden", "ist festzulegen", "sind festzulegen",
            "in vorbereitung", "in arbeit", "in erarbeitung", "in abstimmung", "ist offen", "sind offen",
            "bleibt offen",
            "bleiben offen", "nachgereicht", "sollen .. eingefuehrt werden", "soll .. eingefuehrt werden",
            "sollen .. erarbeitet werden", "soll .. erarbeitet werden", "sollen .. festgelegt werden",
            "soll .. festgelegt werden", "soll .. aufgebaut werden", "erst .. eingefuehrt", "im kommenden jahr",
            "erst noch", "soll angeschafft werden", "sollen angeschafft werden", "noch nicht bekannt wie",
            "noch nicht bekannt wer",
            "im laufe des naechsten", "noch nicht erarbeitet",
        ),
        "unsettled": (
            "nicht festgelegt", "nicht geregelt", "nicht bestimmt", "nicht definiert", "nicht beschrieben",
            "nicht fest", "nicht vorgesehen", "nicht geklaert", "nicht entschieden", "nicht festgehalten",
            "nicht vereinbart", "nicht festgeschrieben", "nicht niedergelegt", "nicht vorgegeben",
            "nicht ausgearbeitet", "nicht benannt", "nirgends festgelegt", "nirgends geregelt", "nirgends bestimmt",
            "nirgends definiert", "nirgends beschrieben", "nirgends fest", "nirgends vorgesehen", "nirgends geklaert",
            "nirgends entschieden", "nirgends festgehalten", "nirgends vereinbart", "nirgends festgeschrieben",
            "nirgends niedergelegt", "nirgends vorgegeben", "nirgends ausgearbeitet", "nirgends benannt",
            "nirgendwo festgelegt", "nirgendwo geregelt", "nirgendwo bestimmt", "nirgendwo definiert",
            "nirgendwo beschrieben", "nirgendwo fest", "nirgendwo vorgesehen", "nirgendwo geklaert",
            "nirgendwo entschieden", "nirgendwo festgehalten", "nirgendwo vereinbart", "nirgendwo festgeschrieben",
            "nirgendwo niedergelegt", "nirgendwo vorgegeben", "nirgendwo ausgearbeitet", "nirgendwo benannt",
            "nirgends steht", "unklar", "ungeklaert", "ungeregelt", "undefiniert", "unbestimmt", "in klaerung",
            "zu klaeren", "offen ist", "offen bleibt", "offen sind", "ist offen", "bleibt offen", "sind offen",
            "bleiben offen", "fehlt eine", "fehlt ein", "fehlt es an", "fehlen", "fehlt", "keine regel*",
            "keine vorgabe*", "kein verfahren", "kein ablauf", "keinen ablauf", "keine festlegung*",
            "keine beschreibung", "keine anweisung*", "niemand hat", "nichts besagt", "nichts sagt", "steht aus",
            "stehen aus", "weiss niemand",
        ),
        "left_open": ("offen", "unklar", "ausstehend", "fehlt", "noch nicht", "entfaellt noch"),
        "arrangement": (
            "modalitaet*", "einzelheit*", "ablauf", "ablaeufe", "verfahren", "regelung*", "regel", "regeln",
            "vorgehen", "ausgestaltung", "beschreibung", "festlegung", "methode*", "zeitpunkt", "wie", "ob", "wer",
            "die frage", "das wie",
        ),
        "asks": (
            "wie", "ob", "wer", "wann", "wo", "welche*", "dass", "was", "nach der", "nach dem", "nach denen",
            "wonach", "womit", "wodurch", "in welcher", "durch wen", "mit der", "mit dem", "die", "der",
        ),
        "conditional": (
            "wenn", "falls", "sofern", "soweit", "solange", "sobald", "obwohl", "obgleich", "weil", "da", "auch wenn",
            "selbst wenn", "bis", "wo",
        ),
        "only_refers": (
            "siehe", "vgl", "gemaess", "naeheres", "ist in .. beschrieben", "sind in .. beschrieben",
            "ist in .. geregelt", "sind in .. geregelt",
            "richtet sich nach", "regelt die", "regelt das",
        ),
        "law": (
            "artikel #", "art #", "die verordnung", "das gesetz", "ki verordnung", "ki vo", "ai act",
            "der gesetzgeber", "absatz #", "abs #", "verordnung eu",
            "die ki verordnung", "anhang *", "der ai act",
        ),
        "law_says": (
            "verpflichtet", "verlangt", "verlangen", "fordert", "fordern", "schreibt", "sieht", "bestimmt", "regelt",
            "will", "nennt", "gebietet", "erwartet", "setzt voraus",
        ),
        "legislation": (
            "nach absatz", "gemaess absatz",
            "gegebenenfalls der betreiber", "unbeschadet", "dieser verordnung",
            "diese verordnung", "unionsrecht", "die mitgliedstaaten", "delegierte rechtsakte*",
            "durchfuehrungsrechtsakt*", "gemaess artikel #", "nach artikel #",
        ),
        "in_general": (
            "anbieter", "die anbieter", "der anbieter", "betreiber", "die betreiber", "der betreiber", "hersteller",
            "die hersteller", "der hersteller", "einfuehrer",
            "haendler", "akteure",
        ),
        "law_label": (
            "rechtsgrundlage", "rechtsgrundlagen", "anforderung", "anforderungen", "gesetzliche anforderung",
            "gesetzliche grundlage", "gesetz", "zitat", "norm",
        ),
        "law_heading": (
            "rechtlicher rahmen", "rechtliche grundlage*", "rechtsgrundlage*", "gesetzliche *",
            "anforderungen nach art*", "anforderungen des art*", "anforderungen der ki",
            "anforderungen art", "was das gesetz", "was die verordnung", "regulatorische anforderung*",
            "regulatorischer rahmen", "gesetzestext", "wortlaut",
        ),
        "skipped_heading": (
            "vorlage", "begriffsbestimm*", "definitionen", "checkliste", "fragebogen", "mitgeltende *", "muster",
            "beispiel*", "quiz", "formular", "ausserhalb des geltungsbereichs",
            "nicht im geltungsbereich", "ausnahmen vom geltungsbereich", "selbsttest", "musterformular",
        ),
        "skipped_start": (
            "inhalt*", "begriffe", "begriff", "glossar", "abkuerzung*", "verweise", "referenzen", "literatur*",
            "weiterfuehrende *", "aenderungshistorie", "aenderungsverlauf", "aenderungsnachweis",
            "dokumentenhistorie", "versionshistorie", "revisionshistorie", "dokumentenlenkung", "freigabe",
            "freigaben", "unterschrift*", "quellen*", "haftungsausschluss", "verzeichnis",
        ),
        "announcing": (
            "diese richtlinie", "dieses dokument", "dieses verfahren", "diese verfahrensanweisung", "diese anweisung",
            "diese regelung", "dieser plan", "dieses handbuch", "diese seite",
            "zweck", "ziel", "dieser abschnitt", "dieses kapitel", "die vorliegende", "das vorliegende",
        ),
        "announced": (
            "beschreibt", "regelt", "legt", "gilt", "dient", "definiert", "ist", "erlaeutert", "umfasst", "enthaelt",
            "stellt", "zeigt",
        ),
        "listed_only": (
            "nachweise", "nachweis", "ergebnisse", "ergebnis", "eingaben", "eingabe", "eingang", "ausgaben",
            "aufzeichnungen", "werkzeuge", "beispiel", "beispiele", "z b", "anlagen", "kennzahlen",
            "erfolgskriterien",
        ),
        "question": ("richtig oder falsch", "welche der folgenden", "was ist", "kreuzen sie", "nennen sie",
        "erklaeren sie"),
        "duties": ("*verantwort*", "*zustaendig*", "rollen", "aufgaben"),
        "you": ("du", "dich", "dir", "dein*", "euch", "euer", "eure*"),
        "we": ("wir", "uns", "unser*"),
        "actor": (
            "qmb", "isb", "dsb", "lead", "leads", "auditor*", "*auditor", "*auditorin",
            "wir", "uns", "unser*", "leiter*", "*leiter", "*leiterin", "*leitung", "leitung", "*beauftragt*",
            "abteilung*", "geschaeftsfuehr*", "*team", "team", "teams", "*verantwortliche*",
            "verantwortliche*", "mitarbeit*", "*mitarbeiter*", "entwickler*", "*ingenieur*", "vorstand*", "*manager*",
            "*referent*", "fachbereich*", "unternehmen*", "firma", "gmbh",
            "sachbearbeit*", "meister*", "*techniker*", "pruefer*", "projektleit*", "kollege*", "kollegin*",
            "werkstatt", "einkauf", "vertrieb", "qm", "qs", "bereitschaft*", "direktor*", "gremium", "ausschuss",
            "lenkungskreis", "chef*", "buero", "sekretariat", "personalstelle", "rechtsabteilung", "*stelle",
            "*lenkung", "archiv", "*verantwortung", "datenschuetzer*",
            "dienst", "kundendienst", "*dienst", "werkleit*", "aerzt*", "facharzt*", "fachaerzt*", "belegschaft",
            "personal",
            "bereichsleit*", "geschaeftsleitung", "stabsstelle*", "regulatory affairs", "entwicklung", "*redaktion",
        ),
        "vague_heading": (
            "zweck", "rollen", "verantwort*", "zustaendigkeit*", "ziel*", "kennzahl*", "audit*", "kompetenz*",
            "kommunikation*", "vorlage*", "ueberblick", "einleitung", "hintergrund", "geltungsbereich",
        ),
        "finding": ("wir empfehlen", "es wird empfohlen", "empfehlung*", "gutacht*", "feststellung", "feststellungen",
        "abweichung*", "handlungsbedarf", "es fehlt", "luecke*"),
        "joins": ("und", "aber", "sowie", "sondern", "waehrend", "weil", "damit", "obwohl", "wobei"),
        "often": (
            "jede", "jeden", "jeder", "jedes", "jaehrlich*", "monatlich*", "woechentlich*", "taeglich*", "quartal*",
            "vierteljaehrlich*", "halbjaehrlich*", "mindestens", "binnen", "innerhalb", "vor", "nach", "spaetestens",
        ),
    },
)  # fmt: skip
