// The map of the page of incidents, and what a pointer does on the timeline. The state is the address: this reads it from #asked, which
// comes with every answer, and changes it only through the form. Leaflet (L) and topojson stand before this in the page.

const MOST_ZOOM = 12;
// From here on the borders of provinces are drawn.
const UNITS_FROM = 5;
// A ring that is smaller on the screen (pixels) is shown as a small open circle.
const SMALLEST_RING = 7;
const numbers = new Intl.NumberFormat("en");

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const asked = () => document.getElementById("asked")?.dataset ?? null;
const many = (number, word) => `${numbers.format(number)} ${word}${number === 1 ? "" : "s"}`;

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text ?? "" }, properties);
}

function killedOf([low, best, high]) {
  if (best === null) return "number of killed not told";
  const range = `${low === null ? "?" : numbers.format(low)}–${high === null ? "open" : numbers.format(high)}`;
  return `killed ${numbers.format(best)} (${range})`;
}

// A circle with a number in it, on the canvas that all marks share.
const Cluster = L.CircleMarker.extend({
  _updatePath() {
    L.CircleMarker.prototype._updatePath.call(this);
    const { _ctx: context, _drawing: drawing } = this._renderer;
    if (!drawing || this._empty()) return;
    context.globalAlpha = 1;
    context.fillStyle = this.options.textColor;
    context.font = "600 11px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(this.options.text, this._point.x, this._point.y + 0.5);
  },
});

