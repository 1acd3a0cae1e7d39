"""The words by which release texts of several languages give themselves away.

Tables only. They are short on purpose: what they miss is left to the editor.
"""

from __future__ import annotations

from eventbook.values.running_text import LANGUAGES as LANGUAGES
from eventbook.values.running_text import OPENERS as OPENERS
from eventbook.values.running_text import fold as fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _lines(text: str) -> frozenset[str]:
    return frozenset(fold(line) for line in text.split("|"))


OWN_WORDS = {
    "en": "the and of was were with that by from has this which",
    "it": "il della che gli nel alla degli è dal sono alle nella",
    "fr": "les et du est dans aux une ont qui été sur avec",
    "de": "und das mit der wurde ist von im ein eine den auf für nicht dem zur zum sich wird vom",
    "es": "los las y por fue su para como este sobre más el ayer",
    "pt": "em uma não com pelo pela um são foram às",
    "ru": "и что был была было были года это его",
    "uk": "та що які року від було і цей під",
    "az": "və ilə üçün edib olunub bu bildirib haqqında keçirilib ediblər edilib olunmuş barədə də"
    " tədbirdə iştirak çıxış tərəfindən həmçinin",
    "tr": "ve için ile olarak bir göre sonra etkinlik düzenlendi",
}
"""Frequent words that set a language apart from its neighbours in this table."""

FURNITURE = _lines(
    "home|home page|main page|menu|news|latest news|press|press room|press centre|press center"
    "|events|media|gallery|photo|photos|video|print|print this page|share|share this|tweet"
    "|send|send by e-mail|e-mail|email|pdf|download|search|back|next|previous|read more"
    "|contact|contacts|about|about us|login|log in|sign in|subscribe|skip to content"
    "|skip to main content|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube"
    "|cookies|accept|close|a+|a-|a+ a-|top stories|related|archive|all news"
    "|notizie|stampa|condividi|cerca|indietro|contatti|pagina iniziale|comunicati"
    "|accueil|actualités|imprimer|partager|retour|rechercher|communiqués"
    "|startseite|aktuelles|drucken|teilen|zurück|suche|presse|nachrichten"
    "|inicio|noticias|imprimir|compartir|volver|buscar|início|notícias|partilhar"
    "|главная|новости|печать|поделиться|назад|поиск|версия для печати"
    "|головна|новини|друк|поділитися"
    "|ana səhifə|əsas səhifə|xəbərlər|çap|çap et|paylaş|geri|axtarış"
    "|ana sayfa|haberler|yazdır|ara|haber"
)
"""Whole lines of a web page that are no part of the release, folded."""

RELEASE_KINDS = (
    r"press\s+release|news\s+release|media\s+release|press\s+statement"
    r"|comunicato\s+stampa|communiqué\s+de\s+presse|pressemitteilung|presseaussendung"
    r"|nota\s+de\s+prensa|comunicado\s+de\s+prensa|nota\s+de\s+imprensa"
    r"|пресс-релиз|прес-реліз|mətbuat\s+relizi|mətbuat\s+açıqlaması|press[-\s]?reliz|basın\s+bülteni"
    r"|for\s+immediate\s+release"
)
"""What releases call themselves; a pattern, to be read without regard to case."""

PUBLISHED_LABELS = (
    r"(?:for\s+)?release(?:\s+date)?|date\s+of\s+(?:release|publication)|publication\s+date"
    r"|data\s+di\s+pubblicazione|date\s+de\s+publication|fecha\s+de\s+publicación"
    r"|published(?:\s+on)?|posted(?:\s+on)?|released(?:\s+on)?|date|issued(?:\s+on)?"
    r"|data|pubblicato(?:\s+il)?|publié(?:\s+le)?|le|veröffentlicht(?:\s+am)?|datum|fecha|publicado"
    r"|дата|опубликовано|опубліковано|tarix|dərc\s+edilib|tarih|yayın\s+tarihi"
)
SUBJECT_LABELS = r"subject|re|oggetto|objet|betreff|asunto|assunto|mövzu|konu|тема"
ADDRESS_LABELS = (
    r"from|to|cc|bcc|sent|reply-to|contact|press\s+contact|media\s+contact|von|an|gesendet"
    r"|pressekontakt|da|a|inviato|contatti|de|à|envoyé|contact\s+presse|para|enviado|contacto"
)
UPDATE_WORDS = (
    r"(?:last\s+)?(?:updated|modified)|(?:ultimo\s+)?aggiorna(?:to|mento)|mis\s+à\s+jour"
    r"|(?:zuletzt\s+)?aktualisiert|stand|actualizado|atualizado|обновлено|оновлено|yenilənib"
    r"|güncellen(?:di|me)"
)
EMBARGO_WORDS = r"embargo(?:ed)?|sotto\s+embargo|sous\s+embargo|sperrfrist|эмбарго|embargolu"

RELATIVE_DAYS = {
    "en": r"today|yesterday|tomorrow|tonight|this\s+(?:year|month|week|morning|afternoon|evening)"
    r"|(?:last|next)\s+(?:year|month|week|night|weekend)",
    "it": r"oggi|ieri|domani|stasera|quest['’]anno|questo\s+mese|corrente\s+(?:anno|mese)",
    "fr": r"aujourd['’]hui|hier|demain|cette\s+année|ce\s+(?:mois|matin|soir)",
    "de": r"heute|gestern|diese[sn]\s+Jahr(?:es)?|dieses\s+Monats|heuer",
    "es": r"hoy|ayer|mañana|este\s+(?:año|mes)|presente\s+año|esta\s+noche",
    "pt": r"hoje|ontem|amanhã|este\s+(?:ano|mês)|deste\s+ano",
    "ru": r"сегодня|вчера|завтра|(?:этого|текущего|сего)\s+(?:года|месяца)",
    "uk": r"сьогодні|вчора|завтра|цього\s+(?:року|місяця)",
    "az": r"bu\s+(?:gün|il|ay|axşam)|bugün|dünən|sabah|cari\s+(?:il|ay)\w*",
    "tr": r"bugün|dün|yarın|bu\s+(?:yıl|ay|akşam)|içinde\s+bulunduğumuz",
}
# `hier` is "here" in German, `dün`, `sabah` and `bu il` mean other things next door: these tables
# are read for the language of the text, and all together only where that is not known.

