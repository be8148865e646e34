import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { AUDIENCE, httpTestIssuer, testIssuer } from "./issuer.ts";

const officer = { sub: "officer-1", cpts_role: "ars-officer", cpts_regions: ["24"] };

it("signs tokens that its published keys verify", async () => {
  const issuer = await testIssuer();
  const { payload, protectedHeader } = await jwtVerify(await issuer.token(officer), createLocalJWKSet(issuer.jwks), { issuer: issuer.issuer, audience: AUDIENCE });
  expect(payload).toMatchObject(officer);
  expect(protectedHeader.alg).toBe("ES256");
});

it("publishes no private key", async () => {
  const { jwks } = await testIssuer();
  expect(jwks.keys.map((key) => key.d)).toEqual([undefined]);
});

it("forges: a second issuer of the same name has another key", async () => {
  const [genuine, forger] = await Promise.all([testIssuer(), testIssuer()]);
  expect(forger.issuer).toBe(genuine.issuer);
  await expect(jwtVerify(await forger.token(officer), createLocalJWKSet(genuine.jwks))).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
});

it("makes expired tokens and tokens for someone else", async () => {
  const issuer = await testIssuer();
  const keys = createLocalJWKSet(issuer.jwks);
  await expect(jwtVerify(await issuer.token({ ...officer, exp: 1 }), keys)).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
  await expect(jwtVerify(await issuer.token({ ...officer, aud: "other" }), keys, { audience: AUDIENCE })).rejects.toMatchObject({ claim: "aud" });
});

it("serves its keys over loopback HTTP, found by discovery", async () => {
  const issuer = await httpTestIssuer();
  const discovery: unknown = await (await fetch(`${issuer.issuer}/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({ issuer: issuer.issuer, jwks_uri: issuer.jwksUrl });
  const { payload } = await jwtVerify(await issuer.token(officer), createRemoteJWKSet(new URL(issuer.jwksUrl)), { issuer: issuer.issuer });
  expect(payload.sub).toBe("officer-1");
  await issuer.close();
  await expect(fetch(issuer.jwksUrl)).rejects.toThrow("fetch failed");
});
