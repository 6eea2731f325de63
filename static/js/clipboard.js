import { t } from "./language.js";

/** For how long a button says what became of it, in milliseconds. */
const SAID = 1800;

/**
 * Have a button copy a text and say so in its own words for a moment.
 *
 * @param {HTMLButtonElement} button
 * @param {() => string} textOf
 * @param {() => string} otherwise What to say, and perhaps to do, where the browser does not let us.
 */
export function copyWith(button, textOf, otherwise) {
  const words = button.querySelector("span") ?? button;
  const standard = words.textContent;
  let said = 0;
  button.addEventListener("click", () => {
    void copied(textOf()).then((done) => {
      words.textContent = done ? t("Copied") : otherwise();
      clearTimeout(said); // of a copy just before, which would end this one's words too early
      said = setTimeout(() => (words.textContent = standard), SAID);
    });
  });
}

/** @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
