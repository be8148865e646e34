import { createHmac, timingSafeEqual } from "node:crypto";
import type { ConsentReference, ConsentView, UnsubscriptionView } from "@cpts/api/MailingLists";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { ConsentStatement } from "@cpts/domain/Mailing";
import { codeOf } from "@cpts/domain/OpenCode";
import { Ids } from "@cpts/service-kit/ids";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { objectsTo } from "../contacts/commands.ts";
import { read, write, type DirectoryTables } from "../database/tables.ts";
import { PrivacyKey } from "../privacy/key.ts";
import { requireProfessional } from "../professionals/reference.ts";

type Row = Selectable<DirectoryTables["mailing_consent"]>;
type Encoded = typeof ConsentView.Encoded;

const notFound = new Problem({ type: "not-found", detail: { fr: "Aucun consentement n'est noté.", en: "No consent is recorded." } });
const noSuchLink = new Problem({ type: "not-found", detail: { fr: "Ce lien n'existe pas, ou plus.", en: "There is no such link, or no longer." } });
const against = new Problem({ type: "illegal-transition", detail: { fr: "Cette personne s'est opposée à recevoir des messages.", en: "This person has objected to being written to." } });
const tooOld = new Problem({ type: "illegal-transition", detail: { fr: "Cette personne s'est désinscrite depuis : il faut un consentement plus récent.", en: "This person has unsubscribed since: a later consent is needed." } });
const inFuture = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["givenOn"], code: "in-the-future", message: { fr: "ce jour n'est pas encore venu", en: "this day has not come yet" } }] });

const viewOf = (row: Row): Encoded => ({
  cptsId: row.cpts_id,
  professionalId: row.professional_id,
  purpose: row.purpose,
  givenOn: row.given_on,
  withdrawnOn: row.withdrawn_on,
  // What its schema took.
  provenance: row.provenance as Encoded["provenance"],
});

const consentOf = ({ cptsId, professionalId, purpose }: typeof ConsentReference.Type) =>
  Effect.flatMap(
    write((db) => db.selectFrom("mailing_consent").selectAll().where("professional_id", "=", professionalId).where("cpts_id", "=", cptsId).where("purpose", "=", codeOf(purpose)).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)),
  );

/** Records that somebody agrees. After they took it back, only a later consent counts. */
export const recordConsent = (input: ConsentStatement, actor: Actor) =>
  Effect.gen(function* () {
    const { cptsId, givenOn, professionalId } = input;
    yield* requireProfessional(professionalId, actor, ["professionalId"]);
    if (givenOn > (yield* today)) return yield* inFuture;
    if (yield* objectsTo(professionalId, "mailing")) return yield* against;
    const id = yield* (yield* Ids).next;
    const rows = yield* write(
      async (db) =>
        (
          await sql<Row>`
            insert into mailing_consent as c (id, professional_id, cpts_id, purpose, given_on, provenance) values (${id}, ${professionalId}, ${cptsId}, ${codeOf(input.purpose)}, ${givenOn}, ${JSON.stringify(input.provenance)})
            on conflict (professional_id, cpts_id, purpose) do update set given_on = excluded.given_on, provenance = excluded.provenance, withdrawn_on = null
            where c.withdrawn_on is null or c.withdrawn_on <= excluded.given_on returning *`.execute(db)
        ).rows,
    );
    const [row] = rows;
    return row === undefined ? yield* tooOld : viewOf(row);
  });

const withdraw = (row: Row) =>
  Effect.gen(function* () {
    if (row.withdrawn_on !== null) return row;
    const day = yield* today;
    yield* write((db) => db.updateTable("mailing_consent").set({ withdrawn_on: day }).where("id", "=", row.id).execute());
    return { ...row, withdrawn_on: day };
  });

/** Unsubscribes somebody who has told the coordinator. */
export const withdrawConsent = (reference: typeof ConsentReference.Type) => Effect.map(Effect.flatMap(consentOf(reference), withdraw), viewOf);

/** Later exports carry another link; the one that is out is void. */
export const renewLink = (reference: typeof ConsentReference.Type) =>
  Effect.gen(function* () {
    const row = yield* consentOf(reference);
    yield* write((db) => db.updateTable("mailing_consent").set({ link: row.link + 1 }).where("id", "=", row.id).execute());
    return viewOf(row);
  });

const sealOf = (key: Buffer, id: string, link: number): Buffer => createHmac("sha256", key).update(`unsubscribe:${id}:${link}`).digest();
const idLength = 32;

/** What stands in a link: the consent, sealed by the key. It is stored nowhere, and names nobody. */
export const secretOf = (key: Buffer, id: string, link: number): string => `${id.replaceAll("-", "")}${sealOf(key, id, link).toString("base64url")}`;

/** The consent of a link, if it is its last one. */
const consentOfSecret = (secret: string) =>
  Effect.gen(function* () {
    const key = yield* PrivacyKey;
    const id = secret.slice(0, idLength);
    if (!/^[0-9a-f]{32}$/u.test(id)) return yield* noSuchLink;
    const row = yield* read((db) => db.selectFrom("mailing_consent").selectAll().where("id", "=", id).executeTakeFirst());
    if (row === undefined) return yield* noSuchLink;
    // As texts: the last letter of base64 has bits that no byte holds, so a seal could be written in four ways.
    const [expected, given] = [Buffer.from(secretOf(key, row.id, row.link)), Buffer.from(secret)];
    return given.length === expected.length && timingSafeEqual(given, expected) ? row : yield* noSuchLink;
  });

const linkView = (row: Row) => Effect.map(read((db) => nameOfCpts(db, row.cpts_id)), (name): typeof UnsubscriptionView.Encoded => ({ purpose: row.purpose, cptsName: name ?? null, withdrawnOn: row.withdrawn_on }));

/** What a link is about; opening it changes nothing, as mail filters open links too. */
export const readLink = (secret: string) => Effect.flatMap(consentOfSecret(secret), linkView);

/** Unsubscribes whoever the link was made for; twice is once. */
export const unsubscribe = (secret: string) => Effect.flatMap(Effect.flatMap(consentOfSecret(secret), withdraw), linkView);
