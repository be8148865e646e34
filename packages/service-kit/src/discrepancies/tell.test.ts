import { directory } from "@cpts/api/Directory";
import { CptsId } from "@cpts/domain/Cpts";
import { discrepancy } from "@cpts/domain/Discrepancy";
import { queryRows } from "@cpts/testing/database";
import { Effect, Schema } from "effect";
import { expect, test } from "vitest";
import { transaction } from "../database/database.ts";
import { Ids } from "../ids.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import { tellDiscrepancies } from "./tell.ts";

const { service } = await sampleService();
const { discrepanciesChanged } = directory.events;
const cptsId = Schema.decodeUnknownSync(CptsId)("0198c0de-0000-7000-8000-000000000001");
const found = (remainder: number) => discrepancy("headcount-remainder", "cannot-tell", { total: 227, counted: 156, remainder, unit: "people" }, [{ document: "Page" }]);
const tell = (...list: ReadonlyArray<ReturnType<typeof found>>) => service.run(Effect.provide(transaction(tellDiscrepancies(discrepanciesChanged, cptsId, list)), Ids.layer));
const events = () => queryRows(service.database.url, "select aggregate_version, data from event where aggregate_id = $1 order by position", [cptsId]);

test("a list is told whole when it is another than the last one, its versions counting the times", async () => {
  await tell();
  expect(await events()).toEqual([]);
  for (const list of [[found(71)], [found(71)], [found(71), found(3)], [found(71), found(3)], [found(3), found(71)], []]) await tell(...list);
  // The title of a document may name somebody: it stays in the table, where it can be cut.
  const told = (remainder: number) => ({ ...found(remainder), sources: [{ document: "…" }] });
  expect((await events()).map(({ aggregate_version, data }) => [aggregate_version, data])).toEqual([
    [1, { cptsId, discrepancies: [told(71)] }],
    [2, { cptsId, discrepancies: [told(71), told(3)] }],
    [3, { cptsId, discrepancies: [told(3), told(71)] }],
    [4, { cptsId, discrepancies: [] }],
  ]);
});
