"""Italian: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Inizio",
        "skip": "Vai al contenuto",
        "navigation": "Vie d’accesso",
        "languages": "Lingue",
        "more": "Altre vie d’accesso",
        "here": "Dove si trova questa pagina",
        "pages": "Pagine di questo elenco",
        "near": "Pagine vicine",
        "previous": "Prima",
        "next": "Dopo",
        "draft": "bozza",
        "years": "Anni",
        "places": "Luoghi",
        "people": "Persone",
        "organisations": "Organizzazioni",
        "subjects": "Soggetti",
        "campaigns": "Campagne",
        "works": "Opere",
        "series": "Serie",
        "sources": "Fonti",
        "search": "Ricerca",
        "about": "Informazioni",
        "kind-place": "Luogo",
        "kind-person": "Persona",
        "kind-party": "Persona o gruppo",
        "kind-organisation": "Organizzazione",
        "kind-subject": "Soggetto",
        "kind-campaign": "Campagna",
        "kind-work": "Opera",
        "kind-series": "Serie",
        "kind-source": "Editore di fonti",
        "places-lead": "Dove si svolsero gli eventi, per paese e città.",
        "people-lead": (
            "Persone e gruppi con una parte pubblica in un evento: chi parlò, si esibì, "
            "presiedette, scrisse o fu onorato. Chi fu soltanto presente o soltanto menzionato "
            "non ha una pagina."
        ),
        "organisations-lead": "Chi organizzò, ospitò o sostenne gli eventi, o vi fu rappresentato.",
        "subjects-lead": (
            "Ciò che gli eventi ricordarono o di cui trattarono. Le intestazioni sono "
            "dell’archivio; come altri chiamano un soggetto sta nella sua pagina, con chi lo dice."
        ),
        "campaigns-lead": "Campagne a cui gli eventi appartennero o di cui si parlò.",
        "works-lead": "Ciò che fu letto, eseguito o mostrato.",
        "series-lead": "Eventi che stanno insieme, nell’ordine delle loro date.",
        "sources-lead": "Chi pubblicò ciò su cui si fondano le schede.",
        "nothing": "Qui non è ancora registrato nulla.",
        "somewhere": "Altrove",
        "only-named": (
            "Questi eventi danno lo stesso nome. Nulla, se non il nome, dice che intendano lo "
            "stesso."
        ),
        "names-used": "Nomi usati",
        "names-used-lead": "Chi lo chiama come, secondo le fonti.",
        "events.one": "{number} evento",
        "events.other": "{number} eventi",
        "timeline": "Linea del tempo",
        "legend": "Come leggere la linea del tempo",
        "legend-day": "in un giorno noto",
        "legend-lasting": "per più giorni",
        "legend-within": "in un giorno di questo periodo",
        "legend-uncertain": "incerto o approssimativo",
        "legend-sure": "sicuramente in quell’anno",
        "density": "Eventi per anno",
        "density-text": (
            "Una barra per ogni anno dal {first} al {last}, alta quanto il numero dei suoi "
            "eventi; i numeri stanno sotto, anno per anno."
        ),
        "newest": "Schede più recenti",
        "ways": "Vie d’accesso",
        "from-to": "dal {first} al {last}",
        "parts": "Parti, per data",
        "wide": "Datazione ampia",
        "wide-lead": (
            "Eventi che possono appartenere a uno di molti anni, o le cui date sono aperte."
        ),
        "undated": "Senza data",
        "undated-lead": "Eventi della cui data non si sa nulla.",
        "possibly": "Forse in questo anno",
        "possibly-lead": "Le loro date sono incerte, approssimative o aperte.",
        "no-month": "Mese non noto, o iniziati prima",
        "fact-other-names": "Anche",
        "fact-dates": "Data",
        "fact-kind": "Tipo",
        "fact-positions": "Cariche",
        "fact-place": "Indirizzo",
        "fact-part-of": "Parte di",
        "fact-by-author": "Autore",
        "fact-by-composer": "Compositore",
        "fact-by-translator": "Traduttore",
        "fact-by-arranger": "Arrangiatore",
        "fact-by-director": "Regista",
        "fact-catalogue": "Catalogo",
        "fact-coordinates": "Coordinate",
        "fact-adjudications": "Nome accertato",
        "fact-ids": "Identificativi",
        "fact-notes": "Note",
        "withdrawn": "Questa scheda è stata ritirata",
        "withdrawn-text": (
            "A questo indirizzo si trovava una scheda. L’archivio l’ha ritirata e non mostra "
            "nulla di ciò che conteneva."
        ),
        "moved": "Questa scheda è stata spostata",
        "not-found": "Pagina inesistente",
        "not-found-text": (
            "A questo indirizzo non c’è nulla. Una scheda ritirata o rinominata lascia una "
            "pagina, perciò l’indirizzo può essere scritto male."
        ),
        "about-speaks": "Chi parla",
        "about-speaks-text": (
            "Una scheda parla in proprio soltanto nel titolo, nel sommario e nelle note. Ciò che "
            "le persone dissero sta a parte, sotto il nome di chi parlò e con la fonte che lo "
            "riferisce. Cifre e termini sono loro, non dell’archivio. La scheda di una "
            "dichiarazione dice che fu fatta, non che sia vera."
        ),
        "about-dates": "Date",
        "about-dates-text": (
            "La data di un evento e quella di un resoconto sono tenute distinte. La scheda dice "
            "se la data è indicata da una fonte o dedotta dal redattore, e nessun giorno è "
            "inventato dove si conosce solo un mese o un anno. Ciò che è incerto è indicato a "
            "parole, e nella linea del tempo con tratteggi."
        ),
        "about-titles": "Titoli",
        "about-titles-text": (
            "I titoli sono neutrali. Dove il titolo di una fonte prende posizione, l’archivio ne "
            "attribuisce uno proprio e riporta l’altro, immutato, più in basso. Un termine "
            "accertato da un tribunale o da un organo simile può essere usato, e la decisione è "
            "citata."
        ),
        "about-withheld": "Nomi omessi",
        "about-withheld-text": (
            "I nomi dei minori non sono mai registrati. Anche altri nomi possono essere omessi. "
            "La scheda dice allora che qualcosa è omesso, perché, e chi lo ha deciso."
        ),
        "about-advisories": "Avvertenze",
        "about-advisories-text": (
            "Dove una scheda tratta di violenza o di morte, lo dice una riga sopra il titolo. "
            "Descrive il contenuto e non attribuisce colpe."
        ),
        "about-corrections": "Correzioni",
        "about-corrections-text": (
            "Le schede sono corrette apertamente. La cronologia in fondo a una scheda dice che "
            "cosa è cambiato e quando. Una scheda che non vale più lascia una pagina che lo dice."
        ),
        "about-reuse": "Per i programmi",
        "about-reuse-text": (
            "Ogni pagina di un evento porta i suoi dati nei termini di schema.org. L’archivio dà "
            "anche un calendario, un feed delle modifiche dove il suo indirizzo è noto, e tutte "
            "le schede pubblicate in un solo file."
        ),
    },
    "site-role": {
        "author": "autore",
        "composer": "compositore",
        "translator": "traduttore",
        "arranger": "arrangiatore",
        "director": "regista",
    },
}
