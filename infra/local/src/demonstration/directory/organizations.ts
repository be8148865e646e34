import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";

type Organization = Parameters<Connection["directory"]["registerOrganization"]>[0];

const region24 = { level: "regional", regions: ["24"] } as const;

/** The institutions that the documents name, by their keys. */
export const organizations = {
  "ars-centre-val-de-loire": {
    name: "Agence régionale de santé Centre-Val de Loire",
    shortName: "ARS Centre-Val de Loire",
    kind: "ars",
    competence: region24,
    provenance: said(documents.asclepios, "1er paragraphe"),
  },
  "federation-urps-centre-val-de-loire": {
    name: "Fédération des URPS de la région Centre-Val de Loire",
    shortName: "Fédération des URPS",
    kind: "federation",
    competence: region24,
    provenance: said(documents.sud28, "titre et 2e paragraphe"),
  },
  "urps-ml-centre-val-de-loire": {
    name: "Union régionale des professionnels de santé, médecins libéraux, Centre-Val de Loire",
    shortName: "URPS-ML",
    kind: "urps",
    competence: region24,
    provenance: said(documents.asclepios, "5e paragraphe"),
  },
} as const satisfies Readonly<Record<string, Organization>>;

/** The key of an institution of the demonstration. */
export type OrganizationKey = keyof typeof organizations;
