import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  cptsId = await world.know("CPTS Amendée", { population: 79_500, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const document = { document: "Avenant signé" };
const signed = async (of = cptsId): Promise<string> => {
  const id = await world.draft({ cptsId: of, termYears: 9, missions: [{ code: "PREVENTION" }] });
  await world.sign(id, { signedOn: "2020-09-01" });
  return id;
};
const amend = (id: string, number: number | string, fields: object, version: number, language = "en") =>
  world.send("PUT", `/v1/contracts/${id}/amendments/${number}`, { document, changes: { sizeClass: "T3" }, ...fields }, { headers: { "if-match": `"v${version}"`, "accept-language": language } });
const life = async (id: string, asOf: string) => (await world.read(`/v1/contracts/${id}/life?asOf=${asOf}`)).json;
const faults = ({ json, status }: Awaited<ReturnType<typeof amend>>) => [status, json.errors?.map(({ code, pointer }: { readonly code: string; readonly pointer: string }) => `${pointer} ${code}`)];

describe("an amendment", () => {
  test("sent twice, is recorded once; the contract on a date is the one with its amendments in force", async () => {
    const id = await signed();
    const changes = { sizeClass: "T3", population: 80_600, missions: [{ code: "PREVENTION", label: null }, { code: "DE_DEMAIN", label: "Demain" }], communes: ["37003"], grid: "aci-2022", indicators: ["SNP-01"] };
    const fields = { signedOn: "2022-03", effectiveOn: "2022-01-01", changes, note: "Relu", signatories: [{ capacity: "ars" }] };
    const [answer, again] = [await amend(id, 1, fields, 2), await amend(id, 1, fields, 2)];
    expect([answer.status, answer.json.version, again.status]).toEqual([200, 3, 412]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({ type: "cpts.contracts.contract.amended.v1", aggregateversion: 3, data: { contractId: id, cptsId, number: 1, signedOn: "2022-03", effectiveOn: "2022-01-01", changes: { sizeClass: "T3", communes: ["37003"], missions: [{ code: "PREVENTION" }, { code: "DE_DEMAIN", label: null }] } } });
    for (const typed of ["Relu", "Demain", "Avenant signé"]) expect(JSON.stringify(await world.eventsOf(id))).not.toContain(typed);
    const [before, after] = [await life(id, "2021-12-31"), await life(id, "2022-01-01")];
    expect(before.inForce).toMatchObject({ amendment: 0, sizeClass: "T2", population: 79_500, missions: [{ code: "PREVENTION" }], communes: null });
    expect(after.inForce).toMatchObject({ amendment: 1, ...changes, missions: [{ code: "PREVENTION" }, { code: "DE_DEMAIN", label: "Demain", startedOn: null }] });
    expect(after.amendments).toMatchObject([{ number: 1, signatories: [{ capacity: "ars" }], note: "Relu" }]);
  });

  test("that is concurrent with another: one wins, the other is told that the contract changed", async () => {
    const id = await signed();
    const answers = await Promise.all(["T1", "T3"].map((sizeClass) => amend(id, 1, { signedOn: "2021-01-01", changes: { sizeClass } }, 2)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect((await life(id, "2022-01-01")).amendments).toHaveLength(1);
    expect((await world.send("PUT", `/v1/contracts/${id}/amendments/2`, { signedOn: "2022", changes: { sizeClass: "T4" }, document })).status).toBe(428);
  });

  test("out of the order of numbers, or of a contract that does not run, is refused in the language of the reader", async () => {
    const id = await signed();
    const early = await amend(id, 2, { signedOn: "2021-01-01" }, 2, "fr");
    expect([early.status, early.json.type, early.json.detail]).toEqual([409, "/problems/illegal-transition", "Les avenants se notent dans leur ordre : le prochain est le n° 1, pas le n° 2."]);
    const draft = await world.draft({ cptsId });
    expect((await amend(draft, 1, { signedOn: "2021-01-01" }, 1)).json.detail).toBe("This contract is draft: an amendment only changes one that is signed and still runs.");
    expect((await world.send("POST", `/v1/contracts/${id}/steps`, { action: "terminate", on: "2021-06-01", document })).status).toBe(200);
    expect((await amend(id, 1, { signedOn: "2021-01-01" }, 3)).status).toBe(409);
    expect((await amend(id, 0, { signedOn: "2021-01-01" }, 3)).status).toBe(400);
  });

  test("names every faulty place: dates, signatories, communes, missions, absurd figures", async () => {
    const id = await signed();
    expect((await amend(id, 1, { signedOn: "2022-05-01" }, 2)).status).toBe(200);
    const head = await world.head();
    expect(faults(await amend(id, 2, { signedOn: "2022-04-30", effectiveOn: "2020-08-31", signatories: [{ capacity: "ars" }, { capacity: "urps" }], changes: { communes: ["37003", "99999"] } }, 3))).toEqual([
      422,
      ["#/signedOn out-of-order", "#/effectiveOn out-of-order", "#/signatories/1/capacity not-a-party", "#/changes/communes/1 unknown-commune"],
    ]);
    expect(faults(await amend(id, 2, { signedOn: "2027-12-31" }, 3))).toEqual([422, ["#/signedOn in-the-future"]]);
    expect(faults(await amend(id, 2, { signedOn: "2023", changes: { termYears: 400, population: -1, missions: [{ code: "A", label: null }, { code: "A", label: null }] } }, 3))).toEqual([
      422,
      expect.arrayContaining(["#/changes/termYears out-of-range", "#/changes/population count.range", "#/changes/missions/1/code mission.code-repeated"]),
    ]);
    expect(faults(await amend(id, 2, { signedOn: "2023", changes: {} }, 3))).toEqual([422, ["#/changes cpts-patch.empty"]]);
    expect(await world.head()).toBe(head);
  });

  test("shows in the contract what holds today beside what was signed, which stays", async () => {
    const id = await signed();
    const read = async () => (await world.read(`/v1/contracts/${id}`)).json;
    expect((await read()).inForce).toEqual({ amendment: 0, certain: true, fundingRegime: null, sizeClass: "T2", population: 79_500, missions: [{ code: "PREVENTION", label: null }], termYears: 9, grid: null });
    const changes = { sizeClass: "T3", missions: [{ code: "PARCOURS", label: "Ville-hôpital" }], termYears: 10, grid: "aci-2022" };
    expect((await amend(id, 1, { signedOn: "2022-01-01", changes }, 2)).status).toBe(200);
    const { inForce, missions, sizeClass, termYears } = await read();
    expect([sizeClass, missions, termYears]).toEqual(["T2", [{ code: "PREVENTION", label: null }], 9]);
    expect(inForce).toMatchObject({ amendment: 1, ...changes, population: 79_500 });
    expect((await world.read(`/v1/contracts/${await world.draft({ cptsId })}`)).json.inForce).toBeNull();
  });

  test("of the term moves the last day", async () => {
    const id = await signed();
    expect((await amend(id, 1, { signedOn: "2022-05-01", changes: { termYears: 12 } }, 2)).json.lastDay).toBe("2032-09-01");
    // A renewal for as long as before is for as long as the amendment says, in the event too.
    const renewed = await world.send("POST", `/v1/contracts/${id}/steps`, { action: "renew", on: "2032-08-01", document });
    expect([renewed.json.lastDay, (await world.eventsOf(id)).at(-1)?.data]).toEqual(["2044-09-01", expect.objectContaining({ termYears: 12, lastDay: "2044-09-01" })]);
    const unsaid = await world.draft({ cptsId, missions: [{ code: "PREVENTION" }] });
    await world.sign(unsaid, { signedOn: "2020-09-01" });
    await amend(unsaid, 1, { signedOn: "2022-05-01", changes: { termYears: 7 } }, 2);
    expect((await world.send("POST", `/v1/contracts/${unsaid}/steps`, { action: "renew", on: "2027-08-01", document })).json.lastDay).toBe("2034-09-01");
  });
});

describe("a size that drifts", () => {
  test("is announced with both populations, and the old one holds until an amendment (domain.md §1.6, example 4)", async () => {
    const own = await world.know("CPTS Grandie", { population: 79_500, validFrom: "2017-01-01" });
    const id = await signed(own);
    const size = async (query = "") => (await world.read(`/v1/contracts/${id}/size${query}`)).json;
    expect(await size()).toMatchObject({ frozenSizeClass: "T2", computedSizeClass: "T2", drift: "none", sentence: null });
    await world.territory(own, "2017-01-01", 80_600);
    const drifted = await size("?explain=true");
    expect(drifted).toMatchObject({ frozenSizeClass: "T2", frozenPopulation: 79_500, frozenBy: 0, computedSizeClass: "T3", computedPopulation: 80_600, drift: "announced" });
    expect(drifted.sentence.en).toBe("The contract keeps size T2 (79,500 inhabitants) until an amendment; its territory would have size T3 (80,600 inhabitants).");
    expect(drifted.explanations[0].sources.at(-1).status).toBe("provisional");
    expect((await world.read(`/v1/contracts/${id}`)).json.sizeClass).toBe("T2");
    expect((await amend(id, 1, { signedOn: "2024-01-01", changes: { sizeClass: "T3", population: 80_600 } }, 2)).status).toBe(200);
    expect(await size()).toMatchObject({ frozenSizeClass: "T3", frozenBy: 1, drift: "none" });
    expect(await size("?asOf=2023-12-31")).toMatchObject({ frozenSizeClass: "T2", drift: "announced" });
  });

  test("cannot be told where the population is not known", async () => {
    const own = await world.know("CPTS Sans population", { communes: [] });
    expect((await world.read(`/v1/contracts/${await signed(own)}/size`)).json).toMatchObject({ drift: "unknown", frozenSizeClass: null, computedSizeClass: null });
  });
});
