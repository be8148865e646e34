import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;
type Request = readonly [method: string, path: string, json: unknown, headers?: Readonly<Record<string, string>>, token?: string];

let world: Scene;
let admin = "";
const document = { document: "Avenant" };
beforeAll(async () => {
  world = await scene();
  admin = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

/** What is refused, in French and English, with the place of each fault. */
const refusalOf = async ([method, path, json, headers = {}, token]: Request) => {
  const said: Record<string, ReadonlyArray<string>> = {};
  for (const language of ["fr", "en"]) {
    const answer = await world.send(method, path, json, { headers: { ...headers, "accept-language": language, "idempotency-key": crypto.randomUUID() }, ...(token === undefined ? {} : { token }) });
    expect([answer.status, answer.text]).toEqual([422, expect.any(String)]);
    said[language] = answer.json.errors.map(({ message, pointer }: { readonly message: string; readonly pointer: string }) => `${pointer} ${message}`);
  }
  return said;
};

const draft = async (fields: Json = {}) => {
  const cptsId = typeof fields["cptsId"] === "string" ? fields["cptsId"] : await world.know("CPTS Refusée", { population: 20_000, validFrom: "2017-01-01" });
  return { cptsId, id: await world.draft({ kind: "aci", termYears: 5, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37", ...fields, cptsId }) };
};
const signed = async () => {
  const found = await draft();
  expect((await world.sign(found.id, { signedOn: "2020-09-01" })).status).toBe(200);
  return found;
};
const etagOf = async (path: string) => ({ "if-match": (await world.read(path)).headers.get("etag") ?? "" });
const grid = async (change: (grid: Json & { readonly lines: ReadonlyArray<Json> }) => Json): Promise<Request> => {
  const { isCurrent: _current, reason: _reason, version: _version, ...kept } = (await world.read("/v1/grids/aci-2019")).json;
  return ["POST", "/v1/grids", change({ ...kept, id: "essai", family: "essai" }), {}, admin];
};

describe("is refused with a sentence for the field that is wrong", () => {
  test("a contract that overlaps another of its kind", async () => {
    const { cptsId, id: first } = await signed();
    const { id } = await draft({ cptsId });
    expect(await refusalOf(["POST", `/v1/contracts/${id}/signature`, { signedOn: "2021-01-01", signatories: [] }])).toEqual({
      fr: [expect.stringMatching(new RegExp(`^#/signedOn un autre contrat de ce type \\(${first}\\) lie déjà la CPTS le 1er janvier 2021 : dites pourquoi`, "u"))],
      en: [expect.stringMatching(new RegExp(`^#/signedOn another contract of this kind \\(${first}\\) binds the CPTS already on 1 January 2021: say why`, "u"))],
    });
  });

  test("a signature before the validation of the health project", async () => {
    const { cptsId, id } = await draft();
    await world.validate(cptsId, "2020-06-15");
    expect(await refusalOf(["POST", `/v1/contracts/${id}/signature`, { signedOn: "2020-06-14", signatories: [] }])).toEqual({
      fr: ["#/signedOn la signature (14 juin 2020) serait antérieure à la validation du projet de santé (15 juin 2020) : l'adhésion à l'ACI la suit (source : ACI-CPTS du 20 juin 2019)"],
      en: ["#/signedOn the signature (14 June 2020) would be before the validation of the health project (15 June 2020): joining the ACI follows it (source: ACI-CPTS of 20 June 2019)"],
    });
  });

  test("an amendment out of order", async () => {
    const { id } = await signed();
    const path = `/v1/contracts/${id}`;
    const amend = (number: number, signedOn: string, headers: Readonly<Record<string, string>>): Request => ["PUT", `${path}/amendments/${number}`, { signedOn, changes: { sizeClass: "T2" }, document }, headers];
    const [method, at, json, headers = {}] = amend(1, "2022-03-01", await etagOf(path));
    expect((await world.send(method, at, json, { headers })).status).toBe(200);
    expect(await refusalOf(amend(2, "2022-02-01", await etagOf(path)))).toEqual({
      fr: ["signedOn", "effectiveOn"].map((field) => `#/${field} cette date (1er février 2022) est antérieure à celle de l'avenant n° 1 (1er mars 2022)`),
      en: ["signedOn", "effectiveOn"].map((field) => `#/${field} this date (1 February 2022) is before that of amendment 1 (1 March 2022)`),
    });
  });

  test("an absurd amount, of a grid and of a ledger", async () => {
    expect(await refusalOf(await grid((kept) => ({ ...kept, lines: kept.lines.map((line, index) => (index === 0 ? { ...line, amountCents: -1 } : line)), totals: [] })))).toEqual({
      fr: [expect.stringMatching(/^#\/lines\/0\/amountCents un montant va de 0 à \d+ centimes par an$/u)],
      en: [expect.stringMatching(/^#\/lines\/0\/amountCents an amount is from 0 to \d+ cents a year$/u)],
    });
    const { id } = await signed();
    const entry = { kind: "spent", on: "2021-05-01", year: 2021, category: "personnel", amountCents: 1_000_000_001, label: "Coordination", source: document };
    expect(await refusalOf(["POST", `/v1/contracts/${id}/money/entries`, entry])).toEqual({ fr: [expect.stringMatching(/^#\/amountCents \S/u)], en: [expect.stringMatching(/^#\/amountCents \S/u)] });
  });

  test("a grid with a hole", async () => {
    const refused = await refusalOf(await grid((kept) => ({ ...kept, lines: kept.lines.filter(({ component, size }) => !(component === "functioning" && size === "T3")), totals: [] })));
    expect(refused).toEqual({
      fr: ["#/lines il manque le montant de functioning T3 : donnez-le, ou dites-le inconnu"],
      en: ["#/lines the amount of functioning T3 is missing: give it, or say it is unknown"],
    });
  });

  test("a ratio over zero", async () => {
    const { id } = await signed();
    const planned = { indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }] };
    expect((await world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators: [planned], reason: "Départ" }, { headers: { "if-match": '"v0"' } })).status).toBe(200);
    const observation = { indicator: "PRE-01", contractYear: 1, from: "2020-09-01", to: "2021-09-01", numerator: 3, denominator: 0, source: document };
    expect(await refusalOf(["POST", `/v1/contracts/${id}/observations`, observation])).toEqual({
      fr: ["#/denominator un rapport sur zéro n'a pas de valeur : s'il n'y a rien à compter, ne saisissez pas d'observation"],
      en: ["#/denominator a ratio over zero has no value: where there is nothing to count, record no observation"],
    });
  });

  test("a tripartite contract without its caisse", async () => {
    const { id } = await draft({ parties: [{ capacity: "cpts" }, { capacity: "ars" }] });
    expect(await refusalOf(["POST", `/v1/contracts/${id}/signature`, { signedOn: "2020-09-01", signatories: [] }])).toEqual({
      fr: [expect.stringMatching(/^#\/signatories le contrat doit avoir pour partie .+ ou .+ \(source : .+\)$/u)],
      en: [expect.stringMatching(/^#\/signatories the contract must have as a party .+ or .+ \(source: .+\)$/u)],
    });
  });
});

test("Of two amendments at once one wins, and the other is told the version that holds", async () => {
  const { id } = await signed();
  const headers = await etagOf(`/v1/contracts/${id}`);
  const answers = await Promise.all(["T2", "T3"].map((sizeClass) => world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2021-09-01", changes: { sizeClass }, document }, { headers: { ...headers, "accept-language": "fr" } })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  expect(answers.find(({ status }) => status === 412)?.json).toMatchObject({ type: "/problems/version-conflict", detail: expect.stringContaining("Relisez") });
});
