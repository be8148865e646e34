import { CogMovement, historyOf } from "@cpts/domain/CogMovement";
import { followMovements, type CogChoice } from "@cpts/domain/CogProposal";
import type { CommuneCode } from "@cpts/domain/Cog";
import { checkTerritory } from "@cpts/domain/Territory";
import { loadCogMovements, loadCommunes } from "@cpts/reference-data";
import { Schema } from "effect";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";
import { movementsOfEditions } from "./fill.ts";
import { toldMovement } from "./stored.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

/** A CPTS as the registry would hold it had its territory been written when the edition of 2021 was the one of the day. */
const writtenIn2021 = async (name: string, ...codes: ReadonlyArray<string>): Promise<string> => {
  const id = await world.register({ name, territory: { ...communes("37003"), validFrom: "2021-03-01" } });
  const version = "(select id from territory_version where cpts_id = $1)";
  await world.rows(`delete from territory_commune where version_id = ${version}`, [id]);
  for (const code of codes) await world.rows(`insert into territory_commune (version_id, commune) values (${version}, $2)`, [id, code]);
  await world.rows("update territory_version set cog = 2021 where cpts_id = $1", [id]);
  return id;
};

const proposed = async (id: string, state = "open") => (await world.send("GET", `/v1/cog-proposals?cpts=${id}&state=${state}`)).json.items;
const answer = (id: string, what: "acceptance" | "refusal", body: unknown, headers: Record<string, string> = {}) => world.send("POST", `/v1/cpts/${id}/cog-proposals/1/${what}`, body, { headers });
const codesOn = async (id: string, day: string): Promise<ReadonlyArray<string>> => (await world.territory(id, day)).json.communes.map(({ code }: { code: string }) => code);

