import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { armFailpoint, failpoint } from "./failpoint.ts";
import { sampleService } from "./testing/sample-service.fixture.ts";
import { serviceProcess } from "./testing/service-process.ts";

const { service } = await sampleService();
const run = (environment: Readonly<Record<string, string>>) => {
  const started = serviceProcess(join(import.meta.dirname, "testing", "sample-main.fixture.ts"), { ...service.environment, ...environment });
  onTestFinished(() => void started.child.kill("SIGKILL"));
  return started;
};

describe("a failpoint", () => {
  afterEach(() => void armFailpoint({}));

  test("that nobody named costs nothing and stops nothing", () => {
    expect(armFailpoint({ NODE_ENV: "production" })).toBeNull();
    expect(failpoint("after-commit")).toBeUndefined();
  });

  test("lets everything pass that is not its step, and its step until its time has come", () => {
    expect(armFailpoint({ FAILPOINT: "after-commit:exit@3" })).toBeNull();
    expect([failpoint("before-commit"), failpoint("after-commit"), failpoint("after-commit")]).toEqual([undefined, undefined, undefined]);
  });

  test.each(["after-commit", "nowhere:exit", "after-commit:exit@0", "after-commit:throw"])("%s is none, and says so", (text) => {
    expect(armFailpoint({ FAILPOINT: text })).toContain(JSON.stringify(text));
  });

  test("keeps a service in production from starting, with the exit code of a wrong configuration", async () => {
    const refused = run({ NODE_ENV: "production", FAILPOINT: "after-commit:exit" });
    expect((await refused.exited).code).toBe(78);
    expect(refused.output()).toContain("FAILPOINT: is for fault tests");
  });

  test("after a commit ends the process there: the event is in the log, and no answer went out", async () => {
    const dying = run({ FAILPOINT: "after-commit:exit" });
    const url = await dying.url;
    const head = async () => (await service.send("GET", "/v1/events?limit=1")).json.head;
    const before = await head();
    const token = await service.token({ role: "ars-officer", regions: ["24"] });
    const answer = fetch(`${url}/v1/things`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ title: "last words" }) });
    await expect(answer).rejects.toThrow("fetch failed");
    expect((await dying.exited).signal).toBe("SIGKILL");
    expect(await head()).toBe(before + 1);
  });
});
