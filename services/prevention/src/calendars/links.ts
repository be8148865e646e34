import { createHash, randomBytes } from "node:crypto";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { statement } from "@cpts/service-kit/database/statement";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { isKnownProfessional, standingsOf } from "../members/queries.ts";

interface LinkRow {
  readonly id: string;
  readonly cpts_id: CptsId;
  readonly professional_id: ProfessionalId;
}

const bySecret = statement<[hash: Buffer], LinkRow>("select id, cpts_id, professional_id from calendar_link where secret_hash = $1");
const byId = statement<[id: string], LinkRow>("select id, cpts_id, professional_id from calendar_link where id = $1");
const ofCpts = statement<[cpts: string], LinkRow>("select id, cpts_id, professional_id from calendar_link where cpts_id = $1 order by id");

const notFound = new Problem({ type: "not-found" });

// 256 random bits: nobody guesses one, so a plain hash is enough and a look-up tells nothing by its time.
const newSecret = (): string => randomBytes(32).toString("base64url");
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

const viewOf = ({ cpts_id: cptsId, id, professional_id: professionalId }: LinkRow) => ({ id, cptsId, professionalId, secret: null });

const first = ([row]: ReadonlyArray<LinkRow>) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row));

/** Whether somebody belongs to a CPTS today; where no document tells, they may. */
const belongs = (professionalId: ProfessionalId, cptsId: CptsId) =>
  Effect.gen(function* () {
    const standing = (yield* standingsOf([professionalId], cptsId, yield* today)).get(professionalId);
    return standing === "member" || standing === "unknown";
  });

/** The link of a secret. One that never was, one that was revoked and one of somebody who has left the CPTS are the same. */
export const linkOfSecret = (secret: string) =>
  Effect.gen(function* () {
    const link = yield* Effect.flatMap(read((db) => bySecret(db, hashOf(secret))), first);
    return (yield* belongs(link.professional_id, link.cpts_id)) ? link : yield* notFound;
  });
export const findLink = (id: string) => Effect.flatMap(read((db) => byId(db, id)), first);
export const listLinks = (cptsId: CptsId) => Effect.map(read((db) => ofCpts(db, cptsId)), (rows) => ({ items: rows.map(viewOf) }));

const unknownProfessional = new Problem({
  type: "unknown-reference",
  retryAfterSeconds: 1,
  faults: [{ in: "body", path: ["professionalId"], code: "unknown-professional", message: { fr: "ce professionnel n'est pas connu ici, ou pas encore", en: "this professional is not known here, or not yet" } }],
});

const notOfCpts = new Problem({
  type: "unknown-reference",
  retryAfterSeconds: 1,
  faults: [{ in: "body", path: ["professionalId"], code: "not-a-member", message: { fr: "ce professionnel n'est pas membre de cette CPTS aujourd'hui, ou on ne le sait pas encore ici", en: "this professional is no member of this CPTS today, or it is not known here yet" } }],
});

/** Makes a link; its secret is in the first answer alone. */
export const createLink = ({ cptsId, professionalId }: { readonly cptsId: CptsId; readonly professionalId: ProfessionalId }) =>
  Effect.gen(function* () {
    if (!(yield* isKnownProfessional(professionalId))) return yield* unknownProfessional;
    if (!(yield* belongs(professionalId, cptsId))) return yield* notOfCpts;
    const secret = newSecret();
    const row = { id: yield* (yield* Ids).next, cpts_id: cptsId, professional_id: professionalId };
    yield* write((db) => db.insertInto("calendar_link").values({ ...row, secret_hash: hashOf(secret) }).execute());
    return { body: viewOf(row), shownOnce: { ...viewOf(row), secret } };
  });

/** Gives a link another secret: the calendar moves to a new address, the old one is gone. */
export const rotateLink = (id: string) =>
  Effect.gen(function* () {
    const row = yield* findLink(id);
    const secret = newSecret();
    yield* write((db) => db.updateTable("calendar_link").set({ secret_hash: hashOf(secret) }).where("id", "=", id).execute());
    return { body: viewOf(row), shownOnce: { ...viewOf(row), secret } };
  });

/** Revokes a link. */
export const revokeLink = (id: string) => write((db) => db.deleteFrom("calendar_link").where("id", "=", id).execute());
