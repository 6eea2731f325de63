import { find } from "../dom.js";
import { t } from "../language.js";
import { remember } from "../storage.js";

/** @import { Store } from "../store.js" */

const KEY = "convscope.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** @returns {"light" | "dark"} */
export function themeNow() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return systemDark.matches ? "dark" : "light";
}

/**
 * The switch between light and dark; choosing what the system has anyway forgets the choice.
 *
 * @param {Pick<Store, "put">} store
 */
export function mountTheme(store) {
  const button = find("[data-theme-switch]", HTMLButtonElement);
  const words = find("span", HTMLElement, button);
  const apply = () => {
    const theme = themeNow();
    words.textContent = theme === "dark" ? t("Light") : t("Dark");
    button.title = theme === "dark" ? t("Use the light theme") : t("Use the dark theme");
    store.put({ theme });
  };
  button.addEventListener("click", () => {
    choose(themeNow() === "dark" ? "light" : "dark");
    apply();
  });
  systemDark.addEventListener("change", apply);
  apply();
}

/** @param {"light" | "dark"} theme */
function choose(theme) {
  if ((theme === "dark") === systemDark.matches) {
    delete document.documentElement.dataset.theme;
    remember(KEY, null);
  } else {
    document.documentElement.dataset.theme = theme;
    remember(KEY, theme);
  }
}
