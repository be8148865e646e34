import { directory } from "@cpts/api/Directory";
import type { AdhesionProposalRequest } from "@cpts/api/MemberStatistics";
import { Problem } from "@cpts/api/Problem";
import { adhesionRule, type PractisingUnknown } from "@cpts/domain/AdhesionRate";
import type { CptsId } from "@cpts/domain/Cpts";
import { IndicatorProposal, type ProposalId } from "@cpts/domain/IndicatorProposal";
import { addDays } from "@cpts/domain/LocalDate";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { adhesionOf, membersOn, practisingOn } from "./counted.ts";
import { explainAdhesion } from "./explanations.ts";

const reasons: Readonly<Record<PractisingUnknown, { readonly fr: string; readonly en: string }>> = {
  "no-register": { fr: "aucun extrait du RPPS n'a été importé", en: "no extract of the RPPS has been imported" },
  "register-is-later": { fr: "l'extrait du RPPS est trop récent pour ce jour", en: "the extract of the RPPS is too recent for that day" },
  "no-territory": { fr: "le territoire n'est pas connu ce jour-là", en: "the territory is not known on that day" },
  "territory-in-parts": { fr: "le territoire tient une partie de commune, dont les professionnels ne sont pas connus à part", en: "the territory holds a part of a commune, whose professionals are not known apart" },
  "nobody-practises": { fr: "personne n'exerce cette profession sur le territoire", en: "nobody practises this profession on the territory" },
};

const refused = (path: string, code: string, message: { readonly fr: string; readonly en: string }): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code, message }] });

const encode = Schema.encodeSync(IndicatorProposal);

/** Proposes the rate of adhesion to the contract, measured on the last day of the period, or today while it lasts. Nothing is proposed that cannot be computed. */
export const proposeAdhesion = (cptsId: CptsId, { from, profession, to }: typeof AdhesionProposalRequest.Type) =>
  Effect.gen(function* () {
    const now = yield* today;
    if (to <= from) return yield* refused("to", "period.empty", { fr: "la fin doit suivre le début", en: "the end must follow the start" });
    if (from > now) return yield* refused("from", "not-begun", { fr: "cette période n'a pas commencé", en: "this period has not begun" });
    const lastDay = addDays(to, -1);
    const asOf = lastDay < now ? lastDay : now;
    const practising = yield* practisingOn(cptsId, asOf);
    const members = yield* membersOn(cptsId, asOf);
    const wanted = members.filter((one) => one.profession === (profession ?? null));
    const [adhesion] = adhesionOf(wanted.length > 0 ? wanted : [{ profession: profession ?? null, members: 0, perhaps: 0 }], practising);
    if (adhesion === undefined || adhesion.value === null) return yield* refused(profession === undefined ? "to" : "profession", "not-computable", reasons[adhesion?.unknownBecause ?? "no-register"]);
    const { indicator, rule } = adhesionRule;
    const proposal: IndicatorProposal = {
      // The platform's ids are UUIDs.
      proposalId: (yield* (yield* Ids).next) as ProposalId,
      cptsId,
      indicator: profession === undefined ? indicator : `${indicator}.${profession}`,
      from,
      to,
      numerator: adhesion.members,
      denominator: adhesion.practising,
      value: adhesion.value,
      unit: "ratio",
      rule,
      computedOn: now,
    };
    yield* write((db) => db.insertInto("indicator_proposal").values({ id: proposal.proposalId, content: JSON.stringify(encode(proposal)) }).execute());
    yield* record(directory.events.indicatorProposed, { aggregateId: proposal.proposalId, aggregateVersion: 1, data: proposal });
    return { proposal, explanations: [explainAdhesion(adhesion, practising, asOf)] };
  });
