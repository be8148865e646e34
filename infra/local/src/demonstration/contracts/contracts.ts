import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";
import type { CptsKey } from "../cpts/all.ts";
import type { OrganizationKey } from "../directory/organizations.ts";
import type { PersonKey } from "../directory/people.ts";

type Contracts = Connection["contracts"];
type Draft = Parameters<Contracts["draftContract"]>[0];
type Signature = Parameters<Contracts["signContract"]>[1];
type Named<Party> = Omit<Party, "organizationId" | "professionalId"> & { readonly organization?: OrganizationKey; readonly person?: PersonKey };

/** A contract as its document tells of it: the draft, and the signature where there was one. */
export interface Contract {
  readonly cpts: CptsKey;
  readonly draft: Omit<Draft, "cptsId" | "parties"> & { readonly parties: ReadonlyArray<Named<Draft["parties"][number]>> };
  readonly signature: (Omit<Signature, "signatories"> & { readonly signatories: ReadonlyArray<Named<Signature["signatories"][number]>> }) | null;
}

const kind = "contrat-territorial-de-sante";
const ars = { capacity: "ars", organization: "ars-centre-val-de-loire" } as const;
const federation = { capacity: "federation-urps", organization: "federation-urps-centre-val-de-loire" } as const;
const cpts = { capacity: "cpts" } as const;

/** The contracts that the documents name, by their keys. Earlier ones of the region are only counted: see `counts.ts`. */
export const contracts: Readonly<Record<string, Contract>> = {
  asclepios: {
    cpts: "asclepios",
    draft: {
      kind,
      parties: [cpts, ars],
      attachmentDepartement: "37",
      provenance: said(documents.asclepios, "1er paragraphe"),
    },
    signature: {
      signedOn: "--11-30",
      inferredSignedOn: "2017-11-30",
      note: "Année déduite : le même document annonce la signature suivante pour le 17 janvier 2018.",
      signatories: [
        { ...cpts, person: "alice-perrain", function: "Présidente de la CPTS" },
        { ...ars, person: "anne-bouygard", function: "Directrice générale" },
      ],
    },
  },
  "sud-28": {
    cpts: "sud-28",
    draft: {
      kind,
      parties: [ars, federation, cpts],
      attachmentDepartement: "28",
      ordinal: { value: 8, region: "24" },
      actionSheetCount: { value: 8, qualifier: "exactly" },
      // What the sheets aim at: the document gives none of their titles.
      objectives: [
        { label: "Développement d'un système d'information entre professionnels", codes: [] },
        { label: "Amélioration du parcours de santé des patients", codes: ["PARCOURS"] },
        { label: "Développement des actions de prévention", codes: ["PREVENTION"] },
        { label: "Fluidification des relations réciproques entre médecine de ville et hôpital", codes: ["PARCOURS"] },
        { label: "Renforcement de l'attractivité du bassin de vie", codes: ["ACCOMPAGNEMENT_PS"] },
      ],
      provenance: said(documents.sud28, "passage sur les fiches actions", "s'accompagne de 8 fiches actions"),
    },
    signature: {
      signedOn: "--09-22",
      inferredSignedOn: "2018-09-22",
      note: "Année déduite : le document suit la présentation du plan « Ma santé 2022 », de septembre 2018. Cloyes-sur-le-Loir a fusionné en 2017 dans Cloyes-les-Trois-Rivières.",
      place: "Cloyes-sur-le-Loir",
      commune: "28103",
      signatories: [ars, federation, { ...cpts, function: "Président de la CPTS" }],
    },
  },
  rabelaisie: {
    cpts: "rabelaisie",
    draft: {
      kind,
      parties: [cpts],
      attachmentDepartement: "37",
      announced: { on: "2018-01-17", time: "20:00", place: "Cave communautaire de Beaumont-en-Véron", commune: "37022" },
      provenance: said(documents.asclepios, "3e paragraphe", "Le prochain contrat territorial de santé à être signé"),
    },
    // No document says that it took place.
    signature: null,
  },
};
