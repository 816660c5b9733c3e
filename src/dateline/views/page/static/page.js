// Joins values and words: pointing, focus or a click on one shows the other. Without it the links lead to the same places.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const numbers = (node) => (node.dataset.marks ? node.dataset.marks.split(" ") : []);
  const narrow = () => matchMedia("(max-width: 56rem)").matches;

  for (const report of document.querySelectorAll(".report")) {
    const evidence = report.querySelector(".evidence");
    if (!evidence) continue;
    const rest = evidence.querySelector(".rest");
    const found = evidence.querySelector(".found");
    const close = evidence.querySelector(".close");
    const marks = [...report.querySelectorAll(".text .mark")];
    const values = [...report.querySelectorAll(".value")];
    let pinned = null;
    let lit = [];

    const light = (nodes) => {
      for (const node of lit) node.classList.remove("on");
      lit = nodes;
      for (const node of lit) node.classList.add("on");
    };
    const put = (...nodes) => {
      found.replaceChildren(...nodes);
      found.hidden = close.hidden = false;
      rest.hidden = true;
      evidence.classList.add("open");
      evidence.scrollTop = 0;
    };
    const clear = () => {
      light([]);
      found.hidden = close.hidden = true;
      rest.hidden = false;
      evidence.classList.remove("open");
    };
    const element = (name, text, className) => {
      const node = document.createElement(name);
      node.textContent = text;
      if (className) node.className = className;
      return node;
    };
    const under = (wanted) => marks.filter((mark) => numbers(mark).some((number) => wanted.has(number)));

    const showValue = (value) => {
      const wanted = new Set(numbers(value));
      light([value, ...under(wanted)]);
      const reason = document.getElementById(value.dataset.why).cloneNode(true);
      put(...reason.childNodes);
    };
    const showMark = (mark) => {
      const wanted = numbers(mark);
      const made = values.filter((value) => numbers(value).some((number) => wanted.includes(number)));
      const whole = under(new Set(wanted.slice(0, 1)));
      light([mark, ...whole, ...made]);
      const list = document.createElement("ul");
      for (const value of made) {
        const card = value.closest(".card");
        const item = document.createElement("li");
        const link = element("a", value.textContent);
        link.href = "#" + value.id;
        const reason = document.getElementById(value.dataset.why);
        const label = reason.querySelector(".label").textContent;
        const score = reason.querySelector(".score");
        item.append(element("span", card.querySelector(".number").textContent + " " + label + " ", "label"), link);
        if (score) item.append(" ", score.cloneNode(true));
        list.append(item);
      }
      const words = element("p", "“" + whole.map((node) => node.textContent).join("").trim() + "”", "words");
      put(words, list);
    };
    const show = (node) => (node.classList.contains("mark") ? showMark(node) : showValue(node));
    const pin = (node) => {
      if (pinned) { pinned.classList.remove("pinned"); pinned.removeAttribute("aria-current"); }
      pinned = node;
      if (!node) return clear();
      node.classList.add("pinned");
      node.setAttribute("aria-current", "true");
      show(node);
      if (narrow()) return undefined;
      const other = lit.find((one) => one.classList.contains("mark") !== node.classList.contains("mark"));
      if (other) other.scrollIntoView({ block: "nearest" });
      return undefined;
    };

    for (const node of [...marks, ...values]) {
      node.addEventListener("mouseenter", () => { if (!pinned) show(node); });
      node.addEventListener("mouseleave", () => { if (!pinned && document.activeElement !== node) clear(); });
      node.addEventListener("focus", () => { if (!pinned && node.matches(":focus-visible")) show(node); });
      node.addEventListener("blur", () => { if (!pinned) clear(); });
      node.addEventListener("click", (event) => {
        event.preventDefault();
        pin(pinned === node ? null : node);
      });
    }
    // The text is one stop of the Tab key; arrow keys move from mark to mark.
    marks.forEach((mark, index) => {
      mark.tabIndex = index ? -1 : 0;
      mark.setAttribute("aria-description", mark.title);
      mark.removeAttribute("title");
      mark.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        const next = step ? marks[index + step] : { Home: marks[0], End: marks.at(-1) }[event.key];
        if (!next) return;
        event.preventDefault();
        mark.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
      });
    });
    close.addEventListener("click", () => {
      const last = pinned;
      pin(null);
      if (last) last.focus({ preventScroll: true });
    });
    report.addEventListener("keydown", (event) => { if (event.key === "Escape") pin(null); });
    report.addEventListener("click", (event) => {
      if (pinned && !event.target.closest(".mark, .value, .evidence, summary")) pin(null);
    });
    // A link to words or to a value, in the evidence or among the reasons, shows them as if pointed at.
    report.addEventListener("click", (event) => {
      const link = event.target.closest(".evidence a, .why a");
      const target = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!target || !(target.classList.contains("mark") || target.classList.contains("value"))) return;
      event.preventDefault();
      const stays = pinned && target.classList.contains("mark");
      if (!stays) pin(target);
      target.scrollIntoView({ block: "center" });
    });
    // An address with the words in it, or a link followed before this script was there, shows them too.
    const asked = document.getElementById(location.hash.slice(1));
    if (asked && (marks.includes(asked) || values.includes(asked))) pin(asked);
  }
})();
