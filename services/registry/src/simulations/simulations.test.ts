import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const tried = async (...changes: ReadonlyArray<unknown>) => (await world.send("POST", "/v1/territory-simulations", { changes })).json;
const refused = async (...changes: ReadonlyArray<unknown>) => {
  const { json, status } = await world.send("POST", "/v1/territory-simulations", { changes });
  return [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])];
};
const population = async (...codes: ReadonlyArray<string>): Promise<number> => {
  const all = await Promise.all(codes.map(async (code) => (await world.send("GET", `/v1/communes/${code}`)).json.population.value as number));
  return all.reduce((sum, one) => sum + one, 0);
};
const codes = (items: ReadonlyArray<{ readonly code: string }>): ReadonlyArray<string> => items.map(({ code }) => code);

describe("a simulation of territories", () => {
  test("tells before and after of each CPTS it touches, and keeps nothing", async () => {
    const one = await world.register({ name: "Une", territory: { ...communes("37003", "37027"), validFrom: "2020-01-01" } });
    const two = await world.register({ name: "Deux", territory: { ...communes("37027", "41151"), validFrom: "2020-01-01" } });
    const before = await world.head();
    const result = await tried({ kind: "move", from: one, to: two, communes: ["37003"] }, { kind: "remove", cpts: one, communes: ["37027"] });
    expect(result.cpts).toEqual([
      expect.objectContaining({ cptsId: one, name: "Une", after: null, before: expect.objectContaining({ communeCount: 2, population: { value: await population("37003", "37027"), series: "communes", vintage: "2026" } }) }),
      expect.objectContaining({ cptsId: two, name: "Deux", after: expect.objectContaining({ communeCount: 3, departements: [{ code: "37", nom: "Indre-et-Loire" }, { code: "41", nom: "Loir-et-Cher" }] }) }),
    ]);
    expect(result.overlapsEnded).toEqual([expect.objectContaining({ code: "37027" })]);
    expect([result.overlapsMade, result.whiteZonesClosed, result.whiteZonesOpened]).toEqual([[], [], []]);
    expect(result.covered.after).toBe(result.covered.before);
    expect(await world.head()).toBe(before);
    expect((await world.territory(one)).json.communes).toHaveLength(2);
  });

  test("counts what it holds of each EPCI: communes of communes, inhabitants of inhabitants", async () => {
    const { cpts } = await tried({ kind: "create", cpts: "new-amboise", communes: ["37003", "37131"] });
    const [{ after }] = cpts;
    const epci = after.epci[0];
    expect(after.epci).toHaveLength(1);
    expect(epci).toMatchObject({ communes: 2, population: await population("37003", "37131") });
    expect([epci.ofCommunes > 2, epci.ofPopulation > epci.population]).toEqual([true, true]);
    expect(after.sizeClass).toBe("T1");
  });

  test("closes white zones with a new CPTS, and opens them where one leaves", async () => {
    const id = await world.register({ name: "Dignois", territory: { ...communes("04070"), validFrom: "2020-01-01" } });
    const result = await tried({ kind: "create", cpts: "new-manosque", name: "Manosque", communes: ["04112"] }, { kind: "remove", cpts: id, communes: ["04070"] });
    expect([codes(result.whiteZonesClosed), codes(result.whiteZonesOpened)]).toEqual([["04112"], ["04070"]]);
    expect(result.covered).toEqual({ before: await population("04070"), after: await population("04112") });
  });

  test("tells the overlaps it makes, with the name of a CPTS that there is not yet", async () => {
    await world.register({ name: "Gap", territory: communes("05061") });
    const { overlapsMade } = await tried({ kind: "create", cpts: "new-gap", name: "Gap bis", communes: ["05061"] });
    expect(overlapsMade).toEqual([expect.objectContaining({ code: "05061", by: [expect.objectContaining({ name: "Gap" }), expect.objectContaining({ cptsId: "new-gap", name: "Gap bis" })] })]);
  });

  test("merges two CPTS, what both held once", async () => {
    const one = await world.register({ name: "Nord", territory: communes("09122", "09225") });
    const two = await world.register({ name: "Sud", territory: communes("09225", "09160") });
    const { cpts, overlapsEnded } = await tried({ kind: "create", cpts: "new-ariege" }, { kind: "merge", cpts: [one, two], into: "new-ariege" });
    expect(cpts.map(({ after, cptsId }: { after: { communeCount: number } | null; cptsId: string }) => [cptsId, after?.communeCount ?? null])).toEqual([[one, null], [two, null], ["new-ariege", 3]]);
    expect(codes(overlapsEnded)).toEqual(["09225"]);
  });

  test("of parts counts their declared inhabitants", async () => {
    const part = (name: string, value: number) => ({ commune: "31555", name, kind: "quartier", population: { value, qualifier: "exactly", source: { document: "Projet" } } });
    const id = await world.register({ name: "Nougaro", territory: { territory: { parts: [part("Minimes", 9_000), part("Lalande", 8_000)] } } });
    const { covered, cpts } = await tried({ kind: "remove", cpts: id, parts: [part("Lalande", 8_000)] }, { kind: "create", cpts: "new-b", parts: [part("Lalande", 8_000)] });
    expect(cpts.map(({ after }: { after: { population: { value: number } } }) => after.population.value)).toEqual([9_000, 8_000]);
    expect(covered).toEqual({ before: 17_000, after: 17_000 });
  });

  describe("of parts that count more inhabitants than their commune", () => {
    const quarter = (commune: string, name: string, value: number) => ({ commune, name, kind: "quartier", population: { value, qualifier: "exactly", source: { document: "Projet" } } });
    const excess = (pointer: string) => [422, [[pointer, "parts-exceed-commune"]]];

    test("is refused at the count that is too many, as the territory itself would be, unless a reason is given", async () => {
      const all = await population("42218");
      const id = await world.register({ name: "Stéphanoise", territory: { territory: { parts: [quarter("42218", "Bellevue", all - 1_000)] } } });
      const [centre, north] = [quarter("42218", "Centre", 900), quarter("42218", "Nord", 101)];
      expect(await refused({ kind: "create", cpts: "new-a", parts: [quarter("42218", "Tout et plus", all + 1)] })).toEqual(excess("#/changes/0/parts/0/population"));
      expect(await refused({ kind: "add", cpts: id, parts: [centre] }, { kind: "add", cpts: id, parts: [north] })).toEqual(excess("#/changes/1/parts/0/population"));
      const given = await world.setTerritory(id, { territory: { parts: [quarter("42218", "Bellevue", all - 1_000), centre, north] } });
      expect([given.status, given.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])]).toEqual(excess("#/territory/parts/2/population"));
      const body = { changes: [{ kind: "add", cpts: id, parts: [centre, north] }] };
      const { json } = await world.send("POST", "/v1/territory-simulations", body, { headers: { "accept-language": "fr" } });
      expect(json.errors[0].message).toBe(`les parties de 42218 auraient ${all + 1} habitants, la commune en a ${all} ; une raison (reason) est nécessaire`);
      const explained = await world.send("POST", "/v1/territory-simulations", { ...body, reason: "Recensement local de 2025" });
      expect([explained.status, explained.json.notices]).toMatchObject([200, [{ code: "parts-exceed-commune", declared: all + 1, population: all, by: [{ cptsId: id }] }]]);
    });

    test("is refused where the request alone gives them to several CPTS", async () => {
      const half = Math.ceil((await population("42187")) / 2);
      const [one, two] = [quarter("42187", "Est", half), quarter("42187", "Ouest", half + 1)];
      expect(await refused({ kind: "create", cpts: "new-a", parts: [one] }, { kind: "create", cpts: "new-b", parts: [two] })).toEqual(excess("#/changes/1/parts/0/population"));
      expect((await tried({ kind: "create", cpts: "new-a", parts: [two] }, { kind: "create", cpts: "new-b", parts: [two] })).notices).toEqual([]);
    });

    test("says so where it is only with what others hold, and covers no more than the commune", async () => {
      const all = await population("42147");
      const id = await world.register({ name: "Forez", territory: { territory: { parts: [quarter("42147", "Nord", all - 10)] } } });
      const { covered, notices } = await tried({ kind: "create", cpts: "new-sud", name: "Sud", parts: [quarter("42147", "Sud", 11)] });
      expect(covered).toEqual({ before: all - 10, after: all });
      expect(notices).toEqual([
        {
          code: "parts-exceed-commune",
          place: { code: "42147", nom: "Montbrison" },
          by: [{ cptsId: id, name: "Forez" }, { cptsId: "new-sud", name: "Sud" }],
          declared: all + 1,
          population: all,
          message: {
            fr: `Les parties de Montbrison (42147) auraient ${all + 1} habitants (Forez et Sud), la commune en a ${all} : pas plus n'en est couvert.`,
            en: `The parts of Montbrison (42147) would have ${all + 1} inhabitants (Forez and Sud), the commune has ${all}: no more of it is covered.`,
          },
        },
      ]);
      const south = await world.register({ name: "Forez sud", territory: { territory: { parts: [quarter("42147", "Sud", 11)] } } });
      const merged = await tried({ kind: "create", cpts: "new-loire" }, { kind: "merge", cpts: [id, south], into: "new-loire" });
      expect(merged.notices).toMatchObject([{ by: [{ cptsId: "new-loire" }], declared: all + 1 }]);
    });
  });

  test("that cannot be tried says where and why", async () => {
    const id = await world.register({ name: "Jura", territory: communes("39300") });
    const nobody = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
    expect(await refused({ kind: "add", cpts: nobody, communes: ["39300"] })).toEqual([422, [["#/changes/0/cpts", "unknown-cpts"]]]);
    expect(await refused({ kind: "add", cpts: id, communes: ["39300"] })).toEqual([422, [["#/changes/0/communes/0", "already-held"]]]);
    expect(await refused({ kind: "remove", cpts: id, communes: ["39301"] })).toEqual([422, [["#/changes/0/communes/0", "not-held"]]]);
    expect(await refused({ kind: "add", cpts: id, communes: ["99999"] })).toEqual([422, [["#/changes/0/communes/0", "unknown-commune"]]]);
    expect(await refused({ kind: "create", cpts: "new-x", communes: ["41151", "41023"] })).toEqual([422, [["#/changes/0/communes/1", "former-commune"]]]);
    expect(await refused({ kind: "create", cpts: "new-lyon", communes: ["69123", "69383"] })).toEqual([422, [["#/changes/0/communes/1", "city-with-its-arrondissement"]]]);
    expect(await refused()).toEqual([422, [["#/changes", expect.any(String)]]]);
    expect(await refused({ kind: "create", cpts: "moi", communes: [] })).toEqual([422, expect.arrayContaining([["#/changes/0/cpts", "simulated-cpts-id.format"]])]);
  });
});

