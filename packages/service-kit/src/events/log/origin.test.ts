import { queryRows } from "@cpts/testing/database";
import { expect, test } from "vitest";
import { sampleService } from "../../testing/sample-service.fixture.ts";

const { service, token } = await sampleService();
const logId = async () => (await queryRows(service.database.adminUrl, "select log_id from log_head"))[0]?.["log_id"];

test("a server that was promoted while the service ran is noticed at the next connection, and kept answers name the new log", async () => {
  const make = () => service.send("POST", "/v1/things", { token, json: { title: "one" }, headers: { "idempotency-key": "kept" } });
  const first = await make();
  const before = await logId();
  // What the comparison sees after a promotion: the origin that was noted is no longer where we are.
  await queryRows(service.database.adminUrl, "update log_origin set origin = regexp_replace(origin, '/.*/', '/00000000/')");
  await queryRows(service.database.adminUrl, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  await expect.poll(logId).not.toBe(before);
  await expect.poll(() => service.log.some(({ message, newLogId }) => String(message).includes("its log has a new id") && newLogId !== undefined)).toBe(true);
  const again = await make();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.headers.get("cpts-position")).toBe(first.headers.get("cpts-position")?.replace(String(before), String(await logId())));
});

test("the application cannot renew the log by itself", async () => {
  await expect(queryRows(service.database.url, "select * from renew_log()")).rejects.toThrow("permission denied");
});
