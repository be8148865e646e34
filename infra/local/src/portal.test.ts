import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePortal } from "@cpts/portal/app";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "./process-table.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "cpts-portal-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;

beforeAll(async () => {
  platform = await startPlatform(folder);
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A slow machine may need a second try: a page gives its services a limited time. */
const read = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const ask = async () => {
    const answer = await fetch(platform.url + path);
    return answer.status === 503 ? null : { status: answer.status, text: await answer.text() };
  };
  return vi.waitUntil(ask, { timeout: 90_000 });
};
const idOf = async (key: string): Promise<string> => {
  const { registry } = await clientOf(folder, platform.url);
  return (await registry.listCpts({ identifier: `urn:cpts:demonstration|${key}` })).data.items[0]?.id ?? "";
};
/** The text of a page as it is read, without its tags. */
const words = (text: string): string => text.replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const rowOf = (text: string, name: string): string => words(text.split("<tr>").find((row) => row.includes(`>${name}<`)) ?? "");

describe("the home page", () => {
  it("shows each CPTS of the demonstration with what is computed, and the unknown as unknown", async () => {
    const { status, text } = await read("/");
    expect(status).toBe(200);
    expect(rowOf(text, "CPTS Asclépios")).toMatch(/30 pourquoi \?.*liste reconstituée.*54\u202f037 pourquoi \?.*édition 2026.*taille 2/u);
    expect(rowOf(text, "CPTS d&#39;Orléans et de l&#39;Ouest du Loiret")).toMatch(/territoire en toutes lettres.*«\u00a0Orléans et l'ouest du Loiret\u00a0».*inconnue.*inconnue/u);
    expect(rowOf(text, "CPTS Berry Vierzon Sologne")).toMatch(/\d écarts/u);
  });

  it("tells programs what runs, in the fields it always had", async () => {
    const answer = await fetch(`${platform.url}/`, { headers: { accept: "application/json" } });
    const { url } = platform;
    expect(await answer.json()).toEqual({
      nom: expect.any(String),
      name: expect.any(String),
      services: expect.arrayContaining([{ name: "registry", version: "0.1.0", url: `${url}/registry`, ready: `${url}/registry/readyz`, events: `${url}/registry/v1/events` }]),
      issuer: `${url}/issuer/.well-known/openid-configuration`,
      examples: { communes: `${url}/registry/v1/communes?q=amboise`, cpts: `${url}/registry/v1/cpts` },
    });
  });

  it("tells what the directory has learned from the registry", async () => {
    const { registry } = await clientOf(folder, platform.url);
    const { head } = (await registry.readEvents({ limit: 1 })).data;
    await expect.poll(async () => words((await read("/")).text)).toContain(`suit le registre : ${head} événements lus`);
  });

  it("goes on where one page does not hold all", async () => {
    const { registry } = await clientOf(folder, platform.url);
    const names = Array.from({ length: 50 }, (_, index) => `CPTS de la suite ${index}`);
    await Promise.all(names.map((name) => registry.registerCpts({ name })));
    const first = (await read("/")).text;
    const [, next = ""] = /href="(\/\?cursor=[^"#]+)#cpts"/u.exec(first) ?? [];
    const both = first + (await read(next)).text;
    expect(names.filter((name) => !both.includes(`>${name}</a>`))).toEqual([]);
    expect((await read("/?cursor=nonsense")).status).toBe(400);
  });

  it("is whole when a service of the origin is not there, and says which", async () => {
    const services = ["registry", "nowhere"].map((name) => ({ name, url: `${platform.url}/${name}` }));
    const answer = await makePortal({ services, report: () => {} }).request("/");
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(rowOf(text, "CPTS Asclépios")).toContain("taille 2");
    expect(words(text)).toMatch(/1 service prêt sur 2.*nowhere.*ne répond pas/u);
  });
});

describe("the page of a CPTS", () => {
  it("sets what is declared beside what is computed, with a verdict in words, and prefers no document", async () => {
    const text = words((await read(`/cpts/${await idOf("berry-vierzon-sologne")}`)).text);
    expect(text).toMatch(/Liste de communes reconstituée, non officielle/u);
    expect(text).toMatch(/Départements Cher \(18\), Loir-et-Cher \(41\).{1,300}diffère/u);
    expect(text).toMatch(/Départements Cher \(18\), Indre \(36\), Loir-et-Cher \(41\).{1,300}compatible sans rien confirmer/u);
  });

  it("tells each discrepancy as a sentence with its source, its verdict and the rule", async () => {
    const text = words((await read(`/cpts/${await idOf("berry-vierzon-sologne")}`)).text);
    expect(text).toMatch(/Départements : Cher, Loir-et-Cher d'après le document, Cher, Indre, Loir-et-Cher d'après les données.{1,200}diffère Registre Page de présentation.{1,200}pourquoi \? Ce que le document déclare/u);
  });

  it("tells a date without its year, and keeps each source", async () => {
    const text = words((await read(`/cpts/${await idOf("asclepios")}`)).text);
    expect(text).toContain("30 novembre, année non précisée");
    expect(text).toContain("plus de 50\u202f000 habitants");
    expect(text).toMatch(/Indre-et-Loire \(37\) : 29 communes.*Loir-et-Cher \(41\) : 1 commune /u);
  });

  it("escapes what was entered", async () => {
    const { registry } = await clientOf(folder, platform.url);
    const { data } = await registry.registerCpts({ name: `CPTS <b onclick="x">l'Essai` });
    const { text } = await read(`/cpts/${data.id}`);
    expect(text).toContain("<h1>CPTS &lt;b onclick=&quot;x&quot;&gt;l&#39;Essai</h1>");
    expect(text).not.toContain("<b onclick");
    expect(words(text)).toContain("Aucun territoire n'est connu à cette date.");
  });

  it("answers why a figure is what it is: rule, inputs, sources, status", async () => {
    const id = await idOf("asclepios");
    const { text } = await read(`/cpts/${id}/pourquoi/sizeClass`);
    expect(words(text)).toMatch(/taille 2 · territoire du .*La règle.*accord conventionnel.*population 54\u202f037.*tranche de population de 40\u202f000 à 80\u202f000.*provisoire, à vérifier/u);
    expect(words((await read(`/cpts/${id}/pourquoi/declaredSizeClasses`)).text)).toMatch(/Population \(document\) plus de 50\u202f000 habitants/u);
    expect((await read(`/cpts/${id}/pourquoi/nothing`)).status).toBe(404);
  });

  it("does not exist for an unknown or a badly written id, and a wrong date is explained", async () => {
    const answers = await Promise.all(["/cpts/0198c0de-0000-7000-8000-000000000009", "/cpts/x", `/cpts/${await idOf("sud-28")}?asOf=2026-02-30`].map(read));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 400]);
    expect(words(answers[2]?.text ?? "")).toContain("Demande incomprise");
  });
});

