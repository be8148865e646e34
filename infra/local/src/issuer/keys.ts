import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { keptSecret } from "@cpts/servers/secret-file";

/** The key of the development issuer: made once, read by its owner only. */
export const issuerKey = async (folder: string): Promise<JWK> => {
  const text = await keptSecret(join(folder, "issuer", "key.json"), async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(privateKey);
    return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "ES256", use: "sig" });
  });
  // The file is ours, written by the lines above.
  return JSON.parse(text) as JWK;
};

/** What everyone may know of a key. */
export const publicPart = ({ kty, crv, x, y, kid, alg, use }: JWK): JWK => ({ kty, crv, x, y, kid, alg, use }) as JWK;
