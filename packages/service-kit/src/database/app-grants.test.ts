import { queryRows, withClient } from "@cpts/testing/database";
import { expect, test } from "vitest";
import { sampleService } from "../testing/sample-service.fixture.ts";

const { service } = await sampleService();

const may = async (table: string) => {
  const [row] = await queryRows(
    service.database.url,
    `select string_agg(may, ' ' order by may) as may from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) may where has_table_privilege('${table}', may)`,
  );
  return row?.["may"];
};

test("a start gives the application what it lacks, and takes what it shall not have", async () => {
  const before = [await may("thing"), await may("event"), await may("erasure")];
  expect(before).toEqual(["delete insert select update", "select", "insert select"]);
  await withClient(service.database.ownerUrl, async (owner) => {
    const app = new URL(service.database.url).username;
    await owner.query(`revoke select, insert on thing from "${app}"; grant truncate on thing to "${app}"; grant update on event to "${app}"; grant delete on erasure to "${app}"`);
  });
  await (await service.replica()).stop();
  expect([await may("thing"), await may("event"), await may("erasure")]).toEqual(before);
});

test("a service starts while a table is being emptied elsewhere", async () => {
  await withClient(service.database.ownerUrl, async (other) => {
    await other.query("begin; truncate thing");
    const replica = await service.replica();
    expect((await replica.send("GET", "/livez")).status).toBe(200);
    await replica.stop();
    await other.query("rollback");
  });
});