const ended = async (how: "dissolve" | "merge") => {
  const [id, into] = [await world.register({ name: "CPTS Finie", territory: { ...communes("39300"), validFrom: "2020-01-01" } }), await world.register({ name: "CPTS Suite" })];
  const path = how === "merge" ? `/v1/cpts/${id}/merger` : `/v1/cpts/${id}/transitions`;
  const body = how === "merge" ? { into, on: "2024-01-01", evidence: { document: "PV" } } : { action: "dissolve", on: "2024-01-01", evidence: { document: "PV" } };
  expect((await world.send("POST", path, body, { headers: { "if-match": await world.etag(id) } })).status).toBeLessThan(300);
  return id;
};

describe("a simulation with a CPTS that is no more", () => {
  test.each(["dissolve", "merge"] as const)("(%s) is refused at each field that names it, until the day before its end", async (how) => {
    const [id, other] = [await ended(how), await world.register({ name: "CPTS Autre", territory: communes("39013") })];
    const changes = [{ kind: "add", cpts: id, communes: ["39013"] }, { kind: "move", from: id, to: other, communes: ["39300"] }, { kind: "merge", cpts: [id], into: other }, { kind: "merge", cpts: [other], into: id }];
    expect(await refused(...changes)).toEqual([422, [["#/changes/0/cpts", "has-ended"], ["#/changes/1/from", "has-ended"], ["#/changes/2/cpts/0", "has-ended"], ["#/changes/3/into", "has-ended"]]]);
    const { json } = await world.send("POST", "/v1/territory-simulations", { changes: changes.slice(0, 1) }, { headers: { "accept-language": "fr" } });
    expect(json.errors[0].message).toBe(`CPTS Finie n'existe plus ce jour-là (${how === "merge" ? "fusionnée" : "dissoute"}) : son territoire a pris fin avec elle`);
    const before = await world.send("POST", "/v1/territory-simulations", { asOf: "2023-12-31", changes: changes.slice(0, 1) });
    expect([before.status, before.json.cpts[0].after.communeCount]).toEqual([200, 2]);
  });
});

