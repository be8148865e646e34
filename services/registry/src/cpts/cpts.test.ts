import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const unknownId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";

describe("registering", () => {
  test("answers 201 with the CPTS, its address and its version", async () => {
    const { status, headers, json } = await world.send("POST", "/v1/cpts", { name: "  CPTS des Deux Rives " });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.any(String),
      name: "CPTS des Deux Rives",
      shortName: null,
      status: "emergence",
      legalForm: null,
      identifiers: { rna: null, siren: null, siret: null, finess: null },
      externalIds: [],
      website: null,
      provenance: { status: "declared" },
      version: 1,
      facts: [],
      contracts: [],
    });
    // A relative Location is relative to the address of the request (RFC 9110 §10.2.2).
    const location = new URL(headers.get("location") ?? "", "https://example.org/registry/v1/cpts");
    expect(location.pathname).toBe(`/registry/v1/cpts/${json.id}`);
    expect(headers.get("etag")).toBe('"v1"');
    const read = await world.send("GET", location.pathname.replace("/registry", ""));
    expect(read.json).toEqual(json);
    expect(read.headers.get("etag")).toBe('"v1"');
  });

  test("keeps everything that was said", async () => {
    const said = {
      name: "CPTS Tout",
      shortName: "Tout",
      status: "active",
      legalForm: "association-1901",
      identifiers: { rna: "W372000001", siren: "356000000", siret: "35600000000048", finess: "370000018" },
      externalIds: [{ system: "urn:example:region", value: "12" }],
      website: "https://example.org/",
      provenance: { status: "sourced", note: "relu", source: { document: "Statuts", locator: "article 2" } },
    };
    const id = await world.register(said);
    expect((await world.send("GET", `/v1/cpts/${id}`)).json).toMatchObject(said);
  });

  test("a registration without a name says which field is missing", async () => {
    const { status, json } = await world.send("POST", "/v1/cpts", { shortName: "X" });
    expect(status).toBe(422);
    expect(json.errors).toEqual([expect.objectContaining({ in: "body", pointer: "#/name", code: "missing" })]);
  });

  test("an unknown CPTS is 404", async () => {
    expect((await world.send("GET", `/v1/cpts/${unknownId}`)).status).toBe(404);
    expect((await world.send("PATCH", `/v1/cpts/${unknownId}`, { shortName: "A" }, { headers: { "if-match": '"v1"' } })).status).toBe(404);
    expect((await world.send("POST", `/v1/cpts/${unknownId}/facts`, { property: "board-size", value: 3, qualifier: "exactly", status: "declared", source: { document: "Statuts" } })).status).toBe(404);
  });

  test("a reader who has the current version gets 304", async () => {
    const id = await world.register({});
    expect((await world.send("GET", `/v1/cpts/${id}`, undefined, { headers: { "if-none-match": '"v1"' } })).status).toBe(304);
    expect((await world.send("GET", `/v1/cpts/${id}`, undefined, { headers: { "if-none-match": '"v2"' } })).status).toBe(200);
  });

  test.each([
    ["a territory with an unknown commune", { territory: communes("37003", "37999") }],
    ["a fact whose qualifier makes no sense", { facts: [{ property: "perimeter-criterion", value: "habitudes", qualifier: "at-least", status: "declared", source: { document: "Projet" } }] }],
    ["a good territory and a fact without source", { territory: communes("37003"), facts: [{ property: "board-size", value: 3, qualifier: "exactly", status: "declared" }] }],
  ])("%s leaves nothing: no row, no event", async (_, fields) => {
    const count = () => world.rows("select (select count(*)::int from cpts) as cpts, (select count(*)::int from territory_version) as territories, (select count(*)::int from fact) as facts, (select count(*)::int from cpts_identifier) as identifiers");
    const [rows, head] = [await count(), await world.head()];
    const { status } = await world.send("POST", "/v1/cpts", { name: "CPTS Ratée", identifiers: { finess: "450000012" }, ...fields });
    expect(status).toBe(422);
    expect(await count()).toEqual(rows);
    expect(await world.head()).toBe(head);
  });

  test("a social-security number is refused with a clear message and kept nowhere", async () => {
    const nir = "1 84 12 76 451 089 46";
    const places = [
      ["#/name", { name: `CPTS ${nir}` }],
      ["#/provenance/note", { name: "A", provenance: { status: "declared", note: nir } }],
      ["#/territory/territory/prose", { name: "A", territory: { territory: { prose: `chez ${nir}` } } }],
      ["#/facts/0/value", { name: "A", facts: [{ property: "initiator", value: nir, qualifier: "exactly", status: "declared", source: { document: "D" } }] }],
    ] as const;
    for (const [pointer, body] of places) {
      const { status, json, text } = await world.send("POST", "/v1/cpts", body, { headers: { "idempotency-key": `nir-${pointer}` } });
      expect(status).toBe(422);
      expect(json.errors).toEqual([expect.objectContaining({ pointer, code: "free-text.social-security-number", message: expect.stringContaining("social-security number") })]);
      expect(text).not.toContain("451 089");
    }
    expect(JSON.stringify(world.service.log)).not.toContain("451 089");
    expect(await world.rows("select 1 from idempotency where key like 'nir-%'")).toEqual([]);
  });

  test("a SIRET whose key is wrong is named, in French and in English", async () => {
    const send = (language: string) => world.send("POST", "/v1/cpts", { name: "A", identifiers: { siret: "35600000000049" } }, { headers: { "accept-language": language } });
    const [french, english] = [await send("fr"), await send("en")];
    expect([french.status, english.status]).toEqual([422, 422]);
    expect(french.json.errors).toEqual([{ in: "body", pointer: "#/identifiers/siret", code: "siret.luhn", message: expect.stringContaining("clé de Luhn") }]);
    expect(english.json.errors).toEqual([{ in: "body", pointer: "#/identifiers/siret", code: "siret.luhn", message: expect.stringContaining("Luhn") }]);
  });

  test("a SIRET that is not of the SIREN given is refused at the SIRET", async () => {
    const { status, json } = await world.send("POST", "/v1/cpts", { name: "A", identifiers: { siren: "243800604", siret: "35600000000048" } });
    expect(status).toBe(422);
    expect(json.errors).toEqual([expect.objectContaining({ pointer: "#/identifiers/siret", code: "cpts-identifiers.siret-of-other-siren" })]);
  });
});

