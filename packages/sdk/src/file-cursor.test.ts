import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileCursor } from "./file-cursor.ts";

const newPath = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), "cpts-cursor-")), "cursor.json");
const cursorOf = (source: string, position: number) => ({ source, logId: "log-one-1", position });

it("keeps the cursors of several sources in one file, whoever opens it next", async () => {
  const path = await newPath();
  expect(await fileCursor(path).load("registry")).toBeNull();
  const cursor = fileCursor(path);
  await Promise.all([cursor.save(cursorOf("registry", 1)), cursor.save(cursorOf("directory", 7)), cursor.save(cursorOf("registry", 2))]);
  expect(await fileCursor(path).load("registry")).toEqual(cursorOf("registry", 2));
  expect(await fileCursor(path).load("directory")).toEqual(cursorOf("directory", 7));
});

it("forgets one source, or all", async () => {
  const cursor = fileCursor(await newPath());
  for (const source of ["registry", "directory", "contracts"]) await cursor.save(cursorOf(source, 3));
  await cursor.clear("registry");
  expect([await cursor.load("registry"), await cursor.load("directory")]).toEqual([null, cursorOf("directory", 3)]);
  await cursor.clear();
  expect(await cursor.load("contracts")).toBeNull();
});

it("refuses a file that holds no cursors, rather than start again", async () => {
  const path = await newPath();
  for (const wrong of ["", "[1]", '{"source":"registry"}', '[{"source":"registry","logId":"log-one-1","position":1.5}]']) {
    await writeFile(path, wrong);
    await expect(fileCursor(path).load("registry")).rejects.toThrow(/JSON|holds no cursors/u);
    await expect(fileCursor(path).save(cursorOf("registry", 1))).rejects.toThrow(/JSON|holds no cursors/u);
  }
});

it("holds both sources as of some save, however the process that saves is killed", async () => {
  const path = await newPath();
  const program = `
    import { fileCursor } from "@cpts/sdk/file-cursor";
    const cursor = fileCursor(${JSON.stringify(path)});
    const start = (await cursor.load("registry"))?.position ?? 0;
    for (let position = start + 1; ; position++) {
      await Promise.all(["registry", "directory"].map((source) => cursor.save({ source, logId: "log-one-1", position })));
      console.log(position);
    }`;
  let reached = 0;
  for (let round = 1; round <= 8; round++) {
    const child = spawn(process.execPath, ["--conditions=@cpts/source", "--input-type=module", "--eval", program], { cwd: join(import.meta.dirname, ".."), stdio: ["ignore", "pipe", "inherit"] });
    const saves = 3 * round;
    let said = "";
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.split("\n").length > saves) child.kill("SIGKILL");
    }
    const told = Number(said.trim().split("\n").at(-1));
    const registry = (await fileCursor(path).load("registry"))?.position ?? 0;
    expect(registry).toBeGreaterThanOrEqual(told);
    expect((await fileCursor(path).load("directory"))?.position).toBeGreaterThanOrEqual(told);
    expect(registry).toBeGreaterThan(reached);
    reached = registry;
  }
  expect(await readdir(join(path, ".."))).toContain("cursor.json");
  expect(await readFile(path, "utf8")).toMatch(/\n$/u);
});
