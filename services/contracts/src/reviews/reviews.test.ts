import { createHash } from "node:crypto";
import { openZip } from "@cpts/documents/archives/zip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const minutes = { decidedOn: "2021-10-12", document: { document: "Compte rendu" }, rates: [], nextTargets: [] };

/** A contract whose first year is measured at three quarters, with its review open. */
const measured = async (): Promise<string> => {
  const cptsId = await world.know("CPTS Revue", { population: 20_000, validFrom: "2017-01-01" });
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37" });
  await world.sign(id, { signedOn: "2020-09-01" });
  await world.send("POST", `/v1/contracts/${id}/missions/PREVENTION/start`, { on: "2020-09-01" });
  const planned = { indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }] };
  await world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators: [planned], reason: "Départ" }, { headers: { "if-match": '"v0"' } });
  await world.send("POST", `/v1/contracts/${id}/observations`, { indicator: "PRE-01", contractYear: 1, from: "2020-09-01", to: "2021-09-01", numerator: 60, denominator: 100, source: { document: "Bilan" } });
  expect((await world.twice("POST", `/v1/contracts/${id}/reviews`, { contractYear: 1 })).status).toBe(201);
  return id;
};
const review = async (id: string) => (await world.read(`/v1/contracts/${id}/reviews/1`)).json;
const move = async (id: string, step: string, json: Json) => world.send("PUT", `/v1/contracts/${id}/reviews/1/${step}`, json, { headers: { "if-match": `"v${(await review(id)).version}"` } });
const attach = (id: string, query: string) => world.send("POST", `/v1/contracts/${id}/reviews/1/files?name=piece.txt&${query}`, undefined, { raw: "Texte", headers: { "content-type": "text/plain" } });

