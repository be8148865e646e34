import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet } from "jose";

/** What a token says about its bearer. Any registered claim can be set, also to a wrong value. */
export type TestClaims = {
  readonly sub?: string;
  readonly cpts_role: string;
  readonly cpts_ids?: ReadonlyArray<string>;
  readonly cpts_regions?: ReadonlyArray<string>;
  readonly cpts_departements?: ReadonlyArray<string>;
  readonly cpts_person_id?: string;
  readonly scope?: string;
  readonly iss?: string;
  readonly aud?: string;
  /** Seconds since 1970; by default in ten minutes. */
  readonly exp?: number;
  readonly iat?: number;
};

export type TestIssuer = {
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  readonly token: (claims: TestClaims) => Promise<string>;
};

export type HttpTestIssuer = TestIssuer & { readonly jwksUrl: string; readonly close: () => Promise<void> };

export const AUDIENCE = "cpts";

/** An issuer with an ES256 key of its own. Two issuers of one name have different keys: the second one forges. */
export const testIssuer = async (options: { readonly issuer?: string } = {}): Promise<TestIssuer> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const issuer = options.issuer ?? "https://issuer.test";
  return { issuer, jwks: { keys: [{ ...jwk, kid, alg: "ES256", use: "sig" }] }, token: (claims) => sign(claims, issuer, kid, privateKey) };
};

const sign = (claims: TestClaims, issuer: string, kid: string, key: CryptoKey): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  const filled = { sub: "test-subject", iss: issuer, aud: AUDIENCE, iat: now, exp: now + 600, jti: randomUUID(), ...claims };
  return new SignJWT(filled).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid }).sign(key);
};

/** The same behind loopback HTTP, with discovery, as a service in another process meets it. */
export const httpTestIssuer = async (): Promise<HttpTestIssuer> => {
  const documents = new Map<string, unknown>();
  const server = createServer((request, response) => {
    const document = documents.get(request.url ?? "");
    response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = await testIssuer({ issuer: origin });
  const jwksUrl = `${origin}/jwks`;
  documents.set("/jwks", issuer.jwks);
  documents.set("/.well-known/openid-configuration", { issuer: origin, jwks_uri: jwksUrl, id_token_signing_alg_values_supported: ["ES256"] });
  return { ...issuer, jwksUrl, close: () => closed(server) };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