describe("the pages of communes", () => {
  it("say who covers one on a date, with the population and its edition", async () => {
    expect(words((await read("/communes/37003")).text)).toMatch(/Oui , par : CPTS Asclépios : toute la commune.*12\u202f937 habitants \(INSEE, édition 2026\)/u);
    expect(words((await read("/communes/75056")).text)).toContain("Aucune CPTS connue.");
  });

  it("say that they do not know where a date is unknown, or known in part", async () => {
    expect(words((await read("/communes/37003?asOf=2017-06-01")).text)).toMatch(/Qui la couvre le 1er juin 2017 Aucune CPTS pour certain. On ne sait pas : .* Peut-être par : CPTS Asclépios/u);
    const { registry } = await clientOf(folder, platform.url);
    await registry.registerCpts({ name: "CPTS de date incertaine", territory: { territory: { communes: ["75056"] }, validFrom: "2019" } });
    expect(words((await read("/communes/75056?asOf=2019-06-01")).text)).toMatch(/On ne sait pas : .* Peut-être par : CPTS de date incertaine : toute la commune, depuis 2019/u);
    expect(words((await read("/communes/75056?asOf=2020-01-01")).text)).toMatch(/Oui , par : CPTS de date incertaine/u);
  });

  it("find without JavaScript, and give a piece of page to the script", async () => {
    expect(words((await read("/communes?q=amboi")).text)).toContain("Amboise");
    const { text } = await read("/communes/suggestions?q=amboi");
    expect(text).toMatch(/^<ul class="hits" data-count="Les 8 premières communes"><li><a href="\/communes\/37003">/u);
    expect(words((await read("/communes/suggestions?q=zzzzzz")).text)).toContain("Aucune commune trouvée");
    expect((await read("/communes?q=%00%0A")).status).toBe(200);
  });
});

describe("the reference", () => {
  it("shows every operation and every schema of a service, and each of its links leads somewhere", async () => {
    const document = (await (await fetch(`${platform.url}/reference/registry/openapi.json`)).json()) as { readonly components: { readonly schemas: object }; readonly paths: object };
    const { text } = await read("/reference/registry");
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/gu)].map(([, id = ""]) => id));
    const targets = [...text.matchAll(/href="#([^"]+)"/gu)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
    expect(Object.keys(document.components.schemas).filter((name) => !ids.has(`schema-${name}`))).toEqual([]);
    expect(Object.keys(document.paths).filter((path) => !text.includes(`/registry${path}<`))).toEqual([]);
    expect(words(text)).toContain("Inscrire une CPTS");
  });
});