describe("an annual review", () => {
  test("lists what its file lacks with the reason, until it is there", async () => {
    const id = await measured();
    expect((await review(id)).missing.map(({ about, code }: Json) => [code, about])).toEqual([["report", null], ["validation", "PRE-01"]]);
    expect([(await attach(id, "part=report&number=1")).status, (await attach(id, "part=report&number=1")).status]).toEqual([201, 409]);
    const { files, missing } = await review(id);
    expect([files.map(({ number, part }: Json) => [part, number]), missing.map(({ code }: Json) => code)]).toEqual([[["report", 1]], ["validation"]]);
    expect((await world.read(`/v1/contracts/${id}/reviews/1/files/${files[0].id}`)).text).toBe("Texte");
  });

  test("is handed in, sent back with a reason, handed in again, and decided only then", async () => {
    const id = await measured();
    expect((await move(id, "decision", { ...minutes, despiteMissing: "x" })).json.type).toBe("/problems/illegal-transition");
    const states = [];
    for (const [step, json] of [["submission", {}], ["return", { note: "Il manque le rapport" }], ["submission", {}]] as const) states.push((await move(id, step, json)).json.state);
    expect(states).toEqual(["received", "to-complete", "received"]);
    expect((await move(id, "decision", minutes)).json.errors.map(({ code, pointer }: Json) => [pointer, code])).toEqual([["#/despiteMissing", "file-incomplete"]]);
    expect((await move(id, "decision", { ...minutes, despiteMissing: "Vu", rates: [{ mission: "PREVENTION", ratePpm: 1 }] })).json.errors[0].code).toBe("reason-missing");
  });

  test("is of a year of the contract that has begun, and decided no earlier", async () => {
    const id = await measured();
    const open = async (contractYear: number, language: string) => (await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear }, { headers: { "accept-language": language } })).json.errors;
    expect(await open(6, "fr")).toEqual([{ in: "body", pointer: "#/contractYear", code: "year-after-contract", message: "cette année commencerait le 1er septembre 2025, quand le contrat ne court plus" }]);
    expect(await open(50, "en")).toEqual([{ in: "body", pointer: "#/contractYear", code: "year-not-begun", message: "this year of the contract begins on 1 September 2069: it has not come yet" }]);
    const observed = await world.send("POST", `/v1/contracts/${id}/observations`, { indicator: "PRE-01", contractYear: 6, from: "2025-09-01", to: "2026-09-01", numerator: 60, denominator: 100, source: { document: "Bilan" } });
    expect(observed.json.errors.map(({ code, pointer }: Json) => [pointer, code])).toEqual([["#/contractYear", "year-after-contract"]]);
    await move(id, "submission", {});
    expect((await move(id, "decision", { ...minutes, despiteMissing: "Vu", decidedOn: "2020-08-31" })).json.errors.map(({ code, pointer }: Json) => [pointer, code])).toEqual([["#/decidedOn", "before-year"]]);
  });

  test("freezes its figures, decides the variable part, sets the next targets, and nothing said later changes what was frozen", async () => {
    const id = await measured();
    await move(id, "submission", {});
    const closed = await move(id, "decision", { ...minutes, despiteMissing: "Vu en séance", nextTargets: [{ indicator: "PRE-01", value: 0.9 }] });
    expect([closed.status, closed.json.state, closed.json.frozen.rates]).toEqual([200, "closed", [{ mission: "PREVENTION", ratePpm: 750_000, computedPpm: 750_000, reason: null, agreedOn: "2021-10-12" }]]);
    const observation = closed.json.figures.indicators[0].observationId;
    await world.send("POST", `/v1/contracts/${id}/observations`, { indicator: "PRE-01", contractYear: 1, from: "2020-09-01", to: "2021-09-01", numerator: 80, denominator: 100, source: { document: "Bilan" }, corrects: observation, reason: "Oubli" });
    const after = await review(id);
    expect([after.frozen, after.figures.missions[0].ratePpm]).toEqual([closed.json.frozen, 1_000_000]);
    expect([(await move(id, "submission", {})).status, (await attach(id, "part=annex&number=1")).status]).toEqual([409, 409]);
    const line = (await world.read(`/v1/contracts/${id}/funding`)).json.lines.find((one: Json) => one["component"] === "variable" && one["contractYear"] === 1);
    expect([line.rate, line.on, line.atMostCents]).toEqual([{ ratePpm: 750_000, status: "agreed" }, "2021-10-12", line.amountCents]);
    expect((await world.read(`/v1/contracts/${id}/indicators`)).json.indicators[0].targets).toEqual([{ contractYear: 1, value: 0.8 }, { contractYear: 2, value: 0.9 }]);
    expect((await world.eventsOf(after.id)).map(({ type }) => type.split(".")[3])).toEqual(["moved", "moved", "closed"]);
  });

  test("is taken out whole as an archive: report, annexes, numbered proofs, what is missing, a manifest with the hash of each", async () => {
    const id = await measured();
    await attach(id, "part=report&number=1");
    await attach(id, "part=annex&number=3");
    const observation = (await review(id)).figures.indicators[0].observationId;
    await world.send("POST", `/v1/contracts/${id}/observations/${observation}/proofs?name=émargement.txt`, undefined, { raw: "Preuve", headers: { "content-type": "text/plain" } });
    const url = `${await world.service.listen()}/v1/contracts/${id}/reviews/1/dossier`;
    const headers = { authorization: `Bearer ${await world.service.token({ role: "service-account", scope: "contracts:read" })}` };
    const answer = await fetch(url, { headers });
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([200, "application/zip", expect.stringContaining("annee-1.zip")]);
    const archive = openZip(Buffer.from(await answer.arrayBuffer()), 1_000_000);
    expect([...archive.names]).toEqual(["manifeste.json", "manquant.txt", "rapport/1-piece.txt", "annexes/3-piece.txt", "preuves/indicateurs/PRE-01/1-émargement.txt"]);
    const manifest = JSON.parse((await archive.read("manifeste.json")).toString());
    for (const { path, sha256, size } of manifest.files) {
      const content = await archive.read(path);
      expect([createHash("sha256").update(content).digest("hex"), content.length]).toEqual([sha256, size]);
    }
    expect([manifest.files.length, (await archive.read("manquant.txt")).toString()]).toEqual([3, expect.stringContaining("- validation PRE-01 : L'observation de cet indicateur n'est pas validée.")]);
    expect((await fetch(url, { headers: { ...headers, "if-none-match": answer.headers.get("etag") ?? "" } })).status).toBe(304);
    await move(id, "submission", {});
    await move(id, "decision", { ...minutes, despiteMissing: "Vu" });
    const decided = openZip(Buffer.from(await (await fetch(url, { headers })).arrayBuffer()), 1_000_000);
    expect(JSON.parse((await decided.read("decision.json")).toString())).toEqual((await review(id)).frozen);
  });

  test("asks for what the missions of its year need: those that an amendment adds, from its day on", async () => {
    const id = await measured();
    const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
    const changes = { missions: [{ code: "PREVENTION", label: null }, { code: "ACCES_SOINS", label: null }] };
    const amended = await world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2021-09-01", changes, document: { document: "Avenant" } }, { headers: { "if-match": etag } });
    expect([amended.status, amended.text]).toEqual([200, expect.any(String)]);
    await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear: 2 });
    const lacking = async (year: number) => (await world.read(`/v1/contracts/${id}/reviews/${year}`)).json.missing.flatMap(({ about, code }: Json) => (code === "mission-indicator" ? [about] : []));
    expect([await lacking(1), await lacking(2)]).toEqual([[], ["PREVENTION", "ACCES_SOINS"]]);
  });
});
