import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { findNats } from "./nats.ts";
import { startPostgres } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Open when something accepts connections there. */
const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

const holder = async (folder: string) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "servers-holder.fixture.ts"), folder], { stdio: ["ignore", "pipe", "inherit"] });
  const line = String((await once(createInterface(child.stdout), "line"))[0]);
  // The fixture beside this file wrote it.
  const { ports } = JSON.parse(line) as { readonly ports: ReadonlyArray<number> };
  return { child, ports };
};

it("leaves no server behind when the process that started them is killed", async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const { child, ports } = await holder(folder.path);
  expect(ports).toHaveLength(findNats() === null ? 1 : 2);
  expect(await Promise.all(ports.map(isOpen))).not.toContain(false);
  child.kill("SIGKILL");
  await once(child, "exit");
  await expect.poll(() => Promise.all(ports.map(isOpen))).not.toContain(true);
});

it("starts on the data of a killed process at once", async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const { child } = await holder(folder.path);
  child.kill("SIGKILL");
  const postgres = await startPostgres({ dataDir: join(folder.path, "postgres"), durable: false });
  expect(await isOpen(postgres.port)).toBe(true);
  await postgres.stop();
});
