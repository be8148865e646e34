import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { isVisible, rankOf, sightOf } from "../professionals/sight.ts";
import { organizationKindLabel } from "./organization-kinds.ts";
import { occupationLabel } from "./read-row.ts";

/** Titles that an import understands: what is taken out, edited and handed in again is read by itself. */
const columns: ReadonlyArray<Column> = [
  { key: "membershipId", title: "Identifiant adhésion", type: "text" },
  { key: "rpps", title: "RPPS", type: "identifier" },
  { key: "familyName", title: "Nom", type: "text" },
  { key: "givenName", title: "Prénom", type: "text" },
  { key: "profession", title: "Profession", type: "text" },
  { key: "commune", title: "Commune", type: "identifier" },
  { key: "college", title: "Collège", type: "text" },
  { key: "structure", title: "Structure", type: "text" },
  { key: "structureKind", title: "Type de structure", type: "text" },
  { key: "siret", title: "SIRET", type: "identifier" },
  { key: "finess", title: "FINESS", type: "identifier" },
  { key: "validFrom", title: "Membre depuis", type: "date" },
  { key: "feeCents", title: "Cotisation", type: "cents" },
  { key: "feePaidOn", title: "Date de règlement", type: "date" },
];

interface Row {
  readonly id: string;
  readonly rpps: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly profession: string | null;
  readonly role: string | null;
  readonly commune: string | null;
  readonly college: string | null;
  readonly structure: string | null;
  /** Of the member itself: null of people. */
  readonly kind: string | null;
  readonly siret: string | null;
  readonly finess: string | null;
  readonly valid_from: string | null;
  readonly fee: { readonly amountCents: number; readonly paidOn?: string } | null;
}

/** The members on a day: organizations, and the people whom this actor sees; what they pay is for the board. */
export const exportMembers = (cptsId: CptsId, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const { everywhere, throughCpts } = yield* sightOf(actor, "membership.read");
    const rank = Math.max(everywhere, throughCpts.get(cptsId) ?? -1);
    const rows = yield* read(
      async (db) =>
        (
          await sql<Row>`
            select m.id, i.rpps, i.family_name, i.given_name, p.profession, m.role, m.commune, m.college, o.name as structure, case when m.organization_id is not null then o.kind end as kind, coalesce(o.siret, o.siren) as siret, o.finess, m.valid_from, m.fee
            from membership m left join professional p on p.id = m.professional_id left join professional_identity i on i.professional_id = p.id
              left join organization named on named.id = coalesce(m.organization_id, m.through_id) left join organization o on o.id = coalesce(named.merged_into, named.id)
            where m.cpts_id = ${cptsId} and ${mayBeInForce(asOf)} and (m.organization_id is not null or (i.professional_id is not null and ${rank >= rankOf("cpts")} and ${isVisible(sight)}))
            order by i.name_key, o.name_key, m.id limit 20000`.execute(db)
        ).rows,
    );
    const isBoard = rank >= rankOf("board");
    const workbook: Workbook = {
      name: `membres-${asOf}`,
      sheets: [
        {
          key: "members",
          name: "Membres",
          columns,
          rows: rows.map((row) => [
            row.id,
            row.rpps,
            row.family_name,
            row.given_name,
            occupationLabel(row.profession, row.role),
            row.commune,
            row.college,
            row.structure,
            organizationKindLabel(row.kind),
            row.siret,
            row.finess,
            row.valid_from,
            isBoard ? (row.fee?.amountCents ?? null) : null,
            isBoard ? (row.fee?.paidOn ?? null) : null,
          ]),
        },
      ],
    };
    return workbook;
  });
