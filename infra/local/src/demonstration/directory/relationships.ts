import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";
import type { CptsKey } from "../cpts/all.ts";
import type { OrganizationKey } from "./organizations.ts";
import type { PersonKey } from "./people.ts";

type Directory = Connection["directory"];
type Relationship = Omit<Parameters<Directory["recordRelationship"]>[0], "of" | "professionalId" | "organizationId" | "cptsId"> & {
  readonly person?: PersonKey;
  readonly organization?: OrganizationKey;
  readonly of: OrganizationKey;
  readonly cpts?: CptsKey;
};
type Meeting = Parameters<Directory["recordMeeting"]>[0];

const onReferent = said(documents.asclepios, "5e paragraphe");
const object = "Accompagner la mise en place de la future CPTS d'Orléans et de l'Ouest du Loiret";

/** Who represents, employs or mandates whom. */
export const relationships: Readonly<Record<string, Relationship>> = {
  "bouygard-ars": {
    kind: "represents",
    person: "anne-bouygard",
    of: "ars-centre-val-de-loire",
    function: "Directrice générale",
    provenance: said(documents.asclepios, "1er paragraphe"),
  },
  "piquard-urps-ml": {
    kind: "employed-by",
    person: "marie-piquard",
    of: "urps-ml-centre-val-de-loire",
    function: "Référente territoriale",
    object,
    cpts: "orleans-ouest-loiret",
    provenance: onReferent,
  },
  "urps-ml-federation": {
    kind: "mandated-by",
    organization: "urps-ml-centre-val-de-loire",
    of: "federation-urps-centre-val-de-loire",
    object,
    cpts: "orleans-ouest-loiret",
    provenance: onReferent,
  },
};

/** The meetings that prepared other CPTS. No CPTS of Jargeau is known: none is invented for the meeting. */
export const meetings: Readonly<Record<string, Meeting>> = {
  jargeau: {
    title: "Présentation du concept de CPTS aux professionnels de santé",
    subject: "Préparer et accompagner la mise en place d'une CPTS",
    // The year is not said.
    heldOn: "--11-14",
    commune: "45173",
    place: "Jargeau",
    territory: { communes: ["45173", "45082", "45327", "45300"], prose: "Jargeau, Châteauneuf-sur-Loire, Trainou et Sandillon" },
    provenance: said(documents.asclepios, "4e paragraphe"),
  },
};