class IncidentMap {
  constructor(node) {
    this.node = node;
    this.outlines = {};
    this.map = L.map(node, {
      preferCanvas: true, renderer: L.canvas({ padding: 0.2 }), minZoom: 1, maxZoom: MOST_ZOOM, zoomSnap: 0.5,
      maxBounds: [[-84, -180], [84, 180]], maxBoundsViscosity: 1, attributionControl: false, zoomAnimation: false,
    });
    this.layers = Object.fromEntries(["land", "shades", "units", "borders", "marks"].map((name) => [name, L.layerGroup().addTo(this.map)]));
    this.query = null;
    this.seen();
    this.map.on("moveend", () => this.show().catch(complain));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show(true).catch(complain));
    new ResizeObserver(() => this.map.invalidateSize({ pan: false })).observe(node);
  }

  // Takes up what the page now asks for.
  async take() {
    const now = asked();
    if (!now || now.query === this.query) return;
    const first = this.query === null;
    this.query = now.query;
    this.areas = null;
    if (!now.box || first) this.seen(now.box || now.extent);
    await this.show();
  }

  // Moves the view to "west,south,east,north", or to the world.
  seen(box) {
    this.quiet = true;
    if (box) {
      const [west, south, east, north] = box.split(",").map(Number);
      this.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 8, animate: false });
    } else {
      this.map.setView([15, 15], 1.5, { animate: false });
    }
    this.quiet = false;
  }

  async show(anew = false) {
    if (this.quiet || this.query === null) return;
    this.asking?.abort();
    this.asking = new AbortController();
    this.node.dataset.state = "loading";
    try {
      const bounds = this.map.getBounds().pad(0.15);
      const held = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(4);
      const view = [held(bounds.getWest(), 180), held(bounds.getSouth(), 90), held(bounds.getEast(), 180), held(bounds.getNorth(), 90)];
      const where = new URLSearchParams(this.query);
      where.set("view", view.join(","));
      where.set("zoom", Math.round(this.map.getZoom()));
      const cells = this.fetched(`/map/cells.json?${where}`);
      const [{ cells: found }] = await Promise.all([cells, this.ground(anew)]);
      this.mark(found);
      this.node.dataset.state = "ready";
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  async fetched(address) {
    const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  // The outlines of countries or units, loaded once.
  outline(name) {
    this.outlines[name] ??= fetch(this.node.dataset[name]).then((answer) => answer.json());
    return this.outlines[name];
  }

  // Land, borders and what is shaded: what does not change while the view moves.
  async ground(anew) {
    const closer = this.map.getZoom() >= UNITS_FROM;
    const areas = this.areas ?? (await this.fetched(`/map/areas.json?${this.query}`));
    const byUnit = areas.areas.some((area) => area.name !== null);
    const countries = await this.outline("countries");
    const units = byUnit || closer ? await this.outline("admin1") : null;
    if (anew || !this.drawn) this.land(countries);
    if (anew || this.areas !== areas) this.shade(areas, countries, units);
    if (anew || this.closer !== closer) this.units(closer ? units : null);
    if (anew || !this.drawn) this.borders(countries);
    this.areas = areas;
    this.closer = closer;
    this.drawn = true;
    for (const name of ["units", "shades", "land"]) this.layers[name].eachLayer((layer) => layer.bringToBack());
  }

  land(topology) {
    const style = { stroke: false, fillColor: colour("--land"), fillOpacity: 1, interactive: false };
    this.layers.land.clearLayers().addLayer(L.geoJSON(topojson.feature(topology, topology.objects.outlines), style));
  }

  borders(topology) {
    const all = topology.objects.outlines;
    const disputed = (a, b) => a.properties.territory !== null || b.properties.territory !== null;
    const solid = topojson.mesh(topology, all, (a, b) => a !== b && !disputed(a, b));
    const dashed = topojson.mesh(topology, all, (a, b) => a !== b && disputed(a, b));
    const line = { color: colour("--border"), weight: 1, opacity: 1, interactive: false };
    this.layers.borders.clearLayers().addLayer(L.geoJSON(solid, line));
    this.layers.borders.addLayer(L.geoJSON(dashed, { ...line, weight: 1.2, dashArray: "4 4" }));
  }

  units(topology) {
    this.layers.units.clearLayers();
    if (topology === null) return;
    const line = { color: colour("--unit"), weight: 1, opacity: 1, interactive: false };
    this.layers.units.addLayer(L.geoJSON(topojson.mesh(topology, topology.objects.outlines, (a, b) => a !== b), line));
  }

  shade({ areas, holders }, countries, units) {
    this.layers.shades.clearLayers();
    const most = { true: 1, false: 1 };
    for (const area of areas) most[area.name === null] = Math.max(most[area.name === null], area.incidents);
    for (const area of areas) {
      const whole = area.name === null;
      const topology = whole ? countries : units;
      const holder = ({ country, territory }) => (territory === null ? country : (territory in holders ? holders[territory] : country));
      const mine = (one) => (whole ? holder(one.properties) === area.country : one.properties.country === (area.country || null) && one.properties.name === area.name);
      const parts = topology.objects.outlines.geometries.filter(mine);
      if (!parts.length) continue;
      const share = Math.sqrt(area.incidents / most[whole]);
      const fillOpacity = whole ? 0.08 + 0.22 * share : 0.1 + 0.4 * share;
      const style = { stroke: !whole, color: colour("--shade"), weight: 0.8, opacity: 0.7, fillColor: colour("--shade"), fillOpacity };
      const shape = L.geoJSON(topojson.feature(topology, { type: "GeometryCollection", geometries: parts }), style);
      shape.bindTooltip(() => this.aboutArea(area), { sticky: true });
      shape.bindPopup(() => this.popup(this.aboutArea(area), { country: area.country, admin1: area.name ?? "" }));
      this.layers.shades.addLayer(shape);
    }
  }

  mark(cells) {
    const { marks } = this.layers;
    const paint = { color: colour("--mark"), fill: colour("--mark"), edge: colour("--mark-edge"), text: colour("--mark-text") };
    marks.clearLayers();
    const drawn = { point: 0, ring: 0, several: 0 };
    for (const cell of this.apart(cells)) {
      const layer = cell.one ? this.single(cell, paint) : this.cluster(cell, paint);
      layer.bindTooltip(() => (cell.one ? aboutOne(cell) : aboutMany(cell)), { sticky: true });
      marks.addLayer(layer);
      drawn[cell.one ? cell.one.mark : "several"] += 1;
    }
    // What is on the canvas, for whoever cannot see it: tests
    Object.assign(this.node.dataset, { point: drawn.point, ring: drawn.ring, several: drawn.several, area: this.areas.areas.length });
  }

  // Cells whose circles would cover one another are one circle, where the larger stands. Rings and points stay as they are.
  apart(cells) {
    const kept = [];
    for (const cell of [...cells].sort((a, b) => b.incidents - a.incidents)) {
      const at = this.map.latLngToContainerPoint(cell.at);
      const near = kept.find((other) => !other.one && at.distanceTo(other.point) < 0.9 * (radiusOf(cell) + radiusOf(other)));
      if (near) join(near, cell);
      else kept.push({ ...cell, point: at });
    }
    return kept;
  }

  single(cell, paint) {
    const ring = cell.one.mark === "ring";
    const metres = (cell.one.radius_km ?? 0) * 1000;
    const pixels = metres / (40075016.7 * Math.cos((cell.at[0] * Math.PI) / 180) / 2 ** (this.map.getZoom() + 8));
    const open = { color: paint.color, weight: 1.5, dashArray: "4 3", fillColor: paint.fill, fillOpacity: 0.1 };
    const layer = !ring
      ? L.circleMarker(cell.at, { radius: 5, weight: 1.5, color: paint.edge, fillColor: paint.fill, fillOpacity: 0.9 })
      : pixels < SMALLEST_RING ? L.circleMarker(cell.at, { ...open, radius: 5.5, dashArray: "3 2" }) : L.circle(cell.at, { ...open, radius: metres });
    return layer.bindPopup(() => this.popup(aboutOne(cell), null, cell.one.id));
  }

  cluster(cell, paint) {
    const radius = radiusOf(cell);
    const text = cell.incidents < 1000 ? String(cell.incidents) : `${(cell.incidents / 1000).toFixed(cell.incidents < 9950 ? 1 : 0)}k`;
    const dashed = cell.rings === cell.incidents ? "3 2" : null;
    const layer = new Cluster(cell.at, { radius, weight: 1.5, color: dashed ? paint.color : paint.edge, dashArray: dashed, fillColor: paint.fill, fillOpacity: 0.8, text, textColor: paint.text });
    const [west, south, east, north] = cell.box;
    const onePoint = east - west < 1e-4 && north - south < 1e-4;
    if (!onePoint && this.map.getZoom() < MOST_ZOOM) {
      return layer.on("click", () => this.map.fitBounds([[south, west], [north, east]], { padding: [60, 60], maxZoom: Math.min(MOST_ZOOM, this.map.getZoom() + 3), animate: false }));
    }
    // Coordinates are rounded to five decimals here: a little more room loses none
    const box = [west - 1e-4, south - 1e-4, east + 1e-4, north + 1e-4].map((edge) => edge.toFixed(4)).join(",");
    return layer.bindPopup(() => this.popup(aboutMany(cell), { box }));
  }

  aboutArea(area) {
    const about = element("div", null, { className: "about" });
    const known = area.name === null ? "known only to be in the country" : "known only to be in the province";
    about.append(element("b", area.label), element("p", `${many(area.incidents, "incident")} ${known}`), element("p", killedOf(area.killed)));
    return about;
  }

  popup(about, filters, id) {
    const link = element("a", id ? "Open the incident" : "Show these in the list");
    if (id) {
      link.href = `/incidents/${encodeURIComponent(id)}`;
    } else {
      const query = new URLSearchParams(this.query);
      for (const [name, value] of Object.entries(filters)) value ? query.set(name, value) : query.delete(name);
      link.href = `/incidents?${query}`;
    }
    about.append(link);
    return about;
  }
}

const radiusOf = (cell) => (cell.one ? 5 : Math.min(8 + 1.6 * Math.log2(cell.incidents), 24));

// Adds the second cell to the first. What one of them does not tell is unknown of both only for the highest figure: it is open.
function join(cell, { incidents, rings, killed, box }) {
  const [low, best, high] = cell.killed;
  const sum = (a, b) => (a === null ? b : b === null ? a : a + b);
  const open = (best !== null && high === null) || (killed[1] !== null && killed[2] === null);
  cell.incidents += incidents;
  cell.rings += rings;
  cell.killed = [sum(low, killed[0]), sum(best, killed[1]), open ? null : sum(high, killed[2])];
  cell.box = [Math.min(cell.box[0], box[0]), Math.min(cell.box[1], box[1]), Math.max(cell.box[2], box[2]), Math.max(cell.box[3], box[3])];
}

function aboutOne({ one, killed }) {
  const about = element("div", null, { className: "about" });
  const what = [one.type ?? "undecided", one.mode?.replaceAll("-", " "), one.status === "happened" ? null : one.status ?? "undecided"];
  const how = one.mark === "ring" ? ` (within ${one.radius_km} km)` : "";
  about.append(element("b", `${one.place ?? "place not told"}${how}`));
  about.append(element("p", `${one.first_day ?? "day not told"}: ${what.filter(Boolean).join(", ").toLowerCase()}`));
  const sides = [one.actor, one.recipient].map((name) => name ?? "?");
  if (one.actor || one.recipient) about.append(element("p", sides.join(" → ")));
  about.append(element("p", killedOf(killed)));
  return about;
}

function aboutMany({ incidents, rings, killed }) {
  const about = element("div", null, { className: "about" });
  about.append(element("b", many(incidents, "incident")));
  if (rings) about.append(element("p", rings === incidents ? "all of them only near a place" : `${numbers.format(rings)} of them only near a place`));
  about.append(element("p", killedOf(killed)));
  return about;
}

function complain(error) {
  if (error.name !== "AbortError") console.error(error);
}

// Days chosen by pressing on one bar of the timeline and letting go on another.
function choose(weeks) {
  let from = null;
  const slots = [...weeks.querySelectorAll(".slot")];
  const slot = (event) => slots.indexOf(event.target.closest(".slot"));
  const hold = (to) => slots.forEach((one, k) => one.classList.toggle("held", from !== null && to >= 0 && k >= Math.min(from, to) && k <= Math.max(from, to)));
  weeks.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || slot(event) < 0) return;
    from = slot(event);
    hold(from);
    event.preventDefault();
  });
  weeks.addEventListener("pointermove", (event) => from !== null && hold(slot(event)));
  addEventListener("pointerup", (event) => {
    if (from === null || !weeks.isConnected) return;
    const to = weeks.contains(event.target) ? slot(event) : -1;
    const ends = [from, to].sort((a, b) => a - b);
    from = null;
    hold(-1);
    if (to >= 0) submit({ since: slots[ends[0]].dataset.since, until: slots[ends[1]].dataset.until });
  });
}

