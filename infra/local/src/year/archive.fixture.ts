import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { everyScope } from "../service-names.ts";
import { platformInTime, type PlatformInTime } from "./platform-in-time.fixture.ts";
import type { Story } from "./story.fixture.ts";

const operator = { role: "service-account", scope: `${everyScope} contracts:money platform:export platform:operate` } as const;

const exported = async (platform: PlatformInTime, cptsId: string, folder: string): Promise<string> => {
  expect(await platform.cpts(operator, "export", "--cpts", cptsId, "--out", folder)).toMatchObject({ code: 0, err: "" });
  // The manifest is written by the command.
  return (JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { readonly hash: string }).hash;
};

/** Nobody is held back: what the CPTS entered goes where it goes. */
export const archiveSteps = (story: () => Story): void => {
  test("everything of the CPTS is exported, and imported elsewhere it is equal by its hash", async () => {
    const { cptsId, platform } = story();
    const folder = mkdtempSync(join(tmpdir(), "cpts-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const hash = await exported(platform, cptsId, join(folder, "here"));
    const elsewhere = await platformInTime("2025-07-08");
    onTestFinished(() => elsewhere.stop());
    expect(await elsewhere.cpts(operator, "import", join(folder, "here"))).toMatchObject({ code: 0, err: "" });
    expect(await exported(elsewhere, cptsId, join(folder, "there"))).toBe(hash);
  });
};
