import { Hono } from "hono";

/** What runs, as the first page of the platform tells it. */
export interface Part {
  readonly name: string;
  readonly version: string;
}

const linksOf = (origin: string, parts: ReadonlyArray<Part>) => ({
  nom: "Plateforme CPTS (exécution locale)",
  name: "CPTS platform (local run)",
  services: parts.map(({ name, version }) => ({
    name,
    version,
    url: `${origin}/${name}`,
    ready: `${origin}/${name}/readyz`,
    events: `${origin}/${name}/v1/events`,
  })),
  issuer: `${origin}/issuer/.well-known/openid-configuration`,
  examples: { communes: `${origin}/registry/v1/communes?q=amboise`, cpts: `${origin}/registry/v1/cpts` },
});

const textOf = (links: ReturnType<typeof linksOf>): string =>
  [
    `${links.nom} / ${links.name}`,
    "",
    ...links.services.map(({ name, version, url }) => `${name} ${version}  ${url}`),
    `issuer  ${links.issuer}`,
    "",
    "Exemples / Examples:",
    ...Object.values(links.examples),
    "",
    "Le portail en français viendra ici ; ceci n'est qu'une liste. / The portal will be here; this is only a list.",
    "",
  ].join("\n");

/** The root of the platform: plain text for people, JSON for whoever asks for it. */
export const home = (origin: string, parts: ReadonlyArray<Part>): Hono => {
  const links = linksOf(origin, parts);
  return new Hono()
    .get("/", (context) => ((context.req.header("accept") ?? "").includes("application/json") ? context.json(links) : context.text(textOf(links))))
    .notFound((context) => context.text(`Rien à cette adresse ; voir ${origin}/ / Nothing here; see ${origin}/\n`, 404));
};
