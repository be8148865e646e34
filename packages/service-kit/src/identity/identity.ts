import { createHash } from "node:crypto";
import { Problem } from "@cpts/api/Problem";
import { Actor, anonymous } from "@cpts/domain/Access";
import { Clock, Context, Effect, Exit, Layer, SchemaParser } from "effect";
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import type { Issuer } from "../config/service-variables.ts";
import { errorFields, type Log } from "../telemetry/log.ts";

/** Who sends a request: what they may do, and a name under which their idempotency keys are kept. */
export interface Caller {
  readonly actor: Actor;
  /** A digest: the subject of the token is stored nowhere. */
  readonly name: string;
}

/** Tells who sends a request from its Authorization header. */
export class Identity extends Context.Service<Identity, { readonly callerOf: (authorization: string | null) => Effect.Effect<Caller, Problem> }>()(
  "@cpts/service-kit/Identity",
) {}

/** A revoked token is honoured for this long at most (stack.md §7: a verification costs as much as the whole route). */
const cacheMs = 60_000;
const cacheSize = 2_000;
const maxTokenLength = 8_000;
const leewaySeconds = 60;
const algorithms = ["ES256", "PS256", "RS256"];

/** Whoever shows no token. */
export const nobody: Caller = { actor: anonymous, name: "anonymous" };
const refused = (): Problem => new Problem({ type: "unauthenticated", detail: { fr: "Le jeton n'est pas accepté.", en: "The token is not accepted." } });
const keysAway = (): Problem => new Problem({ type: "unavailable", retryAfterSeconds: 2, detail: { fr: "Les clés de l'émetteur ne peuvent pas être lues.", en: "The issuer's keys cannot be read." } });

const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && !(error instanceof errors.JWKSInvalid) && error.code !== "ERR_JOSE_GENERIC";

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>;

/** The issuer's keys, read again now and then; while it is away, those that were read last go on being trusted. */
const findKey = async (keys: RemoteKeys, ...[header, token]: Parameters<JWTVerifyGetKey>) => {
  try {
    return await keys(header, token);
  } catch (error) {
    const known = keys.jwks();
    if (isTokenFault(error) || known === undefined) throw error;
    return createLocalJWKSet(known)(header, token);
  }
};

const keysOf = (issuer: Issuer): JWTVerifyGetKey => {
  let keys: RemoteKeys | null = issuer.jwks === undefined ? null : createRemoteJWKSet(new URL(issuer.jwks));
  return async (header, token) => {
    if (keys === null) {
      const discovery = await fetch(`${issuer.issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000), redirect: "error" });
      const { jwks_uri } = (await discovery.json()) as { readonly jwks_uri: string };
      keys = createRemoteJWKSet(new URL(jwks_uri));
    }
    return findKey(keys, header, token);
  };
};

/** The actor that the claims describe, null when they describe none that this issuer may vouch for. */
const actorOfClaims = (claims: JWTPayload, issuer: Issuer): Actor | null => {
  const decoded = SchemaParser.decodeUnknownExit(Actor)({
    role: claims["cpts_role"],
    subject: claims.sub,
    cptsIds: claims["cpts_ids"] ?? [],
    regions: claims["cpts_regions"] ?? [],
    departements: claims["cpts_departements"] ?? [],
    ...(claims["cpts_person_id"] === undefined ? {} : { personId: claims["cpts_person_id"] }),
    scopes: typeof claims["scope"] === "string" ? claims["scope"].split(" ").filter((scope) => scope !== "") : [],
  });
  return Exit.isSuccess(decoded) && issuer.roles.includes(decoded.value.role) ? decoded.value : null;
};

interface Entry {
  readonly caller: Caller;
  readonly until: number;
}

const makeVerify = (issuers: ReadonlyArray<Issuer>, log: Log) => {
  const trusted = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  const verify = async (token: string): Promise<{ readonly caller: Caller; readonly expires: number } | Problem> => {
    try {
      const entry = trusted.get(decodeJwt(token).iss ?? "");
      if (entry === undefined) return refused();
      const { payload } = await jwtVerify(token, entry.keys, {
        issuer: entry.issuer.issuer,
        audience: entry.issuer.audience,
        algorithms,
        typ: "at+jwt",
        clockTolerance: leewaySeconds,
        requiredClaims: ["sub", "exp"],
      });
      const actor = actorOfClaims(payload, entry.issuer);
      if (actor === null || actor.subject === "") return refused();
      const name = createHash("sha256").update(`${payload.iss} ${payload.sub}`).digest("base64url");
      return { caller: { actor, name }, expires: (payload.exp ?? 0) * 1_000 };
    } catch (error) {
      if (isTokenFault(error)) return refused();
      log.warn("the keys of an issuer cannot be read", errorFields(error));
      return keysAway();
    }
  };
  return verify;
};

/** Verified tokens are remembered for a minute, by their digest. */
export const layer = (options: { readonly issuers: ReadonlyArray<Issuer>; readonly log: Log }) =>
  Layer.sync(Identity, () => {
    const verify = makeVerify(options.issuers, options.log);
    const cache = new Map<string, Entry>();
    const callerOf = (authorization: string | null): Effect.Effect<Caller, Problem> =>
      Effect.gen(function* () {
        if (authorization === null) return nobody;
        const token = /^Bearer ([\w.~+/=-]+)$/iu.exec(authorization)?.[1];
        if (token === undefined || token.length > maxTokenLength) return yield* refused();
        const now = yield* Clock.currentTimeMillis;
        const digest = createHash("sha256").update(token).digest("base64url");
        const known = cache.get(digest);
        if (known !== undefined && known.until > now) return known.caller;
        cache.delete(digest);
        const result = yield* Effect.promise(() => verify(token));
        if (result instanceof Problem) return yield* result;
        if (cache.size >= cacheSize) cache.delete(cache.keys().next().value ?? "");
        cache.set(digest, { caller: result.caller, until: Math.min(now + cacheMs, result.expires + leewaySeconds * 1_000) });
        return result.caller;
      });
    return Identity.of({ callerOf });
  });
