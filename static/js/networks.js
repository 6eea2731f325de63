import { mountCharts } from "./networks/charts.js";
import { replaceAwaited } from "./networks/awaited.js";
import { mountPlots } from "./networks/plots.js";
import { mountSorting } from "./networks/sorting.js";
import { mountTheme } from "./panels/theme.js";

/** The page of all networks: the server writes the text and the tables, this makes them move. */
function mountPage() {
  mountSorting();
  mountPlots();
  mountCharts();
}

// The drawings take their colours from the style sheets: a change of theme is nothing to them.
mountTheme({ put: () => undefined });
mountPage();
void replaceAwaited().then((replaced) => replaced && mountPage());
