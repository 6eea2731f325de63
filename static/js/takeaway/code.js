import { t } from "../language.js";
import { isUpload } from "./names.js";

/** @import { Run } from "../types.js" */
/** @import { Item } from "./items.js" */

/** Longer lines of code are broken, so that the panel need not be scrolled sideways. */
const LINE = 56;
/** The name that stands for a photo of the person's own: what it is called on their disk is theirs. */
const PHOTO = "photo.jpg";
/** A network that a program handed in has no name under which the library would find it. */
const HANDED = "module:";

/**
 * Where an item comes from.
 *
 * @param {Run} run
 * @param {Item} item
 */
export function addressOf({ id }, { path, query }) {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/api/v1/runs/${id}${path}${options.length > 0 ? `?${options.join("&")}` : ""}`;
}

/**
 * Lines of shell that fetch an item with curl.
 *
 * @param {Run} run
 * @param {Item} item
 * @param {string} origin Of the server, such as `http://127.0.0.1:8000`.
 */
export function curlOf(run, item, origin) {
  return `curl --fail -o ${item.file} \\\n  ${quoted(origin + addressOf(run, item))}\n`;
}

/**
 * Lines of Python that make an item with the library.
 *
 * @param {Run} run
 * @param {Item} item
 */
export function pythonOf({ image, model }, item) {
  const own = isUpload(image);
  const handed = model.startsWith(HANDED);
  return [
    "import convscope",
    ...(own ? [] : ["from convscope.samples import read_sample"]),
    "",
    `photo = ${own ? `${literal(PHOTO)}  # ${t("the file of your photo")}` : `read_sample(${literal(image)})`}`,
    ...(handed ? ["# module: the network that the program serves here"] : []),
    `run = ${call("convscope.run", [handed ? "module" : literal(model), "photo"])}`,
    call("run.save", argumentsOf(item)),
    "",
  ].join("\n");
}

/** @param {Item} item */
function argumentsOf({ file, layer, options }) {
  const named = Object.entries({ ...(layer === null ? {} : { layer }), ...options });
  return [literal(file), ...named.map(([name, value]) => `${name}=${literal(value)}`)];
}

/**
 * A call in one line, or in as many as it takes.
 *
 * @param {string} name
 * @param {string[]} values
 */
function call(name, values) {
  const line = `${name}(${values.join(", ")})`;
  if (line.length <= LINE) return line;
  /** @type {string[]} */
  const lines = [];
  for (const value of values) {
    const longer = `${lines[lines.length - 1] ?? ""} ${value},`;
    if (lines.length > 0 && longer.length <= LINE) lines[lines.length - 1] = longer;
    else lines.push(`    ${value},`);
  }
  return `${name}(\n${lines.join("\n")}\n)`;
}

/**
 * A string or a number as Python writes it; JSON's escapes are Python's too.
 *
 * @param {string | number} value
 */
function literal(value) {
  return JSON.stringify(value);
}

/**
 * A word that the shell takes as it is.
 *
 * @param {string} word
 */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
