import { requestJson } from "../http.js";
import { t } from "../language.js";

/**
 * A server that has just started sends the page without the networks, whose list takes it a second
 * or two. Wait for the list, then show the whole page in place of the first.
 *
 * @returns {Promise<boolean>} Whether the page was replaced.
 */
export async function replaceAwaited() {
  const main = document.querySelector("[data-awaited]");
  if (!main) return false;
  try {
    await requestJson("/models");
    const answer = await fetch(location.pathname);
    const whole = new DOMParser().parseFromString(await answer.text(), "text/html");
    const arrived = whole.querySelector("main:not([data-awaited])");
    if (!arrived) throw new Error(t("The networks cannot be listed. Reload the page."));
    main.replaceWith(document.adoptNode(arrived));
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
    return true;
  } catch (error) {
    const waiting = main.querySelector("[data-waiting]");
    if (waiting) waiting.textContent = error instanceof Error ? error.message : String(error);
    return false;
  }
}
