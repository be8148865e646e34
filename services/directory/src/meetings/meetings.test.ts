import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  await world.create("/v1/meetings", jargeau);
  await world.create("/v1/meetings", { title: "Signature de la CPTS de la Rabelaisie", heldOn: "2018-01-17", time: "20:00", place: "Beaumont-en-Véron", commune: "37022" });
  await world.create("/v1/meetings", { title: "Assemblée générale", heldOn: null, cptsId });
});
afterAll(() => world.service.stop());

const jargeau = {
  title: "Réunion d'information sur une future CPTS",
  heldOn: "--11-14",
  commune: "45173",
  territory: { communes: ["45173", "45082", "45327", "45300"], prose: "Jargeau, Châteauneuf-sur-Loire, Traînou, Sandillon" },
  provenance: { status: "sourced", source: { document: "Communiqué de presse, CPTS Asclépios" } },
  externalIds: [{ system: "demo", value: "jargeau" }],
};

const meetings = async (query: string) => (await world.get(`/v1/meetings?${query}`)).json.items;
const titles = async (query: string) => (await meetings(query)).map(({ title }: { title: string }) => title.split(" ")[0]);

describe("a meeting", () => {
  test("of which no document tells the year is kept as it is told", async () => {
    const [found] = await meetings("identifier=demo|jargeau");
    expect(found).toEqual({ ...jargeau, id: expect.any(String), subject: null, time: null, place: null, cptsId: null, organizerId: null, version: 1 });
  });

  test("is found by the places it is held in or about, its CPTS, and what is not known of its date", async () => {
    for (const query of ["commune=45300", "commune=45173", "departement=45"]) expect([query, await titles(query)]).toEqual([query, ["Réunion"]]);
    expect(await titles("departement=37")).toEqual(["Signature"]);
    expect(await titles(`cpts=${cptsId}`)).toEqual(["Assemblée"]);
    expect(await titles("undated=true")).toEqual(["Assemblée", "Réunion"]);
    expect(await titles("undated=false")).toEqual(["Signature"]);
    const first = (await world.get("/v1/meetings?limit=1")).json;
    expect([first.items.length, await titles(`cursor=${first.nextCursor}`)]).toEqual([1, ["Réunion", "Signature"]]);
  });

  test("is told by its ids, places and dates alone", async () => {
    const events = (await world.events()).filter(({ type }) => type === "cpts.directory.meeting.recorded.v1");
    expect(events[0]?.data).toEqual({ meetingId: events[0]?.subject, cptsId: null, organizerId: null, heldOn: "--11-14", time: null, commune: "45173", communes: jargeau.territory.communes });
  });

  test("is in communes that exist, and of a CPTS and an organizer that are known", async () => {
    const faults = (fields: object) => world.faults("/v1/meetings", { title: "Réunion", heldOn: null, ...fields });
    expect(await faults({ commune: "45999", territory: { communes: ["45173", "99999"] } })).toEqual([422, "invalid-request", "#/commune", "#/territory/communes/1"]);
    const { json } = await world.send("POST", "/v1/meetings", { title: "Réunion", heldOn: null, commune: "41023" });
    expect(json.errors).toMatchObject([{ pointer: "#/commune", code: "former-commune", suggestion: "41151" }]);
    expect(await faults({ cptsId: "0198c0de-0000-7000-8000-0000000000ff" })).toEqual([422, "unknown-reference", "#/cptsId"]);
    expect(await faults({ organizerId: "0198c0de-0000-7000-8000-0000000000ff" })).toEqual([422, "unknown-reference", "#/organizerId"]);
    expect(await faults({ time: "25:00", heldOn: "2018-02-30" })).toEqual([422, "invalid-request", "#/heldOn", "#/time"]);
    expect(await world.faults("/v1/meetings", { title: "Réunion" })).toEqual([422, "invalid-request", "#/heldOn"]);
  });
});
