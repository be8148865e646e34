import { Hono } from "hono";
import { deadline, orNothing, type Platform } from "../platform.ts";
import { cptsPage } from "./cpts-page.ts";
import { sections } from "./sections.ts";

export const cptsRoutes = (platform: Platform): Hono =>
  new Hono()
    .get("/cpts", (context) => context.redirect("/#cpts"))
    .get("/cpts/:id", async (context) => {
      const id = context.req.param("id");
      const asOf = context.req.query("asOf");
      const signal = deadline();
      const [{ data: cpts }, territory] = await Promise.all([
        platform.registry.readCpts({ id }, { signal }),
        orNothing(platform.registry.readTerritory({ id, ...(asOf === undefined ? {} : { asOf }) }, { signal })),
      ]);
      return context.html(await cptsPage(sections, { platform, cpts, territory, asOf, signal }));
    });
