// Search without a server; the index is loaded on demand.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const form = at("search-form"), input = at("search-words"), status = at("search-status");
  const list = at("results"), more = at("search-more"), all = at("search-all");
  const { parts, said: reported, counts, none, loading, failed } = form.dataset;
  const pattern = JSON.parse(counts), plural = new Intl.PluralRules(document.documentElement.lang);
  const rows = [], STEP = 50;
  let missing = -1, broken = false, shown = STEP, timer;

  // As the program folds (values/folding.py).
  const LETTERS = { ə: "e", ı: "i", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe",
    ħ: "h", ŧ: "t", ŋ: "n", "’": "'" };
  const swaps = (text) => text.normalize("NFD") !== text;
  // A mark of a combining class changes places with one of another.
  const bare = (mark) => (swaps(mark + "\u0334") || swaps("\u0345" + mark) ? "" : mark);
  const lower = (text) => text.toUpperCase().toLowerCase().replace(/ς/g, "σ")
    .replace(/[\uab70-\uabbf\u13f8-\u13fd]/g, (letter) => letter.toUpperCase());
  const fold = (text) => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase()
    : lower(lower(text).normalize("NFKD").replace(/\p{M}/gu, bare))
      .replace(/[əıøłđðþæœħŧŋ’]/g, (letter) => LETTERS[letter]);

  const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;
  const words = (text) => fold(text).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  const padded = (...texts) => ` ${words(texts.join(" ")).join(" ")} `;
  // Words are met whole, the last by its beginning; in scripts without spaces anywhere.
  const tests = (query) => words(query).map((word, index, { length }) => {
    const sought = UNSPACED.test(word) ? word : index < length - 1 ? ` ${word} ` : ` ${word}`;
    return (text) => text.includes(sought);
  });
  const textOf = (text) => (Array.isArray(text) ? text[0] : text);

  const index = (start, kind, found) => {
    if (kind === "events")
      found.forEach(([id, title, when, where, names], index) => {
        rows[start + index] = { id, title, when, where, names, said: [],
          inTitle: padded(textOf(title)), inNames: padded(when, where, ...names) };
      });
    else
      for (const [number, who, text] of found)
        rows[number]?.said.push({ who, text, said: padded(textOf(text)), by: padded(who) });
  };

  window.eventbook = { index, fold };

  const load = () => {
    if (missing >= 0) return;
    missing = 2 * parts;
    for (const kind of ["", "said-"])
      for (let number = 1; number <= parts; number++) {
        const script = document.createElement("script");
        script.async = false;
        script.src = `search/${kind}${number}.js`;
        script.onload = script.onerror = ({ type }) => {
          broken ||= type === "error";
          missing--;
          show();
        };
        document.head.append(script);
      }
  };

  const hit = (row, sought) => {
    const rest = sought.filter((is) => !is(row.inTitle) && !is(row.inNames));
    // Not because of the speaker alone.
    const said = row.said.filter((one) => rest[0]
      ? rest.every((is) => is(one.said) || is(one.by)) : sought.every((is) => is(one.said)));
    if (rest[0] && !said[0]) return null;
    const score = sought.reduce((sum, is) => sum + (is(row.inTitle) ? 4 : is(row.inNames) ? 2 : 1), 0);
    return { row, said, score };
  };

  const make = (name, type, ...inner) => {
    const element = document.createElement(name);
    if (type) element.className = type;
    element.append(...inner);
    return element;
  };
  const marked = (text, sought) => textOf(text).split(/([\p{L}\p{N}\p{M}]+)/u).map((part, index) =>
    index % 2 && sought.some((is) => is(padded(part))) ? make("mark", "", part) : part);
  const inLanguage = (name, text, sought) => Object.assign(make(name, "", ...marked(text, sought)),
    Array.isArray(text) && { lang: text[1], dir: "auto" });
  const item = ({ row, said }, sought) => {
    const link = inLanguage("a", row.title, sought);
    link.href = `events/${encodeURIComponent(row.id)}.html`;
    const what = make("div", "what", make("p", "", link), make("p", "where", row.where));
    const names = row.names.filter((name) => sought.some((is) => is(padded(name))));
    if (names[0]) what.append(make("p", "part", ...marked(names.join(" · "), sought)));
    for (const { who, text } of said.slice(0, 3)) {
      const sides = reported.split("{text}").map((side) => side.replace("{who}", () => who));
      const quote = inLanguage("span", text, sought);
      what.append(make("p", "part", ...marked(sides[0], sought), quote, sides[1] || ""));
    }
    return make("li", "", make("p", "when", row.when), what);
  };

  const show = () => {
    const sought = tests(input.value);
    all.hidden = sought.length > 0;
    const hits = sought[0] ? rows.map((row) => hit(row, sought)).filter(Boolean) : [];
    hits.sort((one, other) => other.score - one.score);
    list.replaceChildren(...hits.slice(0, shown).map((one) => item(one, sought)));
    more.hidden = hits.length <= shown;
    const count = hits.length ? (pattern[plural.select(hits.length)] || pattern.other) : none;
    status.textContent = !sought[0] ? "" : broken ? failed : missing > 0 ? loading
      : count.replace("{number}", hits.length);
  };

  const search = () => {
    shown = STEP;
    const q = input.value.trim();
    if (q) load();
    show();
    const query = q && `?${new URLSearchParams({ q })}`;
    try { history.replaceState(null, "", location.pathname + query); } catch { }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  more.addEventListener("click", () => {
    const next = shown;
    shown += STEP;
    show();
    list.children[next].querySelector("a").focus();
  });
  at("search-plain").hidden = true;
  form.hidden = false;
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; search(); }
})();
