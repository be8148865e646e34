import type { MemberImportId, RowConfirmation } from "@cpts/api/MemberImports";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { MembershipStatement } from "@cpts/domain/Membership";
import { MembershipCorrection } from "@cpts/domain/MembershipCourse";
import type { MembershipId } from "@cpts/domain/Membership";
import { OrganizationRegistration } from "@cpts/domain/Organization";
import { ProfessionalRegistration } from "@cpts/domain/Professional";
import { cancel } from "@cpts/service-kit/clocks/schedule";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { recordMembership } from "../memberships/commands.ts";
import { correctMembership } from "../memberships/corrections.ts";
import { registerOrganization } from "../organizations/commands.ts";
import { registerProfessional } from "../professionals/commands.ts";
import { feeOf } from "./changes.ts";
import { closeImport, expiryOf } from "./commands.ts";
import type { Judged, RowAction } from "./compare.ts";
import type { KnownOrganization } from "./known-organizations.ts";
import { countsOf, judged } from "./preview.ts";
import type { KnownPerson } from "./people.ts";
import type { MemberRow } from "./read-row.ts";
import { lockImport, requireOpen } from "./stored.ts";

const registrationOf = Schema.decodeUnknownEffect(ProfessionalRegistration);
const organizationRegistrationOf = Schema.decodeUnknownEffect(OrganizationRegistration);
const statementOf = Schema.decodeUnknownEffect(MembershipStatement);
const correctionOf = Schema.decodeUnknownEffect(MembershipCorrection);

/** What a row says that a schema refuses, said of its row. */
const refusedRow = (row: number) => () =>
  new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["confirmations"], code: "unacceptable-row", message: { fr: `ligne ${row} : une valeur n'est pas acceptable`, en: `row ${row}: a value is not acceptable` } }] });

const provenance = { status: "declared", source: { document: "Tableau des membres" } };

/** Someone whom the RPPS knows is written as it writes them, and as public; anybody else is for the board, until they say otherwise. */
const registration = (row: MemberRow, from: KnownPerson | null, cptsId: string) => {
  const { familyName, givenName, profession, rpps } = from ?? row;
  const [visibility, source] = from === null ? ["board", provenance] : ["public", { status: "sourced", source: { document: "RPPS" } }];
  return { familyName, givenName, ...(rpps === null ? {} : { rpps }), profession, visibility, cptsId, provenance: source };
};

/** What FINESS knows is written as it writes it; anything else is as the spreadsheet says. */
const organizationOf = ({ organization }: MemberRow, from: KnownOrganization | null, kind: string) => {
  if (from !== null) return { name: from.name, kind, identifiers: { finess: from.finess, siret: from.siret }, provenance: { status: "sourced", source: { document: "FINESS" } } };
  const { finess = null, siren = null, siret = null } = organization?.numbers ?? {};
  return { name: organization?.name ?? "", kind, identifiers: { finess, siren, siret }, provenance };
};

type Who = { readonly professionalId: string } | { readonly organizationId: string };

const statement = (row: MemberRow, cptsId: string, who: Who, year: number) => {
  const fee = feeOf(row, year);
  return {
    cptsId,
    ...who,
    ...(row.college === null ? {} : { college: row.college }),
    ...(row.role === null ? {} : { role: row.role }),
    ...(row.communes.length === 1 ? { commune: row.communes[0] } : {}),
    ...(row.throughId === null ? {} : { throughId: row.throughId }),
    ...(fee === null ? {} : { fee }),
    ...(row.validFrom === null ? {} : { validFrom: row.validFrom }),
    provenance,
  };
};

/** Who is to be a member, registered first where nobody knows them yet. */
const memberOf = (row: MemberRow, action: Exclude<RowAction, { readonly is: "change" | "nothing" }>, cptsId: string) =>
  Effect.gen(function* () {
    if (action.is === "new-member") return action.who;
    const refused = refusedRow(row.row);
    if (action.is === "new-person") return { professionalId: (yield* registerProfessional(yield* Effect.mapError(registrationOf(registration(row, action.from, cptsId)), refused))).id };
    const described = yield* Effect.mapError(organizationRegistrationOf(organizationOf(row, action.from, action.kind)), refused);
    return { organizationId: (yield* registerOrganization(described)).id };
  });

const applyRow = ({ action, row }: Judged, cptsId: string, actor: Actor, year: number) =>
  Effect.gen(function* () {
    if (action === null || action.is === "nothing") return;
    const refused = refusedRow(row.row);
    if (action.is === "change") {
      const patch = Object.assign({ why: "spreadsheet" }, ...action.changes.map((change) => change.patch));
      // The id of a row of the directory.
      yield* correctMembership(action.membership.id as MembershipId, yield* Effect.mapError(correctionOf(patch), refused), null);
      return;
    }
    const who = yield* memberOf(row, action, cptsId);
    yield* recordMembership(yield* Effect.mapError(statementOf(statement(row, cptsId, who, year)), refused), actor, { byNumber: row.rpps !== null });
  });

const unresolved = (rows: ReadonlyArray<Judged>): Problem =>
  new Problem({
    type: "invalid-request",
    faults: rows.slice(0, 50).map(
      ({ view }): FieldFault => ({
        in: "body",
        path: ["confirmations"],
        code: view.outcome === "faulty" ? "faulty-row" : "unconfirmed-row",
        message:
          view.outcome === "faulty"
            ? { fr: `ligne ${view.row} : ${view.reasons[0]?.fr ?? "illisible"} ; à corriger dans le fichier, ou à laisser de côté (skip)`, en: `row ${view.row}: ${view.reasons[0]?.en ?? "unreadable"}; correct it in the file, or leave it out (skip)` }
            : { fr: `ligne ${view.row} : à confirmer`, en: `row ${view.row}: to be confirmed` },
      }),
    ),
  });

/** Applies an import in the transaction of the request: every row, or none where one is not confirmed. The file is deleted with it. */
export const applyImport = (id: MemberImportId, confirmations: ReadonlyArray<RowConfirmation>, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockImport(id);
    yield* requireOpen(row);
    const all = yield* judged(row, confirmations, actor);
    const open = all.filter(({ action }) => action === null);
    if (open.length > 0) return yield* unresolved(open);
    const year = Number((yield* today).slice(0, 4));
    yield* Effect.forEach(all, (one) => applyRow(one, row.cpts_id, actor, year), { discard: true });
    yield* closeImport(id, "applied");
    yield* cancel(expiryOf(id));
    return countsOf(all);
  });
