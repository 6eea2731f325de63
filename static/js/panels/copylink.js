import { copyWith } from "../clipboard.js";
import { find } from "../dom.js";
import { t } from "../language.js";

/** The address holds the whole state, so a copy of it shows the same elsewhere. */
export function mountCopyLink() {
  const button = find("[data-copy-link]", HTMLButtonElement);
  copyWith(button, () => location.href, () => t("Copy it from the address bar"));
}
