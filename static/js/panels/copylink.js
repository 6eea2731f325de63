import { copyWith } from "../clipboard.js";
import { find } from "../dom.js";

/** The address holds the whole state, so a copy of it shows the same elsewhere. */
export function mountCopyLink() {
  const button = find("[data-copy-link]", HTMLButtonElement);
  copyWith(button, () => location.href, () => "Copy it from the address bar");
}
