import { find } from "./dom.js";

/** The switch in the header: the same address again in the other language, which is remembered. */

const YEAR_S = 365 * 24 * 3600;

const button = find("[data-language]", HTMLButtonElement);
button.addEventListener("click", () => {
  const { language = "" } = button.dataset;
  document.cookie = `language=${language}; path=/; max-age=${YEAR_S}; samesite=lax`;
  location.reload();
});