test("a CPTS that is renamed is named so in every answer that names it", async () => {
  const provenance = { status: "declared" };
  const id = await world.register({ name: "CPTS Ancienne", territory: communes("37271"), facts: [{ property: "initiator", value: "Des soignants", qualifier: "exactly", status: "declared", source: { document: "Statuts" } }] });
  await world.send("POST", `/v1/cpts/${id}/missions`, { missions: [{ label: "Prévenir", codes: ["PREVENTION"] }], provenance });
  await world.send("PATCH", `/v1/cpts/${id}`, { name: "CPTS Nouvelle" }, { headers: { "if-match": await world.etag(id) } });
  const paths = [`/v1/cpts/${id}`, "/v1/cpts?q=nouvelle", "/v1/communes/37271?explain=true", "/v1/missions?code=PREVENTION", `/v1/facts?cpts=${id}`, "/v1/cpts?mission=PREVENTION"];
  for (const path of paths) {
    const { text } = await world.send("GET", path);
    expect([path, text.includes("CPTS Nouvelle"), text.includes("CPTS Ancienne")]).toEqual([path, true, false]);
  }
  expect((await world.send("GET", "/v1/cpts?q=ancienne")).json.items).toEqual([]);
});

describe("listing", () => {
  test("pages by cursor show every CPTS once, also when some are added meanwhile", async () => {
    const added = await Promise.all(Array.from({ length: 7 }, (_, index) => world.register({ name: `Page ${"BBCADAE"[index]}` })));
    const seen: Array<string> = [];
    let cursor: string | null = null;
    do {
      const { json } = await world.send("GET", `/v1/cpts?q=page&limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...json.items.map((item: { id: string }) => item.id));
      if (cursor === null) await world.register({ name: "Page 0 (avant le curseur)" });
      cursor = json.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual([...added].toSorted());
    expect(new Set(seen).size).toBe(7);
  });

  test("a page that is not the last links to the next one, relative to the address asked", async () => {
    await Promise.all([world.register({ name: "Lien A" }), world.register({ name: "Lien B" })]);
    const first = await world.send("GET", "/v1/cpts?q=lien&limit=1");
    const [, next = ""] = /^<(.*)>; rel="next"$/u.exec(first.headers.get("link") ?? "") ?? [];
    const { pathname, search } = new URL(next, "http://localhost/registry/v1/cpts?q=lien&limit=1");
    expect(pathname).toBe("/registry/v1/cpts");
    const second = await world.send("GET", `/v1/cpts${search}`);
    expect([...first.json.items, ...second.json.items].map(({ name }: { name: string }) => name)).toEqual(["Lien A", "Lien B"]);
    expect(second.headers.get("link")).toBeNull();
  });

  test("a name is found without its accents and in any case", async () => {
    const id = await world.register({ name: "CPTS Cœur de Forêt-Saint-Étienne" });
    for (const q of ["coeur de foret", "SAINT ETIENNE", "forêt st étienne"]) {
      const { json } = await world.send("GET", `/v1/cpts?q=${encodeURIComponent(q)}`);
      expect(json.items.map((item: { id: string }) => item.id)).toEqual([id]);
    }
  });

  test("a search without a letter or digit finds nothing, an empty one everything", async () => {
    await world.register({});
    expect((await world.send("GET", "/v1/cpts?q=%F0%9F%92%A5")).json.items).toEqual([]);
    expect((await world.send("GET", "/v1/cpts?q=")).json.items).not.toEqual([]);
  });

  test("each identifier leads to its CPTS", async () => {
    const identifiers = { rna: "W381000002", siren: "243800604", siret: "24380060400015", finess: "380000018" };
    const id = await world.register({ identifiers, externalIds: [{ system: "urn:x:crm", value: "42" }] });
    for (const identifier of [...Object.values(identifiers), "rna|W381000002", "urn:x:crm|42"]) {
      const { json } = await world.send("GET", `/v1/cpts?identifier=${encodeURIComponent(identifier)}`);
      expect(json).toEqual({ items: [expect.objectContaining({ id })], nextCursor: null });
    }
    for (const identifier of ["42", "urn:x:other|42", "finess|243800604", ""]) {
      expect((await world.send("GET", `/v1/cpts?identifier=${encodeURIComponent(identifier)}`)).json.items).toEqual([]);
    }
  });

  test("a cursor that is none is refused", async () => {
    for (const cursor of ["x", Buffer.from('["a","------------------------------------"]').toString("base64url"), Buffer.from('["\\u0000","018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f"]').toString("base64url")]) {
      const { status, json } = await world.send("GET", `/v1/cpts?cursor=${encodeURIComponent(cursor)}`);
      expect([status, json.errors?.[0]]).toEqual([400, expect.objectContaining({ in: "query", pointer: "cursor" })]);
    }
  });
});

describe("identifiers", () => {
  test("one that another CPTS has is refused, and only the taken field is named", async () => {
    await world.register({ identifiers: { finess: "410000013" }, externalIds: [{ system: "urn:x:taken", value: "1" }] });
    const refused = await world.send("POST", "/v1/cpts", {
      name: "Autre",
      identifiers: { rna: "W410000001", finess: "410000013" },
      externalIds: [{ system: "urn:x:free", value: "1" }, { system: "urn:x:taken", value: "1" }],
    });
    expect(refused.status).toBe(409);
    expect(refused.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(["#/identifiers/finess", "#/externalIds/1"]);
    expect((await world.send("GET", "/v1/cpts?identifier=W410000001")).json.items).toEqual([]);
  });

  test("taken by two registrations at once, one wins and the other is told the field", async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        world.send("POST", "/v1/cpts", { name: `Course ${index}`, identifiers: { finess: "530000019", rna: `W53000000${index}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    const told = answers.flatMap(({ json }) => (json.errors ?? []).map(({ pointer }: { pointer: string }) => pointer));
    expect(told).toEqual(["#/identifiers/finess", "#/identifiers/finess", "#/identifiers/finess"]);
  });

  test("an official number is not given as an external one, where it would escape its check", async () => {
    const { json, status } = await world.send("POST", "/v1/cpts", { name: "A", externalIds: [{ system: "urn:x", value: "1" }, { system: "siren", value: "1" }] });
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/externalIds/1/system", code: "reserved-system" })]]);
  });

  test("one that was given up may be taken by another CPTS", async () => {
    const first = await world.register({ identifiers: { finess: "560000016" } });
    await world.send("PATCH", `/v1/cpts/${first}`, { identifiers: { finess: null } }, { headers: { "if-match": '"v1"' } });
    const second = await world.register({ identifiers: { finess: "560000016" } });
    expect((await world.send("GET", "/v1/cpts?identifier=560000016")).json.items.map(({ id }: { id: string }) => id)).toEqual([second]);
  });
});

describe("changing", () => {
  const change = (id: string, patch: unknown, ifMatch?: string) => world.send("PATCH", `/v1/cpts/${id}`, patch, ifMatch === undefined ? {} : { headers: { "if-match": ifMatch } });

  test("needs the version it starts from: 428 without, 412 when another came first, 200 when current", async () => {
    const id = await world.register({});
    expect((await change(id, { shortName: "A" })).status).toBe(428);
    expect((await change(id, { shortName: "A" }, "abc")).status).toBe(400);
    const done = await change(id, { shortName: "A", website: "https://example.org" }, '"v1"');
    expect([done.status, done.headers.get("etag"), done.json.shortName, done.json.version]).toEqual([200, '"v2"', "A", 2]);
    const late = await change(id, { shortName: "B" }, '"v1"');
    expect([late.status, late.json.detail]).toEqual([412, expect.stringContaining("version 2")]);
    expect((await change(id, { shortName: "B" }, 'W/"v2"')).status).toBe(200);
  });

  test("null clears, an absent field stays", async () => {
    const id = await world.register({ shortName: "A", identifiers: { rna: "W180000007", finess: "180000010" } });
    const { json } = await change(id, { shortName: null, identifiers: { rna: null } }, '"v1"');
    expect(json).toMatchObject({ shortName: null, name: "CPTS Exemple", identifiers: { rna: null, finess: "180000010" } });
  });

  test("sent twice, the second time with the new version, it leaves no event and no new version", async () => {
    const id = await world.register({});
    const patch = { name: "CPTS Renommée", provenance: { source: { url: "https://example.org/a", document: "JO" }, status: "sourced" } };
    expect((await change(id, patch, '"v1"')).json.version).toBe(2);
    const head = await world.head();
    const again = await change(id, patch, '"v2"');
    expect([again.status, again.headers.get("etag"), again.json.version]).toEqual([200, '"v2"', 2]);
    expect(again.headers.get("cpts-position")).toBeNull();
    expect(await world.head()).toBe(head);
  });

  test("an empty change is refused", async () => {
    const id = await world.register({});
    const { status, json } = await change(id, {}, '"v1"');
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ code: "cpts-patch.empty", message: "Nothing to change." })]]);
  });

  test("a SIRET that does not fit the SIREN already known is refused and changes nothing", async () => {
    const id = await world.register({ identifiers: { siren: "217500016" } });
    const { status, json } = await change(id, { identifiers: { siret: "35600000000048" } }, '"v1"');
    expect(status).toBe(422);
    expect(json.errors).toEqual([expect.objectContaining({ pointer: "#/identifiers/siret" })]);
    expect(await world.etag(id)).toBe('"v1"');
  });

  test("the status is not changed by hand", async () => {
    const id = await world.register({});
    const { status, json } = await change(id, { status: "active" }, '"v1"');
    expect([status, json.errors?.[0]]).toEqual([422, expect.objectContaining({ pointer: "#/status", code: "unknown-property" })]);
  });

  test("of two changes at once one succeeds and the other is told that it came late", async () => {
    const id = await world.register({});
    const answers = await Promise.all([change(id, { shortName: "Un" }, '"v1"'), change(id, { shortName: "Deux" }, '"v1"')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await world.send("GET", `/v1/cpts/${id}`)).json).toEqual(winner?.json);
    expect(await world.eventsOf(id)).toHaveLength(2);
  });
});

