/**
 * Draw rows once they come near the window, and again on demand those that are near it.
 *
 * @param {(row: HTMLElement) => void} draw
 */
export function drawWhenSeen(draw) {
  /** @type {Set<HTMLElement>} */
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const row = /** @type {HTMLElement} */ (target);
      if (!isIntersecting) seen.delete(row);
      else draw((seen.add(row), row));
    }
  }, /** @type {IntersectionObserverInit} */ ({ scrollMargin: "300px" }));
  return {
    /** @param {HTMLElement[]} rows In place of those before. */
    observe(rows) {
      observer.disconnect();
      seen.clear();
      rows.forEach((row) => observer.observe(row));
    },
    redraw: () => seen.forEach(draw),
  };
}
