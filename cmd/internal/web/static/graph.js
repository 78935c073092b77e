// Draws the neighbourhood of an entity. All of it is in the lists of the page, too; this is for the eye.

const box = document.getElementById("graph");
const status = document.getElementById("graph-status");
const panel = document.getElementById("graph-panel");
const dark = matchMedia("(prefers-color-scheme: dark)");

const shapes = { Country: "ellipse", Agency: "round-rectangle", Alliance: "hexagon", Event: "diamond", Person: "round-triangle", Organization: "round-octagon", Place: "pentagon", Agreement: "tag" };
// After Okabe and Ito; the shape says the same as the colour.
const fills = { Country: "#0072b2", Agency: "#56b4e9", Alliance: "#009e73", Event: "#e69f00", Person: "#cc79a7", Organization: "#d55e00", Place: "#999999", Agreement: "#b8a800" };
const quads = { "verbal cooperation": "#009e73", "material cooperation": "#009e73", "verbal conflict": "#d55e00", "material conflict": "#d55e00" };

const words = (relation) => relation.toLowerCase().replaceAll("_", " ");

function style() {
  const ink = dark.matches ? "#e6e9ec" : "#1d2530", ground = dark.matches ? "#1b2127" : "#ffffff";
  return [
    { selector: "node", style: {
      label: "data(name)", shape: (n) => shapes[n.data("label")] || "ellipse", "background-color": (n) => fills[n.data("label")] || "#999999",
      width: 26, height: 26, color: ink, "font-size": 11, "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4,
      "text-outline-color": ground, "text-outline-width": 2 } },
    { selector: "node.centre", style: { width: 40, height: 40, "font-size": 13, "font-weight": "bold", "border-width": 3, "border-color": ink } },
    { selector: "node:selected", style: { "border-width": 3, "border-color": ink } },
    { selector: "edge", style: {
      label: (e) => words(e.data("relation")) + (e.data("factuality") === "asserted" ? "" : " (" + e.data("factuality") + ")"),
      "curve-style": "bezier", "font-size": 9, color: ink, "text-rotation": "autorotate", "text-outline-color": ground, "text-outline-width": 2,
      width: (e) => Math.min(6, 1.2 + Math.log2(e.data("claims"))), "line-color": (e) => quads[e.data("quad")] || "#7a8490",
      "target-arrow-color": (e) => quads[e.data("quad")] || "#7a8490", "target-arrow-shape": (e) => (e.data("symmetric") ? "none" : "triangle"), "arrow-scale": 0.9,
      "line-style": "solid" } },
    { selector: "edge[factuality = 'planned'], edge[factuality = 'possible']", style: { "line-style": "dashed", opacity: 0.75 } },
    { selector: "edge[factuality = 'negated']", style: { "line-style": "dotted", opacity: 0.7, "target-arrow-shape": "tee" } },
    { selector: "edge[factuality = 'asserted'][!drawn]", style: { "line-style": "dotted", opacity: 0.6 } },
    { selector: "edge:selected", style: { width: 5 } },
  ];
}

let drawing;
const expanded = new Set();

async function get(address) {
  const answer = await fetch(address);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error || answer.statusText);
  return data;
}

function elements(data, centre) {
  return [
    ...data.nodes.map((n) => ({ group: "nodes", data: n, classes: n.id === centre ? "centre" : "" })),
    ...data.edges.map((e) => ({ group: "edges", data: { ...e, source: e.subject, target: e.object } })),
  ];
}

function arrange(fit) {
  // The same picture every time: forces start from a circle.
  if (fit) drawing.layout({ name: "circle", animate: false, fit: false, radius: 200 }).run();
  // A layout that ends: force-directed for what can be seen at a glance, rings for more.
  const many = drawing.nodes().length > 150;
  drawing.layout(many
    ? { name: "concentric", animate: false, fit, concentric: (n) => (n.hasClass("centre") ? 1e6 : n.degree()), levelWidth: () => 2, minNodeSpacing: 12 }
    : { name: "cose", animate: false, fit, randomize: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 150, nodeRepulsion: () => 400000, numIter: 800 }).run();
  if (drawing.zoom() > 1.5) {
    drawing.zoom(1.5);
    drawing.center();
  }
}

async function show() {
  const data = await get(box.dataset.graph);
  expanded.add(box.dataset.id);
  drawing = cytoscape({ container: box, elements: elements(data, box.dataset.id), style: style(), layout: { name: "preset" }, wheelSensitivity: 0.3, minZoom: 0.1, maxZoom: 4 });
  arrange(true);
  drawing.on("tap", "node", (event) => about(event.target));
  drawing.on("tap", "edge", (event) => evidence(event.target));
  dark.addEventListener("change", () => drawing.style(style()));
  tell(data.more);
  box.dataset.ready = "true";
}

function tell(more) {
  status.textContent = `${drawing.nodes().length} entities, ${drawing.edges().length} connections${more ? "; there are more: narrow them with the filters above" : ""}.`;
}

function element(name, text, attributes = {}) {
  const e = document.createElement(name);
  if (text) e.textContent = text;
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
}

function about(node) {
  const id = node.id(), go = element("button", "Show its neighbours here", { type: "button", id: "expand" });
  go.addEventListener("click", () => expand(id).catch(fail));
  const heading = element("h3");
  heading.append(element("a", node.data("name"), { href: "/entity?" + new URLSearchParams({ id }) }));
  panel.replaceChildren(heading, element("p", node.data("label")), ...(expanded.has(id) ? [] : [go]));
}

async function expand(id) {
  const address = new URL(box.dataset.graph, location.href);
  address.searchParams.set("id", id);
  address.searchParams.set("limit", "60");
  const data = await get(address.pathname + address.search);
  expanded.add(id);
  const fresh = elements(data, box.dataset.id).filter((e) => drawing.getElementById(e.data.id).empty());
  drawing.add(fresh);
  arrange(true);
  tell(data.more);
  document.getElementById("expand")?.remove();
}

async function evidence(edge) {
  const d = edge.data();
  const address = "/edge?" + new URLSearchParams({ subject: d.subject, relation: d.relation, object: d.object });
  const link = element("a", "All its evidence", { href: address, id: "evidence" });
  const name = (id) => drawing.getElementById(id).data("name");
  panel.replaceChildren(
    element("h3", `${name(d.subject)} ${words(d.relation)} ${name(d.object)}`),
    element("p", `${d.factuality}${d.factuality === "asserted" && !d.drawn ? ", but not surely read" : ""}; ${d.claims} ${d.claims === 1 ? "claim" : "claims"}${d.first ? `, ${d.first}${d.last !== d.first ? " to " + d.last : ""}` : ""}`),
    link);
  const data = await get("/api/v1/claims?" + new URLSearchParams({ of: d.subject, between: d.object, relation: d.relation, factuality: d.factuality, limit: "3" }));
  for (const c of data.claims) panel.insertBefore(element("blockquote", c.claim.evidence), link);
}

function fail(error) {
  status.textContent = "The graph could not be drawn: " + error.message;
}

if (box) show().catch(fail);