function submit(values) {
  const form = document.getElementById("filters");
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.requestSubmit();
}

let shown = null;

function mount() {
  const node = document.getElementById("map");
  if (!node) return;
  if (shown?.node !== node) {
    node.replaceChildren();
    shown = new IncidentMap(node);
  }
  shown.take().catch(complain);
  // Which address all of the page now stands for: the address changes before its parts do.
  document.documentElement.dataset.shown = location.search;
  const weeks = document.querySelector(".weeks");
  if (weeks && !weeks.dataset.ready) {
    weeks.dataset.ready = "yes";
    choose(weeks);
  }
  const within = document.getElementById("within");
  if (within) {
    within.hidden = false;
    within.onclick = () => {
      const bounds = shown.map.getBounds();
      const held = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
      submit({ box: [held(bounds.getWest(), 180), held(bounds.getSouth(), 90), held(bounds.getEast(), 180), held(bounds.getNorth(), 90)].join(",") });
    };
  }
}

// What was left empty is no part of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) if (!String(parameters[name]).trim()) delete parameters[name];
});
// A filter that cannot be meant comes back with the form and the reason.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 400) Object.assign(event.detail, { shouldSwap: true, isError: false });
});
document.addEventListener("htmx:afterSettle", mount);
document.addEventListener("htmx:historyRestore", mount);
mount();
