import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const provenance = { status: "declared", source: { document: "Page de présentation (sans date)" } };
const prevention = { label: "Développer la prévention", codes: ["PREVENTION"] };
const declare = (id: string, body: object, headers = {}) => world.send("POST", `/v1/cpts/${id}/missions`, { missions: [prevention], provenance, ...body }, { headers });
const statements = async (id: string, query = "") => (await world.send("GET", `/v1/cpts/${id}/missions${query}`)).json.items;

/** The eight missions of Berry Vierzon Sologne in its own words. */
const eight = [
  { label: "Améliorer la coordination entre professionnels de santé", codes: [] },
  { label: "Renforcer le lien ville-hôpital", codes: ["PARCOURS"] },
  { label: "Faciliter l'accès à un médecin traitant", codes: ["ACCES_SOINS"] },
  { label: "Répondre aux demandes de soins non programmés", codes: ["ACCES_SOINS"] },
  { label: "Fluidifier le parcours de soins", codes: ["PARCOURS"] },
  { label: "Développer la prévention", codes: ["PREVENTION"] },
  { label: "Inventer de nouveaux modes de prise en charge", codes: ["QUALITE_PERTINENCE", "PARCOURS"] },
  { label: "Inventer de nouveaux modes d'exercice", codes: ["ACCOMPAGNEMENT_PS"], note: "remarque confidentielle" },
];

describe("the missions of a health project", () => {
  test("are kept in the words of their document, with the official missions they belong to in both languages", async () => {
    const id = await world.register({ name: "CPTS Berry Vierzon Sologne" });
    const { json, status } = await declare(id, { missions: eight, on: "2020" });
    expect(status).toBe(201);
    expect(json).toMatchObject({ on: "2020", provenance, externalIds: [] });
    expect(json.missions).toMatchObject(eight);
    expect(json.missions[0].officialLabels).toEqual([]);
    expect(json.missions[5].officialLabels).toEqual([{ code: "PREVENTION", fr: "Développement d'actions territoriales de prévention", en: "Prevention in the territory" }]);
    expect(json.missions[6].officialLabels.map(({ code }: { code: string }) => code)).toEqual(["QUALITE_PERTINENCE", "PARCOURS"]);
    expect(await statements(id)).toEqual([json]);
  });

  test("are recorded once when sent twice, as one event without the words", async () => {
    const id = await world.register({});
    const send = () => declare(id, { missions: eight }, { "idempotency-key": "missions" });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    const events = await world.eventsOf(id);
    expect(events.map(({ aggregateversion, type }) => [type, aggregateversion])).toEqual([
      ["cpts.registry.cpts.registered.v1", 1],
      ["cpts.registry.mission.declared.v1", 2],
    ]);
    expect(events[1]?.data).toEqual({ statementId: first.json.id, cptsId: id, missions: eight.map(({ codes }) => ({ label: "…", codes })), on: null, provenance: { ...provenance, source: { document: "…" } } });
    expect(JSON.stringify(events)).not.toContain("confidentielle");
    expect((await world.send("GET", `/v1/cpts/${id}`)).json.version).toBe(2);
  });

  test("of two documents stand beside each other, in the order of their recording", async () => {
    const id = await world.register({});
    await declare(id, { missions: [prevention] });
    await declare(id, { missions: [{ label: "Prévenir", codes: ["PREVENTION"] }], provenance: { status: "sourced", source: { document: "Un journal" } } });
    expect((await statements(id)).map(({ missions }: { missions: ReadonlyArray<{ label: string }> }) => missions[0]?.label)).toEqual(["Développer la prévention", "Prévenir"]);
  });

  test("that are none of the official ones are refused, each place named with the list that is known", async () => {
    const id = await world.register({});
    const head = await world.head();
    const missions = [prevention, { label: "Autre", codes: ["PARCOURS", "SPORT"] }, { label: "Autre encore", codes: ["prevention"] }];
    const { json, status } = await declare(id, { missions });
    expect(status).toBe(422);
    expect(json.errors).toEqual([
      expect.objectContaining({ pointer: "#/missions/1/codes/1", code: "unknown-mission", message: expect.stringMatching(/SPORT \(known: ACCES_SOINS, PARCOURS, PREVENTION, /u) }),
      expect.objectContaining({ pointer: "#/missions/2/codes/0", code: "unknown-mission" }),
    ]);
    expect([await world.head(), await statements(id)]).toEqual([head, []]);
  });

  test("are refused with every fault in one answer", async () => {
    const id = await world.register({});
    const missions = [{ label: "", codes: ["SPORT", "PREVENTION", "PREVENTION"] }, { label: "1 84 12 76 451 089 46", codes: [] }];
    const { json, status } = await declare(id, { missions, provenance: undefined });
    expect(status).toBe(422);
    expect(json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code]).toSorted()).toEqual([
      ["#/missions/0/codes/0", "unknown-mission"],
      ["#/missions/0/codes/2", "mission.code-repeated"],
      ["#/missions/0/label", "free-text.empty"],
      ["#/missions/1/label", "free-text.social-security-number"],
      ["#/provenance", "missing"],
    ]);
    const count = async (length: number) => (await declare(id, { missions: Array.from({ length }, () => prevention) })).status;
    expect([await count(0), await count(1), await count(50), await count(51)]).toEqual([422, 201, 201, 422]);
  });

  test("are found by a number of the client's own, which leads to one statement", async () => {
    const id = await world.register({});
    const externalIds = [{ system: "urn:example:bvs", value: "missions-2020" }];
    const { json } = await declare(id, { externalIds });
    await declare(id, {});
    expect(json.externalIds).toEqual(externalIds);
    expect(await statements(id, "?identifier=urn:example:bvs|missions-2020")).toEqual([json]);
    expect(await statements(id, "?identifier=urn:example:bvs|nothing")).toEqual([]);
    const again = await declare(id, { externalIds });
    expect([again.status, again.json.errors[0].pointer]).toEqual([409, "#/externalIds/0"]);
    expect(await statements(id)).toHaveLength(2);
  });

  test("of an unknown CPTS are 404", async () => {
    const unknown = "00000000-0000-7000-8000-000000000000";
    expect((await declare(unknown, {})).status).toBe(404);
    expect((await world.send("GET", `/v1/cpts/${unknown}/missions`)).status).toBe(404);
  });
});

