(function () {
  "use strict";

  const MOST_HITS = 60;
  const AROUND = 90;

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  /* How well an entry answers, 0 if a word is missing: the whole title, its beginning, a word in it,
     a word in the text. Earlier kinds come first among equals, as the index has them in order. */
  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      if (entry.plainTitle === word || entry.plainTitle.split(" ")[0] === word) sum += 100;
      else if (entry.plainTitle.startsWith(word)) sum += 40;
      else if (entry.plainTitle.includes(word)) sum += 20;
      else if (entry.plainText.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function search(entries, query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return entries
      .map((entry, place) => ({ entry, place, score: score(entry, words) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || a.place - b.place)
      .map((hit) => ({ ...hit.entry, around: around(hit.entry, words) }));
  }

  /* The text around the first word that occurs in it, or its beginning. */
  function around({ text, plainText }, words) {
    const found = words.map((word) => plainText.indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, Math.min(...found, text.length) - AROUND);
    const start = found.length ? from : 0;
    const piece = text.slice(start, start + 2 * AROUND);
    return (start ? "… " : "") + piece + (start + piece.length < text.length ? " …" : "");
  }

  const read = (rows) =>
    rows.map(([kind, title, address, text]) => ({
      kind, title, address, text, plainTitle: plain(title), plainText: plain(text),
    }));

  if (typeof document === "undefined") {
    module.exports = { read, search };
    return;
  }

  const entries = read(window.taospecIndex);
  const query = document.getElementById("query");
  const list = document.getElementById("hits");
  const status = document.getElementById("status");

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function show() {
    const hits = search(entries, query.value);
    list.replaceChildren(
      ...hits.slice(0, MOST_HITS).map((hit) => {
        const line = document.createElement("li");
        const link = element("a", "", hit.title);
        link.href = hit.address;
        line.append(link, " ", element("span", "label", hit.kind));
        if (hit.around) line.append(element("p", "note", hit.around));
        return line;
      })
    );
    const cut = hits.length > MOST_HITS ? `, the first ${MOST_HITS} shown` : "";
    status.textContent = query.value.trim()
      ? `${hits.length || "Nothing"} found${cut}.`
      : `${entries.length.toLocaleString("en")} entries: rules, operations, constants, claims, proofs, terms, rejections, failures and vectors.`;
  }

  query.value = new URLSearchParams(window.location.search).get("q") || "";
  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("input", show);
  show();
  query.focus();
})();
