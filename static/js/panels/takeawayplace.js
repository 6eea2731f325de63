import { find } from "../dom.js";

/** Between the button and the panel, and between the panel and the window's edge, in CSS pixels. */
const CLOSE = 4;
const EDGE = 8;

/**
 * Open the panel beside the button that was pressed, with the choice that was made there last; on a
 * narrow screen the style sheet lays it along the lower edge instead.
 *
 * @param {HTMLElement} panel
 * @param {() => void} show Fills the panel before it is seen, so that no older choice is.
 */
export function openBeside(panel, show) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-takeaway-for]")]);
  let button = buttons[0];
  for (const each of buttons) {
    each.addEventListener("click", () => {
      button = each;
      radio(panel, each.dataset.takeawayFor ?? "").checked = true;
    });
  }
  panel.addEventListener("change", () => {
    button.dataset.takeawayFor = find("input:checked", HTMLInputElement, panel).value;
  });
  panel.addEventListener("beforetoggle", (event) => {
    const open = isOpening(event);
    for (const each of buttons) each.ariaExpanded = String(open && each === button);
    if (open) show();
  });
  panel.addEventListener("toggle", (event) => {
    if (!isOpening(event)) return;
    place(panel, button);
    find("input:checked", HTMLInputElement, panel).focus();
  });
  closeAlone(panel);
}

/** @param {Event} event */
function isOpening(event) {
  return /** @type {ToggleEvent} */ (event).newState === "open";
}

/**
 * @param {HTMLElement} panel
 * @param {string} choice
 */
function radio(panel, choice) {
  return find(`input[value="${choice}"]`, HTMLInputElement, panel);
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 */
function place(panel, button) {
  const { right, bottom } = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const left = Math.max(EDGE, right - width);
  const top = Math.max(EDGE, Math.min(bottom + CLOSE, innerHeight - height - EDGE));
  panel.style.setProperty("--left", `${left}px`);
  panel.style.setProperty("--top", `${top}px`);
}

/**
 * Escape closes the panel alone, not the layer that lies below it on a narrow screen.
 *
 * @param {HTMLElement} panel
 */
function closeAlone(panel) {
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    panel.hidePopover();
  });
}
