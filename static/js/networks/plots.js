import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { formatLarge, formatPercent } from "../numbers.js";
import { canvas, drawAtWidth, label, lyingAxis, ruler, uprightAxis, wrap } from "./frame.js";
import { placeLabels } from "./labels.js";
import { linearAxis, logAxis } from "./scales.js";

/**
 * @typedef {object} Measured A network whose accuracy was measured, as its row in the table says.
 * @property {string} name
 * @property {string} address
 * @property {string} data The test set.
 * @property {number} accuracy
 * @property {number} parameters
 * @property {number} macs
 *
 * @typedef {{key: "parameters" | "macs", words: string}} Cost
 */

/** @type {Cost[]} */
const COSTS = [{ key: "parameters", words: t("parameters") }, { key: "macs", words: t("multiply-adds") }];
const SIDE_BY_SIDE = 700;
const GAP = 32;
const LEFT = 44;
const RIGHT = 8;
const LINE = 16; // of a panel's title
const FOOT = 46; // below it, for its axis
const FEW = 2; // points that do with a lower panel
const LOW = 84;
const HIGH = 250;

/** Accuracy against each cost, one panel for each test set: the points are the table's rows. */
export function mountPlots() {
  const panels = document.querySelector("[data-panels]");
  if (!(panels instanceof HTMLElement)) return;
  const networks = readRows();
  drawAtWidth(panels, (width) => {
    const columns = width >= SIDE_BY_SIDE ? COSTS.length : 1;
    const each = Math.floor((width - GAP * (columns - 1)) / columns);
    panels.replaceChildren(...COSTS.map((cost) => plot(networks, cost, each, ruler(panels))));
  });
}

/** @returns {Measured[]} */
function readRows() {
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-network]"));
  return [...rows].map(({ dataset }) => dataset).filter(({ accuracy, macs }) => accuracy && macs).map((row) => ({
    name: row.name ?? "",
    address: row.address ?? "",
    data: row.measured ?? "",
    accuracy: Number(row.accuracy),
    parameters: Number(row.parameters),
    macs: Number(row.macs),
  }));
}

/**
 * @param {Measured[]} networks
 * @param {Cost} cost
 * @param {number} width
 * @param {(words: string) => number} measure
 */
function plot(networks, cost, width, measure) {
  const sets = [...new Set(networks.map(({ data }) => data))].sort();
  /** @type {Element[]} */
  const parts = [];
  let height = 0;
  for (const data of sets) {
    const own = networks.filter((network) => network.data === data);
    const title = wrap(t("accuracy on {data}", { data: t(data) }), width - RIGHT, measure);
    const top = height + 10 + LINE * title.length;
    parts.push(...title.map((words, line) => label(words, 0, height + 18 + LINE * line, "start", "title")));
    const bottom = top + (own.length > FEW ? HIGH : LOW);
    parts.push(...panel(own, { left: LEFT, right: width - RIGHT, top, bottom }, cost, measure));
    height = bottom + FOOT;
  }
  const svg = canvas(width, height, t("Accuracy against {cost}; the table has the same figures", { cost: cost.words }), "group");
  svg.append(...parts);
  return make("div", { "data-plot": cost.key }, svg);
}

/**
 * @param {Measured[]} networks Of one test set.
 * @param {import("./frame.js").Box} box
 * @param {Cost} cost
 * @param {(words: string) => number} measure
 */
function panel(networks, box, { key, words }, measure) {
  const x = logAxis(networks.map((network) => network[key]), [box.left, box.right]);
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const y = linearAxis(accuracies, [box.bottom - 12, box.top + 12], networks.length > FEW ? 4 : 2);
  const points = networks.map((network) => ({
    x: x.at(network[key]),
    y: y.at(network.accuracy),
    width: measure(network.name),
  }));
  const places = placeLabels(points, box);
  const ticks = x.ticks.map((tick) => ({ x: x.at(tick), words: formatLarge(tick) })).filter((tick) => tick.x < box.right - 16);
  return [
    draw("rect", { class: "frame", x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top }),
    ...uprightAxis(box, y),
    ...lyingAxis(box, ticks),
    label(words, box.right, box.bottom + 33, "end", "title"),
    ...networks.map((network, index) => point(network, points[index], places[index], costWords(key, formatLarge(network[key])))),
  ];
}

/**
 * @param {Measured} network
 * @param {{x: number, y: number}} at
 * @param {import("./labels.js").Placed} place
 * @param {string} cost
 */
function point({ name, address, accuracy, data }, { x, y }, place, cost) {
  const title = draw("title");
  title.textContent = t("{name}: {share} on {data}, {cost}", { name, share: formatPercent(accuracy, 2), data: t(data), cost });
  return draw(
    "a",
    { class: "point", href: address, "data-point": name },
    title,
    draw("circle", { class: "reach", cx: x, cy: y, r: 12 }),
    draw("circle", { class: "dot", cx: x, cy: y, r: 5 }),
    label(name, place.x, place.y + 4, place.anchor),
  );
}

/**
 * @param {string} key
 * @param {string} count
 * @returns {string}
 */
function costWords(key, count) {
  return key === "macs" ? t("{count} multiply-adds", { count }) : t("{count} parameters", { count });
}
