import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";

export const audience = "cpts";

export type Issuer = {
  readonly issuer: string;
  readonly jwks: string;
  /** Signed afresh at each call, for ten minutes. */
  readonly token: (claims: Readonly<Record<string, string>>) => Promise<string>;
  readonly stop: () => void;
};

/** An issuer with a key of this run, on loopback. */
export const startIssuer = async (): Promise<Issuer> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const keys = JSON.stringify({ keys: [{ ...jwk, kid, alg: "ES256", use: "sig" }] });
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "application/json" }).end(keys));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // An address on TCP is an AddressInfo; Node's type also covers pipes.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = (claims: Readonly<Record<string, string>>): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid })
      .setSubject("bench")
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(privateKey);
  return { issuer, jwks: `${issuer}/jwks`, token, stop: () => void server.close().closeAllConnections() };
};
