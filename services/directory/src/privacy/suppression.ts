import { Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { write } from "../database/tables.ts";

const lock = statement<[rpps: string], never>("select pg_advisory_xact_lock(7712, hashtext($1))");
const isSuppressed = statement<[rpps: string], { readonly found: boolean }>("select exists (select from rpps_suppression where hash = rpps_suppression_hash($1::bigint)) as found");
const suppress = statement<[rpps: string], { readonly mark: string }>(`with entry as (
    insert into rpps_suppression (hash) values (rpps_suppression_hash($1::bigint)) on conflict do nothing)
  select encode(rpps_suppression_hash($1::bigint), 'hex') as mark`);
const suppressAgain = statement<[mark: string], never>("insert into rpps_suppression (hash) values (decode($1, 'hex')) on conflict do nothing");

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
    yield* write((db) => lock(db, rpps));
    const [row] = yield* write((db) => isSuppressed(db, rpps));
    if (row?.found === true) return yield* erasedBefore;
  });

/** Keeps a number out from now on; gives its keyed fingerprint. */
export const keepOut = (rpps: string) =>
  Effect.gen(function* () {
    yield* write((db) => lock(db, rpps));
    return (yield* write((db) => suppress(db, rpps)))[0]?.mark;
  });

/** The same by the fingerprint alone: after a restore there may be no number left to make it from. */
export const keepOutAgain = (mark: string) => write((db) => suppressAgain(db, mark));
