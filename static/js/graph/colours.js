import { KINDS } from "../kinds.js";
import { make } from "../dom.js";

/** What is drawn in which of the page's colours. */
const OWN = {
  ground: "var(--ground)",
  raised: "var(--raised)",
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  hairline: "var(--hairline)",
  control: "var(--control)",
  accent: "var(--accent)",
  onAccent: "var(--on-accent)",
  chosen: "var(--chosen)",
  sunken: "var(--sunken)",
  border: "color-mix(in oklab, var(--ink) 20%, var(--ground))",
  edge: "color-mix(in oklab, var(--ink) 42%, var(--ground))",
  frame: "color-mix(in oklab, var(--ink) 2.5%, transparent)",
  frameLine: "color-mix(in oklab, var(--ink) 12%, var(--ground))",
  block: "color-mix(in oklab, var(--ink) 62%, var(--ground))",
};

/** @typedef {Record<keyof typeof OWN, string> & {kind: Record<string, string>, mono: string, sans: string}} Colours */

/**
 * The page's colours as a canvas takes them, as they are now.
 *
 * @param {HTMLElement} element Whose fonts and colours they are.
 * @returns {Colours}
 */
export function readColours(element) {
  const probe = make("i");
  element.append(probe);
  const resolve = (/** @type {string} */ value) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const own = /** @type {Record<keyof typeof OWN, string>} */ ({ ...OWN });
  for (const name of /** @type {(keyof typeof OWN)[]} */ (Object.keys(OWN))) own[name] = resolve(OWN[name]);
  const kind = Object.fromEntries(KINDS.map((each) => [each, resolve(`var(--kind-${each})`)]));
  probe.remove();
  const style = getComputedStyle(element);
  const [mono, sans] = [style.getPropertyValue("--mono"), style.getPropertyValue("--text")];
  return { ...own, kind: { ...kind, block: own.block }, mono, sans };
}
