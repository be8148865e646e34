import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncApiOf } from "@cpts/api/AsyncApi";
import { services as published } from "@cpts/api/Services";
import { makePortal } from "@cpts/portal/app";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

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
      services: expect.arrayContaining([{ name: "registry", version: "0.1.0", url: `${url}/registry`, ready: `${url}/registry/readyz`, events: `${url}/registry/v1/events`, openapi: `${url}/registry/openapi.json`, asyncapi: `${url}/registry/asyncapi.json` }]),
      issuer: `${url}/issuer/.well-known/openid-configuration`,
      examples: { communes: `${url}/registry/v1/communes?q=amboise`, cpts: `${url}/registry/v1/cpts` },
    });
  });

  it("tells what the directory has learned from the registry", async () => {
    const { registry } = await clientOf(folder, platform.url);
    const { head } = (await registry.readEvents({ limit: 1 })).data;
    await expect.poll(async () => words((await read("/")).text)).toContain(`suit le registre : ${head} événements lus`);
  });

  it("tells the signings that are announced, with what became of them", async () => {
    const { text } = await read("/");
    expect(words(text)).toMatch(/Signatures annoncées .*CPTS de Rabelaisie le 17 janvier 2018 à 20\u00a0h\u00a000 date passée, aucune signature connue Cave communautaire de Beaumont-en-Véron/u);
    expect(rowOf(text, "CPTS Asclépios")).toContain("signé le 30 novembre, année non précisée (le 30 novembre 2017 par déduction)");
  });

  it("tells what prevention has learned from the contracts", async () => {
    const { contracts } = await clientOf(folder, platform.url);
    const { head } = (await contracts.readEvents({ limit: 1 })).data;
    await expect.poll(async () => words((await read("/")).text)).toContain(`suit les contrats : ${head} événements lus`);
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

  it("tells its steps, what its contract is paid or why nobody knows, its calendar, and explains a total", async () => {
    const id = await idOf("asclepios");
    const { text } = await read(`/cpts/${id}`);
    expect(words(text)).toMatch(/Financement de l'année .*Étapes /u);
    expect(words(text)).toMatch(/Inscription au registre|Reprise de ce qui était déjà là/u);
    const [, calendar = ""] = /href="([^"]+calendar\.ics)"/u.exec(text) ?? [];
    expect([(await fetch(calendar)).headers.get("content-type"), (await fetch(calendar)).status]).toEqual([expect.stringContaining("text/calendar"), 200]);
    for (const [, path = ""] of text.matchAll(/href="(\/cpts\/[^"]+\/pourquoi\/financement\/[^"]+)"/gu)) expect([path, (await read(path)).status]).toEqual([path, 200]);
    expect((await read(`/cpts/${id}/pourquoi/financement/0198c0de-0000-7000-8000-00000000dead/2026/payable`)).status).toBe(404);
  });

  it("escapes what was entered", async () => {
    const { registry } = await clientOf(folder, platform.url);
    const { data } = await registry.registerCpts({ name: `CPTS <b onclick="x">l'Essai` });
    const { text } = await read(`/cpts/${data.id}`);
    expect(text).toContain("<h1>CPTS &lt;b onclick=&quot;x&quot;&gt;l&#39;Essai</h1>");
    expect(text).not.toContain("<b onclick");
    expect(words(text)).toContain("Aucun territoire n'est connu à cette date.");
  });

  it("tells its contracts in full, names included where the directory gives them", async () => {
    const text = words((await read(`/cpts/${await idOf("asclepios")}`)).text);
    expect(text).toMatch(/Contrat territorial de santé Situation signé le 30 novembre, année non précisée \(le 30 novembre 2017 par déduction\) pourquoi \?.{1,100}Année déduite/u);
    expect(text).toMatch(/L'ARS : Agence régionale de santé Centre-Val de Loire.*Pour la CPTS : .{5,60}, Présidente de la CPTS .*Durée inconnue/u);
    expect(text).toMatch(/Population au contrat 54\u202f037 habitants territoire du 30 novembre 2017, reconstitué pourquoi \?.*Taille au contrat taille 2 pourquoi \?/u);
    expect(words((await read(`/cpts/${await idOf("sud-28")}`)).text)).toMatch(/Cloyes-sur-le-Loir \(commune 28103\).*8e contrat de la région Centre-Val de Loire.*Fiches actions 8 déclarées, aucun titre n'est connu pourquoi \?/u);
  });

  it("says that documents contradict each other on an office, and leaves unknown professions unknown", async () => {
    const text = words((await read(`/cpts/${await idOf("pays-berjalliens")}`)).text);
    expect(text).toMatch(/Les documents se contredisent\. .{1,80}2 énoncés nomment des personnes différentes.*Nathalie Dos Remeidos profession inconnue/u);
    expect(text.split(" se contredit ").length - 1).toBe(3);
  });

  it("says that a board cannot be verified", async () => {
    expect(words((await read(`/cpts/${await idOf("berry-vierzon-sologne")}`)).text)).toMatch(/Conseil d'administration Un conseil de 18 personnes de 7 professions est déclaré ; aucun membre n'est connu : cela ne peut pas être vérifié\. \(invérifiable\) pourquoi \?/u);
  });

  it("counts people and structures apart, and says what is left", async () => {
    const text = words((await read(`/cpts/${await idOf("asclepios")}`)).text);
    expect(text).toMatch(/Total des lignes : 156 personnes, 21 structures pourquoi \?.*71 ne sont pas expliquées\. pourquoi \?.*50 ne sont pas expliquées\. pourquoi \?/u);
  });

  it("tells missions in the words of their document, actions, and who stands by it", async () => {
    expect(words((await read(`/cpts/${await idOf("berry-vierzon-sologne")}`)).text)).toMatch(/Permettre l'accès à un médecin traitant \(Amélioration de l'accès aux soins\).*Énoncé en 2020, déclaré.*Aucune mission sous contrat n'est connue pourquoi \?.*Aucune action publiée pourquoi \?/u);
    expect(words((await read(`/cpts/${await idOf("orleans-ouest-loiret")}`)).text)).toMatch(/Référente territoriale \(employeur : Union régionale des professionnels de santé.*mandant : Fédération des URPS/u);
  });

  it("has a page behind every pourquoi", async () => {
    const pages = await Promise.all(["asclepios", "pays-berjalliens", "sud-28", "berry-vierzon-sologne"].map(async (key) => read(`/cpts/${await idOf(key)}`)));
    const links = [...new Set(pages.flatMap(({ text }) => [...text.matchAll(/href="(\/cpts\/[^"]+\/pourquoi\/[^"]+)"/gu)].map(([, link = ""]) => link)))];
    const answers = await Promise.all(links.map(async (link) => ({ link, ...(await read(link)) })));
    expect(answers.filter(({ status, text }) => status !== 200 || !text.includes("<h2>La règle</h2>")).map(({ link }) => link)).toEqual([]);
    expect(["/contrats/", "/gouvernance/office.", "/gouvernance/body.", "/effectifs/", "/missions/missions", "/population"].filter((part) => !links.some((link) => link.includes(part)))).toEqual([]);
  });

  it("explains no figure of another CPTS", async () => {
    const { contracts } = await clientOf(folder, platform.url);
    const contract = (await contracts.listContracts({ identifier: "urn:cpts:demonstration|sud-28" })).data.items[0]?.id ?? "";
    const answers = await Promise.all(["sud-28", "asclepios"].map(async (key) => read(`/cpts/${await idOf(key)}/pourquoi/contrats/${contract}/population`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
    expect(words(answers[0]?.text ?? "")).toMatch(/Population au contrat .*51\u202f707 habitants, territoire du 22 septembre 2018 .*jour de la signature, tel qu'il a été déduit/u);
  });

  it("is whole with services stopped, and says which parts cannot be shown", async () => {
    // Nobody listens on port 1.
    const services = ["registry", "directory", "contracts", "prevention"].map((name) => ({ name, url: name === "registry" ? `${platform.url}/registry` : "http://127.0.0.1:1" }));
    const portal = makePortal({ services, report: () => {} });
    const answer = await portal.request(`/cpts/${await idOf("asclepios")}`);
    const text = words(await answer.text());
    expect(answer.status).toBe(200);
    expect(text).toContain("54\u202f037 habitants, édition 2026");
    expect(text).toMatch(/Le service des contrats ne répond pas : voici ce que le registre en a appris\..*signé le 30 novembre, année non précisée.*54\u202f037 habitants Taille au contrat taille 2/u);
    expect(text.split("Cette partie ne peut pas être montrée : le service «\u00a0Annuaire\u00a0» ne répond pas.").length - 1).toBe(3);
    expect(text.split("Cette partie ne peut pas être montrée : le service «\u00a0Prévention\u00a0» ne répond pas.").length - 1).toBe(2);
    expect(text.split("Cette partie ne peut pas être montrée : le service «\u00a0Contrats\u00a0» ne répond pas.").length - 1).toBe(2);
    expect((await portal.request(`/cpts/${await idOf("asclepios")}/pourquoi/gouvernance/office.PRESIDENT`)).status).toBe(503);
  });

  it("leaves out what only a service tells that the portal was not told of", async () => {
    const portal = makePortal({ services: [{ name: "registry", url: `${platform.url}/registry` }], report: () => {} });
    const text = words(await (await portal.request(`/cpts/${await idOf("asclepios")}`)).text());
    expect(text).not.toContain("Gouvernance");
    expect(text).toContain("Missions du projet de santé");
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

  it("say why", async () => {
    expect(words((await read("/communes/37003/pourquoi/population")).text)).toMatch(/12\u202f937 habitants, édition 2026 La règle .*37003 Amboise/u);
    expect(words((await read("/communes/37003/pourquoi/coveredBy?asOf=2017-06-01")).text)).toMatch(/aucune CPTS pour certain, peut-être CPTS Asclépios · le 1er juin 2017/u);
    expect((await read("/communes/37003/pourquoi/nothing")).status).toBe(404);
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
    for (const type of ["application/x-ndjson", "text/event-stream"]) expect(text).toContain(`<code>${type}</code>`);
    expect(text).not.toContain("<code>application/problem+json</code>");
  });

  it.each(Object.values(published))("and the service itself hand out the AsyncAPI document of the $name", async (contract) => {
    const expected = JSON.parse(JSON.stringify(asyncApiOf(contract)));
    expect(Object.keys(expected.channels).length).toBeGreaterThan(0);
    for (const address of [`/${contract.name}/asyncapi.json`, `/reference/${contract.name}/asyncapi.json`]) expect(await (await fetch(`${platform.url}${address}`)).json()).toEqual(expected);
    for (const place of ["/reference", `/reference/${contract.name}`]) expect((await read(place)).text).toContain(`href="/reference/${contract.name}/asyncapi.json"`);
  });
});

describe("a document of a meeting", () => {
  it("is made by what is built: the letters of its names are in the bundle", async () => {
    const { directory } = await clientOf(folder, platform.url);
    const cptsId = await idOf("asclepios");
    const { data: person } = await directory.registerProfessional({ familyName: "Nguyễn", givenName: "Żółć", profession: "60" });
    const { data: meeting } = await directory.conveneMeeting({ cptsId, kind: "board", title: "Bureau", visibility: "cpts", on: "2026-12-03", time: "20:00", agenda: [{ title: "Budget" }], invited: [{ professionalId: person.id }] });
    const { data: file } = await directory.makeMeetingDocument({ id: meeting.id }, { kind: "attendance-sheet" });
    expect(file).toMatchObject({ type: "application/pdf" });
    expect(file.size).toBeGreaterThan(5_000);
  });
});
