import { Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { markOf, PrivacyKey } from "./key.ts";

const mark = markOf("$2", "$1");
const lock = statement<[rpps: string], never>("select pg_advisory_xact_lock(7712, hashtext($1))");
const isSuppressed = statement<[rpps: string, key: Buffer], { readonly found: boolean }>(`select exists (select from rpps_suppression where hash = ${mark}) as found`);
const suppress = statement<[rpps: string, key: Buffer], { readonly mark: string }>(`with entry as (
    insert into rpps_suppression (hash, is_keyed) values (${mark}, true) on conflict do nothing)
  select 'k:' || encode(${mark}, 'hex') as mark`);
const suppressAgain = statement<[mark: string, isKeyed: boolean], never>("insert into rpps_suppression (hash, is_keyed) values (decode($1, 'hex'), $2) on conflict do nothing");

const erasedBefore = new Problem({
  type: "invalid-request",
  faults: [
    {
      in: "body",
      path: ["rpps"],
      code: "erased-person",
      message: { fr: "la personne de ce numéro RPPS a été effacée d'ici et ne doit pas y revenir", en: "the person of this RPPS number was erased here and is not to come back" },
    },
  ],
});

/** Fails for the number of someone who was erased. An erasure of the same number at the same time waits, or is waited for. */
export const refuseErased = (rpps: string) =>
  Effect.gen(function* () {
    const key = yield* PrivacyKey;
    yield* write((db) => lock(db, rpps));
    const [row] = yield* write((db) => isSuppressed(db, rpps, key));
    if (row?.found === true) return yield* erasedBefore;
  });

/** Keeps a number out from now on; gives its keyed fingerprint. */
export const keepOut = (rpps: string) =>
  Effect.gen(function* () {
    const key = yield* PrivacyKey;
    yield* write((db) => lock(db, rpps));
    return (yield* write((db) => suppress(db, rpps, key)))[0]?.mark;
  });

const keyed = "k:";

/**
 * The same by the fingerprint alone: after a restore there may be no number left to make it from, nor the key at hand. One of before
 * there was a key is covered by it when the service starts.
 */
export const keepOutAgain = (told: string) => write((db) => suppressAgain(db, told.startsWith(keyed) ? told.slice(keyed.length) : told, told.startsWith(keyed)));
