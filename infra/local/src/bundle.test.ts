import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNats } from "@cpts/servers/nats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const folder = mkdtempSync(join(tmpdir(), "cpts-bundle-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;

beforeAll(async () => {
  platform = await startPlatform(folder, [], { LOG_LEVEL: "info" }, "bundle");
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const logOf = (service: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  readFileSync(join(folder, "log", `${service}.log`), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

/** What is bundled is what is deployed: a dependency that a bundle breaks is only seen here. */
describe("the bundled platform", () => {
  it("enters the demonstration, and the directory reads what the registry was just told", async () => {
    const { registry, directory } = await clientOf(folder, platform.url);
    const { data } = await registry.registerCpts({ name: "CPTS en paquet", territory: { territory: { communes: ["37130"] } } });
    expect((await directory.readTerritory({ id: data.id })).data).toMatchObject({ name: "CPTS en paquet", communes: ["37130"] });
    expect(platform.output()).toMatch(/7 CPTS reconstituées ; sur (\d+) éléments, \1 inscrits/u);
  });

  it("listens to the broker when there is one, to the feed alone otherwise", async () => {
    const messages = logOf("directory").map(({ message }) => message);
    expect(messages).not.toContain("subscription: LaneLost");
    expect(messages.includes("subscription: Live")).toBe(findNats() !== null);
    expect(logOf("registry").some(({ message }) => message === "publishing events to the broker")).toBe(findNats() !== null);
  });
});
