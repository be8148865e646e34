import { Hono } from "hono";
import { html } from "hono/html";
import { searchForm } from "../communes/search-form.ts";
import { isServiceDown } from "../failures.ts";
import { page, type Html } from "../html/page.ts";
import { deadline, healthDeadline, type Platform } from "../platform.ts";
import { today } from "../today.ts";
import { cptsTable } from "./cpts-table.ts";
import { forPrograms } from "./for-programs.ts";
import { readFollowed } from "./followed.ts";
import { readHealth } from "./health.ts";
import { healthSummary, healthTable } from "./health-table.ts";
import { indexDocument } from "./index-document.ts";
import { readOverview } from "./overview.ts";
import { readSignings, signingSection } from "./signings.ts";

const registryDown = html`<section aria-labelledby="cpts"><h2 id="cpts">Les CPTS</h2>
<p class="notice bad">Le registre ne répond pas : la liste des CPTS reviendra avec lui.</p></section>`;

interface List {
  readonly shown: Html;
  readonly status: 200 | 503;
  /** Some CPTS of it. */
  readonly sample: string | undefined;
}

/** The list, or that the registry is down: the page tells what runs all the same. */
const readList = async (platform: Platform, cursor: string | undefined, signal: AbortSignal): Promise<List> => {
  try {
    const overview = await readOverview(platform, cursor, signal);
    return { shown: cptsTable(overview), status: 200, sample: overview.rows[0]?.cpts.id };
  } catch (failure) {
    if (!isServiceDown(failure)) throw failure;
    return { shown: registryDown, status: 503, sample: undefined };
  }
};

/** The list has more time than the question how the services are; but where the registry is silent, nobody waits for it. */
const readHome = async (platform: Platform, cursor: string | undefined) => {
  const silent = new AbortController();
  const signal = AbortSignal.any([deadline(), silent.signal]);
  const asked = readHealth(platform, healthDeadline()).then((health) => {
    if (health.some(({ name, state }) => name === "registry" && state === "silent")) silent.abort();
    return health;
  });
  const [health, list, signings] = await Promise.all([asked, readList(platform, cursor, signal), readSignings(platform, healthDeadline())]);
  return { health, list, signings, followed: await readFollowed(platform, list.sample, healthDeadline()) };
};

export const homeRoutes = (platform: Platform, issuer: string | null): Hono =>
  new Hono().get("/", async (context) => {
    context.header("vary", "accept");
    if ((context.req.header("accept") ?? "").includes("application/json")) {
      const registry = platform.services.find(({ name }) => name === "registry")?.url ?? "";
      return context.json(indexDocument(registry, issuer, await readHealth(platform, healthDeadline())));
    }
    const { health, list, signings, followed } = await readHome(platform, context.req.query("cursor"));
    const content = html`<h1>Qui couvre quelle commune, et d'après quel document</h1>
<p class="lead">Le registre ouvert des communautés professionnelles territoriales de santé : chaque chiffre dit sa règle et sa source.</p>
${searchForm("")}
${healthSummary(health)}
${list.shown}
${signings === null ? "" : signingSection(signings, today())}
${forPrograms}
${healthTable(health, followed)}`;
    return context.html(page({ title: "Accueil", here: "/", content }), list.status);
  });
