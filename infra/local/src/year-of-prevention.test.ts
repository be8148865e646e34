import { connect, CptsProblem, type Connection } from "@cpts/sdk";
import { vaccinationYear } from "./year-of-prevention.fixture.ts";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fourProcesses, type FourProcesses } from "./four-processes.fixture.ts";

let four: FourProcesses;
let one: Connection;
let year: Awaited<ReturnType<typeof vaccinationYear>>;

beforeAll(async () => {
  four = await fourProcesses({ TZ: "Asia/Tokyo" });
  one = four.connection();
  year = await vaccinationYear(one);
});
afterAll(() => four?.remove());

/** What an independent reader of iCalendar makes of a calendar that anyone fetches. */
const calendar = async (path: string) => {
  const answer = await fetch(`${four.urls.prevention}/v1/calendars/${path}/calendar.ics`);
  const whole = new ICAL.Component(ICAL.parse(await answer.text()));
  const zone = new ICAL.Timezone(whole.getFirstSubcomponent("vtimezone") ?? undefined);
  return whole.getAllSubcomponents("vevent").map((component) => {
    const { sequence, startDate, summary, uid } = new ICAL.Event(component);
    if (!startDate.isDate) startDate.zone = zone;
    return { uid, title: summary, start: startDate.isDate ? startDate.toString() : new Date(startDate.toUnixTime() * 1_000).toISOString(), sequence, status: component.getFirstPropertyValue("status") };
  });
};
const entryOf = async (path: string, id: string) => (await calendar(path)).find(({ uid }) => uid.includes(id));

describe("a year of prevention, from the template of a campaign to what the contract counts", () => {
  it("the action has the title, the days and the mission of its campaign, under the contract and within the territory that other services told of", () => {
    expect(year.action).toMatchObject({ title: "Vaccination contre la grippe", mission: "PREVENTION", contractId: year.contractId, actionSheetId: year.sheetId, period: { from: "2025-10-13", to: "2026-02-01" }, unusual: [], state: "published" });
  });

  it("whoever comes when the session is full waits, and takes the place of who withdraws", async () => {
    const { items } = (await one.prevention.listSignUps({ id: year.held })).data;
    expect(items.map(({ membership, professionalId, state }) => [professionalId, state, membership])).toEqual([
      [year.people[0], "withdrawn", "member"],
      [year.people[1], "confirmed", "member"],
      [year.people[2], "confirmed", "member"],
    ]);
  });

  it("who has left the CPTS cannot be signed up, by the word of the directory", async () => {
    const attempt = one.prevention.signUp({ id: year.later }, { professionalId: year.left });
    await expect(attempt).rejects.toSatisfy((error) => error instanceof CptsProblem && error.errors[0]?.code === "membership-ended");
  });

  it("what is held, moved and cancelled reads back in the calendar of everyone, of the theme, and of the one who signed up", async () => {
    const ofCpts = `cpts/${year.cptsId}`;
    expect(await entryOf(ofCpts, year.held)).toMatchObject({ uid: `session-${year.held}@cpts`, title: "Vaccination contre la grippe", start: "2025-10-18T07:00:00.000Z", status: "CONFIRMED" });
    expect(await entryOf(ofCpts, year.moved)).toMatchObject({ start: "2025-11-15T08:00:00.000Z", sequence: 2, status: "CONFIRMED" });
    expect(await entryOf(ofCpts, year.cancelled)).toMatchObject({ sequence: 1, status: "CANCELLED" });
    expect(await entryOf("themes/vaccination", year.moved)).toMatchObject({ title: "Vaccination contre la grippe" });
    expect((await calendar(ofCpts)).map(({ start, title }) => [title, start])).toContainEqual(["Signature du contrat", "2025-01-15"]);
    const mine = await calendar(`private/${year.secret}`);
    expect(mine.map(({ uid }) => uid)).toEqual(expect.arrayContaining([`session-${year.held}@cpts`, `meeting-${year.meetingId}@cpts`]));
    expect(mine.some(({ uid }) => uid.includes(year.moved))).toBe(false);
    await expect.poll(async () => (await calendar(ofCpts)).filter(({ uid }) => uid.startsWith("deadline-")).length).toBeGreaterThan(0);
  });

  it("everyone sees how many came without the small counts, those who work there see each", async () => {
    const open = connect({ urls: four.urls });
    expect((await open.prevention.readSession({ id: year.held })).data.results).toEqual({ reached: 46, byAge: [{ band: "40-64", count: null }, { band: "65-74", count: null }], screened: null, referred: null, rule: "small-counts-below-11" });
    expect((await one.prevention.readResults({ id: year.held })).data.history).toMatchObject([{ reached: 46, byAge: [{ band: "40-64", count: 40 }, { band: "65-74", count: 6 }] }]);
  });

  it("what was done is proposed by itself, accepted by a person, and counts in the contract", async () => {
    const { items: proposed } = (await one.prevention.proposeIndicators({ id: year.cptsId }, { from: "2025-01-01", to: "2026-01-01" })).data;
    expect(proposed.map(({ denominator, indicator, numerator, value }) => [indicator, numerator, denominator, value])).toEqual([["PRE-01", 1, 1, 1], ["PRE-02", null, null, 58]]);
    const arrived = async () => (await one.contracts.listProposals({ id: year.contractId })).data.items.filter(({ source }) => source === "prevention");
    await expect.poll(async () => (await arrived()).length).toBe(2);
    for (const { proposalId } of await arrived()) await one.contracts.decideProposal({ id: year.contractId, proposal: proposalId }, { decision: "accepted", contractYear: 1 });
    expect((await arrived()).map(({ state }) => state)).toEqual(["accepted", "accepted"]);
    const { items } = (await one.contracts.listObservations({ id: year.contractId })).data;
    expect(items.map(({ denominator, indicator, numerator, value }) => [indicator, numerator, denominator, value])).toEqual(expect.arrayContaining([["PRE-01", 1, 1, null], ["PRE-02", null, null, 58]]));
  });

  it("the evaluation of the year tells per inhabitant and per action what it came to, and why", async () => {
    const { data } = await one.prevention.readEvaluation({ id: year.cptsId, from: "2025-01-01", to: "2026-01-01", explain: "true" });
    expect(data).toMatchObject({ actions: { planned: 1, done: 1, cancelled: 0 }, sessions: { planned: 3, held: 2, cancelled: 1 }, people: { reached: 58 }, cost: { budgetCents: 120_000, spentCents: 87_000, perActionCents: 87_000, perPersonCents: 1_500 } });
    const { inhabitants, perThousand } = data.people;
    expect(perThousand).toBe(Math.round((58_000 / (inhabitants ?? 0)) * 100) / 100);
    expect(data.explanations?.map(({ figure }) => figure)).toEqual(expect.arrayContaining(["people.perThousand", "cost"]));
  });
});
