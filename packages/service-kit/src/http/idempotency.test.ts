import { withClient } from "@cpts/testing/database";
import { describe, expect, test } from "vitest";
import { failing, officer } from "../testing/sample.fixture.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import type { TestAnswer, TestReplica } from "../testing/test-service.ts";

const { service, token } = await sampleService();

const post = (key: string, json: unknown, through: TestReplica = service, by: string = token) =>
  through.send("POST", "/v1/things", { token: by, json, headers: { "idempotency-key": key } });
const head = async (): Promise<number> => (await service.send("GET", "/v1/events?limit=1")).json.head;
const countOf = async (title: string): Promise<number> => (await service.send("GET", `/v1/things?title=${encodeURIComponent(title)}`)).json.count;
const answerOf = ({ status, text, headers }: TestAnswer) => ({ status, text, position: headers.get("cpts-position"), etag: headers.get("etag"), location: headers.get("location") });

const age = (hours: number) =>
  withClient(service.database.ownerUrl, (owner) => owner.query("update idempotency set created_at = now() - make_interval(hours => $1) where key = 'old'", [hours]));

describe("a request with an Idempotency-Key", () => {
  test("sent 20 times at once has one effect, one event and 20 equal answers", async () => {
    const before = await head();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post("twenty", { title: "twenty" })));
    expect(new Set(answers.map((answer) => JSON.stringify(answerOf(answer)))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers[0]?.headers.get("cpts-position")).toMatch(/^sample@[0-9a-f-]{36}:\d+$/u);
    expect(await countOf("twenty")).toBe(1);
    expect(await head()).toBe(before + 1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(19);
  });

  test("with another body is refused, and has no effect", async () => {
    await post("two-bodies", { title: "first body" });
    const second = await post("two-bodies", { title: "second body" });
    expect([second.status, second.json.type]).toEqual([422, "/problems/idempotency-key-reused"]);
    expect(await countOf("second body")).toBe(0);
  });

  test("that is invalid is not kept: corrected, it succeeds under the same key", async () => {
    expect((await post("corrected", { title: "" })).status).toBe(422);
    expect((await post("corrected", { title: "corrected" })).status).toBe(201);
  });

  test("that failed is not kept: it is really tried again", async () => {
    expect((await post("failed", { title: failing.dead })).status).toBe(500);
    const again = await post("failed", { title: failing.dead });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([500, null]);
    expect((await post("failed", { title: failing.refused })).status).toBe(409);
    expect((await post("failed", { title: "at last" })).status).toBe(201);
  });

  test("of another caller is another request", async () => {
    const other = await service.token({ ...officer, subject: "someone-else" });
    const answers = [await post("same-key", { title: "same key" }), await post("same-key", { title: "same key" }, service, other)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await countOf("same key")).toBe(2);
  });

  test("to another path is another request body: the key is refused", async () => {
    const { json } = await post("path-key", { title: "path" });
    const touch = await service.send("POST", `/v1/things/${json.id}/touches`, { token, headers: { "idempotency-key": "path-key" } });
    expect(touch.status).toBe(422);
  });

  test("that was answered without a body is answered so again", async () => {
    const { json } = await post("bodiless", { title: "bodiless" });
    const touch = () => service.send("POST", `/v1/things/${json.id}/touches`, { token, headers: { "idempotency-key": "touch" } });
    const [first, second] = [await touch(), await touch()];
    expect(first).toMatchObject({ status: 204, text: "" });
    expect(answerOf(second)).toEqual(answerOf(first));
    expect((await service.send("GET", `/v1/things/${json.id}`)).json.version).toBe(2);
  });

  test("is answered as before by another replica", async () => {
    const first = await post("replica", { title: "replica" });
    const replica = await service.replica();
    expect(answerOf(await post("replica", { title: "replica" }, replica))).toEqual(answerOf(first));
    await replica.stop();
    expect(await countOf("replica")).toBe(1);
  });

  test("is forgotten after 48 hours, not before", async () => {
    await post("old", { title: "old" });
    await age(47);
    expect((await post("old", { title: "old" })).headers.get("idempotency-replayed")).toBe("true");
    await age(49);
    expect((await post("old", { title: "old again" })).status).toBe(201);
  });

  test("leaves nothing behind after 48 hours", async () => {
    await post("old", { title: "to be forgotten" });
    await age(49);
    const kept = () => withClient(service.database.ownerUrl, async (owner) => (await owner.query("select from idempotency where key = 'old'")).rowCount);
    const replica = await service.replica();
    await expect.poll(kept).toBe(0);
    await replica.stop();
  });

  test.each(["", " ", "é", "a b", "x".repeat(256)])("is refused when its key is %j", async (key) => {
    const { status, json } = await post(key, { title: "malformed key" });
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ in: "header", pointer: "Idempotency-Key" })]);
  });
});
