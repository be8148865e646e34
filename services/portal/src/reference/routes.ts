import { Hono } from "hono";
import { notFoundPage, serviceDownPage } from "../html/failure-pages.ts";
import { deadline, type Platform } from "../platform.ts";
import type { OpenApi } from "./open-api.ts";
import { referenceIndex, referencePage } from "./reference-page.ts";

const readDocument = async (platform: Platform, name: string, file: string): Promise<unknown> => {
  const known = platform.services.some((service) => service.name === name);
  return known ? ((await platform.readJson(name, `/${file}`, deadline())) ?? "refused") : "unknown";
};

export const referenceRoutes = (platform: Platform): Hono =>
  new Hono()
    .get("/reference", (context) => context.html(referenceIndex(platform.services)))
    .get("/reference/:service/:file{(?:openapi|asyncapi)\\.json}?", async (context) => {
      const { service, file } = context.req.param();
      const document = await readDocument(platform, service, file ?? "openapi.json");
      if (document === "unknown") return context.html(notFoundPage("Aucun service ne porte ce nom."), 404);
      if (typeof document !== "object" || document === null) return context.html(serviceDownPage(), 503);
      if (file !== undefined) return context.json(document);
      // The document of one of our services: what it lacks leaves a gap in the page.
      return context.html(referencePage(service, document as OpenApi));
    });
