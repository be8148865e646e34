import { Hono } from "hono";
import { html } from "hono/html";
import { searchForm } from "../communes/search-form.ts";
import { isServiceDown } from "../failures.ts";
import { page, type Html } from "../html/page.ts";
import { deadline, type Platform } from "../platform.ts";
import { cptsTable } from "./cpts-table.ts";
import { readHealth } from "./health.ts";
import { healthSummary, healthTable } from "./health-table.ts";
import { indexDocument } from "./index-document.ts";
import { readOverview } from "./overview.ts";

const registryDown = html`<section aria-labelledby="cpts"><h2 id="cpts">Les CPTS</h2>
<p class="notice bad">Le registre ne répond pas : la liste des CPTS reviendra avec lui.</p></section>`;

/** The list, or that the registry is down: the page tells what runs all the same. */
const listOf = async (platform: Platform, cursor: string | undefined, signal: AbortSignal): Promise<{ readonly list: Html; readonly status: 200 | 503 }> => {
  try {
    return { list: cptsTable(await readOverview(platform, cursor, signal)), status: 200 };
  } catch (failure) {
    if (!isServiceDown(failure)) throw failure;
    return { list: registryDown, status: 503 };
  }
};

export const homeRoutes = (platform: Platform, issuer: string | null): Hono =>
  new Hono().get("/", async (context) => {
    const signal = deadline();
    context.header("vary", "accept");
    if ((context.req.header("accept") ?? "").includes("application/json")) {
      const registry = platform.services.find(({ name }) => name === "registry")?.url ?? "";
      return context.json(indexDocument(registry, issuer, await readHealth(platform, signal)));
    }
    const [health, { list, status }] = await Promise.all([readHealth(platform, signal), listOf(platform, context.req.query("cursor"), signal)]);
    const content = html`<h1>Qui couvre quelle commune, et d'après quel document</h1>
<p class="lead">Le registre ouvert des communautés professionnelles territoriales de santé : chaque chiffre dit sa règle et sa source.</p>
${searchForm("")}
${healthSummary(health)}
${list}
${healthTable(health)}`;
    return context.html(page({ title: "Accueil", here: "/", content }), status);
  });
