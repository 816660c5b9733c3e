// The desk with scripts: single keys, selected words, and forms sent without loading the page anew. Without it every form works alone.
import { bindings, typing } from "./keys.js";
import { rangeOf, unitsOf, wordsOf } from "./offsets.js";

document.documentElement.classList.add("js");
const dialog = document.getElementById("keys");
const keys = dialog ? bindings(dialog) : null;
let picked = null; // the units of the selected words
let focus = null; // the path of the value that was chosen
let merging = null; // the event that another is to be held together with
let busy = false;

const desk = () => document.getElementById("desk");
const text = () => document.getElementById("text");
const cards = () => [...document.querySelectorAll(".event")];
const current = () => document.querySelector(".event[aria-current]");
const say = (words) => { const said = document.getElementById("said"); if (said) said.textContent = words; };
const complain = (words) => {
  const wrong = document.getElementById("wrong");
  if (wrong) { wrong.hidden = !words; wrong.textContent = words; }
};

// Events

function stand(card, { move = true } = {}) {
  for (const one of cards()) { if (one === card) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current"); }
  if (!card) return;
  choose(null);
  if (move) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  light(card.querySelector("[data-path='mentions']"), { scroll: true });
}

function step(by) {
  const all = cards();
  if (!all.length) return;
  const next = all[(all.indexOf(current()) + by + all.length) % all.length];
  stand(next);
  say(next.dataset.summary);
}

// Values and their words

const numbers = (node) => (node && node.dataset.marks ? node.dataset.marks.split(" ") : []);

function light(value, { scroll = false } = {}) {
  for (const node of document.querySelectorAll(".on")) node.classList.remove("on");
  if (!value) return;
  const wanted = new Set(numbers(value));
  const marks = [...document.querySelectorAll(".text .mark")].filter((mark) => numbers(mark).some((number) => wanted.has(number)));
  for (const node of [value, ...marks]) node.classList.add("on");
  const box = text();
  if (!scroll || !marks.length || !box) return;
  const at = marks[0].offsetTop - box.offsetTop;
  if (box.scrollHeight > box.clientHeight && (at < box.scrollTop || at > box.scrollTop + box.clientHeight - 60)) box.scrollTop = at - 60;
}

function choose(value) {
  for (const node of document.querySelectorAll(".value[aria-pressed]")) node.removeAttribute("aria-pressed");
  focus = value ? value.dataset.path : null;
  if (!value) return;
  const card = value.closest(".event");
  if (card !== current()) { for (const one of cards()) one.removeAttribute("aria-current"); card.setAttribute("aria-current", "true"); }
  value.setAttribute("aria-pressed", "true");
}

function values(mark) {
  const wanted = numbers(mark);
  return [...document.querySelectorAll(".value")].filter((value) => numbers(value).some((number) => wanted.includes(number)));
}

// Selected words

function pick() {
  const box = text();
  const selection = getSelection();
  const units = box && selection.rangeCount ? unitsOf(box, selection.getRangeAt(0)) : null;
  if (units) picked = units;
  else if (!typing(document.activeElement) && !document.activeElement?.closest?.("#picked")) picked = null;
  const bar = document.getElementById("picked");
  if (bar) bar.hidden = !picked;
}

function walk(event) {
  const box = text();
  const words = wordsOf(box.textContent);
  if (!words.length) return;
  const range = getSelection().rangeCount ? unitsOf(box, getSelection().getRangeAt(0)) : null;
  const first = range ? words.findIndex((word) => word[1] > range[0]) : -1;
  const last = range ? words.findLastIndex((word) => word[0] < range[1]) : -1;
  const move = { ArrowRight: 1, ArrowDown: 8, ArrowLeft: -1, ArrowUp: -8 }[event.key];
  let from = first;
  let to = last;
  if (event.key === "Home") from = to = 0;
  else if (event.key === "End") from = to = words.length - 1;
  else if (event.shiftKey && range) to = Math.max(first, Math.min(words.length - 1, last + move));
  else from = to = Math.max(0, Math.min(words.length - 1, (move > 0 ? last : range ? first : 1) + move));
  event.preventDefault();
  const taken = rangeOf(box, words[from][0], words[to][1]);
  getSelection().removeAllRanges();
  getSelection().addRange(taken);
  say(taken.toString());
}

function fill(slot, beside) {
  const card = current();
  if (!picked) return complain("Select words in the text first, then press the key.");
  if (!card) return complain("There is no event to give this to; add one.");
  const form = document.getElementById("by-words");
  const given = { event: card.dataset.event, slot, start: picked[0], end: picked[1], focus: focus || "", beside: beside ? "yes" : "" };
  for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
  return send(form);
}

function openAdding() {
  const adding = document.getElementById("adding");
  const form = adding.querySelector("form");
  if (picked) {
    form.elements.start.value = picked[0];
    form.elements.end.value = picked[1];
    form.elements.words.value = rangeOf(text(), picked[0], picked[1]).toString();
  }
  adding.open = true;
  form.elements[picked ? "type" : "words"].focus();
  adding.scrollIntoView({ block: "nearest" });
}

function merge() {
  const card = current();
  if (!card || cards().length < 2) return complain("There is no other event in this report.");
  if (!merging || merging === card.dataset.event) {
    merging = merging ? null : card.dataset.event;
    return say(merging ? "Go to the event that is the same happening, and press the key again." : "Not merged.");
  }
  const form = document.getElementById("by-merge");
  form.elements.event.value = merging;
  form.elements.other.value = card.dataset.event;
  return send(form);
}

// Sending

async function send(form, button) {
  if (busy) return;
  busy = true;
  complain("");
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.set(button.name, button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("desk");
    if (!answer.ok || !fresh) {
      const told = page.querySelector("main .failure, main p");
      complain(told ? told.textContent.trim() : "That could not be kept. Load the page again.");
      return;
    }
    replace(fresh, page.title, answer.url);
  } catch {
    complain("The server does not answer. Nothing was kept; try again.");
  } finally {
    busy = false;
  }
}

function replace(fresh, title, address) {
  const same = fresh.dataset.key === desk().dataset.key;
  const scrolled = same && text() ? text().scrollTop : 0;
  const said = fresh.querySelector("#said").textContent;
  // A region that is spoken must be there before its words come
  fresh.querySelector("#said").textContent = "";
  desk().replaceWith(fresh);
  document.title = title;
  history.replaceState(null, "", address);
  picked = focus = merging = null;
  getSelection().removeAllRanges();
  if (text()) text().scrollTop = scrolled;
  if (keys) keys.show();
  stand(current());
  if (!current()) (text() || document.getElementById("main")).focus({ preventScroll: true });
  if (!same) scrollTo(0, 0);
  const card = current();
  say([said.trim(), card ? card.dataset.summary : ""].filter(Boolean).join(" ") || "");
}

// What a key does

const ACTS = {
  accept: () => (current() ? verdict("accept") : document.querySelector("[data-action='done']") && send(document.querySelector("[data-action='done']"))),
  reject: () => verdict("reject"),
  next: () => step(1),
  previous: () => step(-1),
  edit: () => {
    const edit = current()?.querySelector(".edit");
    if (!edit) return;
    edit.open = !edit.open;
    if (edit.open) edit.querySelector("select, input:not([type=hidden])").focus();
  },
  undo: () => send(document.querySelector("[data-action='undo']")),
  skip: () => send(document.querySelector("[data-action='skip']")),
  merge,
  add: openAdding,
  help: () => dialog.showModal(),
};

function verdict(kind) {
  const button = current()?.querySelector(`[name=kind][value=${kind}]`);
  return button && send(button.form, button);
}

document.addEventListener("keydown", (event) => {
  if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (dialog.open || typing(event.target)) return;
  if (event.target === text() && ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) { walk(event); return; }
  if (event.key === "Escape") { getSelection().removeAllRanges(); choose(null); light(null); complain(""); return; }
  const found = keys.find(event.key);
  if (!found || event.repeat) return;
  if (!document.querySelector(".desk-tools") && found.action !== "help") return;
  event.preventDefault();
  complain("");
  // The browser tells of a selection a moment later; a quick key must not miss it
  pick();
  if (found.slot) fill(found.slot, found.beside);
  else ACTS[found.action]();
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#desk")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const value = event.target.closest(".value");
  if (value) {
    event.preventDefault();
    choose(value);
    light(value, { scroll: true });
    say(`${value.textContent}. ${numbers(value).length ? "Its words are marked." : "It has no words in the text."}`);
    return;
  }
  const mark = event.target.closest("#text .mark");
  if (mark && getSelection().isCollapsed) {
    const found = values(mark);
    const here = found.find((one) => one.closest(".event") === current()) || found[0];
    if (here) { choose(here); light(here); here.scrollIntoView({ block: "nearest" }); say(found.map((one) => one.textContent).join("; ")); }
    return;
  }
  const opens = event.target.closest("[data-opens]");
  if (opens) { dialog.showModal(); return; }
  const slot = event.target.closest("#picked [data-slot]");
  if (slot) { fill(slot.dataset.slot, event.shiftKey); return; }
  if (event.target.closest("#picked [data-adds]")) { openAdding(); return; }
  const card = event.target.closest(".event");
  if (card && card !== current() && !event.target.closest("button, input, select, a, summary, label")) stand(card, { move: false });
});

// A button below the text must not take the selection away before it is used
document.addEventListener("pointerdown", (event) => { if (event.target.closest("#picked")) event.preventDefault(); });
document.addEventListener("selectionchange", pick);
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".value")) light(event.target);
  const card = event.target.closest?.(".event");
  if (card && card !== current()) stand(card, { move: false });
});

if (desk() && current()) light(current().querySelector("[data-path='mentions']"), { scroll: true });