describe("the suggestions for a territory", () => {
  const suggestions = async (id: string, query = "") => (await world.send("GET", `/v1/cpts/${id}/territory/suggestions${query}`)).json;

  test("are the uncovered communes of its EPCI, the most inhabited first, without those that another CPTS has", async () => {
    const id = await world.register({ name: "Vierzon", territory: communes("18279") });
    const { items, neighbourhood } = await suggestions(id);
    expect(neighbourhood).toBe("epci");
    expect(items.length).toBeGreaterThan(5);
    const inhabitants = items.map(({ uncovered }: { uncovered: number }) => uncovered);
    expect(inhabitants).toEqual(inhabitants.toSorted((a: number, b: number) => b - a));
    expect(codes(items)).not.toContain("18279");
    expect(items[0].reasons[0]).toMatchObject({ code: "same-epci", en: expect.stringMatching(/^the territory holds 1 of the \d+ communes of CC Vierzon-Sologne-Berry$/u) });
    expect(items[0].populationAfter).toBe((await population("18279")) + items[0].uncovered);
    await world.register({ name: "Voisine", territory: communes(items[0].code) });
    expect(codes((await suggestions(id)).items)).toEqual(codes(items.slice(1)));
    expect((await suggestions(id, "?limit=1&explain=true")).items).toHaveLength(1);
  });

  test("say which commune completes an EPCI and which changes the size", async () => {
    const first = await world.register({ name: "Une commune", territory: communes("18279") });
    const { items } = await suggestions(first, "?limit=200");
    const id = await world.register({ name: "Presque tout", territory: communes("18279", ...codes(items.slice(1))) });
    const [last] = (await suggestions(id)).items;
    expect([last.code, last.reasons.map(({ code }: { code: string }) => code)]).toEqual([items[0].code, expect.arrayContaining(["same-epci"])]);
  });

  test.each(["dissolve", "merge"] as const)("(%s) end with the CPTS, which is said, and not before", async (how) => {
    const id = await ended(how);
    const { items, notices } = await suggestions(id);
    const [fr, en] = how === "merge" ? ["fusionnée", "merged"] : ["dissoute", "dissolved"];
    expect([items, notices]).toEqual([[], [{ code: "has-ended", message: { fr: `CPTS Finie n'existe plus ce jour-là (${fr}) : son territoire a pris fin avec elle.`, en: `CPTS Finie is no more on that day (${en}): its territory ended with it.` } }]]);
    const before = await suggestions(id, "?asOf=2023-12-31");
    expect([before.items.length > 0, before.notices]).toEqual([true, []]);
  });

  test("that are none say why: no territory, words only, no neighbour known, nothing left to cover", async () => {
    const [nowhere, prose, island, whole] = [
      await world.register({ name: "Nulle part" }),
      await world.register({ name: "Prose", territory: { territory: { prose: "L'ouest" } } }),
      await world.register({ name: "Yeu", territory: communes("85113") }),
      await world.register({ name: "Tout Vierzon", territory: communes("18279") }),
    ];
    const { items } = await suggestions(whole, "?limit=200");
    await world.register({ name: "Le reste", territory: communes(...codes(items)) });
    const told = async (id: string) => {
      const answer = await suggestions(id);
      return [answer.items.length, answer.notices.map(({ code, message }: { code: string; message: { fr: string } }) => [code, message.fr])];
    };
    expect(await told(nowhere)).toEqual([0, [["no-territory", "Nulle part n'a pas de territoire ce jour-là."]]]);
    expect(await told(prose)).toEqual([0, [["no-communes", "Le territoire de Prose n'est décrit qu'en toutes lettres : sans commune, il n'a pas de voisine."]]]);
    expect(await told(island)).toEqual([0, [["no-neighbour", expect.stringMatching(/sans contours/u)]]]);
    expect(await told(whole)).toEqual([0, [["all-covered", expect.stringMatching(/sont couvertes/u)]]]);
  });

  test("of an unknown CPTS are 404", async () => {
    expect((await world.send("GET", "/v1/cpts/018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f/territory/suggestions")).status).toBe(404);
  });
});
