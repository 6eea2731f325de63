import { inputUrl } from "../api.js";
import { find, make } from "../dom.js";
import { t } from "../language.js";
import { formatCount } from "../numbers.js";
import { isPadOpen, networkOf } from "../pictures.js";
import { isTwin } from "../twins.js";

/** @import { Input, Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/** The longest side of the drawn picture, in CSS pixels; on a narrow screen it stands beside the photo. */
const SIDE = 140;
const NARROW_SIDE = 112;
const LONGEST_NAME = 24;
const narrow = matchMedia("(max-width: 900px)");

/**
 * The picture as the network sees it, each of its pixels a square of several of the screen's.
 *
 * @param {Store} store
 */
export function mountSeen(store) {
  const image = find("[data-seen-image]", HTMLImageElement);
  const words = find("[data-seen-words]", HTMLElement);
  const show = () => {
    const { run } = store.data;
    const model = networkOf(store);
    const current = run?.model === store.view.model ? run : null;
    const input = model?.input ?? current?.input;
    if (!input) return;
    reserve(image, input);
    const name = shortName(model?.name ?? store.view.model, isTwin(store.view.model));
    words.replaceChildren(...wordsOf(input, name, isPadOpen(store) ? null : current));
    showPicture(image, current, t("What {name} sees: {height}×{width} pixels", { name, height: input.height, width: input.width }));
  };
  store.on(["models", "model", "other", "run", "image", "blank"], show);
  narrow.addEventListener("change", show);
}

/**
 * There is no room for the longest names, and whether it is untrained must not be cut off.
 *
 * @param {string} name
 * @param {boolean} untrained
 */
function shortName(name, untrained) {
  if (name.length <= LONGEST_NAME) return name;
  return untrained ? t("the untrained network") : t("the network");
}

/**
 * Give the picture its place before it has come.
 *
 * @param {HTMLImageElement} image
 * @param {Input} input
 */
function reserve(image, { height, width }) {
  const longest = Math.max(height, width);
  const side = narrow.matches ? NARROW_SIDE : SIDE;
  const factor = longest <= side ? Math.floor(side / longest) : 1 / Math.ceil(longest / side);
  image.style.width = `${width * factor}px`;
  image.style.height = `${height * factor}px`;
  image.toggleAttribute("data-enlarged", factor > 1);
}

/**
 * What was seen of another photo stays until the new picture has come; what another network saw
 * does not.
 *
 * @param {HTMLImageElement} image
 * @param {Run | null} run
 * @param {string} alt
 */
function showPicture(image, run, alt) {
  image.alt = alt;
  image.style.visibility = run ? "" : "hidden";
  if (!run) image.removeAttribute("src");
  else if (image.getAttribute("src") !== inputUrl(run.id)) image.src = inputUrl(run.id);
}

/**
 * @param {Input} input
 * @param {string} name
 * @param {Run | null} run Of a photo, to compare with.
 */
function wordsOf({ channels, height, width }, name, run) {
  const count = formatCount(channels * height * width);
  return [
    make("strong", {}, `${height}×${width}`),
    make("span", {}, channels === 1 ? t("grey: what {name} sees", { name }) : t("colour: what {name} sees", { name })),
    make("span", { class: "quiet-text" }, run
      ? t("{count} numbers of the photo's {all}", { count, all: formatCount(3 * run.photo.width * run.photo.height) })
      : t("{count} numbers", { count })),
  ];
}
