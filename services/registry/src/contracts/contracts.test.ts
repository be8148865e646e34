import { contracts as contract } from "@cpts/api/Contracts";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../subscriptions/contracts.ts";
import { foreignLog, type Heard } from "@cpts/service-kit/testing/foreign-log";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let log: ReturnType<typeof foreignLog>;
beforeAll(async () => {
  world = await scene();
  log = foreignLog(world.service, contracts);
});
afterAll(() => world.service.stop());

const { contractChanged, contractDrafted, contractSigned } = contract.events;
const readCpts = (id: string, headers = {}) => world.send("GET", `/v1/cpts/${id}`, undefined, { headers });
const contractsOf = async (id: string) => (await readCpts(id)).json.contracts;

/** Ids in the order of their making, as the platform gives them. */
let made = 0;
const contractId = (): string => `0198c0de-0000-7000-9000-${String((made += 1)).padStart(12, "0")}`;

const drafted = (cptsId: string, id: string, fields: object = {}): Heard => ({ definition: contractDrafted, subject: id, version: 1, data: { ...contractDrafted.example, contractId: id, cptsId, ...fields } });
const changed = (cptsId: string, id: string, version: number, fields: object): Heard => ({ definition: contractChanged, subject: id, version, data: { contractId: id, cptsId, ...fields } });
const signed = (cptsId: string, id: string, version: number, fields: object = {}): Heard => ({ definition: contractSigned, subject: id, version, data: { ...contractSigned.example, contractId: id, cptsId, ...fields } });

describe("the contracts of a CPTS", () => {
  test("are none until the contracts service tells of one", async () => {
    const { headers, json } = await readCpts(await world.register({}));
    expect([json.contracts, headers.get("etag")]).toEqual([[], '"v1"']);
  });

  test("are told with their state, their dates as far as they are known, and what the signature froze", async () => {
    const [id, one] = [await world.register({}), contractId()];
    await log.hear(drafted(id, one));
    const told = { contractId: one, kind: "contrat-territorial-de-sante", attachmentDepartement: "37", missions: [{ code: "PREVENTION", label: "Développer la prévention" }] };
    expect(await contractsOf(id)).toEqual([{ ...told, state: "draft", announcedOn: "2018-01-17", standing: "draft", lastDay: null, signedOn: null, inferredSignedOn: null, termYears: null, population: null, sizeClass: null }]);
    await log.hear(changed(id, one, 2, { termYears: 5, announced: null }), signed(id, one, 3, { termYears: 5, signedOn: "--11-30", inferredSignedOn: "2017-11-30" }));
    expect(await contractsOf(id)).toEqual([{ ...told, state: "signed", standing: "signed", lastDay: null, announcedOn: null, signedOn: "--11-30", inferredSignedOn: "2017-11-30", termYears: 5, population: 54_037, sizeClass: "T2" }]);
  });

  test("are told with a code of tomorrow as it came, and a value that today's checks would refuse", async () => {
    const [id, one] = [await world.register({}), contractId()];
    const long = "mission ".repeat(100).trim();
    expect(await log.hear(signed(id, one, 1, { sizeClass: "T9", termYears: 5, missions: [{ code: "PREVENTION", label: long, colour: "unknown" }], provenance: { status: "guessed" } }))).toBe(0);
    expect(await contractsOf(id)).toMatchObject([{ contractId: one, sizeClass: "T9", missions: [{ code: "PREVENTION", label: long }] }]);
    const { json, status } = await world.send("GET", `/v1/cpts/${id}/discrepancies`);
    expect([status, JSON.stringify(json)]).toEqual([200, expect.stringContaining("T9")]);
  });

  test("are shown drafts first, then the newest", async () => {
    const id = await world.register({});
    const [old, recent, undated, draft, concluded] = [contractId(), contractId(), contractId(), contractId(), contractId()];
    await log.hear(signed(id, undated, 1, { signedOn: "--09-22", inferredSignedOn: null }), signed(id, concluded, 1, { signedOn: "--09-22", inferredSignedOn: "2018-09-22" }), drafted(id, draft), signed(id, recent, 1, { signedOn: "2022-09" }), signed(id, old, 1, { signedOn: "2017-11-30" }));
    expect((await contractsOf(id)).map((one: { contractId: string }) => one.contractId)).toEqual([draft, recent, concluded, old, undated]);
  });

  test("change the ETag of the CPTS and not its version, so that a reader learns of them and a writer loses nothing", async () => {
    const [id, one] = [await world.register({}), contractId()];
    const before = (await readCpts(id)).headers.get("etag") ?? "";
    await log.hear(drafted(id, one));
    const { headers, json, status } = await readCpts(id, { "if-none-match": before });
    const after = headers.get("etag") ?? "";
    expect([status, json.version]).toEqual([200, 1]);
    expect((await readCpts(id, { "if-none-match": after })).status).toBe(304);
    await log.hear(signed(id, one, 2));
    expect((await readCpts(id, { "if-none-match": after })).status).toBe(200);
    const write = await world.send("PATCH", `/v1/cpts/${id}`, { shortName: "A" }, { headers: { "if-match": after } });
    expect([write.status, write.json.version, write.json.contracts.length]).toEqual([200, 2, 1]);
  });

  test("are kept when they are heard of before their CPTS", async () => {
    const unheard = "0198c0de-0000-7000-8000-0000000000ee";
    expect(await log.hear(drafted(unheard, contractId()))).toBe(0);
    expect(await world.rows("select cpts_id from known_contract where cpts_id = $1", [unheard])).toHaveLength(1);
  });

  test("are awaited by whoever has just written one", async () => {
    const [id, one] = [await world.register({}), contractId()];
    await log.hear(drafted(id, one));
    expect((await readCpts(id, { "cpts-after": log.position() })).json.contracts).toHaveLength(1);
    const later = log.position().replace(/\d+$/u, "2000000000");
    expect((await readCpts(id, { "cpts-after": later })).status).toBe(503);
  });

  test("end the same in whatever order their events are heard, and however often", async () => {
    const lives = (id: string, one: string, two: string): ReadonlyArray<Heard> => [
      drafted(id, one),
      changed(id, one, 2, { termYears: 3, missions: [{ code: "PARCOURS", label: null }] }),
      changed(id, one, 3, { termYears: 4, kind: "aci" }),
      signed(id, one, 4, { termYears: 5, signedOn: "2019-05" }),
      drafted(id, two, { announced: null }),
      changed(id, two, 2, { attachmentDepartement: null }),
    ];
    const shown = async (order: ReadonlyArray<number>): Promise<unknown> => {
      const [id, one, two] = [await world.register({}), contractId(), contractId()];
      const events = lives(id, one, two);
      await log.hear(...order.flatMap((index) => events[index] ?? []));
      return JSON.parse(JSON.stringify(await contractsOf(id)).replaceAll(one, "one").replaceAll(two, "two"));
    };
    const inOrder = [0, 1, 2, 3, 4, 5];
    const expected = await shown(inOrder);
    expect(expected).toMatchObject([{ contractId: "two", state: "draft", attachmentDepartement: null }, { contractId: "one", state: "signed", termYears: 5 }]);
    const shuffled = fc.tuple(fc.shuffledSubarray(inOrder, { minLength: 6 }), fc.array(fc.nat(5), { maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(shuffled, async ([order, again]) => {
        expect(await shown([...order, ...again])).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
