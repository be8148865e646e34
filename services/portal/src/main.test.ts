import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const start = (environment: NodeJS.ProcessEnv, ...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, ["--conditions=@cpts/source", join(import.meta.dirname, "main.ts"), ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const ended = Promise.withResolvers<number | null>();
  const listening = Promise.withResolvers<string>();
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const [, url] = /^(http:\S+\/)$/mu.exec(output) ?? [];
      if (url !== undefined) listening.resolve(url);
    });
  child.once("close", (code) => ended.resolve(code));
  return { child, ended: ended.promise, listening: listening.promise, output: () => output };
};

describe("the portal started alone", () => {
  it("answers although no service does, and stops when it is asked to", async () => {
    const { child, ended, listening } = start({ CPTS_URL: "http://127.0.0.1:1", PORT: "0" });
    const url = await listening;
    expect(await (await fetch(`${url}version`)).json()).toEqual({ service: "portal", version: "0.1.0" });
    expect((await fetch(url)).status).toBe(503);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("names every variable it cannot use, in one line each, with exit code 78", async () => {
    const { ended, output } = start({ PORT: "http" });
    expect(await ended).toBe(78);
    expect(output().trim().split("\n")).toEqual([expect.stringMatching(/^PORT : /u), expect.stringMatching(/^REGISTRY_URL : /u)]);
  });

  it("lists its variables", async () => {
    const { ended, output } = start({}, "--help");
    expect(await ended).toBe(0);
    for (const name of ["CPTS_URL", "REGISTRY_URL", "PORT", "HOST"]) expect(output()).toContain(name);
  });
});
