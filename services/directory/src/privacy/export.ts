import type { PersonData } from "@cpts/api/PrivacyEndpoints";
import type { Actor } from "@cpts/domain/Access";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { findPerson } from "./found.ts";
import { holdings } from "./holdings.ts";

const recipients: (typeof PersonData.Encoded)["recipients"] = [
  { who: { fr: "le public", en: "the public" }, what: { fr: "ce que le RPPS publie, et ce qui est en visibilité « public »", en: "what the RPPS publishes, and what is of visibility “public”" } },
  { who: { fr: "les membres et le bureau de la CPTS", en: "the members and the board of the CPTS" }, what: { fr: "selon la visibilité", en: "as the visibility says" } },
  { who: { fr: "ARS, CPAM et URPS du territoire", en: "the agencies of the territory (ARS, CPAM, URPS)" }, what: { fr: "au plus ce qui est en visibilité « cpts »", en: "at most what is of visibility “cpts”" } },
  { who: { fr: "contrats et prévention, sur cette plateforme", en: "contracts and prevention, on this platform" }, what: { fr: "le pseudonyme et des dates, jamais un nom", en: "the pseudonym and dates, never a name" } },
];
const rights = {
  fr: "Vous pouvez faire rectifier ces données, vous opposer à celles qui ne viennent pas du RPPS, demander leur effacement, et saisir la CNIL. Le RPPS se rectifie auprès de votre ordre ou de l'ARS.",
  en: "You may have these data corrected, object to those that do not come from the RPPS, ask for their erasure, and complain to the CNIL. The RPPS is corrected through your order or the ARS.",
};

/** Rows of other CPTS are theirs to hand out: left out for whoever does not answer for them. */
const isOwn = (actor: Actor) => (row: Readonly<Record<string, unknown>>): boolean => actor.role === "service-account" || typeof row["cpts_id"] !== "string" || (actor.cptsIds as ReadonlyArray<string>).includes(row["cpts_id"]);

/** All that the directory holds of someone, holding by holding. */
export const dataOf = (id: ProfessionalId, actor: Actor) =>
  Effect.gen(function* () {
    yield* findPerson(id);
    const found = yield* Effect.forEach(holdings, ({ canObject, ground, label, name, rows, source, table }) =>
      Effect.map(
        read(async (db) => (await sql<{ readonly item: Readonly<Record<string, unknown>> }>`select to_json(t) as item from ${sql.table(table)} t where ${sql.raw(rows.replaceAll("$1", `'${id}'::uuid`))}`.execute(db)).rows),
        (items) => ({ holding: name, label, source, ground, canObject, items: items.map(({ item }) => item).filter(isOwn(actor)) }),
      ),
    );
    const body: typeof PersonData.Encoded = { personId: id, on: yield* today, holdings: found.filter(({ items }) => items.length > 0), recipients, rights };
    return body;
  });
