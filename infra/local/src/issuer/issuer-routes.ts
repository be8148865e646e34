import type { JWK } from "jose";
import { Hono } from "hono";
import { publicPart } from "./keys.ts";

/** What a service reads of its issuer (OpenID Connect Discovery 1.0 §3, RFC 7517). It gives no token over HTTP. */
export const issuerRoutes = (issuer: string, key: JWK): Hono => {
  const discovery = {
    issuer,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["none"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
  };
  return new Hono()
    .get("/.well-known/openid-configuration", (context) => context.json(discovery))
    .get("/jwks", (context) => context.json({ keys: [publicPart(key)] }));
};