_BETWEEN = r"\b(?:[^.]|(?<=\d)\.){0,200}?\b"
"""What stands between the parts of a German verb; the full stop of `14.` ends no sentence."""

TOOK_PLACE = {
    "en": r"(?:was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:held|organi[sz]ed|opened|hosted"
    r"|presented|performed|attended|screened|celebrated|commemorated|marked|laid|unveiled)"
    r"|took\s+place|(?:hosted|attended|gathered|spoke|performed|celebrated|commemorated|opened)"
    r"|delivered\s+(?:a|an|the)\s+\w+",
    "it": r"si\s+(?:è|sono)\s+(?:tenut|svolt|apert|conclus)\w+|(?:ha|hanno)\s+avuto\s+luogo"
    r"|(?:è|sono)\s+stat[oaie]|(?:ha|hanno)\s+(?:partecipato|ospitato|organizzato|inaugurato)",
    "fr": r"s['’](?:est|étaient?)\s+(?:tenu|déroulé|ouvert)\w*|(?:a|ont)\s+eu\s+lieu"
    r"|(?:a|ont)\s+été|(?:a|ont)\s+(?:assisté|participé|accueilli|organisé)",
    "de": rf"fand(?:en)?{_BETWEEN}statt|wurden?{_BETWEEN}(?:eröffnet|veranstaltet"
    rf"|gezeigt|gefeiert|aufgeführt|organisiert)|hat{_BETWEEN}stattgefunden",
    "es": r"se\s+(?:celebró|realizó|inauguró)|tuvo\s+lugar|fue(?:ron)?\s+\w+d[oa]s?|asistieron",
    "pt": r"realizou-se|decorreu|teve\s+lugar|foi\s+\w+d[oa]|foram\s+\w+d[oa]s",
    "ru": r"состоял(?:ся|ась|ось|ись)|прошл[аои]|прошёл|прошел"
    r"|был[аои]?\s+(?:\w+\s+)?(?:проведен|организован|открыт|исполнен|показан)\w*",
    "uk": r"відбу(?:вся|лася|лося|лися)|пройш(?:ов|ла|ло|ли)|було?\s+(?:\w+\s+)?організован\w*",
    "az": r"keçiril(?:ib|di|mişdir)|təşkil\s+(?:olun(?:ub|du)|edilib)|baş\s+tut(?:ub|du)"
    r"|iştirak\s+ed(?:ib|iblər)|açılıb|olub",
    "tr": r"düzenlendi|gerçekleş(?:ti|tirildi)|yapıldı|katıldı(?:lar)?|açıldı|sahne\s+aldı",
}
WILL_TAKE_PLACE = {
    "en": r"(?:will|is\s+to|are\s+to|shall)\s+(?:also\s+)?(?:be\s+(?:held|hosted|organi[sz]ed"
    r"|opened|presented|performed|screened|celebrated|unveiled)|take\s+place|host|open|present"
    r"|perform|gather|celebrate|commemorate|hold|begin|start|welcome|organi[sz]e)"
    r"|(?:is|are)\s+(?:cordially\s+)?invited|you\s+are\s+invited",
    "it": r"si\s+(?:terrà|svolgerà|aprirà|terranno|svolgeranno)|(?:avrà|avranno)\s+luogo"
    r"|ospiterà|sarà\s+\w+|saranno\s+\w+|verrà\s+\w+",
    "fr": r"se\s+(?:tiendra|déroulera)|aura\s+lieu|auront\s+lieu|accueillera|sera\s+\w+"
    r"|seront\s+\w+",
    "de": rf"(?:wird|werden){_BETWEEN}(?:stattfinden|eröffnet|veranstaltet|gezeigt)",
    "es": r"se\s+(?:celebrará|realizará|inaugurará)|tendrá\s+lugar|será\s+\w+|acogerá",
    "pt": r"realizar-se-á|decorrerá|terá\s+lugar|será\s+\w+",
    "ru": r"состоится|состоятся|пройд[её]т|пройдут|буд(?:ет|ут)\s+\w+",
    "uk": r"відбудеться|відбудуться|пройде|буде\s+\w+",
    "az": r"keçiriləcək|təşkil\s+olunacaq|baş\s+tutacaq|açılacaq",
    "tr": r"düzenlenecek|gerçekleş(?:ecek|tirilecek)|yapılacak|açılacak",
}
"""Reports and announcements of an event: phrases that only the one of them uses."""

ANOTHER_EVENT = (
    r"another\s+event|similar\s+events|a\s+series\s+of\s+events|events\s+were\s+also\s+held"
    r"|un\s+altro\s+evento|una\s+serie\s+di\s+eventi|un\s+autre\s+événement"
    r"|une\s+série\s+d['’]événements|eine\s+weitere\s+Veranstaltung|eine\s+Reihe\s+von"
    r"\s+Veranstaltungen|otro\s+evento|другое\s+мероприятие|ряд\s+мероприятий"
    r"|silsilə\s+tədbirlər|digər\s+tədbir|bir\s+dizi\s+etkinlik|bir\s+diğer\s+etkinlik"
)
