import { registry as contract } from "@cpts/api/Registry";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "./testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const types = async (after: number) => (await world.eventsAfter(after)).map(({ type }) => type.replace("cpts.registry.", ""));

const fact = { property: "population", value: 50_000, unit: "inhabitants", qualifier: "more-than", status: "declared", source: { document: "Statuts" }, note: "remarque confidentielle" };

/** One life with every kind of write, each sent twice. */
const wholeLife = async (): Promise<string> => {
  const registration = {
    name: "CPTS Vie",
    provenance: { status: "declared", note: "remarque confidentielle" },
    territory: { ...communes("37003", "37027"), validFrom: "2020" },
    facts: [fact, { ...fact, property: "board-size", value: 18, qualifier: "exactly" }],
  };
  const post = () => world.send("POST", "/v1/cpts", registration, { headers: { "idempotency-key": "vie" } });
  const { id } = (await post()).json;
  await post();
  for (const version of ['"v4"', '"v5"']) await world.send("PATCH", `/v1/cpts/${id}`, { shortName: "Vie", website: "https://example.org" }, { headers: { "if-match": version } });
  const parts = [{ commune: "31555", name: "Minimes", kind: "quartier", population: { value: 9_000, qualifier: "about", source: { document: "Site" } } }];
  for (const _ of ["once", "twice"])
    await world.setTerritory(id, { territory: { communes: ["37027", "41018"], parts, provenance: { status: "reconstructed", note: "remarque confidentielle" } }, validFrom: "2022-03", reason: "remarque confidentielle" });
  for (const _ of ["once", "twice"]) await world.send("POST", `/v1/cpts/${id}/facts`, fact, { headers: { "idempotency-key": "fait" } });
  const missions = { missions: [{ label: "Prévenir", codes: ["PREVENTION"], note: "remarque confidentielle" }], provenance: { status: "declared", note: "remarque confidentielle" } };
  for (const _ of ["once", "twice"]) await world.send("POST", `/v1/cpts/${id}/missions`, missions, { headers: { "idempotency-key": "missions" } });
  const stated = { steps: [{ to: "active", on: "2020", source: { document: "Rapport", quote: "active depuis 2020" } }] };
  for (const _ of ["once", "twice"]) await world.send("POST", `/v1/cpts/${id}/take-over`, stated, { headers: { "idempotency-key": "reprise" } });
  const renewal = { action: "renew", on: "2025", evidence: { document: "Contrat" } };
  for (const _ of ["once", "twice"]) await world.send("POST", `/v1/cpts/${id}/transitions`, renewal, { headers: { "idempotency-key": "renouvellement" } });
  return id;
};

