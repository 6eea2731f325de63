/** Whether the person is in the guide: what it opens then leaves the focus where it is. */
export function isGuiding() {
  return Boolean(document.activeElement?.closest("[data-guide], [data-guide-open]"));
}
