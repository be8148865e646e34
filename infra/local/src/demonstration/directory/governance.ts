import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";
import type { CptsKey } from "../cpts/all.ts";
import type { PersonKey } from "./people.ts";

type Directory = Connection["directory"];
type Office = Omit<Parameters<Directory["declareOffice"]>[1], "holders"> & { readonly cpts: CptsKey; readonly holders: ReadonlyArray<PersonKey> };
type Body = Parameters<Directory["declareBody"]>[1] & { readonly cpts: CptsKey };

const onOffices = (line: string, quote: string) => said(documents.paysBerjalliens, `passage sur la gouvernance, ${line}`, quote);

/** Who holds which office, one entry for each statement of a document. Two of them may contradict each other. */
export const offices: Readonly<Record<string, Office>> = {
  "berjalliens-co-presidents": {
    cpts: "pays-berjalliens",
    office: "CO_PRESIDENT",
    label: "co présidentes",
    holders: ["alexiane-saussac", "alice-millardet"],
    provenance: onOffices("1re ligne", "co présidentes"),
  },
  "berjalliens-co-treasurers-1": {
    cpts: "pays-berjalliens",
    office: "CO_TRESORIER",
    label: "co-trésorières",
    holders: ["magalie-grabit", "annabelle-bottos"],
    provenance: onOffices("2e ligne", "sont les co-trésorières"),
  },
  "berjalliens-co-treasurers-2": {
    cpts: "pays-berjalliens",
    office: "CO_TRESORIER",
    label: "co-trésorières",
    holders: ["stephanie-lapeyre", "nathalie-dos-remeidos"],
    provenance: onOffices("3e ligne", "sont co-trésorières"),
  },
  "asclepios-president": {
    cpts: "asclepios",
    office: "PRESIDENT",
    label: "présidente de la CPTS",
    holders: ["alice-perrain"],
    provenance: said(documents.asclepios, "1er paragraphe"),
  },
};

/** The bodies that a document describes without naming their members. */
export const bodies: Readonly<Record<string, Body>> = {
  "bvs-board": {
    cpts: "berry-vierzon-sologne",
    kind: "board",
    declaredSize: { value: 18, qualifier: "exactly" },
    declaredProfessionCount: { value: 7, qualifier: "exactly" },
    provenance: said(documents.berryVierzonSologne, "passage sur l'association", "18 personnes représentant 7 professions de santé différentes"),
  },
  "berjalliens-board": {
    cpts: "pays-berjalliens",
    kind: "board",
    composition: "Plusieurs acteurs locaux de santé",
    provenance: said(documents.paysBerjalliens, "dernière ligne"),
  },
};
