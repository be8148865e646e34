import { queryRows } from "@cpts/testing/database";
import { Effect } from "effect";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { tables } from "../database/database.ts";
import { on, type Projection } from "../subscriptions/projection.ts";
import { follower, knownThings } from "../testing/follower.fixture.ts";
import { officer, sample, thingMade } from "../testing/sample.fixture.ts";
import { settableClock } from "../testing/settable-clock.ts";
import { testService, type TestService } from "../testing/test-service.ts";
import { today } from "./today.ts";

const { write } = tables<unknown>();

/** Notes the day on which it hears of a thing. */
const dated: Projection = {
  ...knownThings,
  handlers: on(thingMade, ({ thingId }, { position }) =>
    Effect.flatMap(today, (day) => write((db) => sql`insert into known_thing (id, title, changes, positions) values (${thingId}, ${day}, 0, array[${position}::integer])`.execute(db))),
  ),
};
const stopping: Array<TestService> = [];
afterAll(async () => {
  for (const service of stopping.toReversed()) await service.stop();
});

test("today is what the clock of the service says, for what is done about events of others too", async () => {
  const source = await testService(sample);
  stopping.push(source);
  const url = await source.listen();
  const copy = await testService({ ...follower, follows: () => [{ projection: dated, url }] }, { SAMPLE_URL: url }, settableClock("2031-12-31T23:30:00Z"));
  stopping.push(copy);
  await source.send("POST", "/v1/things", { token: await source.token(officer), json: { title: "one" } });
  await expect.poll(() => queryRows(copy.database.adminUrl, "select title from known_thing")).toEqual([{ title: "2032-01-01" }]);
});
