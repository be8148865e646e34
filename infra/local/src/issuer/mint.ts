import { randomUUID } from "node:crypto";
import type { Role } from "@cpts/domain/Access";
import { importJWK, SignJWT, type JWK } from "jose";

/** Whom the tokens are for: the services of the platform. */
export const AUDIENCE = "cpts";

/** What a token says of its bearer. */
export interface Bearer {
  readonly role: Role;
  readonly subject: string;
  readonly cptsIds: ReadonlyArray<string>;
  readonly regions: ReadonlyArray<string>;
  readonly departements: ReadonlyArray<string>;
  readonly scope: string;
  /** Who they are in the directory. */
  readonly personId?: string;
}

/** A signed access token (RFC 9068) with the claims the services read. */
export const mint = async (key: JWK, issuer: string, bearer: Bearer, hours: number): Promise<string> => {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    cpts_role: bearer.role,
    cpts_ids: bearer.cptsIds,
    cpts_regions: bearer.regions,
    cpts_departements: bearer.departements,
    scope: bearer.scope,
    ...(bearer.personId === undefined ? {} : { cpts_person_id: bearer.personId }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(bearer.subject)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + Math.round(hours * 3_600))
    .sign(await importJWK(key, "ES256"));
};
