/**
 * What is remembered in this browser. Where it keeps nothing, because site data is blocked or the
 * room is used up, things are remembered for this visit only, and nothing fails.
 *
 * @type {Map<string, string | null>}
 */
const visit = new Map();

/**
 * @param {string} key
 * @returns {string | null}
 */
export function recall(key) {
  const here = visit.get(key);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} value Null forgets it.
 */
export function remember(key, value) {
  visit.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    visit.delete(key);
  } catch {
    // It stays in `visit`.
  }
}
