import { sizeOf } from "../bytes.js";
import { make } from "../dom.js";
import { t } from "../language.js";
import { measured } from "../models.js";
import { formatLarge } from "../numbers.js";

/** @import { Model } from "../types.js" */

/**
 * One network in the list.
 *
 * @param {Model} model
 * @param {{at: number, of: number, chosen: boolean, summary: boolean}} place Its place among those
 *   found, whether it is the one in view, and whether to say what to look at.
 */
export function entryOf(model, { at, of, chosen, summary }) {
  const broken = model.status === "broken";
  const accuracy = measured(model);
  const words = broken ? [make("em", {}, t("Not usable.")), ` ${model.problem}`] : summary ? [t(model.summary)] : [];
  return make(
    "div",
    {
      class: "option", role: "option", id: `model-${at}`, "aria-selected": String(chosen), "aria-disabled": broken && "true",
      "aria-posinset": at + 1, "aria-setsize": of, "data-model": model.id, "data-status": model.status,
    },
    make("span", { class: "name" }, make("b", {}, model.name), trainedOn(model)),
    make("span", { class: "share", title: accuracy?.words ?? t("not measured") }, accuracy?.share ?? "–"),
    make("span", { class: "size" }, formatLarge(model.parameters), make("span", { class: "visually-hidden" }, ` ${t("parameters")}`)),
    make("span", { class: "facts" }, ...factsOf(model)),
    make("span", { class: "words" }, ...words),
  );
}

/**
 * What an accuracy is of: of digits it says something else than of photos.
 *
 * @param {Model} model
 */
function trainedOn({ weights: { data } }) {
  return typeof data === "string" ? ` ${t(data)}` : "";
}

/**
 * @param {Model} model
 * @returns {Node[]}
 */
function factsOf(model) {
  const { year, licence, status, accuracy, source, convolutional } = model;
  const known = status !== "broken" || model.parameters > 0;
  const stated = typeof accuracy.accuracy === "number" && source !== "zoo" ? t("accuracy stated by {source}", { source }) : "";
  const facts = [
    known ? sizeWords(model) : "", year === null ? "" : String(year), licence, stated,
  ].filter(Boolean).map((words) => make("span", {}, words));
  if (!convolutional) facts.push(make("span", {}, t("not convolutional")));
  if (status === "downloading") facts.push(make("span", { class: "away" }, t("being fetched")));
  if (status === "downloadable") facts.push(make("span", { class: "away" }, t("{size} to fetch", { size: sizeOf(model) }).trim()));
  return facts;
}

/** @param {Model} model */
function sizeWords({ input: { channels, height, width } }) {
  return channels === 1 ? t("{height}×{width} grey", { height, width }) : `${height}×${width}`;
}