describe("a new edition", () => {
  test("proposes nothing to a territory that it does not touch, nor to one written in it", async () => {
    const [untouched, current] = [await writtenIn2021("CPTS calme", "37003", "37027"), await world.register({ territory: { ...communes("85084"), validFrom: "2021-03-01" } })];
    expect([await proposed(untouched), await proposed(current)]).toEqual([[], []]);
  });

  test("follows mergers, codes and names by itself, each with a sentence in both languages; the past keeps its codes", async () => {
    const id = await writtenIn2021("CPTS suivie", "93059", "93066", "27058", "28012", "37003");
    const [proposal] = await proposed(id);
    expect(proposal).toMatchObject({ cptsId: id, version: 1, state: "open", fromCog: "2021", toCog: "2026", validFrom: "2025-01-01", questions: [] });
    expect([proposal.communes, proposal.added, proposal.removed]).toEqual([["27676", "28012", "37003", "93066"], ["27676"], ["27058", "93059"]]);
    expect(proposal.versions.map(({ cog, communes: codes, validFrom }: { cog: string; communes: unknown; validFrom: string }) => [validFrom, cog, codes])).toEqual([
      ["2023-01-01", "2023", ["27676", "28012", "37003", "93059", "93066"]],
      ["2025-01-01", "2026", ["27676", "28012", "37003", "93066"]],
    ]);
    expect(proposal.reasons.map(({ effect, movement }: { effect: string; movement: { kind: string; on: string } }) => [movement.on, movement.kind, effect])).toEqual([
      ["2023-01-01", "code-changed", "followed"],
      ["2023-01-01", "renamed", "name-only"],
      ["2025-01-01", "merged", "followed"],
    ]);
    expect(proposal.reasons.at(-1).sentence).toEqual({
      fr: "Au 2025-01-01, Saint-Denis (93066) et Pierrefitte-sur-Seine (93059) forment Saint-Denis (93066).",
      en: "On 2025-01-01, Saint-Denis (93066) and Pierrefitte-sur-Seine (93059) became Saint-Denis (93066).",
    });
    const [head, key] = [await world.head(), { "idempotency-key": crypto.randomUUID() }];
    const body = { choices: [] };
    const first = await answer(id, "acceptance", body, key);
    const again = await answer(id, "acceptance", body, key);
    expect([first.status, first.json.cog, again.text]).toEqual([201, "2026", first.text]);
    const { events } = (await world.send("GET", `/v1/events?after=${head}`)).json;
    expect(events.map(({ data, type }: { data: { added: unknown; removed: unknown; validFrom: unknown }; type: string }) => [type, data.validFrom, data.added, data.removed])).toEqual([
      ["cpts.registry.territory.changed.v1", "2023-01-01", ["27676"], ["27058"]],
      ["cpts.registry.territory.changed.v1", "2025-01-01", [], ["93059"]],
    ]);
    expect(await proposed(id)).toEqual([]);
    expect([await codesOn(id, "2022-12-31"), await codesOn(id, "2024-12-31"), await codesOn(id, "2025-01-01")]).toEqual([
      ["27058", "28012", "37003", "93059", "93066"],
      ["27676", "28012", "37003", "93059", "93066"],
      ["27676", "28012", "37003", "93066"],
    ]);
    expect((await world.territory(id, "2022-12-31")).json).toMatchObject({ cog: "2021", validTo: "2023-01-01", computed: { communeCount: 5, populationUnknownFor: [] } });
    expect((await world.territory(id, "2024-12-31")).json).toMatchObject({ cog: "2023", validFrom: "2023-01-01", validTo: "2025-01-01", computed: { communeCount: 5, populationUnknownFor: [] } });
    expect((await answer(id, "acceptance", body)).json.type).toBe("/problems/illegal-transition");
  });

  test("corrects a territory that begins after some of its changes, and follows the others on their days", async () => {
    const id = await writtenIn2021("CPTS tardive", "27058", "93059", "93066");
    await world.rows("update territory_version set valid_from = '2024-03', from_earliest = '2024-03-01', from_latest = '2024-03-31' where cpts_id = $1", [id]);
    const [{ versions }] = await proposed(id);
    expect(versions.map(({ communes: codes, validFrom }: { communes: unknown; validFrom: string }) => [validFrom, codes])).toEqual([["2024-03", ["27676", "93059", "93066"]], ["2025-01-01", ["27676", "93066"]]]);
    expect((await answer(id, "acceptance", {})).status).toBe(201);
    expect([await codesOn(id, "2024-04-01"), await codesOn(id, "2025-01-01"), (await world.territory(id, "2024-02-29")).status]).toEqual([["27676", "93059", "93066"], ["27676", "93066"], 404]);
    expect(await proposed(id)).toEqual([]);
  });

  test("is one version from a day that the acceptance says", async () => {
    const id = await writtenIn2021("CPTS d'un coup", "27058", "93059", "93066");
    expect((await answer(id, "acceptance", { validFrom: "2026-01-01" })).status).toBe(201);
    expect([await codesOn(id, "2025-12-31"), await codesOn(id, "2026-01-01")]).toEqual([["27058", "93059", "93066"], ["27676", "93066"]]);
  });

  test("puts what was divided, restored or merged with others before a person, and takes nothing without each answer", async () => {
    const id = await writtenIn2021("CPTS demandée", "85084", "60054", "93059");
    const [proposal] = await proposed(id);
    expect(proposal.questions.map(({ about, kind, options }: { about: string; kind: string; options: ReadonlyArray<{ code: string }> }) => [kind, about, options.map(({ code }) => code)])).toEqual([
      ["divided", "60054", ["60054", "60694"]],
      ["divided", "85084", ["85084", "85165", "85212"]],
      ["partly-held", "93066", ["93066"]],
    ]);
    expect(proposal.questions[0].sentence.fr).toBe("Lesquelles restent dans le territoire : Beaumont-les-Nonains (60054) et Les Hauts-Talican (60694) ?");
    const choice = (kind: string, about: string, on: string, keep: ReadonlyArray<string>, more = {}) => ({ kind, about, on, keep, ...more });
    const some = [choice("divided", "60054", "2024-01-01", ["60054"]), choice("divided", "85084", "2024-01-01", ["37003"])];
    const refused = await answer(id, "acceptance", { choices: some });
    expect([refused.status, refused.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer])]).toEqual([422, [["no-such-choice", "#/choices/1"], ["unanswered", "#/choices"], ["unanswered", "#/choices"]]]);
    const all = [some[0], choice("divided", "85084", "2024-01-01", ["85084", "85165"]), choice("partly-held", "93066", "2025-01-01", [], { asParts: true })];
    expect((await answer(id, "acceptance", { choices: all })).status).toBe(201);
    const { json } = await world.territory(id, "2026-01-01");
    expect(json.communes.map(({ code }: { code: string }) => code)).toEqual(["60054", "85084", "85165"]);
    expect(json.parts).toEqual([{ commune: "93066", name: "Pierrefitte-sur-Seine", kind: "lieu-dit" }]);
  });

  test("is refused with a reason, which is kept; the territory stays as it is", async () => {
    const id = await writtenIn2021("CPTS têtue", "85084");
    const key = { "idempotency-key": crypto.randomUUID() };
    const first = await answer(id, "refusal", { reason: "Décision reportée" }, key);
    expect([first.status, first.json.state, (await answer(id, "refusal", { reason: "Décision reportée" }, key)).text]).toEqual([201, "refused", first.text]);
    expect([await proposed(id), (await proposed(id, "refused")).map(({ refusedFor }: { refusedFor: string }) => refusedFor)]).toEqual([[], ["Décision reportée"]]);
    expect((await answer(id, "acceptance", {})).status).toBe(409);
    expect(await codesOn(id, "2026-06-01")).toEqual(["85084"]);
  });

  test("comes page by page, and the coverage of France still answers over territories of an earlier edition", async () => {
    await writtenIn2021("CPTS une", "28012");
    await writtenIn2021("CPTS deux", "27058");
    const first = (await world.send("GET", "/v1/cog-proposals?limit=1")).json;
    const second = (await world.send("GET", `/v1/cog-proposals?limit=1&cursor=${first.nextCursor}`)).json;
    expect(first.items[0].cptsId).not.toBe(second.items[0].cptsId);
    expect((await world.send("GET", "/v1/coverage")).status).toBe(200);
  });
});

