import type { Explanation } from "@cpts/api/Explanation";
import type { LocalDate } from "@cpts/domain/LocalDate";

type Encoded = typeof Explanation.Encoded;

/** Memberships that were counted, by how certain they are on the day and how they were obtained. */
export interface CountedMemberships {
  readonly certainty: string;
  readonly status: string;
  readonly memberships: number;
}

/** Why there are so many members of each profession; nobody is named, and no document that might name them. */
export const explainCounts = (counted: ReadonlyArray<CountedMemberships>, asOf: LocalDate): Encoded => ({
  figure: "counts",
  rule: {
    fr: "Membres dont l'adhésion vaut ou peut valoir au jour demandé, chacun compté une fois sous sa profession ; sans profession connue, et pour les organisations, à part. Les personnes ne sont comptées que pour ceux qui peuvent les voir. C'est ce qui est connu ici, et non ce qu'un document déclare.",
    en: "Members whose membership holds or may hold on the day asked, each counted once under their profession; without a known one, and for organizations, apart. People are counted only for those who may see them. This is what is known here, not what a document declares.",
  },
  inputs: [{ name: "asOf", value: asOf }, ...counted.map(({ certainty, memberships, status }) => ({ name: `memberships: ${status}, in force: ${certainty}`, value: String(memberships) }))],
  sources: [...new Set(counted.map(({ status }) => status))].map((status) => ({ name: "Adhésions saisies dans la plate-forme", status })),
});
