import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { httpTestIssuer } from "@cpts/testing/issuer";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sample } from "../testing/sample.fixture.ts";
import { testService, type TestReplica, type TestService } from "../testing/test-service.ts";

interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}
const makeKey = async (kid: string, alg = "ES256"): Promise<Key> => ({ kid, alg, ...(await generateKeyPair(alg, { extractable: true })) });

const audience = "cpts";
const now = () => Math.floor(Date.now() / 1_000);
let jwksServer: Server;
let address: string;
let keys: ReadonlyArray<JWK>;
let keyReads = 0;
let good: Key;
let rsa: Key;
let stranger: Key;
let service: TestService;

const openKeys = (port: number): Promise<void> =>
  new Promise((resolve) => {
    jwksServer = createServer((_, response) => {
      keyReads += 1;
      response.setHeader("connection", "close").end(JSON.stringify({ keys }));
    }).listen(port, "127.0.0.1", resolve);
  });
const closeKeys = (): Promise<void> =>
  new Promise((resolve) => {
    jwksServer.close(() => resolve());
    jwksServer.closeAllConnections();
  });
const port = () => Number(new URL(address).port);

beforeAll(async () => {
  [good, rsa, stranger] = await Promise.all([makeKey("good"), makeKey("rsa", "RS256"), makeKey("stranger")]);
  keys = await Promise.all([good, rsa].map(async ({ alg, kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: "sig" })));
  await openKeys(0);
  // A server on TCP has an AddressInfo.
  address = `http://127.0.0.1:${(jwksServer.address() as AddressInfo).port}`;
  const trusted = (issuer: string, roles: ReadonlyArray<string>) => ({ issuer, audience, jwks: `${address}/jwks`, roles });
  service = await testService(sample, {
    ISSUERS: JSON.stringify([trusted("https://ars.example.org", ["ars-officer"]), trusted("https://platform.example.org", ["platform-admin", "coordinator"])]),
  });
});
afterAll(async () => {
  await service.stop();
  await closeKeys();
});

const claims = { iss: "https://platform.example.org", aud: audience, sub: "someone", cpts_role: "platform-admin" };
const sign = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}, key: CryptoKey | Uint8Array = good.privateKey): Promise<string> =>
  // The signer knows the extension, the service does not.
  new SignJWT({ iat: now(), exp: now() + 600, ...claims, ...changes }).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "good", ...header }).sign(key, { crit: { "x-unknown": true } });
const ask = (token: string, through: TestReplica = service) => through.send("GET", "/v1/operation", { token });
const base64 = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

describe("a token", () => {
  test("of a trusted issuer, for us, of a role it may give, is accepted", async () => {
    expect((await ask(await sign())).status).toBe(200);
    expect((await ask(await sign({}, { alg: "RS256", kid: "rsa" }, rsa.privateKey))).status).toBe(200);
    expect((await ask(await sign({ aud: ["other", audience] }, { typ: "application/at+jwt" }))).status).toBe(200);
  });

  test.each<readonly [string, () => Promise<string> | string]>([
    ["another issuer's name", () => sign({ iss: "https://evil.example.org" })],
    ["a trusted issuer's name and a stranger's key", () => sign({}, {}, stranger.privateKey)],
    ["an unknown kid", () => sign({}, { kid: "stranger" }, stranger.privateKey)],
    ["no issuer", () => sign({ iss: undefined })],
    ["an issuer that is no text", () => sign({ iss: { toString: "x" } })],
    ["another audience", () => sign({ aud: "other" })],
    ["no audience", () => sign({ aud: undefined })],
    ["no subject", () => sign({ sub: undefined })],
    ["an empty subject", () => sign({ sub: "" })],
    ["a subject that is no text", () => sign({ sub: { id: 1 } })],
    ["no expiry", () => sign({ exp: undefined })],
    ["an expiry that is no number", () => sign({ exp: "tomorrow" })],
    ["an expiry of 61 seconds ago", () => sign({ exp: now() - 61 })],
    ["a start in 65 seconds", () => sign({ nbf: now() + 65 })],
    ["the type of an identity token", () => sign({}, { typ: "JWT" })],
    ["no type", () => sign({}, { typ: undefined })],
    ["a role that its issuer may not give", () => sign({ cpts_role: "ars-officer" })],
    ["a role of the other issuer", () => sign({ iss: "https://ars.example.org" })],
    ["a role that does not exist", () => sign({ cpts_role: "root" })],
    ["the role of a visitor", () => sign({ cpts_role: "anonymous" })],
    ["no role", () => sign({ cpts_role: undefined })],
    ["several roles", () => sign({ cpts_role: ["platform-admin"] })],
    ["regions that are no list", () => sign({ cpts_regions: "24" })],
    ["a region that does not exist", () => sign({ cpts_regions: ["999"] })],
    ["CPTS ids that are no ids", () => sign({ cpts_ids: [{}] })],
    ["a person that is no id", () => sign({ cpts_person_id: "Jean Dupont" })],
    ["several persons", () => sign({ cpts_person_id: ["0198c0de-0000-7000-8000-000000000020"] })],
    ["alg none", () => `${base64({ alg: "none", typ: "at+jwt" })}.${base64({ ...claims, exp: now() + 600 })}.`],
    ["HS256 with the public key as secret", async () => sign({}, { alg: "HS256", kid: "rsa" }, new TextEncoder().encode(await exportSPKI(rsa.publicKey)))],
    ["an unlisted algorithm", async () => sign({}, { alg: "ES384" }, (await makeKey("x", "ES384")).privateKey)],
    ["its signature stripped", async () => (await sign()).replace(/[^.]+$/u, "")],
    ["its payload replaced", async () => (await sign()).replace(/\.[^.]+\./u, `.${base64({ ...claims, exp: now() + 6_000 })}.`)],
    ["a critical header that we do not know", () => sign({}, { crit: ["x-unknown"], "x-unknown": true })],
    ["more than 8,000 characters", () => sign({ filler: "x".repeat(8_000) })],
    ["no token's form", () => "nonsense"],
    ["two parts", () => "a.b"],
    ["an array as payload", () => `${base64({ alg: "ES256" })}.${base64([1])}.x`],
  ])("with %s is 401", async (_, forge) => {
    const answer = await ask(await forge());
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });

  test("is given 60 seconds of leeway and no more", async () => {
    expect((await ask(await sign({ exp: now() - 55 }))).status).toBe(200);
    expect((await ask(await sign({ nbf: now() + 55 }))).status).toBe(200);
  });

  test("that is refused is refused for open data too, rather than taken for a visitor's", async () => {
    expect((await service.send("GET", "/v1/things?title=x", { token: "nonsense" })).status).toBe(401);
  });

  test.each(["Basic eDp5", "Bearer", "Bearer a b", "", "Bearer \u00e9"])("is not found in Authorization: %s", async (authorization) => {
    expect((await service.send("GET", "/v1/things?title=x", { headers: { authorization } })).status).toBe(401);
  });

  test("allows what its role allows and no more", async () => {
    const officer = await sign({ iss: "https://ars.example.org", cpts_role: "ars-officer", cpts_regions: ["24"] });
    expect((await ask(officer)).status).toBe(403);
    const elsewhere = await sign({ iss: "https://ars.example.org", cpts_role: "ars-officer", cpts_regions: ["84"] });
    expect((await service.send("POST", "/v1/things", { token: elsewhere, json: { title: "x" } })).status).toBe(403);
    expect((await service.send("POST", "/v1/things", { token: officer, json: { title: "x" } })).status).toBe(201);
  });
});

