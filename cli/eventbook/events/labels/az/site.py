"""Azerbaijani: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Ana səhifə",
        "skip": "Məzmuna keç",
        "navigation": "Bölmələr",
        "languages": "Dillər",
        "more": "Digər bölmələr",
        "here": "Bu səhifənin yeri",
        "pages": "Bu siyahının səhifələri",
        "near": "Qonşu səhifələr",
        "previous": "Əvvəlki",
        "next": "Sonrakı",
        "draft": "qaralama",
        "years": "İllər",
        "places": "Yerlər",
        "people": "Şəxslər",
        "organisations": "Təşkilatlar",
        "subjects": "Mövzular",
        "campaigns": "Kampaniyalar",
        "works": "Əsərlər",
        "series": "Silsilələr",
        "sources": "Mənbələr",
        "search": "Axtarış",
        "about": "Arxiv haqqında",
        "kind-place": "Yer",
        "kind-person": "Şəxs",
        "kind-party": "Şəxs və ya qrup",
        "kind-organisation": "Təşkilat",
        "kind-subject": "Mövzu",
        "kind-campaign": "Kampaniya",
        "kind-work": "Əsər",
        "kind-series": "Silsilə",
        "kind-source": "Mənbələrin naşiri",
        "places-lead": "Tədbirlərin keçirildiyi yerlər, ölkə və şəhər üzrə.",
        "people-lead": (
            "Tədbirdə ictimai rolu olan şəxslər və qruplar: çıxış edən, ifa edən, sədrlik edən, "
            "yazan və ya şərəfinə tədbir keçirilən. Yalnız iştirak edənlərin və ya yalnız adı "
            "çəkilənlərin səhifəsi yoxdur."
        ),
        "organisations-lead": (
            "Tədbirləri təşkil edən, qəbul edən və ya dəstəkləyən, yaxud tədbirdə təmsil olunan "
            "təşkilatlar."
        ),
        "subjects-lead": (
            "Tədbirlərin həsr olunduğu və ya bəhs etdiyi mövzular. Başlıqlar arxivin özünündür; "
            "başqalarının mövzunu necə adlandırdığı onun səhifəsində, kimin belə dediyi ilə "
            "birlikdə göstərilir."
        ),
        "campaigns-lead": "Tədbirlərin aid olduğu və ya bəhs etdiyi kampaniyalar.",
        "works-lead": "Oxunan, ifa edilən və ya göstərilən əsərlər.",
        "series-lead": "Bir-birinə bağlı tədbirlər, tarix sırası ilə.",
        "sources-lead": "Yazıların əsaslandığı mənbələri dərc edənlər.",
        "nothing": "Burada hələ heç nə qeyd edilməyib.",
        "somewhere": "Başqa yerlər",
        "only-named": (
            "Bu tədbirlərdə eyni ad göstərilir. Eyni şeyin nəzərdə tutulduğunu yalnız ad göstərir."
        ),
        "names-used": "İşlədilən adlar",
        "names-used-lead": "Kimin hansı adı işlətdiyi, mənbələrdə verildiyi kimi.",
        "events.one": "{number} tədbir",
        "events.other": "{number} tədbir",
        "timeline": "Zaman xətti",
        "legend": "Zaman xəttini necə oxumalı",
        "legend-day": "məlum gündə",
        "legend-lasting": "bir neçə gün ərzində",
        "legend-within": "bu müddətin bir günündə",
        "legend-uncertain": "dəqiq olmayan və ya təxmini",
        "legend-sure": "dəqiq həmin ildə",
        "density": "İllər üzrə tədbirlər",
        "density-text": (
            "Hər il üçün bir sütun ({first}–{last}); hündürlüyü həmin ilin tədbirlərinin sayına "
            "bərabərdir. Rəqəmlər aşağıda, il-il verilib."
        ),
        "newest": "Ən yeni yazılar",
        "ways": "Bölmələr",
        "from-to": "{first} – {last}",
        "parts": "Hissələr, tarix üzrə",
        "wide": "Daha geniş tarixli",
        "wide-lead": "Bir çox ildən hər hansı birində ola bilən və ya tarixi açıq qalan tədbirlər.",
        "undated": "Tarixsiz",
        "undated-lead": "Tarixi haqqında heç nə məlum olmayan tədbirlər.",
        "possibly": "Ola bilsin, bu ildə",
        "possibly-lead": "Bu tədbirlərin tarixi dəqiq deyil, təxminidir və ya açıqdır.",
        "no-month": "Ayı məlum deyil və ya daha əvvəl başlayıb",
        "fact-other-names": "Başqa adları",
        "fact-dates": "Tarix",
        "fact-kind": "Növ",
        "fact-positions": "Vəzifələr",
        "fact-place": "Ünvan",
        "fact-part-of": "Daxil olduğu",
        "fact-by-author": "Müəllif",
        "fact-by-composer": "Bəstəkar",
        "fact-by-translator": "Tərcüməçi",
        "fact-by-arranger": "Aranjiman",
        "fact-by-director": "Rejissor",
        "fact-catalogue": "Kataloq",
        "fact-coordinates": "Koordinatlar",
        "fact-adjudications": "Müəyyən edilmiş ad",
        "fact-ids": "İdentifikatorlar",
        "fact-notes": "Qeydlər",
        "withdrawn": "Bu yazı geri götürülüb",
        "withdrawn-text": (
            "Bu ünvanda bir yazı olub. Arxiv onu geri götürüb və məzmunundan heç nə göstərmir."
        ),
        "withdrawn-on": "Geri götürülmə tarixi: {date}.",
        "moved": "Bu yazının ünvanı dəyişib",
        "not-found": "Belə səhifə yoxdur",
        "not-found-text": (
            "Bu ünvanda heç nə yoxdur. Geri götürülən və ya adı dəyişdirilən yazının yerində "
            "bir səhifə qalır, ona görə də ünvan səhv yazılmış ola bilər."
        ),
        "about-speaks": "Kim danışır",
        "about-speaks-text": (
            "Arxiv yazının başlığında, xülasəsində, xəbərdarlığında, qeydlərində və mövzu "
            "başlıqlarında öz adından danışır. Başqalarının dedikləri ayrıca, deyənin adı "
            "altında və bunu bildirən mənbə ilə birlikdə, mənbədə göstərildiyi qədər verilir. "
            "Oradakı rəqəmlər və ifadələr arxivə deyil, danışana aiddir. Bəyanatın yazısı onun "
            "mənbədə verildiyini bildirir, doğru olduğunu yox."
        ),
        "about-dates": "Tarixlər",
        "about-dates-text": (
            "Tədbirin tarixi ilə xəbərin tarixi ayrı saxlanılır. Yazıda tarixin mənbədə "
            "göstərildiyi, yoxsa redaktor tərəfindən müəyyən edildiyi bildirilə bilər; yalnız ay "
            "və ya il məlum olduqda gün uydurulmur. Dəqiq olmayan məlumat sözlə, zaman xəttində "
            "isə qırıq xətlə göstərilir."
        ),
        "about-titles": "Başlıqlar",
        "about-titles-text": (
            "Başlıqların neytral olması nəzərdə tutulur. Mənbənin başlığı tərəf tutduqda arxiv "
            "öz başlığını verir, mənbənin başlığını isə olduğu kimi aşağıda saxlayır; bu, bütün "
            "tərəflərə eyni dərəcədə aiddir. Məhkəmənin və ya beynəlxalq qurumun müəyyən etdiyi "
            "termin işlədilə bilər və həmin qurum göstərilir."
        ),
        "about-withheld": "Açıqlanmayan adlar",
        "about-withheld-text": (
            "Yetkinlik yaşına çatmayanların adları heç vaxt qeyd edilmir. Başqa adlar da "
            "açıqlanmaya bilər. Belə halda adın yerində başqa ifadə durur. Bildirişdə nəyin "
            "açıqlanmadığı, bunun səbəbi və kimin qərar verdiyi göstərilə bilər."
        ),
        "about-advisories": "Xəbərdarlıqlar",
        "about-advisories-text": (
            "Yazının başlığının üstündəki sətir onun zorakılıqdan, ölümdən və ya mübahisəli "
            "məsələdən bəhs etdiyini bildirə bilər. O, məzmunu təsvir edir və heç kəsi "
            "günahlandırmır."
        ),
        "about-corrections": "Düzəlişlər",
        "about-corrections-text": (
            "Yazılar açıq şəkildə düzəldilir. Yazının sonundakı tarixçə hansı hissələrin və nə "
            "vaxt dəyişdiyini göstərir, nəyin çıxarıldığını yox. Geri götürülən yazının yerində "
            "bunu bildirən səhifə qalır."
        ),
        "about-reuse": "Proqramlar üçün",
        "about-reuse-text": (
            "Hər tədbirin səhifəsində onun məlumatları schema.org terminləri ilə verilir. Arxiv "
            "həmçinin təqvim, ünvanı məlum olduqda dəyişikliklər lenti və dərc edilmiş bütün "
            "yazıları bir fayl kimi təqdim edir."
        ),
    },
    "site-role": {
        "author": "müəllif",
        "composer": "bəstəkar",
        "translator": "tərcüməçi",
        "arranger": "aranjiman",
        "director": "rejissor",
    },
}
