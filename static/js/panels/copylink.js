import { find } from "../dom.js";

/** The address holds the whole state, so a copy of it shows the same elsewhere. */
export function mountCopyLink() {
  const button = find("[data-copy-link]", HTMLButtonElement);
  const words = find("span", HTMLElement, button);
  const standard = words.textContent;
  button.addEventListener("click", () => {
    void copy().then((said) => {
      words.textContent = said;
      setTimeout(() => (words.textContent = standard), 1800);
    });
  });
}

/** @returns {Promise<string>} What to say about it. */
async function copy() {
  try {
    await navigator.clipboard.writeText(location.href);
    return "Copied";
  } catch {
    return "Copy it from the address bar";
  }
}
