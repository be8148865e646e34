/**
 * What a token says of itself, read without its key: enough to tell an expired one from a refused one. The token itself is never
 * shown.
 *
 * @example
 * ```ts
 * import { readToken } from "./token.ts"
 *
 * const payload = Buffer.from(JSON.stringify({ cpts_role: "coordinator", exp: 1_800_000_000 })).toString("base64url")
 * readToken(`head.${payload}.signature`) // => { role: "coordinator", expires: 1800000000000 }
 * readToken("no token") // => null
 * ```
 *
 * @since 0.1.0
 */
import type { Tell } from "../language.ts";
import { printable } from "../width.ts";
import { type Finding, finding } from "./finding.ts";

/** The claims that matter here. */
export interface TokenClaims {
  readonly role: string | null;
  /** When it ends, in milliseconds since 1970; null when it does not say. */
  readonly expires: number | null;
}

/** Reads the claims; null when this is no JSON Web Token. */
export const readToken = (token: string): TokenClaims | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null) return null;
    const { cpts_role: role, exp } = claims as { readonly cpts_role?: unknown; readonly exp?: unknown };
    return { role: typeof role === "string" ? role : null, expires: typeof exp === "number" ? exp * 1_000 : null };
  } catch {
    return null;
  }
};

const renew = (tell: Tell): string => tell("Demandez-en un autre (en local : npm run -s token -- <rôle>).", "Ask for another one (locally: npm run -s token -- <role>).");

/** Judges a token by its claims and by what a service answered to it; null where no service answered. */
export const tokenFinding = (tell: Tell, token: string | undefined, status: number | null, now: number): Finding => {
  if (token === undefined) return finding("token", null, "note", tell("pas de jeton : données ouvertes seulement", "no token: open data only"));
  const claims = readToken(token);
  if (claims === null) return finding("token", null, "fault", tell("ce n'est pas un jeton (JWT)", "this is no token (JWT)"), renew(tell));
  const left = claims.expires === null ? null : Math.round((claims.expires - now) / 60_000);
  const role = printable(claims.role ?? "?");
  if (left !== null && left < 0) return finding("token", null, "fault", tell(`jeton expiré depuis ${-left} min (${role})`, `token expired ${-left} min ago (${role})`), renew(tell));
  if (status === 401) return finding("token", null, "fault", tell(`jeton refusé (${role})`, `token refused (${role})`), tell("L'émetteur du jeton n'est pas de ceux de ce service (ISSUERS), ou ne peut donner ce rôle.", "The issuer of the token is none of this service's (ISSUERS), or may not give this role."));
  if (status === null) return finding("token", null, "note", tell(`jeton non vérifié (${role}) : aucun service ne répond`, `token not checked (${role}): no service answers`));
  return finding("token", null, "ok", tell(`jeton accepté (${role})`, `token accepted (${role})`) + (left === null ? "" : tell(`, encore ${left} min`, `, ${left} min left`)));
};
