import { contracts } from "@cpts/api/Contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, vaccination, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const refusal = async (cptsId: string, fields: object, language = "en") => {
  const { json, status } = await world.send("POST", "/v1/actions", { cptsId, ...vaccination, ...fields }, { headers: { "accept-language": language } });
  return { status, type: json.type, errors: json.errors };
};

describe("planning an action", () => {
  test("answers 201 with the action, its contract, its communes by name, its address and its version; asked again, the same, and one event", async () => {
    const cptsId = await world.register({ communes: ["37003", "37027"] });
    const contractId = await world.sign(cptsId, ["PREVENTION"]);
    const sheet = await world.sheet(cptsId);
    const said = {
      actionSheetId: sheet,
      mission: "PREVENTION",
      title: "  Vaccination contre la grippe ",
      objective: "Couvrir les plus de 65 ans",
      audience: "65 ans et plus",
      period: { from: "2026-10-05", to: "2026-12" },
      communes: ["37027", "37003"],
      place: "Salle des fêtes",
      expectedPeople: 120,
      provenance: { status: "sourced", note: "relu", source: { document: "Fiche action 3" } },
      externalIds: [{ system: "urn:example:tool", value: "7" }],
    };
    const post = () => world.send("POST", "/v1/actions", { cptsId, ...said }, { headers: { "idempotency-key": "plan" } });
    const first = await post();
    expect(first.status).toBe(201);
    expect(first.json).toEqual({
      ...said,
      id: expect.any(String),
      cptsId,
      contractId,
      actionSheetId: sheet,
      unusual: [],
      state: "planned",
      title: "Vaccination contre la grippe",
      communes: [{ code: "37027", nom: "Bléré" }, { code: "37003", nom: "Amboise" }],
      publishedOn: null,
      version: 1,
    });
    const { id } = first.json;
    expect(first.headers.get("etag")).toBe('"v1"');
    expect(new URL(first.headers.get("location") ?? "", "https://example.org/prevention/v1/actions").pathname).toBe(`/prevention/v1/actions/${id}`);
    const again = await post();
    expect([again.status, again.text, again.headers.get("idempotency-replayed")]).toEqual([201, first.text, "true"]);
    expect((await world.send("GET", `/v1/actions/${id}`)).json).toEqual(first.json);
    expect(await world.eventsOf(id)).toEqual([
      expect.objectContaining({
        type: "cpts.prevention.action.planned.v1",
        aggregateversion: 1,
        data: {
          actionId: id,
          cptsId,
          contractId,
          mission: "PREVENTION",
          period: said.period,
          communes: ["37027", "37003"],
          expectedPeople: 120,
          provenance: { status: "sourced", source: { document: "…" } },
          actionSheetId: sheet,
        },
      }),
    ]);
  });

  test("carries out an action sheet of a contract of its own CPTS, of which the contracts service has told", async () => {
    const cptsId = await world.ready("37003");
    const faults = async (actionSheetId: string) => {
      const { json, status } = await world.send("POST", "/v1/actions", { cptsId, ...vaccination, actionSheetId });
      return [status, json.type, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer])];
    };
    expect(await faults(crypto.randomUUID())).toEqual([422, "/problems/unknown-reference", [["unknown-action-sheet", "#/actionSheetId"]]]);
    const other = await world.sheet(await world.ready("38053"));
    expect(await faults(other)).toEqual([422, "/problems/invalid-request", [["action-sheet-of-another-cpts", "#/actionSheetId"]]]);
    const { id } = (await world.plan(cptsId)).json;
    const change = (actionSheetId: string | null) => world.send("PATCH", `/v1/actions/${id}`, { actionSheetId }, { headers: { "if-match": '"v1"' } });
    expect([(await change(other)).status, (await change(await world.sheet(cptsId))).status]).toEqual([422, 200]);
  });

  test("of a mission that is not under contract names those that are, in French and English", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    await world.sign(cptsId, ["ACCES_SOINS", "DE_DEMAIN"]);
    const told = async (language: string) => (await refusal(cptsId, {}, language)).errors;
    expect(await told("fr")).toEqual([
      {
        in: "body",
        pointer: "#/mission",
        code: "mission-not-under-contract",
        message: "la mission PREVENTION n'est pas dans un contrat signé de cette CPTS ; sous contrat : Amélioration de l'accès aux soins (ACCES_SOINS), DE_DEMAIN (DE_DEMAIN) ; si c'est voulu, renvoyez la demande avec \"acknowledged\": [\"mission-not-under-contract\"]",
      },
    ]);
    expect(await told("en")).toEqual([
      expect.objectContaining({ message: "mission PREVENTION is in no signed contract of this CPTS; under contract: Better access to care (ACCES_SOINS), DE_DEMAIN (DE_DEMAIN); if it is meant, send the request again with \"acknowledged\": [\"mission-not-under-contract\"]" }),
    ]);
    expect(await refusal(cptsId, {})).toMatchObject({ status: 422, type: "/problems/invalid-request" });
  });

  test("without a signed contract says so: a draft is none", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const { contractDrafted } = contracts.events;
    await world.contracts.tell(contractDrafted, crypto.randomUUID(), { ...contractDrafted.example, contractId: crypto.randomUUID(), cptsId });
    const { errors } = await refusal(cptsId, {});
    expect(errors).toEqual([expect.objectContaining({ pointer: "#/mission", message: expect.stringContaining("no signed contract of this CPTS is known here") })]);
  });

  test("of a mission whose contract has ended says when, unless the action took place before", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const contractId = await world.sign(cptsId, ["PREVENTION"], { signedOn: "2018-03-01", termYears: 5 });
    expect((await refusal(cptsId, {}, "fr")).errors).toEqual([
      expect.objectContaining({ pointer: "#/mission", code: "mission-not-under-contract", message: expect.stringContaining("la mission PREVENTION n'est plus sous contrat : le dernier qui la contenait a pris fin le 1er mars 2023 ; sous contrat : aucune ; si") }),
    ]);
    expect((await refusal(cptsId, {})).errors[0].message).toContain("mission PREVENTION is no longer under contract: the last one that held it ended on 1 March 2023; under contract: none; if");
    expect((await world.plan(cptsId, { period: { from: "2023-03-01", to: null } })).json.contractId).toBe(contractId);
    const renewed = await world.sign(cptsId, ["PREVENTION"], { signedOn: "2023-02-15", termYears: 50 });
    expect((await world.plan(cptsId)).json.contractId).toBe(renewed);
  });

  test("is under the newest signed contract that holds the mission", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    await world.sign(cptsId, ["PREVENTION"], { signedOn: "2017-11-30" });
    const newer = await world.sign(cptsId, ["PREVENTION"], { signedOn: "--09-22", inferredSignedOn: "2018-09-22" });
    await world.sign(cptsId, ["PREVENTION"], { signedOn: null });
    await world.sign(cptsId, ["PARCOURS"], { signedOn: "2024" });
    expect((await world.plan(cptsId)).json.contractId).toBe(newer);
  });

  test("names every commune outside, those of the past with that of today, and the mission, at once", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    await world.sign(cptsId, ["PARCOURS"]);
    const { errors } = await refusal(cptsId, { communes: ["41018", "37003", "20004", "99999"] });
    const past = [
      { in: "body", pointer: "#/communes/2", code: "former-commune", message: "20004 is part of Ajaccio (2A004) today", suggestion: "2A004" },
      { in: "body", pointer: "#/communes/3", code: "unknown-commune", message: "unknown commune: 99999" },
    ];
    expect(errors).toEqual([
      ...past,
      expect.objectContaining({ pointer: "#/mission" }),
      { in: "body", pointer: "#/communes/0", code: "commune-outside-territory", message: expect.stringMatching(/^Blois \(41018\) is not in the territory of this CPTS on \d+ [A-Z][a-z]+ \d{4}; if it is meant/u) },
    ]);
    expect((await refusal(cptsId, { communes: ["41018", "37003", "20004", "99999"], acknowledged: ["mission-not-under-contract", "commune-outside-territory"] })).errors).toEqual(past);
  });

  test("looks at the territory of its first day when that is fully known, else of today", async () => {
    const cptsId = await world.register({ communes: ["37003"] }, "2018-01-01");
    await world.setTerritory(cptsId, { communes: ["37027"] }, "2020-01-01");
    await world.sign(cptsId, ["PREVENTION"]);
    const status = async (from: string | null, commune: string) => (await refusal(cptsId, { communes: [commune], period: { from, to: null } })).status;
    expect(await Promise.all([status("2019-05-04", "37003"), status("2019-05-04", "37027"), status("2019", "37003"), status("2019", "37027"), status(null, "37027")])).toEqual([201, 422, 422, 201, 201]);
    expect((await refusal(cptsId, { period: { from: "2017-05-04", to: null } })).errors).toEqual([expect.objectContaining({ pointer: "#/communes", code: "no-territory" })]);
  });

  test("in a commune held in part is accepted, and says which part", async () => {
    const part = (name: string) => ({ commune: "31555", name, kind: "quartier" });
    const cptsId = await world.register({ communes: ["69381"], parts: [part("Minimes"), part("Purpan")] });
    await world.sign(cptsId, ["PREVENTION"]);
    expect((await world.plan(cptsId, { communes: ["31555", "69123", "69381"] })).json.communes).toEqual([
      { code: "31555", nom: "Toulouse", parts: ["Minimes", "Purpan"] },
      { code: "69123", nom: "Lyon", parts: ["69381"] },
      { code: "69381", nom: "Lyon 1er Arrondissement" },
    ]);
  });

  test("under no contract and outside the territory is accepted once both are acknowledged; the action says so, and so does the second version of its event alone", async () => {
    const cptsId = await world.register({ communes: ["37003"] });
    const acknowledged = ["mission-not-under-contract", "commune-outside-territory"];
    const post = () => world.send("POST", "/v1/actions", { cptsId, ...vaccination, communes: ["37003", "41018"], acknowledged }, { headers: { "idempotency-key": "unusual" } });
    const { json, status, text } = await post();
    expect([status, json]).toEqual([201, expect.objectContaining({ contractId: null, unusual: acknowledged, communes: [{ code: "37003", nom: "Amboise" }, { code: "41018", nom: "Blois", outside: true }] })]);
    expect((await post()).text).toBe(text);
    expect(await world.eventsOf(json.id)).toEqual([
      expect.objectContaining({ type: "cpts.prevention.action.planned.v2", data: expect.objectContaining({ contractId: null, communes: ["37003", "41018"], outside: ["41018"], unusual: acknowledged }) }),
    ]);
    const listed = await world.send("GET", `/v1/actions?cpts=${cptsId}`);
    expect(listed.json.items).toEqual([json]);
  });

  test("with a text that seems to name somebody beside a date of birth is warned of it, wherever it stands, and accepted when it is meant", async () => {
    const cptsId = await world.ready("37003");
    const born = "chez Mme Martin, née le 05/07/1952";
    for (const field of ["title", "objective", "audience", "place"]) expect((await refusal(cptsId, { [field]: born })).errors).toEqual([expect.objectContaining({ pointer: `#/${field}`, code: "name-beside-birth-date" })]);
    expect((await refusal(cptsId, { provenance: { status: "declared", note: born } })).errors).toEqual([expect.objectContaining({ pointer: "#/provenance/note", code: "name-beside-birth-date" })]);
    const { id } = (await world.plan(cptsId, { title: born, acknowledged: ["name-beside-birth-date"] })).json;
    const patched = await world.send("PATCH", `/v1/actions/${id}`, { objective: born }, { headers: { "if-match": '"v1"' } });
    expect([patched.status, patched.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/objective", code: "name-beside-birth-date" })]]);
  });

  test("for a CPTS whose territory is words is accepted once that is acknowledged", async () => {
    const cptsId = await world.register({ prose: "L'ouest du Loiret" });
    await world.sign(cptsId, ["PREVENTION"]);
    expect((await refusal(cptsId, {})).errors).toEqual([
      expect.objectContaining({ pointer: "#/communes", code: "territory-in-words", message: expect.stringContaining("described in words only") }),
    ]);
    expect((await world.plan(cptsId, { acknowledged: ["territory-in-words"] })).json).toMatchObject({ unusual: ["territory-in-words"], communes: [{ code: "37003", nom: "Amboise" }] });
  });

  test("for an unknown CPTS may succeed later", async () => {
    expect(await refusal("0198c0de-0000-7000-8000-00000000ffff", {})).toMatchObject({ status: 422, type: "/problems/unknown-reference", errors: [expect.objectContaining({ pointer: "#/cptsId" })] });
  });

  test("refuses a social-security number in any text, and keeps it nowhere", async () => {
    const cptsId = await world.ready("37003");
    const head = await world.head();
    for (const field of ["title", "objective", "audience", "place"]) {
      const { status, json, text } = await world.send("POST", "/v1/actions", { cptsId, ...vaccination, [field]: "pour 1 84 12 76 451 089 46" });
      expect([status, json.errors]).toEqual([422, [expect.objectContaining({ pointer: `#/${field}`, code: "free-text.social-security-number" })]]);
      expect(text).not.toContain("451 089");
    }
    expect(await world.head()).toBe(head);
  });

  test("with a number of another action is refused at that number, and leaves nothing", async () => {
    const cptsId = await world.ready("37003");
    const externalIds = [{ system: "urn:x:tool", value: "1" }];
    await world.plan(cptsId, { externalIds });
    const head = await world.head();
    const { status, json } = await world.send("POST", "/v1/actions", { cptsId, ...vaccination, externalIds: [{ system: "urn:x:other", value: "1" }, ...externalIds] });
    expect([status, json.errors]).toEqual([409, [expect.objectContaining({ pointer: "#/externalIds/1", code: "taken" })]]);
    expect(await world.head()).toBe(head);
    expect(await world.rows("select 1 from external_id where system = 'urn:x:other'")).toEqual([]);
  });
});
