import { createHash } from "node:crypto";
import { Hono } from "hono";
import { searchScript } from "./search-script.ts";
import { stylesheet } from "./stylesheet.ts";

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5563"/><g fill="none" stroke="#fff" stroke-width="2.4"><circle cx="12" cy="12.5" r="5.2"/><circle cx="20" cy="12.5" r="5.2"/><circle cx="16" cy="19.5" r="5.2"/></g></svg>`;

/** The name says the content: whoever has it need never ask again. */
const named = (stem: string, extension: string, content: string): string =>
  `/assets/${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 10)}.${extension}`;

/** Where the pages find their stylesheet, script and icon. */
export const addresses = {
  stylesheet: named("portal", "css", stylesheet),
  search: named("search", "js", searchScript),
  icon: named("icon", "svg", icon),
} as const;

const files: ReadonlyArray<readonly [address: string, type: string, content: string]> = [
  [addresses.stylesheet, "text/css; charset=utf-8", stylesheet],
  [addresses.search, "text/javascript; charset=utf-8", searchScript],
  [addresses.icon, "image/svg+xml", icon],
];

export const assetRoutes = (): Hono => {
  const routes = new Hono();
  for (const [address, type, content] of files)
    routes.get(address, (context) => context.body(content, 200, { "content-type": type, "cache-control": "public, max-age=31536000, immutable" }));
  return routes;
};
