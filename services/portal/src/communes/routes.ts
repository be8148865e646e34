import { Hono } from "hono";
import { html } from "hono/html";
import { page } from "../html/page.ts";
import { deadline, type CommuneHit, type Platform } from "../platform.ts";
import { communePage } from "./commune-page.ts";
import { hitList } from "./hits.ts";
import { searchForm } from "./search-form.ts";

const suggested = 8;
const listed = 50;
const longest = 100;

/** Control characters and overlong texts are found nowhere: no need to ask. */
const wordsOf = (text: string | undefined): string => (text ?? "").replaceAll(/\p{Cc}/gu, " ").trim().slice(0, longest);

const find = async (platform: Platform, q: string, limit: number): Promise<ReadonlyArray<CommuneHit>> =>
  q === "" ? [] : (await platform.registry.searchCommunes({ q, limit }, { signal: deadline() })).data.items;

export const communeRoutes = (platform: Platform): Hono =>
  new Hono()
    .get("/communes", async (context) => {
      const q = wordsOf(context.req.query("q"));
      const results = q === "" ? "" : hitList(await find(platform, q, listed), listed);
      return context.html(page({ title: q === "" ? "Communes" : `Communes : ${q}`, here: "/communes", content: html`<h1>Les communes</h1>${searchForm(q, results)}` }));
    })
    // A piece of page: rendered here as everywhere else, so that the script only has to put it in.
    .get("/communes/suggestions", async (context) => context.html(hitList(await find(platform, wordsOf(context.req.query("q")), suggested), suggested)))
    .get("/communes/:code", async (context) => {
      const asOf = context.req.query("asOf");
      const { data } = await platform.registry.readCommune({ code: context.req.param("code"), ...(asOf === undefined ? {} : { asOf }) }, { signal: deadline() });
      return context.html(communePage(data, asOf));
    });
