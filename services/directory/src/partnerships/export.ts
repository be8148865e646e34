import { partnershipKinds, PartnershipState } from "@cpts/domain/Partnership";
import { organizationKinds } from "@cpts/domain/Organization";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { Effect } from "effect";
import { allPartnerships, type PartnershipFilters } from "./queries.ts";

const columns: ReadonlyArray<Column> = [
  { key: "id", title: "Identifiant", type: "text" },
  { key: "cptsId", title: "CPTS", type: "text" },
  { key: "organizationId", title: "Identifiant organisation", type: "text" },
  { key: "organization", title: "Organisation", type: "text" },
  { key: "organizationKind", title: "Nature de l'organisation", type: "text" },
  { key: "kind", title: "Objet du partenariat", type: "text" },
  { key: "state", title: "État", type: "text" },
  { key: "certainty", title: "Certain", type: "text" },
  { key: "missions", title: "Missions", type: "text" },
  { key: "purpose", title: "But", type: "text" },
  { key: "plannedOn", title: "Prévu depuis", type: "date" },
  { key: "validFrom", title: "Premier jour", type: "date" },
  { key: "validTo", title: "Lendemain du dernier jour", type: "date" },
  { key: "endReason", title: "Motif de fin", type: "text" },
  { key: "reference", title: "Convention", type: "text" },
  { key: "signedOn", title: "Signée le", type: "date" },
  { key: "endsOn", title: "Terme de la convention", type: "date" },
  { key: "source", title: "Source", type: "text" },
];

const labelIn = (list: ReadonlyArray<{ readonly code: string; readonly fr: string }>, code: string): string => list.find((entry) => entry.code === code)?.fr ?? code;
const stateLabels: Readonly<Record<(typeof PartnershipState.literals)[number], string>> = { planned: "prévu", active: "en cours", ended: "terminé" };

/** The partnerships that the actor may see on a day, as a table in French. */
export const exportPartnerships = (query: PartnershipFilters, actor: Actor, asOf: LocalDate) =>
  Effect.map(allPartnerships(query, actor, asOf), (items): Workbook => ({
    name: `partenariats-${asOf}`,
    sheets: [
      {
        key: "partnerships",
        name: "Partenariats",
        columns,
        rows: items.map((item) => [
          item.id,
          item.cptsId,
          item.organizationId,
          item.organizationName,
          labelIn(organizationKinds, item.organizationKind),
          labelIn(partnershipKinds, item.kind),
          stateLabels[item.state],
          item.certainty === "yes" ? "oui" : "à vérifier",
          item.missions.join(", "),
          item.purpose,
          item.plannedOn,
          item.validFrom,
          item.validTo,
          item.endReason,
          item.agreement?.reference ?? null,
          item.agreement?.signedOn ?? null,
          item.agreement?.endsOn ?? null,
          item.provenance.source?.document ?? null,
        ]),
      },
    ],
  }));