describe("a territory of the past", () => {
  const past = { territory: { communes: ["16010", "16186", "27058"] }, validFrom: "2021-03-01" };

  test("is taken in the codes of an edition that it names, and refused in those of another", async () => {
    const id = await world.register({ name: "CPTS d'avant" });
    const refused = await world.setTerritory(id, past);
    expect([refused.status, refused.json.errors.map(({ code, pointer, suggestion }: { code: string; pointer: string; suggestion: string }) => [code, pointer, suggestion])]).toEqual([
      422,
      [["former-commune", "#/territory/communes/0", "16186"], ["former-commune", "#/territory/communes/2", "27676"]],
    ]);
    expect((await world.setTerritory(id, { ...past, cog: 2027 })).json.errors).toMatchObject([{ code: "unknown-edition", pointer: "#/cog" }]);
    expect((await world.setTerritory(id, { ...past, cog: 2022 })).json.errors).toMatchObject([{ code: "former-commune", pointer: "#/territory/communes/0" }]);
    const given = await world.setTerritory(id, { ...past, cog: 2021 });
    expect([given.status, given.json.cog, given.json.computed.populationUnknownFor]).toEqual([200, "2021", []]);
    const head = await world.head();
    expect((await world.setTerritory(id, { ...past, cog: 2021 })).status).toBe(200);
    expect(await world.head()).toBe(head);
    expect((await proposed(id))[0]).toMatchObject({ fromCog: "2021", communes: ["16186", "27676"], validFrom: "2023-01-01", questions: [] });
  });

  test("is proposed its next version on the exact day, once INSEE's file says it", async () => {
    const [id] = (await world.rows("select id from cpts where name = $1", ["CPTS d'avant"])) as ReadonlyArray<{ id: string }>;
    const row = (mod: string, on: string, from: string, nom: string, to: string, name: string) => `${mod},${on},COM,${from},${nom},COM,${to},${name}`;
    const file = [
      "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP",
      row("32", "2021-11-15", "16186", "Lignières-Sonneville", "16186", "Lignières-Ambleville"),
      row("32", "2021-11-15", "16010", "Ambleville", "16186", "Lignières-Ambleville"),
      row("50", "2022-06-01", "27058", "Les Trois Lacs", "27676", "Les Trois Lacs"),
    ].join("\n");
    expect((await world.service.send("POST", "/v1/cog-movements", { token: await world.service.token({ role: "platform-admin" }), raw: file, headers: { "content-type": "text/csv" } })).status).toBe(201);
    const [proposal] = await proposed(id?.id ?? "");
    expect([proposal.validFrom, proposal.reasons.map(({ movement }: { movement: { on: string } }) => movement.on)]).toEqual(["2022-06-01", ["2021-11-15", "2022-06-01"]]);
    expect((await answer(id?.id ?? "", "acceptance", {})).status).toBe(201);
    const held = await Promise.all(["2021-11-14", "2021-11-15", "2022-05-31", "2022-06-01"].map((day) => codesOn(id?.id ?? "", day)));
    expect(held).toEqual([["16010", "16186", "27058"], ["16186", "27058"], ["16186", "27058"], ["16186", "27676"]]);
  });
});