describe("a repeated request", () => {
  test("the same registration sent 20 times at once with one key makes one CPTS and one answer", async () => {
    const head = await world.head();
    const body = { name: "CPTS Vingt", territory: communes("18279"), facts: [{ property: "board-size", value: 18, qualifier: "exactly", status: "declared", source: { document: "Statuts" } }] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.send("POST", "/v1/cpts", body, { headers: { "idempotency-key": "vingt" } })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => `${headers.get("location")} ${headers.get("etag")} ${headers.get("cpts-position")}`)).size).toBe(1);
    expect((await world.send("GET", "/v1/cpts?q=vingt")).json.items).toHaveLength(1);
    expect((await world.eventsAfter(head)).map(({ type }) => type)).toEqual(["cpts.registry.cpts.registered.v1", "cpts.registry.territory.changed.v1", "cpts.registry.fact.declared.v1"]);
  });

  test("the same key for another body is refused", async () => {
    const send = (name: string) => world.send("POST", "/v1/cpts", { name }, { headers: { "idempotency-key": "autre-corps" } });
    expect((await send("A")).status).toBe(201);
    expect((await send("B")).json.type).toBe("/problems/idempotency-key-reused");
  });

  test("a refused request keeps nothing: corrected, it passes under the same key", async () => {
    const send = (code: string) => world.send("POST", "/v1/cpts", { name: "A", territory: communes(code) }, { headers: { "idempotency-key": "corrigee" } });
    expect((await send("37999")).status).toBe(422);
    expect((await send("37003")).status).toBe(201);
  });

  test("the same fact sent twice with one key is declared once, and twice without", async () => {
    const id = await world.register({});
    const fact = { property: "board-size", value: 18, qualifier: "exactly", status: "declared", source: { document: "Statuts" } };
    const send = (headers: Record<string, string>) => world.send("POST", `/v1/cpts/${id}/facts`, fact, { headers });
    const [first, second] = [await send({ "idempotency-key": "fait" }), await send({ "idempotency-key": "fait" })];
    expect([first.status, second.json]).toEqual([201, first.json]);
    expect((await send({})).json.id).not.toBe(first.json.id);
    expect((await world.send("GET", `/v1/cpts/${id}`)).json.facts).toEqual([first.json, expect.objectContaining({ fact })]);
  });
});
