"""Azerbaijani: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Ana səhifə",
        "skip": "Məzmuna keç",
        "navigation": "Giriş yolları",
        "languages": "Dillər",
        "more": "Digər giriş yolları",
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
        "about": "Haqqında",
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
            "Tədbirdə ictimai rolu olan şəxslər və qruplar: çıxış edənlər, ifaçılar, sədrlik "
            "edənlər, müəlliflər, fəxri qonaqlar. Yalnız iştirak edənlərin və ya yalnız adı "
            "çəkilənlərin səhifəsi yoxdur."
        ),
        "organisations-lead": (
            "Tədbirləri təşkil edən, qəbul edən, dəstəkləyən və ya təmsil olunan təşkilatlar."
        ),
        "subjects-lead": (
            "Tədbirlərin nəyə həsr olunduğu. Başlıqlar arxivindir; başqalarının mövzunu necə "
            "adlandırdığı onun səhifəsində, kimin dediyi ilə birlikdə verilir."
        ),
        "campaigns-lead": "Tədbirlərin aid olduğu və ya danışıldığı kampaniyalar.",
        "works-lead": "Oxunan, ifa olunan və ya göstərilən əsərlər.",
        "series-lead": "Bir-birinə bağlı tədbirlər, tarix ardıcıllığı ilə.",
        "sources-lead": "Qeydlərin əsaslandığı mənbələri nəşr edənlər.",
        "nothing": "Burada hələ heç nə qeyd olunmayıb.",
        "somewhere": "Digər",
        "only-named": (
            "Bu tədbirlərdə eyni ad verilir. Onların eyni olduğunu addan başqa heç nə göstərmir."
        ),
        "names-used": "İşlədilən adlar",
        "names-used-lead": "Mənbələrə görə kim onu necə adlandırır.",
        "events.one": "{number} tədbir",
        "events.other": "{number} tədbir",
        "timeline": "Zaman xətti",
        "legend": "Zaman xəttini necə oxumalı",
        "legend-day": "məlum gündə",
        "legend-lasting": "bir neçə gün ərzində",
        "legend-within": "bu müddətin bir günündə",
        "legend-uncertain": "qeyri-müəyyən və ya təxmini",
        "legend-sure": "dəqiq həmin ildə",
        "density": "İllər üzrə tədbirlər",
        "density-text": (
            "{first} ilindən {last} ilinə qədər hər il üçün tədbirlərin sayı hündürlükdə bir "
            "sütun; saylar aşağıda il-il verilir."
        ),
        "newest": "Ən yeni qeydlər",
        "ways": "Giriş yolları",
        "from-to": "{first}–{last}",
        "parts": "Hissələr, tarix üzrə",
        "wide": "Geniş tarixləndirilənlər",
        "wide-lead": (
            "Bir çox ildən hər hansı birinə aid ola bilən və ya tarixi açıq olan tədbirlər."
        ),
        "undated": "Tarixsiz",
        "undated-lead": "Tarixi barədə heç nə məlum olmayan tədbirlər.",
        "possibly": "Ola bilsin, bu ildə",
        "possibly-lead": "Onların tarixi qeyri-müəyyən, təxmini və ya açıqdır.",
        "no-month": "Ayı məlum deyil və ya əvvəl başlanıb",
        "fact-other-names": "Həmçinin",
        "fact-dates": "Tarix",
        "fact-kind": "Növ",
        "fact-positions": "Vəzifələr",
        "fact-place": "Ünvan",
        "fact-part-of": "Nəyin hissəsidir",
        "fact-by-author": "Müəllif",
        "fact-by-composer": "Bəstəkar",
        "fact-by-translator": "Tərcüməçi",
        "fact-by-arranger": "Aranjimançı",
        "fact-by-director": "Rejissor",
        "fact-catalogue": "Kataloq",
        "fact-coordinates": "Koordinatlar",
        "fact-adjudications": "Təsbit olunmuş ad",
        "fact-ids": "İdentifikatorlar",
        "fact-notes": "Qeydlər",
        "withdrawn": "Bu qeyd geri götürülüb",
        "withdrawn-text": (
            "Bu ünvanda bir qeyd var idi. Arxiv onu geri götürüb və məzmunundan heç nə göstərmir."
        ),
        "moved": "Bu qeydin ünvanı dəyişib",
        "not-found": "Belə səhifə yoxdur",
        "not-found-text": (
            "Bu ünvanda heç nə yoxdur. Geri götürülən və ya adı dəyişən qeydin yerində səhifə "
            "qalır; ola bilsin, ünvan səhv yazılıb."
        ),
        "about-speaks": "Kim danışır",
        "about-speaks-text": (
            "Qeyd öz adından yalnız başlıqda, xülasədə və qeydlərdə danışır. İnsanların dedikləri "
            "ayrıca, danışanın adı altında və onu bildirən mənbə ilə verilir. Rəqəmlər və "
            "terminlər arxivin deyil, onlarındır. Bəyanatın qeyd olunması onun söylənildiyini "
            "bildirir, doğru olduğunu yox."
        ),
        "about-dates": "Tarixlər",
        "about-dates-text": (
            "Tədbirin tarixi ilə xəbərin tarixi ayrı saxlanılır. Qeyd tarixin mənbədə "
            "göstərildiyini, yoxsa redaktor tərəfindən müəyyən edildiyini bildirir; yalnız ay və "
            "ya il məlum olanda gün uydurulmur. Qeyri-müəyyən olan sözlə, zaman xəttində isə "
            "qırıq xətlə göstərilir."
        ),
        "about-titles": "Başlıqlar",
        "about-titles-text": (
            "Başlıqlar neytraldır. Mənbənin başlığı tərəf tutursa, arxiv öz başlığını verir və "
            "mənbəninkini dəyişmədən aşağıda saxlayır. Məhkəmənin və ya oxşar qurumun təsbit "
            "etdiyi termin işlədilə bilər və qərar göstərilir."
        ),
        "about-withheld": "Gizli saxlanılan adlar",
        "about-withheld-text": (
            "Yetkinlik yaşına çatmayanların adları heç vaxt qeyd olunmur. Başqa adlar da gizli "
            "saxlanıla bilər. Belə halda qeyd nəyinsə gizli saxlanıldığını, səbəbini və kimin "
            "qərar verdiyini bildirir."
        ),
        "about-advisories": "Xəbərdarlıqlar",
        "about-advisories-text": (
            "Qeyddə zorakılıqdan və ya ölümdən danışılırsa, başlığın üstündəki sətir bunu "
            "bildirir. O, məzmunu təsvir edir, heç kimi günahlandırmır."
        ),
        "about-corrections": "Düzəlişlər",
        "about-corrections-text": (
            "Qeydlər açıq şəkildə düzəldilir. Qeydin sonundakı tarixçə nəyin və nə vaxt "
            "dəyişdiyini göstərir. Qüvvədən düşən qeydin yerində bunu bildirən səhifə qalır."
        ),
        "about-reuse": "Proqramlar üçün",
        "about-reuse-text": (
            "Hər tədbirin səhifəsi öz məlumatlarını schema.org terminləri ilə verir. Arxiv "
            "həmçinin təqvim, ünvanı məlum olanda dəyişikliklər lenti və bütün dərc olunmuş "
            "qeydləri bir fayl kimi təqdim edir."
        ),
    },
    "site-role": {
        "author": "müəllif",
        "composer": "bəstəkar",
        "translator": "tərcüməçi",
        "arranger": "aranjimançı",
        "director": "rejissor",
    },
}
