import { addDays, parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const today: LocalDate = parisDateFromInstant(Date.now());
const yesterday = addDays(today, -1);
const tomorrow = addDays(today, 1);

const on = async (id: string, asOf?: string) => {
  const { json, status } = await world.territory(id, asOf);
  return status === 404 ? "none" : [json.communes.map(({ code }: { code: string }) => code).join(" "), json.certainty];
};

const given = (validFrom: string | undefined, ...codes: ReadonlyArray<string>) => ({ ...communes(...codes), ...(validFrom === undefined ? {} : { validFrom }) });

describe("a territory in time", () => {
  test("a new territory from today changes today's answer; yesterday's does not move", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const before = await world.territory(id, yesterday);
    const changed = await world.setTerritory(id, given(undefined, "37003", "37027"));
    expect(changed.json).toMatchObject({ validFrom: today, validTo: null, asOf: today, certainty: "yes" });
    expect(await on(id)).toEqual(["37003 37027", "yes"]);
    expect(await on(id, tomorrow)).toEqual(["37003 37027", "yes"]);
    expect(await on(id, yesterday)).toEqual(["37003", "yes"]);
    expect((await world.territory(id, yesterday)).json).toEqual({ ...before.json, validTo: today });
    expect(await on(id, "2020-01-01")).toEqual(["37003", "yes"]);
    expect(await on(id, "2019-12-31")).toBe("none");
  });

  test("the same date again corrects the territory of that date", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    await world.setTerritory(id, given("2022-01-01", "37027"));
    const corrected = await world.setTerritory(id, given("2022-01-01", "41018"));
    expect(corrected.status).toBe(200);
    expect([await on(id), await on(id, "2021-12-31")]).toEqual([["41018", "yes"], ["37003", "yes"]]);
    expect(await world.rows("select number, valid_to from territory_version where cpts_id = $1 order by number", [id])).toEqual([
      { number: 1, valid_to: "2022-01-01" },
      { number: 2, valid_to: null },
    ]);
  });

  test("a correction of a start without its year does not move since when it is certain", async () => {
    const id = await world.register({ territory: given("--09-22", "37003") });
    // As if the territory had been recorded ten years ago.
    await world.rows("update territory_version set from_latest = '2016-11-22' where cpts_id = $1", [id]);
    await world.setTerritory(id, given("--09-22", "37003", "37027"));
    expect(await on(id, "2020-01-01")).toEqual(["37003 37027", "yes"]);
  });

  test("sent twice with the version of each time, the same territory leaves no second event", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const first = await world.setTerritory(id, given("2022-01-01", "37027", "37003"));
    const again = await world.setTerritory(id, given("2022-01-01", "37003", "37027"));
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(await world.eventsOf(id)).toHaveLength(3);
  });

  test("an order that is not certain is refused, and the other territory named", async () => {
    const id = await world.register({ territory: given("2020", "37003") });
    const [head, etag] = [await world.head(), await world.etag(id)];
    const { status, json } = await world.setTerritory(id, given("2020-06-01", "37027"));
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/validFrom", code: "uncertain-order", message: expect.stringContaining("2020") })]]);
    expect([await world.head(), await world.etag(id)]).toEqual([head, etag]);
  });

  test("a year as start is unknown during that year and known from the next", async () => {
    const id = await world.register({ territory: given("2018", "37003") });
    expect(await on(id, "2017-12-31")).toBe("none");
    expect(await on(id, "2018-01-01")).toEqual(["37003", "unknown"]);
    // On the last day of the year it has certainly begun.
    expect(await on(id, "2018-12-30")).toEqual(["37003", "unknown"]);
    expect(await on(id, "2018-12-31")).toEqual(["37003", "yes"]);
    expect((await world.territory(id)).json.validFrom).toBe("2018");
  });

  test("between two territories whose boundary is a month, the answer is the later one, unknown", async () => {
    const id = await world.register({ territory: given("2015", "37003") });
    await world.setTerritory(id, given("2020-06", "37027"));
    expect(await on(id, "2020-05-31")).toEqual(["37003", "yes"]);
    expect(await on(id, "2020-06-15")).toEqual(["37027", "unknown"]);
    expect(await on(id, "2020-07-01")).toEqual(["37027", "yes"]);
    expect((await world.territory(id, "2020-05-31")).json).toMatchObject({ validFrom: "2015", validTo: "2020-06" });
  });

  test("a territory without a start is in force since it was entered, and perhaps long before", async () => {
    const id = await world.register({ territory: given(undefined, "37003") });
    expect(await on(id)).toEqual(["37003", "yes"]);
    expect(await on(id, yesterday)).toEqual(["37003", "unknown"]);
    expect(await on(id, "1999-01-01")).toEqual(["37003", "unknown"]);
    expect((await world.territory(id)).json.validFrom).toBeNull();
    await world.setTerritory(id, given(tomorrow, "37027"));
    expect(await on(id, yesterday)).toEqual(["37003", "unknown"]);
  });

  test("a start in the future is answered at its date, and today stays as it is", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const answer = await world.setTerritory(id, given("2040-03-01", "37027"));
    expect(answer.json).toMatchObject({ asOf: "2040-03-01", certainty: "yes", communes: [{ code: "37027" }] });
    expect([await on(id), await on(id, "2040-02-29"), await on(id, "2040-03-01")]).toEqual([["37003", "yes"], ["37003", "yes"], ["37027", "yes"]]);
  });

  test("a first territory of the future leaves today without one", async () => {
    const id = await world.register({ territory: given("2040", "37003") });
    expect(await on(id)).toBe("none");
    expect(await on(id, "2040-01-01")).toEqual(["37003", "unknown"]);
  });

  test("a day and a month without year may have been at any time before it was entered", async () => {
    const id = await world.register({ territory: given("--09-22", "37003") });
    expect(await on(id)).toEqual(["37003", "yes"]);
    expect(await on(id, "2001-01-01")).toEqual(["37003", "unknown"]);
    expect((await world.territory(id)).json.validFrom).toBe("--09-22");
  });

  test("a CPTS without a territory says so", async () => {
    expect(await on(await world.register({}))).toBe("none");
  });

  test("of two territories given at once one wins and the other is told that it came late", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const etag = await world.etag(id);
    const put = (code: string) => world.send("PUT", `/v1/cpts/${id}/territory`, given("2021-01-01", code), { headers: { "if-match": etag } });
    const answers = await Promise.all([put("37027"), put("41018")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await world.eventsOf(id)).toHaveLength(3);
  });

  test("the ETag of a territory is good for changing it, and a stale or missing one is refused", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const etag = (await world.territory(id)).headers.get("etag") ?? "";
    const put = (headers: Record<string, string>) => world.send("PUT", `/v1/cpts/${id}/territory`, given("2021-01-01", "37027"), { headers });
    expect([(await put({})).status, (await put({ "if-match": etag })).status, (await put({ "if-match": etag })).status]).toEqual([428, 200, 412]);
  });

  test("a reader who has the territory of a date gets 304, until it changes", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    const etag = (await world.territory(id, "2021-01-01")).headers.get("etag") ?? "";
    expect(etag).toBe('"v2-2021-01-01-cog2026"');
    const again = (asOf: string) => world.send("GET", `/v1/cpts/${id}/territory?asOf=${asOf}`, undefined, { headers: { "if-none-match": etag } });
    expect([(await again("2021-01-01")).status, (await again("2021-01-02")).status]).toEqual([304, 200]);
    await world.setTerritory(id, given("2022-01-01", "37027"));
    expect((await again("2021-01-01")).status).toBe(200);
  });
});
