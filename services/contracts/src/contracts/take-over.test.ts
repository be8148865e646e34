import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  cptsId = await world.know("CPTS Reprise", { population: 54_037, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const document = { document: "Rapport d'activité" };
const provenance = { status: "sourced", source: document };
const history = (fields: { readonly contract?: object; readonly signature?: object } & Readonly<Record<string, unknown>> = {}) => {
  const { contract, signature, ...rest } = fields;
  return {
    contract: { cptsId, kind: "accord-ars", parties: [{ capacity: "cpts" }, { capacity: "ars" }], missions: [{ code: "PREVENTION" }], termYears: 9, provenance, ...contract },
    signature: { signedOn: "2020-09", signatories: [], ...signature },
    ...rest,
  };
};
const takeOver = (fields: Parameters<typeof history>[0] = {}, language = "en") => world.send("POST", "/v1/contracts/take-over", history(fields), { headers: { "accept-language": language } });
const faults = ({ json, status }: Awaited<ReturnType<typeof takeOver>>) => [status, json.errors?.map(({ code, pointer }: { readonly code: string; readonly pointer: string }) => `${pointer} ${code}`)];

describe("a contract that already runs", () => {
  test("sent twice, is taken over once: its signature and its history are told, none of its states again", async () => {
    const steps = [{ action: "suspend", on: "2022", document, note: "Mémo" }, { action: "resume", on: "2023-02", document }];
    const amendments = [{ number: 2, signedOn: "2024", effectiveOn: "2024-03", changes: { sizeClass: "T3" }, document }];
    const missionStarts = [{ code: "PREVENTION", on: "2021" }];
    const answer = await world.twice("POST", "/v1/contracts/take-over", history({ steps, amendments, missionStarts, declaredSize: { sizeClass: "T1", population: 39_000 } }));
    expect([answer.status, answer.headers.get("location")?.endsWith(answer.json.id)]).toEqual([201, true]);
    expect(answer.json).toMatchObject({ state: "signed", standing: "active", version: 2, sizeClass: "T1", population: { value: 39_000, source: "Rapport d'activité", status: "declared" } });
    const events = await world.eventsOf(answer.json.id);
    expect(events.map(({ aggregateversion, type }) => [type, aggregateversion])).toEqual([["cpts.contracts.contract.signed.v1", 1], ["cpts.contracts.contract.taken-over.v1", 2]]);
    expect(events[1]?.data).toEqual({ contractId: answer.json.id, cptsId, standing: "active", steps: [{ action: "suspend", on: "2022", termYears: null }, { action: "resume", on: "2023-02", termYears: null }], amendments: [{ number: 2, signedOn: "2024", effectiveOn: "2024-03", changes: { sizeClass: "T3" } }], missionStarts, provenance: { ...provenance, source: { document: "…" } } });
    const { inForce } = (await world.read(`/v1/contracts/${answer.json.id}/life?asOf=2024-03-10`)).json;
    expect(inForce).toMatchObject({ standing: "active", certain: false, sizeClass: "T1" });
    const next = await world.send("PUT", `/v1/contracts/${answer.json.id}/amendments/3`, { signedOn: "2025", changes: { sizeClass: "T2" }, document }, { headers: { "if-match": '"v2"' } });
    expect(next.status).toBe(200);
  });

  test("may be known in part: without a year of its signature, or with a party missing, which is a discrepancy", async () => {
    const own = await world.know("CPTS Lacunaire");
    const answer = await takeOver({ contract: { cptsId: own, kind: "aci", termYears: undefined }, signature: { signedOn: "--09-22" }, steps: [{ action: "resume", on: "2023", document }] });
    expect([answer.status, answer.json.standing, answer.json.lastDay]).toEqual([201, "signed", null]);
    expect((await world.discrepancies(own)).map(({ code }) => code)).toContain("expected-party-missing");
  });

  test("may be of a kind that nobody had, between parties of tomorrow", async () => {
    const answer = await takeOver({ contract: { kind: "pacte-de-demain", parties: [{ capacity: "cpts" }, { capacity: "agence-de-demain" }] }, signature: { signatories: [{ capacity: "agence-de-demain" }] } });
    expect([answer.status, answer.json.kind, answer.json.parties[1].capacity]).toEqual([201, "pacte-de-demain", "agence-de-demain"]);
    expect((await world.eventsOf(answer.json.id))[0]?.data).toMatchObject({ kind: "pacte-de-demain" });
  });

  test("that is over is told as expired at once", async () => {
    const { json } = await takeOver({ contract: { termYears: 3 } });
    expect([json.standing, (await world.eventsOf(json.id)).at(-1)?.data["on"]]).toEqual(["expired", "2023-10-01"]);
  });

  test("is refused at every place that cannot be, and leaves nothing", async () => {
    const head = await world.head();
    const answer = await takeOver({
      contract: { attachmentDepartement: "00" },
      signature: { signatories: [{ capacity: "urps" }] },
      steps: [{ action: "suspend", on: "2022", document }, { action: "resume", on: "2021", document }],
      amendments: [{ number: 1, signedOn: "2019", changes: { sizeClass: "T2" }, document }, { number: 1, signedOn: "2023", changes: { sizeClass: "T2" }, document }],
      missionStarts: [{ code: "OTHER", on: "2031" }],
    });
    expect(faults(answer)).toEqual([
      422,
      [
        "#/contract/attachmentDepartement unknown-departement", "#/signature/signatories/0/capacity not-a-party", "#/steps/1/on out-of-order", "#/amendments/0/effectiveOn out-of-order",
        "#/missionStarts/0/on in-the-future", "#/amendments/1/number out-of-order", "#/missionStarts/0/code not-a-mission",
      ],
    ]);
    expect(await world.head()).toBe(head);
  });
});

describe("a tripartite contract", () => {
  test("without its fund is refused at its signature, with the text that asks for it", async () => {
    const own = await world.know("CPTS Sans caisse");
    const id = await world.draft({ cptsId: own, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }] });
    const { json, status } = await world.send("POST", `/v1/contracts/${id}/signature`, { signedOn: "2024", signatories: [] }, { headers: { "accept-language": "fr" } });
    expect([status, json.errors]).toEqual([422, [{ in: "body", pointer: "#/signatories", code: "missing-party", message: expect.stringMatching(/^le contrat doit avoir pour partie la CPAM ou la MSA ou la CGSS \(source : ACI-CPTS/u) }]]);
    expect((await world.send("PATCH", `/v1/contracts/${id}`, { parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "msa" }] }, { headers: { "if-match": '"v1"' } })).status).toBe(200);
    expect((await world.sign(id, { signedOn: "2024" })).status).toBe(200);
  });

  test("beside another that certainly holds is refused with the other's id, unless somebody says why", async () => {
    const own = await world.know("CPTS Double");
    const [first, second] = [await world.draft({ cptsId: own, kind: "aci", termYears: 5 }), await world.draft({ cptsId: own, kind: "aci" })];
    await world.sign(first, { signedOn: "2022-09-01" });
    const refused = await world.sign(second, { signedOn: "2024-01-01" });
    expect([...faults(refused), refused.json.errors[0].message]).toEqual([422, ["#/signedOn contracts-overlap"], expect.stringContaining(`(${first}) binds the CPTS already on 1 January 2024`)]);
    expect((await world.sign(second, { signedOn: "2024-01-01", overlapReason: "Reprise de la CPTS voisine" })).status).toBe(200);
  });

  test("signed before its health project was validated is refused with both dates; a project that is not known refuses nothing, and is said to be", async () => {
    const own = await world.know("CPTS Pressée");
    await world.validate(own, "2023-06-15");
    const id = await world.draft({ cptsId: own, kind: "aci" });
    const refused = await world.sign(id, { signedOn: "2023-06-14" });
    expect([...faults(refused), refused.json.errors[0].message]).toEqual([422, ["#/signedOn before-validation"], expect.stringContaining("(14 June 2023) would be before the validation of the health project (15 June 2023)")]);
    expect((await world.sign(id, { signedOn: "2023-06" })).status).toBe(200);
    const unknown = await world.draft({ cptsId: await world.know("CPTS Sans projet"), kind: "aci" });
    expect((await world.sign(unknown, { signedOn: "2023-06-14" })).status).toBe(200);
    expect((await world.read(`/v1/contracts/${unknown}/life?explain=true`)).json.explanations[0].inputs).toContainEqual({ name: "projectValidatedOn", value: "unknown" });
  });
});

