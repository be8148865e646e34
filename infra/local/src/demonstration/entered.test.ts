import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { isInterrupted, noteBeginning, noteEnd, ownEvents } from "./entered.ts";

const folders: Array<string> = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "cpts-entered-"));
  folders.push(folder);
  return folder;
};

const at = (position: number, logId = "log-1") => ({ logId, position });
const own = (folder: string, position: number, logId?: string): number => ownEvents(folder, "registry", at(position, logId));

it("what was added between the beginning and the end of an entry is of the demonstration, what follows is not", () => {
  const folder = newFolder();
  expect(own(folder, 3)).toBe(3);
  noteBeginning(folder, { registry: at(3) });
  noteEnd(folder, { registry: at(10) });
  expect([own(folder, 10), own(folder, 12), isInterrupted(folder)]).toEqual([3, 5, false]);
});

it("an entry that was cut short ends where the next one begins", () => {
  const folder = newFolder();
  noteBeginning(folder, { registry: at(0) });
  expect([isInterrupted(folder), own(folder, 4)]).toEqual([true, 0]);
  noteBeginning(folder, { registry: at(4) });
  noteEnd(folder, { registry: at(9) });
  expect([own(folder, 9), own(folder, 10), isInterrupted(folder)]).toEqual([0, 1, false]);
});

it("after an entry that was cut short and not taken up, what one enters is one's own", () => {
  const folder = newFolder();
  noteBeginning(folder, { registry: at(0) });
  noteEnd(folder, { registry: at(4) });
  expect([own(folder, 4), own(folder, 6)]).toEqual([0, 2]);
});

it("an entry that adds nothing takes nothing, and another log is of no entry before it", () => {
  const folder = newFolder();
  noteBeginning(folder, { registry: at(5) });
  noteEnd(folder, { registry: at(5) });
  noteBeginning(folder, { registry: at(5) });
  noteEnd(folder, { registry: at(7, "log-2") });
  expect([own(folder, 7), own(folder, 7, "log-2"), isInterrupted(folder)]).toEqual([7, 7, false]);
});