test("a visitor reads open data and is 401 for the rest", async () => {
  expect((await service.send("GET", "/v1/things?title=x")).status).toBe(200);
  expect((await service.send("GET", "/v1/operation")).status).toBe(401);
  expect((await service.send("POST", "/v1/things", { raw: "{" })).status).toBe(401);
});

test("without an issuer open data is served, everything else is 401, and the log says so", async () => {
  const { ISSUERS: _, ...environment } = service.environment;
  const open = await service.replica({ ...environment, ISSUERS: "" });
  expect((await open.send("GET", "/v1/things?title=x")).status).toBe(200);
  expect((await open.send("GET", "/v1/operation")).status).toBe(401);
  expect((await ask(await sign(), open)).status).toBe(401);
  expect(open.log.some(({ message }) => String(message).startsWith("no issuer is configured"))).toBe(true);
  await open.stop();
});

describe("the keys of an issuer", () => {
  let replica: TestReplica;
  beforeEach(async () => {
    replica = await service.replica();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await replica.stop();
    if (!jwksServer.listening) await openKeys(port());
  });

  test("that were never read and cannot be: 503, and 200 as soon as they can", async () => {
    await closeKeys();
    const token = await sign();
    const answer = await ask(token, replica);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await replica.send("GET", "/v1/things?title=x")).status).toBe(200);
    await openKeys(port());
    expect((await ask(token, replica)).status).toBe(200);
  });

  test("that were read go on being trusted while the issuer is away, even for hours", async () => {
    expect((await ask(await sign(), replica)).status).toBe(200);
    await closeKeys();
    expect((await ask(await sign({ sub: "another" }), replica)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3 * 3_600_000 });
    expect((await ask(await sign({ sub: "a third" }), replica)).status).toBe(200);
    expect((await ask(await sign({ sub: "a forger" }, {}, stranger.privateKey), replica)).status).toBe(401);
  });

  test("are found by discovery where their address is not configured", async () => {
    const issuer = await httpTestIssuer();
    const discovering = await service.replica({ ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience, roles: ["platform-admin"] }]) });
    expect((await ask(await issuer.token({ cpts_role: "platform-admin" }), discovering)).status).toBe(200);
    await discovering.stop();
    await issuer.close();
  });

  test("are not read again for every forged kid", async () => {
    await ask(await sign(), replica);
    const before = keyReads;
    for (let index = 0; index < 20; index += 1) await ask(await sign({}, { kid: `forged-${index}` }, stranger.privateKey), replica);
    expect(keyReads - before).toBeLessThanOrEqual(1);
  });

  test("that are withdrawn are trusted no longer once they were read again, ten minutes later, and a token seen before no longer than a minute", async () => {
    const kept = keys;
    const began = Date.now();
    const after = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: began + seconds * 1_000 });
    const token = await sign({ exp: now() + 3_600 });
    expect((await ask(await sign({ sub: "who reads the keys" }), replica)).status).toBe(200);
    keys = kept.filter(({ kid }) => kid !== "good");
    try {
      after(590);
      expect((await ask(token, replica)).status).toBe(200);
      after(645);
      expect((await ask(await sign({ sub: "fresh" }), replica)).status).toBe(401);
      expect((await ask(token, replica)).status).toBe(200);
      after(651);
      expect((await ask(token, replica)).status).toBe(401);
    } finally {
      keys = kept;
    }
  });

  test("say nothing of a cached token that has expired", async () => {
    const token = await sign({ exp: now() + 100 });
    expect((await ask(token, replica)).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 161_000 });
    expect((await ask(token, replica)).status).toBe(401);
  });
});