test("editions 2021 to 2026 replayed over drawn territories end in communes of 2026, each change explained, year by year as in one go", async () => {
  const [{ current }, history] = [await loadCommunes(), await loadCogMovements()];
  const movements = Schema.decodeUnknownSync(Schema.Array(CogMovement))(movementsOfEditions(history).map(toldMovement));
  const { nameOn } = historyOf(movements, (code) => current(code)?.nom ?? null);
  const touched = [...new Set(movements.flatMap(({ from, to }) => [...from, ...to].map(({ code }) => code)))].filter((code) => nameOn(code, "2021-01-01") !== null);
  expect(touched.length).toBeGreaterThan(200);
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...touched, "37003" as CommuneCode, "2A004" as CommuneCode), { minLength: 1, maxLength: 120 }), (codes) => {
      const held = { communes: codes.toSorted(), parts: [] };
      const asked = followMovements(held, movements, []);
      const choices = asked.questions.map(({ about, kind, on, options }): CogChoice => ({ about, kind, on, keep: options.map(({ code }) => code) }));
      const { questions, reasons, stray, territory } = followMovements(held, movements, choices);
      expect([questions, stray, checkTerritory(territory, { knownCommune: (code) => current(code) !== null })]).toEqual([[], [], []]);
      const { steps } = followMovements(held, movements, choices);
      expect(steps.flatMap(({ on, territory: { communes: ofDay } }) => ofDay.filter((code) => nameOn(code, on) === null))).toEqual([]);
      expect([steps.map(({ on }) => on), steps.at(-1)?.territory.communes ?? held.communes]).toEqual([[...new Set(steps.map(({ on }) => on))].toSorted(), territory.communes]);
      let yearly: typeof territory = held;
      for (const year of history.editions) yearly = followMovements(yearly, movements.filter(({ on }) => on === `${year}-01-01`), choices).territory;
      expect(yearly.communes).toEqual(territory.communes);
      const changed = [...codes.filter((code) => !territory.communes.includes(code)), ...territory.communes.filter((code) => !codes.includes(code))];
      const explained = new Set(reasons.flatMap(({ movement }) => [...movement.from, ...movement.to].map(({ code }) => code)));
      expect(changed.filter((code) => !explained.has(code))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
