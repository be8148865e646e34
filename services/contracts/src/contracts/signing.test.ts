import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  cptsId = await world.know("CPTS Exemple", { population: 54_037, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const faults = ({ json, status }: { readonly json: { readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly code: string }> }; readonly status: number }) => [status, json.errors?.map(({ code, pointer }) => `${pointer} ${code}`)];
const path = (id: string) => `/v1/contracts/${id}/signature`;
const figures = async (id: string) => {
  const { explanations, population, sizeClass } = (await world.read(`/v1/contracts/${id}?explain=true`)).json;
  const [, size] = explanations;
  const inputs: Record<string, string> = Object.fromEntries(size.inputs.map(({ name, value }: { name: string; value: string }) => [name, value]));
  return { population, sizeClass, size, inputs, said: explanations[0].rule };
};

describe("signing", () => {
  test("keeps when and where each party signed, as far as its document says, and refuses a day to come or before the draft at its place", async () => {
    const id = await world.draft({ cptsId: await world.know("CPTS Signée à trois"), draftedOn: "2017-10", parties: ["cpts", "ars", "federation-urps"].map((capacity) => ({ capacity })) });
    const signatories = [{ capacity: "cpts", on: "2017-11-28", place: "Amboise" }, { capacity: "ars", on: "2017-11" }, { capacity: "federation-urps" }];
    expect(faults(await world.send("POST", path(id), { signedOn: "2017-11", signatories: [{ capacity: "cpts", on: "2017-09-30" }, { capacity: "ars", on: "2999-01" }] }))).toEqual([422, ["#/signatories/0/on before-draft", "#/signatories/1/on in-the-future"]]);
    const { json, status } = await world.twice("POST", path(id), { signedOn: "2017-11", signatories });
    const nobody = { organizationId: null, professionalId: null, function: null };
    expect([status, json.signature.signatories]).toEqual([200, signatories.map((one) => ({ ...nobody, ...one }))]);
    expect(JSON.stringify(await world.eventsOf(id))).not.toContain("2017-11-28");
  });

  test("sent twice, signs once, keeps who signed by their ids, and tells it in one event", async () => {
    const [ars, president] = [await world.organization("ARS", "ars"), await world.professional()];
    const id = await world.draft({ cptsId, attachmentDepartement: "37", termYears: 50, missions: [{ code: "PREVENTION" }] });
    const signatories = [{ capacity: "ars", organizationId: ars, professionalId: null, function: "directrice générale" }, { capacity: "cpts", organizationId: null, professionalId: president, function: null }];
    const { json, status } = await world.twice("POST", path(id), { signedOn: "2017-11-30", place: "Amboise", commune: "37003", signatories });
    expect([status, json.state, json.version]).toEqual([200, "signed", 2]);
    expect(json.signature).toEqual({ signedOn: "2017-11-30", inferredSignedOn: null, note: null, place: "Amboise", commune: "37003", signatories });
    const events = await world.eventsOf(id);
    expect(events.map(({ aggregateversion, type }) => [type, aggregateversion])).toEqual([["cpts.contracts.contract.drafted.v1", 1], ["cpts.contracts.contract.signed.v1", 2]]);
    expect(events[1]?.data).toEqual({
      contractId: id,
      cptsId,
      kind: "contrat-territorial-de-sante",
      attachmentDepartement: "37",
      missions: [{ code: "PREVENTION", label: null }],
      termYears: 50,
      provenance: { status: "declared" },
      signedOn: "2017-11-30",
      inferredSignedOn: null,
      place: null,
      commune: "37003",
      population: { value: 54_037, source: "…", status: "reconstructed" },
      sizeClass: "T2",
    });
  });

  test("of what is signed, or of what does not exist, is refused", async () => {
    const id = await world.draft({ cptsId });
    expect((await world.sign(id, { signedOn: "2017-11-30" })).status).toBe(200);
    const again = await world.sign(id, { signedOn: "2017-11-30" });
    expect([again.status, again.json.type, again.json.detail]).toEqual([409, "/problems/illegal-transition", expect.stringContaining("30 November 2017")]);
    expect((await world.sign("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f", { signedOn: null })).status).toBe(404);
  });

  test("twice at the same time, signs once", async () => {
    const id = await world.draft({ cptsId });
    const answers = await Promise.all(["2017-11-29", "2017-11-30", "2017-12-01"].map((signedOn) => world.sign(id, { signedOn })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  test("certainly before the draft is refused at the date, naming both in the language of the reader", async () => {
    const id = await world.draft({ cptsId, draftedOn: "2017-12" });
    const head = await world.head();
    const refused = async (language: string) => (await world.send("POST", path(id), { signedOn: "2017-11-30", signatories: [] }, { headers: { "accept-language": language } })).json.errors;
    expect(await refused("fr")).toEqual([{ in: "body", pointer: "#/signedOn", code: "before-draft", message: "la signature (30 novembre 2017) serait antérieure au projet de contrat (décembre 2017)" }]);
    expect(await refused("en")).toEqual([{ in: "body", pointer: "#/signedOn", code: "before-draft", message: "the signature (30 November 2017) would be before the draft (December 2017)" }]);
    expect(faults(await world.sign(id, { signedOn: "--11-30", inferredSignedOn: "2017-11-30" }))).toEqual([422, ["#/inferredSignedOn before-draft"]]);
    expect(await world.head()).toBe(head);
    expect((await world.sign(id, { signedOn: "--11-30" })).status).toBe(200);
  });

  test("on a day to come is refused at the date: it is announced in the draft instead", async () => {
    const id = await world.draft({ cptsId });
    const { json } = await world.send("POST", path(id), { signedOn: "9998-01-17", signatories: [] }, { headers: { "accept-language": "fr" } });
    expect(json.errors).toEqual([{ in: "body", pointer: "#/signedOn", code: "in-the-future", message: "la signature (17 janvier 9998) n'a pas encore eu lieu : annoncez-la dans le projet de contrat" }]);
    expect(faults(await world.sign(id, { signedOn: "--01-17", inferredSignedOn: "9998-01-17" }))).toEqual([422, ["#/inferredSignedOn in-the-future"]]);
  });

  test("in a commune that does not exist is refused; one of the past comes with that of today", async () => {
    const id = await world.draft({ cptsId });
    expect(faults(await world.sign(id, { signedOn: "2017", commune: "99999" }))).toEqual([422, ["#/commune unknown-commune"]]);
    const { json } = await world.sign(id, { signedOn: "2017", commune: "41023" });
    expect(json.errors).toEqual([{ in: "body", pointer: "#/commune", code: "former-commune", message: "41023 is part of Montrichard Val de Cher (41151) today", suggestion: "41151" }]);
    expect(faults(await world.send("POST", "/v1/contracts", { cptsId, kind: "aci", parties: [], announced: { on: "2018", commune: "99999" } }))).toEqual([422, ["#/announced/commune unknown-commune"]]);
    const { headers } = await world.read(`/v1/contracts/${id}`);
    const changed = await world.send("PATCH", `/v1/contracts/${id}`, { announced: { on: "2018", commune: "99999" } }, { headers: { "if-match": headers.get("etag") ?? "" } });
    expect(faults(changed)).toEqual([422, ["#/announced/commune unknown-commune"]]);
  });

  test.each([
    ["2017", "2017-11"],
    ["2017-11", "2017-11-30"],
    ["2017-11-30", "2017-11-30"],
    [null, "2017-11"],
  ])("on %s of a draft of %s is accepted: the order is not certainly wrong", async (draftedOn, signedOn) => {
    const id = await world.draft({ cptsId, ...(draftedOn === null ? {} : { draftedOn }) });
    expect((await world.sign(id, { signedOn })).status).toBe(200);
  });

  test("with a conclusion that the document cannot mean, or a signatory who is no party, is refused at each", async () => {
    const id = await world.draft({ cptsId });
    const answer = await world.sign(id, { signedOn: "--09-22", inferredSignedOn: "2018-09-23", signatories: [{ capacity: "ars" }, { capacity: "cpam" }] });
    expect(faults(answer)).toEqual([422, ["#/inferredSignedOn inferred-date", "#/signatories/1/capacity not-a-party"]]);
    expect(faults(await world.sign(id, { signedOn: null, inferredSignedOn: "--09-22" }))).toEqual([422, ["#/inferredSignedOn inferred-date"]]);
  });

  test("by someone the directory has not told of is refused as retryable, then succeeds", async () => {
    const id = await world.draft({ cptsId });
    const unknown = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
    const refused = await world.sign(id, { signedOn: null, signatories: [{ capacity: "ars", organizationId: unknown }, { capacity: "cpts", professionalId: unknown }] });
    expect([refused.json.type, ...faults(refused)]).toEqual(["/problems/unknown-reference", 422, ["#/signatories/0/organizationId unknown-organization", "#/signatories/1/professionalId unknown-professional"]]);
    const professionalId = await world.professional();
    expect((await world.sign(id, { signedOn: null, signatories: [{ capacity: "cpts", professionalId }] })).status).toBe(200);
  });
});

describe("what a signature freezes", () => {
  test.each([
    [40_000, ["T1", "T2", "T2"]],
    [80_000, ["T2", "T3", "T3"]],
    [175_000, ["T3", "T3", "T4"]],
  ])("is the size of the table, one inhabitant below, at and above %i", async (boundary, sizes) => {
    const frozen: Array<unknown> = [];
    for (const population of [boundary - 1, boundary, boundary + 1]) {
      const id = await world.draft({ cptsId: await world.know(`CPTS ${population}`, { population }) });
      const { json } = await world.sign(id, { signedOn: null });
      frozen.push([json.population.value, json.sizeClass]);
    }
    expect(frozen).toEqual(sizes.map((size, index) => [boundary - 1 + index, size]));
  });

  test("stays when the territory moves on", async () => {
    const own = await world.know("CPTS Mouvante", { population: 79_500, validFrom: "2017-01-01" });
    const id = await world.draft({ cptsId: own });
    const before = (await world.sign(id, { signedOn: "2017-11-30" })).json;
    await world.territory(own, "2017-01-01", 80_600);
    await world.territory(own, "2019-01-01", 190_000, ["37003", "37027"]);
    expect((await world.read(`/v1/contracts/${id}`)).json).toEqual(before);
    expect(before).toMatchObject({ population: { value: 79_500, status: "reconstructed", asOf: "2017-11-30" }, sizeClass: "T2" });
  });

  test("is of the territory on the day of the signature, declared or inferred, and says which day and why", async () => {
    const own = await world.know("CPTS Datée", { population: 39_999, validFrom: "2017-01-01" });
    await world.territory(own, "2018-01-01", 90_000);
    const signed = async (fields: Readonly<Record<string, unknown>>) => {
      const id = await world.draft({ cptsId: own });
      await world.sign(id, fields);
      const { inputs, population, said, sizeClass } = await figures(id);
      return [sizeClass, population.asOf === inputs["asOf"], inputs["asOfBecause"], inputs["territory"], said.fr.includes(String(inputs["asOf"]))];
    };
    expect(await signed({ signedOn: "2017-11-30" })).toEqual(["T1", true, "declared", "yes", true]);
    expect(await signed({ signedOn: "--11-30", inferredSignedOn: "2017-11-30" })).toEqual(["T1", true, "inferred", "yes", true]);
    expect(await signed({ signedOn: "--11-30" })).toEqual(["T3", true, "today", "yes", true]);
    expect(await signed({ signedOn: "2017" })).toEqual(["T3", true, "today", "yes", true]);
  });

  test("is nothing where the territory, its dates or its population are not known, and the answer says so", async () => {
    const signed = async (territory: Parameters<Scene["know"]>[1]) => {
      const id = await world.draft({ cptsId: await world.know("CPTS Inconnue", territory) });
      await world.sign(id, { signedOn: "2016-05-01" });
      const { inputs, population, said, sizeClass } = await figures(id);
      return [population?.value ?? null, sizeClass, inputs["territory"], said.en];
    };
    expect(await signed({ communes: [] })).toEqual([null, null, "none", expect.stringContaining("no territory is known")]);
    expect(await signed({ population: null, validFrom: "2016-01-01" })).toEqual([null, null, "yes", expect.stringContaining("its population is not known")]);
    expect(await signed({ population: 50_000, validFrom: "2017-01-01" })).toEqual([null, null, "none", expect.stringContaining("no territory is known")]);
    expect(await signed({ population: 50_000, validFrom: null })).toEqual([50_000, "T2", "unknown", expect.stringContaining("do not tell for certain")]);
  });

  test("is explained with every boundary, the sources and what is only provisional", async () => {
    const id = await world.draft({ cptsId });
    expect((await figures(id)).said.fr).toBe("Le contrat n'est pas signé : rien n'est encore figé.");
    await world.sign(id, { signedOn: "2017-11-30" });
    const { inputs, size } = await figures(id);
    expect(inputs).toMatchObject({ population: "54037", bracket: "[40000, 80000[", T1: "]-, 40000[", T3: "[80000, 175000]", T4: "]175000, -[" });
    expect(size.sources.map(({ status }: { status: string }) => status)).toEqual(["reconstructed", "provisional", "provisional"]);
    expect(size.sources.at(-1).name).toContain("avenant");
  });
});