describe("the registry's events", () => {
  test("tell every write once, in order, with versions that have no hole", async () => {
    const head = await world.head();
    const id = await wholeLife();
    expect(await types(head)).toEqual(["cpts.registered.v1", "territory.changed.v1", "fact.declared.v1", "fact.declared.v1", "cpts.changed.v1", "territory.changed.v1", "fact.declared.v1", "mission.declared.v1", "cpts.status-changed.v1", "cpts.status-changed.v1"]);
    const events = await world.eventsAfter(head);
    expect(events.map(({ aggregateversion }) => aggregateversion)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => head + 1 + index));
    expect(new Set(events.map(({ subject }) => subject))).toEqual(new Set([id]));
    expect((await world.send("GET", `/v1/cpts/${id}`)).json.version).toBe(10);
  });

  test("are what their contract says, and their envelopes are CloudEvents", async () => {
    await world.register({ territory: communes("37003") });
    const byType = new Map(Object.values(contract.events).map((definition) => [definition.type as string, definition]));
    for (const event of await world.eventsAfter(0)) {
      const definition = byType.get(event.type);
      expect(Schema.is(EventEnvelope)(event)).toBe(true);
      // Nothing lost and nothing more: what is decoded is encoded to the same.
      const payload = definition?.payload as Schema.Codec<unknown, unknown>;
      expect(Schema.encodeUnknownSync(payload)(Schema.decodeUnknownSync(payload, { onExcessProperty: "error" })(event.data))).toEqual(event.data);
    }
  });

  test("say what the territory gained and lost", async () => {
    const id = await world.register({ territory: { ...communes("37003", "37027"), validFrom: "2020" } });
    await world.setTerritory(id, { ...communes("37027", "41018"), validFrom: "2022-03" });
    const [, first, second] = await world.eventsOf(id);
    expect(first?.data).toMatchObject({ added: ["37003", "37027"], removed: [], validFrom: "2020" });
    expect(second?.data).toMatchObject({ added: ["41018"], removed: ["37003"], validFrom: "2022-03", territory: { communes: ["37027", "41018"], parts: [], prose: null } });
  });

  test("say what is computed of the territory, as its view shows it, and nothing where a population is unknown", async () => {
    const figuresOf = async (territory: unknown) => {
      const id = await world.register({ territory: { territory } });
      const { computed } = (await world.territory(id)).json;
      return { seen: computed, figures: (await world.eventsOf(id))[1]?.data["figures"] };
    };
    const whole = await figuresOf({ communes: ["37003", "37027"], provenance: { status: "reconstructed" } });
    const { population, sizeClass } = whole.seen;
    expect(population.value).toBeGreaterThan(0);
    expect(whole.figures).toEqual({ population: population.value, populationSource: `${population.series} ${population.vintage}`, sizeClass, status: "reconstructed" });
    const none = { population: null, sizeClass: null, status: "computed" };
    expect((await figuresOf({ communes: ["98411", "33063"] })).figures).toMatchObject(none);
    expect((await figuresOf({ communes: ["33063"], parts: [{ commune: "31555", name: "Minimes", kind: "quartier" }] })).figures).toMatchObject(none);
    expect((await figuresOf({ prose: "autour d'Amboise" })).figures).toMatchObject(none);
  });

  test("say of a corrected territory what is computed of the new one", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020" } });
    await world.setTerritory(id, { ...communes("37003", "33063"), validFrom: "2020" });
    const { computed } = (await world.territory(id)).json;
    expect((await world.eventsOf(id))[2]?.data["figures"]).toMatchObject({ population: computed.population.value, sizeClass: "T4" });
  });

  test("carry only the fields that changed", async () => {
    const id = await world.register({ shortName: "A" });
    await world.send("PATCH", `/v1/cpts/${id}`, { shortName: null, name: "CPTS Exemple" }, { headers: { "if-match": '"v1"' } });
    expect((await world.eventsOf(id))[1]?.data).toEqual({ cptsId: id, shortName: null });
  });

  test("hold no remark and nothing of who wrote", async () => {
    const subject = "1f0e-nom-de-famille";
    const token = await world.service.token({ role: "service-account", scope: "registry:write", subject });
    const { json } = await world.service.send("POST", "/v1/cpts", { token, json: { name: "CPTS Discrète", provenance: { status: "declared", note: "remarque confidentielle" } } });
    const text = JSON.stringify(await world.eventsAfter(0));
    expect(text).toContain(json.id);
    expect(text).not.toContain(subject);
    expect(text).not.toContain("confidentielle");
    expect(JSON.stringify(world.service.log)).not.toContain(subject);
  });

  test("carry the trace of the request that caused them", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    await world.send("POST", "/v1/cpts", { name: "CPTS Tracée" }, { headers: { traceparent } });
    const last = (await world.eventsAfter(0)).at(-1);
    expect(last).toMatchObject({ traceparent: expect.stringContaining("4bf92f3577b34da6a3ce929d0e0e4736") });
  });

  test("a write tells its position, from which the feed goes on", async () => {
    const { headers } = await world.send("POST", "/v1/cpts", { name: "CPTS Située", territory: communes("37003") });
    const position = Number(/:(\d+)$/u.exec(headers.get("cpts-position") ?? "")?.[1]);
    expect(position).toBe(await world.head());
    expect(await types(position - 2)).toEqual(["cpts.registered.v1", "territory.changed.v1"]);
  });

  test("a waiting reader is woken by the next event", async () => {
    const head = await world.head();
    const waiting = world.service.send("GET", `/v1/events?after=${head}&wait=10`);
    const id = await world.register({});
    const { json } = await waiting;
    expect(json.events.map(({ subject }: { subject: string }) => subject)).toEqual([id]);
  });
});
