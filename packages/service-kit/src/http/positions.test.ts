import { afterAll, beforeAll, expect, test } from "vitest";
import { follower } from "../testing/follower.fixture.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { testService, type TestReplica, type TestService } from "../testing/test-service.ts";

let source: TestService;
let copy: TestService;
let idle: TestService;
let token: string;
beforeAll(async () => {
  source = await testService(sample);
  token = await source.token(officer);
  copy = await testService(follower, { SAMPLE_URL: await source.listen() });
  idle = await testService(follower, { SAMPLE_URL: "http://127.0.0.1:9" });
});
afterAll(async () => {
  await Promise.all([copy.stop(), idle.stop()]);
  await source.stop();
});

const write = async (title: string): Promise<{ readonly id: string; readonly position: string }> => {
  const { json, headers } = await source.send("POST", "/v1/things", { token, json: { title } });
  return { id: json.id as string, position: headers.get("cpts-position") ?? "" };
};
const ask = (service: TestReplica, path: string, after: string) => service.send("GET", path, { headers: { "cpts-after": after } });
const beyond = (position: string, by: number): string => position.replace(/\d+$/u, (digits) => String(Number(digits) + by));

test("whoever wrote reads that write from another replica", async () => {
  const replica = await source.replica();
  const { id, position } = await write("own log");
  expect((await replica.readAfter(position, `/v1/things/${id}`)).json.title).toBe("own log");
  await replica.stop();
});

test("whoever wrote reads that write from a service that learns it by its events", async () => {
  for (let index = 0; index < 10; index += 1) {
    const { id, position } = await write(`followed ${index}`);
    expect((await copy.readAfter(position, `/v1/known/${id}`)).json).toEqual({ title: `followed ${index}`, changes: 0 });
  }
});

test.each([
  ["the own log", () => source, 1],
  ["a followed log", () => copy, 1],
  ["a followed log of which nothing was read yet", () => idle, 0],
])("a position of %s that does not come is 503 after two seconds, to be tried again", async (_, service, by) => {
  const { id, position } = await write("never reached");
  const began = performance.now();
  const answer = await ask(service(), `/v1/${service() === source ? "things" : "known"}/${id}`, beyond(position, by));
  const took = performance.now() - began;
  expect([answer.status, answer.json.type, answer.headers.get("retry-after")]).toEqual([503, "/problems/position-not-reached", "1"]);
  expect(took).toBeGreaterThan(1_900);
});

test("a write that waits in vain for a position writes nothing", async () => {
  const { position } = await write("before");
  const answer = await source.send("POST", "/v1/things", { token, json: { title: "not written" }, headers: { "cpts-after": beyond(position, 5) } });
  expect(answer.status).toBe(503);
  expect((await source.send("GET", "/v1/things?title=not%20written")).json).toEqual({ count: 0 });
});

test("positions of logs that a service does not follow are ignored, and several can be named", async () => {
  const { id, position } = await write("several");
  const stranger = "contracts@00000000-0000-4000-8000-000000000000:99";
  expect((await copy.readAfter(`${stranger}, ${position}`, `/v1/known/${id}`)).status).toBe(200);
});

test.each(["nonsense", "sample", "sample@x:1", "sample@00000000-0000-4000-8000-000000000000:-1", "sample@00000000-0000-4000-8000-000000000000:1e3", ",", ""])(
  "%j is no position: 400",
  async (header) => {
    const { status, json } = await ask(source, "/v1/things?title=x", header);
    expect([status, json.errors?.[0]?.pointer]).toEqual([400, "Cpts-After"]);
  },
);