describe("one agreement at a time", () => {
  const agreement = async (own: string, signedOn: string) => {
    const id = await world.draft({ cptsId: own, kind: "aci", termYears: 5 });
    return { id, answer: await world.sign(id, { signedOn }) };
  };
  const amend = async (id: string, fields: object) => world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2024-01-01", document, ...fields }, { headers: { "if-match": (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "" } });

  test("holds for a renewal and a longer term too: each is refused where it says how long, unless somebody says why, which is kept", async () => {
    const own = await world.know("CPTS Deux fois");
    const first = await agreement(own, "2020-09-01");
    expect((await agreement(own, "2025-10-01")).answer.status).toBe(200);
    expect(faults(await amend(first.id, { changes: { termYears: 8 } }))).toEqual([422, ["#/changes/termYears contracts-overlap"]]);
    expect((await amend(first.id, { changes: { sizeClass: "T2" } })).status).toBe(200);
    const renew = (fields: object) => world.send("POST", `/v1/contracts/${first.id}/steps`, { action: "renew", on: "2025-09-02", document, ...fields });
    expect(faults(await renew({}))).toEqual([422, ["#/on contracts-overlap"]]);
    expect((await renew({ overlapReason: "Deux territoires" })).json.lastDay).toBe("2030-09-01");
    expect((await world.read(`/v1/contracts/${first.id}/life`)).json.steps[0]).toMatchObject({ action: "renew", overlapReason: "Deux territoires" });
  });

  test("holds for one that is taken over, whose reason is kept with its signature", async () => {
    const own = await world.know("CPTS Reprise deux fois");
    await agreement(own, "2020-09-01");
    const contract = { cptsId: own, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "msa" }], termYears: 5 };
    expect(faults(await takeOver({ contract, signature: { signedOn: "2023-01-01" } }))).toEqual([422, ["#/signature/signedOn contracts-overlap"]]);
    const taken = await takeOver({ contract, signature: { signedOn: "2023-01-01", overlapReason: "Avenant saisi comme contrat" } });
    expect([taken.status, taken.json.signature.overlapReason]).toEqual([201, "Avenant saisi comme contrat"]);
  });
});

test("A contract taken over that its document dates before the validation of the project is kept, and said not to fit", async () => {
  const own = await world.know("CPTS Projet tardif");
  await world.validate(own, "2023-06-15");
  const contract = { cptsId: own, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "msa" }], termYears: 5 };
  expect((await takeOver({ contract, signature: { signedOn: "2023-01" } })).status).toBe(201);
  expect(await world.discrepancies(own)).toContainEqual(expect.objectContaining({ code: "signed-before-validation", verdict: "conflicts", details: expect.objectContaining({ signedOn: "2023-01", validatedOn: "2023-06-15" }) }));
});
