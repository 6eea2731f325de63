/**
 * The API page: Swagger UI, whose script the page loads before this module.
 *
 * @typedef {(options: {url: string, domNode: HTMLElement, deepLinking: boolean}) => unknown} Swagger
 */
const calls = /** @type {HTMLElement} */ (document.getElementById("calls"));
const { SwaggerUIBundle } = /** @type {{SwaggerUIBundle: Swagger}} */ (
  /** @type {unknown} */ (globalThis)
);

SwaggerUIBundle({ url: calls.dataset.openapi ?? "", domNode: calls, deepLinking: true });
