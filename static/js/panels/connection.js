import { connection } from "../connection.js";
import { find } from "../dom.js";
import { t } from "../language.js";

/** Say so while the server cannot be reached. */
export function mountConnection() {
  const line = find("[data-connection]", HTMLElement);
  connection.addEventListener("change", () => {
    line.textContent = connection.lost ? t("The server does not answer. Trying again …") : "";
  });
}
