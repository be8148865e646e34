import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Effect } from "effect";
import * as IdentityModule from "@cpts/service-kit/identity/identity";
import { makeLog } from "@cpts/service-kit/telemetry/log";
import { afterAll, describe, expect, it } from "vitest";
import { issuerRoutes } from "./issuer/issuer-routes.ts";
import { issuerKey } from "./issuer/keys.ts";

const folder = mkdtempSync(join(tmpdir(), "cpts-token-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const token = (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
  new Promise((resolve) => {
    const program = join(import.meta.dirname, "token.ts");
    const settings = { env: { PATH: process.env["PATH"], CPTS_LOCAL_DIR: folder, ...env } };
    const child = execFile(process.execPath, ["--conditions=@cpts/source", program, ...args], settings, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const claimsOf = (text: string) => JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

const callerOf = async (text: string, issuer: string, jwks: string) => {
  const log = makeLog("test", "error");
  const layer = IdentityModule.layer({ issuers: [{ issuer, audience: "cpts", jwks, roles: ["ars-officer", "service-account"] }], log });
  const ask = Effect.gen(function* () {
    return yield* (yield* IdentityModule.Identity).callerOf(`Bearer ${text.trim()}`);
  });
  return (await Effect.runPromise(Effect.provide(ask, layer))).actor;
};

describe("a token of the development issuer", () => {
  it("is accepted by a service that trusts the issuer, with the role and the places asked for", async () => {
    const { stdout } = await token(["ars-officer", "--regions", "24", "--departements=37,41"], { PORT: "9123" });
    const issuer = "http://127.0.0.1:9123/issuer";
    const key = await issuerKey(folder);
    const app = issuerRoutes(issuer, key);
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
    await once(server, "listening");
    // An address on TCP is an AddressInfo; Node's type also covers pipes.
    const { port } = server.address() as AddressInfo;
    const actor = await callerOf(stdout, issuer, `http://127.0.0.1:${port}/jwks`);
    server.close();
    expect(actor).toMatchObject({ role: "ars-officer", regions: ["24"], departements: ["37", "41"], cptsIds: [] });
  });

  it("stands alone on the standard output, on a machine where the platform never ran", async () => {
    const fresh = mkdtempSync(join(tmpdir(), "cpts-token-fresh-"));
    const { code, stdout, stderr } = await token(["coordinator"], { CPTS_LOCAL_DIR: join(fresh, "deep", "local") });
    rmSync(fresh, { recursive: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/u);
  });

  it("lasts eight hours, and a service account may write the registry and read every log", async () => {
    const claims = claimsOf((await token(["service-account"])).stdout);
    expect(claims).toMatchObject({ iss: "http://127.0.0.1:8080/issuer", aud: "cpts", cpts_role: "service-account", sub: "local-service-account", jti: expect.any(String) });
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(8 * 3_600);
    expect(String(claims["scope"]).split(" ")).toEqual(expect.arrayContaining(["registry:write", "registry:read", "registry:events", "directory:events"]));
  });

  it("comes from one key, which only its owner reads, however many are asked for at once", async () => {
    const fresh = mkdtempSync(join(tmpdir(), "cpts-token-fresh-"));
    const keys = await Promise.all(Array.from({ length: 8 }, () => issuerKey(fresh)));
    const { mode } = statSync(join(fresh, "issuer", "key.json"));
    rmSync(fresh, { recursive: true });
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
    expect(mode & 0o777).toBe(0o600);
  });

  it("is refused for a role that does not exist, with the list of those that do", async () => {
    const { code, stdout, stderr } = await token(["president"]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toMatch(/Rôle inconnu : president[\s\S]*ars-officer[\s\S]*service-account/u);
  });

  it("is refused for nobody, for a place that does not exist and for an unreadable duration", async () => {
    const answers = await Promise.all([token(["anonymous"]), token(["ars-officer", "--regions", "Centre"]), token(["coordinator", "--hours", "soon"]), token([])]);
    expect(answers.map(({ code }) => code)).toEqual([64, 64, 64, 64]);
    expect(answers[1]?.stderr).toContain("Centre");
  });

  it("is never made in production", async () => {
    const { code, stdout, stderr } = await token(["service-account"], { NODE_ENV: "production" });
    expect({ code, stdout }).toEqual({ code: 78, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
