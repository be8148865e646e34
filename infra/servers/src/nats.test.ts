import { chmodSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { findNats, startNats, type Nats } from "./nats.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const binary = findNats();

afterEach(() => void vi.unstubAllEnvs());

const newFolder = (): string => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
};

/** What the server says of itself to every client that connects. */
const infoOf = (nats: Nats): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: nats.port, host: "127.0.0.1" });
    socket.once("error", reject).once("data", (line) => {
      socket.destroy();
      resolve(JSON.parse(String(line).replace(/^INFO /u, "")));
    });
  });

const start = async (options: { readonly storeDir: string; readonly port?: number; readonly config?: string }): Promise<Nats> => {
  const nats = await startNats({ ...options, binary: binary ?? "" });
  onTestFinished(nats.stop);
  return nats;
};

describe("finding the server", () => {
  it("takes the one that CPTS_NATS_SERVER names, before the PATH", () => {
    const folder = newFolder();
    for (const name of ["nats-server", "mine"]) {
      writeFileSync(join(folder, name), "#!/bin/sh\n");
      chmodSync(join(folder, name), 0o755);
    }
    vi.stubEnv("PATH", `/nowhere:${folder}`);
    vi.stubEnv("CPTS_NATS_SERVER", "");
    expect(findNats()).toBe(join(folder, "nats-server"));
    vi.stubEnv("CPTS_NATS_SERVER", join(folder, "mine"));
    expect(findNats()).toBe(join(folder, "mine"));
  });

  it("answers none when the PATH has only a file that cannot run, and complains when a named one is missing", () => {
    const folder = newFolder();
    writeFileSync(join(folder, "nats-server"), "");
    vi.stubEnv("PATH", folder);
    vi.stubEnv("CPTS_NATS_SERVER", "");
    expect(findNats()).toBeNull();
    vi.stubEnv("CPTS_NATS_SERVER", join(folder, "absent"));
    expect(() => findNats()).toThrow("names no program");
  });
});

describe.skipIf(binary === null)("a NATS server", () => {
  it("listens on loopback with JetStream on", async () => {
    const nats = await start({ storeDir: newFolder() });
    expect(await infoOf(nats)).toMatchObject({ host: "127.0.0.1", port: nats.port, jetstream: true });
  });

  it("starts many at once, each on a port of its own", async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, () => start({ storeDir: newFolder() })));
    expect(new Set(servers.map((nats) => nats.port)).size).toBe(4);
  });

  it("comes back on the same port and store after a crash", async () => {
    const storeDir = newFolder();
    const first = await start({ storeDir });
    first.kill();
    await first.exited;
    const second = await start({ storeDir, port: first.port });
    expect(second.url).toBe(first.url);
    expect(await infoOf(second)).toMatchObject({ jetstream: true });
  });

  it("accepts more configuration, and says what is wrong with it", async () => {
    const open = await start({ storeDir: newFolder(), config: "max_payload: 12345" });
    expect(await infoOf(open)).toMatchObject({ max_payload: 12_345 });
    await expect(startNats({ storeDir: newFolder(), binary: binary ?? "", config: "no_such_field: 1" })).rejects.toThrow("no_such_field");
  });

  it("names the port that is taken", async () => {
    const nats = await start({ storeDir: newFolder() });
    await expect(startNats({ storeDir: newFolder(), binary: binary ?? "", port: nats.port })).rejects.toThrow("address already in use");
  });
});
