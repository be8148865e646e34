import type { Explanation } from "@cpts/api/Explanation";
import type { PartnershipItem } from "@cpts/api/PartnershipViews";
import { partnershipRules } from "@cpts/domain/PartnershipCourse";
import { citationOf } from "../citation.ts";

type Item = typeof PartnershipItem.Encoded;

const rule = {
  fr: "Un partenariat est prévu jusqu'à son premier jour, en cours ensuite, et terminé le jour où quelqu'un y met fin ou le lendemain du terme de sa convention, sauf si elle se poursuit tacitement. Ce qu'une date partielle laisse ouvert est dit incertain ; ce qu'un document dit sans aucune date n'est certain que le jour de ce document.",
  en: "A partnership is planned until its first day, active from then on, and ended on the day somebody ends it or on the day after the term of its agreement, unless that goes on tacitly. What a partial date leaves open is told as uncertain; what a document says without any date is certain on the day of that document only.",
};

const input = (name: string, fr: string, en: string, value: string | null | undefined) => ({ name, label: { fr, en }, value: value ?? "-" });

/** Why a partnership stands where it does on a day. */
export const explainState = (item: Item, asOf: string): typeof Explanation.Encoded => ({
  figure: "partnership.state",
  rule,
  inputs: [
    input("asOf", "à la date du", "on", asOf),
    input("plannedOn", "prévu depuis", "planned since", item.plannedOn),
    input("validFrom", "premier jour", "first day", item.began ? item.validFrom : null),
    input("validTo", "lendemain du dernier jour", "day after the last", item.validTo),
    input("agreement.endsOn", "terme de la convention", "term of the agreement", item.agreement?.endsOn),
    input("agreement.tacitRenewal", "poursuite tacite", "goes on tacitly", item.agreement === null ? null : String(item.agreement.tacitRenewal ?? false)),
    input("state", "où il en est", "where it stands", `${item.state} (${item.certainty})`),
  ],
  sources: [
    ...(item.provenance.source === undefined ? [] : [{ name: citationOf(item.provenance.source), status: item.provenance.status }]),
    { name: partnershipRules.term.source, status: partnershipRules.term.status },
    { name: partnershipRules.tacitRenewal.source, status: partnershipRules.tacitRenewal.status },
  ],
});