describe("who mentions an official mission", () => {
  const mentions = async (query: string) => {
    const { json, status } = await world.send("GET", `/v1/missions?${query}`);
    expect(status).toBe(200);
    return json;
  };

  test("is told by name with their own words, a page at a time, each once", async () => {
    const ids: Array<string> = [];
    for (const letter of ["C", "A", "B"]) {
      const id = await world.register({ name: `Crise ${letter}` });
      await declare(id, { missions: [{ label: `Première ${letter}`, codes: ["CRISE_SANITAIRE"] }, prevention, { label: `Seconde ${letter}`, codes: ["PARCOURS", "CRISE_SANITAIRE"] }] });
      ids.push(id);
    }
    const seen: Array<{ readonly cptsName: string; readonly label: string }> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { readonly items: ReadonlyArray<{ cptsName: string; label: string }>; readonly nextCursor: string | null } = await mentions(`code=CRISE_SANITAIRE&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen.map(({ cptsName, label }) => [cptsName, label])).toEqual(["A", "B", "C"].flatMap((letter) => [[`Crise ${letter}`, `Première ${letter}`], [`Crise ${letter}`, `Seconde ${letter}`]]));
    expect(seen[1]).toMatchObject({ cptsId: ids[1], codes: ["PARCOURS", "CRISE_SANITAIRE"], on: null, provenance });
    const { json } = await world.send("GET", "/v1/cpts?mission=CRISE_SANITAIRE&q=crise");
    expect(json.items.map(({ name }: { name: string }) => name)).toEqual(["Crise A", "Crise B", "Crise C"]);
    expect((await world.send("GET", "/v1/cpts?mission=QUALITE_PERTINENCE&q=crise")).json.items).toEqual([]);
  });

  test("is nobody for a code that is not stated, and an unreadable cursor is said to be", async () => {
    expect(await mentions("code=SPORT")).toEqual({ items: [], nextCursor: null });
    for (const cursor of ["x", Buffer.from('["a","b","c",0]').toString("base64url")]) expect((await world.send("GET", `/v1/missions?code=PREVENTION&cursor=${cursor}`)).status).toBe(400);
    expect((await world.send("GET", "/v1/missions")).status).toBe(400);
  });

  test("goes by their name of today", async () => {
    const id = await world.register({ name: "Avant" });
    await declare(id, { missions: [{ label: "À renommer", codes: ["ACCOMPAGNEMENT_PS"] }] });
    await world.send("PATCH", `/v1/cpts/${id}`, { name: "Après" }, { headers: { "if-match": await world.etag(id) } });
    const { items } = await mentions("code=ACCOMPAGNEMENT_PS&limit=200");
    expect(items.find(({ cptsId }: { cptsId: string }) => cptsId === id)).toMatchObject({ cptsName: "Après", label: "À renommer" });
  });
});
