"""Italian: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Pagina iniziale",
        "skip": "Vai al contenuto",
        "navigation": "Percorsi",
        "languages": "Lingue",
        "more": "Altri percorsi",
        "here": "Posizione di questa pagina",
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
        "places-lead": "Dove si sono svolti gli eventi, per paese e città.",
        "people-lead": (
            "Persone e gruppi con un ruolo pubblico in un evento: chi ha parlato, si è esibito, ha "
            "presieduto, ha scritto o ha ricevuto onori. Chi ha soltanto assistito o è "
            "soltanto nominato non ha una pagina."
        ),
        "organisations-lead": (
            "Chi ha organizzato, ospitato o sostenuto eventi, o vi era rappresentato."
        ),
        "subjects-lead": (
            "Ciò che gli eventi ricordavano o di cui trattavano. Le voci sono dell’archivio; "
            "come altri chiamano un soggetto è detto nella sua pagina, con l’indicazione di chi "
            "lo dice."
        ),
        "campaigns-lead": "Campagne di cui gli eventi facevano parte o parlavano.",
        "works-lead": "Che cosa è stato letto, eseguito o mostrato.",
        "series-lead": "Eventi che vanno insieme, in ordine di data.",
        "sources-lead": "Chi ha pubblicato ciò su cui si fondano le schede.",
        "nothing": "Qui non è ancora registrato nulla.",
        "somewhere": "Altrove",
        "only-named": (
            "Questi eventi danno lo stesso nome. Solo il nome indica che intendono la stessa cosa."
        ),
        "names-used": "Denominazioni usate",
        "names-used-lead": "Chi usa quale nome, come riportato dalle fonti.",
        "events.one": "{number} evento",
        "events.many": "{number} eventi",
        "events.other": "{number} eventi",
        "timeline": "Linea del tempo",
        "legend": "Come leggere la linea del tempo",
        "legend-day": "in un giorno noto",
        "legend-lasting": "per più giorni",
        "legend-within": "in un giorno di questo periodo",
        "legend-uncertain": "data incerta o approssimativa",
        "legend-sure": "con certezza in quell’anno",
        "density": "Eventi per anno",
        "density-text": (
            "Una barra per ogni anno, dal {first} al {last}, alta quanto il numero dei suoi "
            "eventi; i numeri sono indicati sotto, anno per anno."
        ),
        "newest": "Schede più recenti",
        "ways": "Percorsi",
        "from-to": "{first} – {last}",
        "parts": "Parti, per data",
        "wide": "Con data più ampia",
        "wide-lead": "Eventi che possono cadere in uno di molti anni, o con una data aperta.",
        "undated": "Senza data",
        "undated-lead": "Eventi della cui data non si sa nulla.",
        "possibly": "Forse in quest’anno",
        "possibly-lead": "Le date di questi eventi sono incerte, approssimative o aperte.",
        "no-month": "Mese non noto, o inizio precedente",
        "fact-other-names": "Altri nomi",
        "fact-dates": "Data",
        "fact-kind": "Tipo",
        "fact-positions": "Cariche",
        "fact-place": "Indirizzo",
        "fact-part-of": "Fa parte di",
        "fact-by-author": "Testo di",
        "fact-by-composer": "Musica",
        "fact-by-translator": "Traduzione",
        "fact-by-arranger": "Arrangiamento",
        "fact-by-director": "Regia",
        "fact-catalogue": "Catalogo",
        "fact-coordinates": "Coordinate",
        "fact-adjudications": "Termine accertato",
        "fact-ids": "Identificativi",
        "fact-notes": "Note",
        "withdrawn": "Questa scheda è stata ritirata",
        "withdrawn-text": (
            "A questo indirizzo c’era una scheda. L’archivio l’ha ritirata e non mostra nulla "
            "di ciò che conteneva."
        ),
        "withdrawn-on": "Data del ritiro: {date}.",
        "moved": "Questa scheda ha cambiato indirizzo",
        "not-found": "Pagina inesistente",
        "not-found-text": (
            "A questo indirizzo non c’è nulla. Una scheda ritirata o rinominata lascia una "
            "pagina: è quindi possibile che l’indirizzo sia scritto male."
        ),
        "about-speaks": "Chi parla",
        "about-speaks-text": (
            "L’archivio parla nel titolo, nella sintesi, nell’avvertenza e nelle note di una "
            "scheda e nelle voci dei soggetti. Ciò che altri hanno detto sta a parte, sotto il "
            "nome di chi l’ha detto e con la fonte che lo riporta, per quanto la fonte li "
            "indichi. Cifre e termini che vi compaiono sono di chi parla, non dell’archivio. La "
            "scheda di una dichiarazione dice che è riportata, non che è vera."
        ),
        "about-dates": "Date",
        "about-dates-text": (
            "La data di un evento e la data di una notizia sono tenute distinte. La scheda può "
            "dire se la data è indicata da una fonte o desunta dalla redazione; dove si conosce "
            "solo il mese o l’anno, il giorno non è supposto. Ciò che è incerto è segnalato a "
            "parole e, nella linea del tempo, con un tratteggio."
        ),
        "about-titles": "Titoli",
        "about-titles-text": (
            "I titoli vogliono essere neutrali. Dove il titolo di una fonte prende posizione, "
            "l’archivio ne attribuisce uno proprio e riporta quello della fonte, immutato, più "
            "in basso; ciò vale per ogni parte. Un termine accertato da un tribunale o da un "
            "organo internazionale può essere usato, e l’organo è indicato."
        ),
        "about-withheld": "Nomi omessi",
        "about-withheld-text": (
            "I nomi dei minori non sono mai registrati. Anche altri nomi possono essere omessi. "
            "Al posto del nome sta allora una dicitura. Un avviso può dire che cosa è omesso, "
            "perché, e chi lo ha deciso."
        ),
        "about-advisories": "Avvertenze",
        "about-advisories-text": (
            "Una riga sopra il titolo di una scheda può dire che vi si tratta di violenza o di "
            "morte, o di qualcosa di controverso. Descrive il contenuto e non attribuisce colpe."
        ),
        "about-corrections": "Correzioni",
        "about-corrections-text": (
            "Le schede sono corrette in modo trasparente. La storia in fondo a una scheda dice "
            "quali parti sono cambiate e quando, non che cosa è stato tolto. Una scheda ritirata "
            "lascia una pagina che lo dice."
        ),
        "about-reuse": "Per i programmi",
        "about-reuse-text": (
            "Ogni pagina di un evento porta i propri dati nei termini di schema.org. L’archivio "
            "offre anche un calendario, un feed delle modifiche, dove il suo indirizzo è noto, "
            "e tutte le schede pubblicate in un solo file."
        ),
    },
    "site-role": {
        "author": "testo",
        "composer": "musica",
        "translator": "traduzione",
        "arranger": "arrangiamento",
        "director": "regia",
    },
}
