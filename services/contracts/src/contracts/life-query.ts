import type { ContractLifeView, ContractStepView } from "@cpts/api/ContractLifeViews";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Explanation } from "@cpts/api/Explanation";
import type { ContractId } from "@cpts/domain/Contract";
import { guardTexts, lifeStep, noticeRule, repaymentRule, type ContractStanding } from "@cpts/domain/ContractLife";
import { noticeKept, type ContractStep } from "@cpts/domain/ContractStep";
import { projectVerdict } from "@cpts/domain/ContractGuards";
import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { dateOf, dateOfSignature } from "./dates.ts";
import { validatedOn } from "../projects/known.ts";
import { factsOfRow, standingOfRow, type Progress } from "./life.ts";
import { findContractRow, type NamedContract } from "./queries.ts";

type StepView = typeof ContractStepView.Encoded;

/** Each step beside the row of the table that it went by. */
const stepsOf = ({ life }: NamedContract): ReadonlyArray<StepView> => {
  let standing: ContractStanding = life.missionStarts.length > 0 ? "active" : "signed";
  return life.steps.map((step): StepView => {
    // A renewal may follow an expiry, which no document records.
    const rule = lifeStep(standing, step.action) ?? lifeStep("expired", step.action);
    standing = rule?.to ?? standing;
    const isEnd = step.action === "terminate";
    return {
      ...step,
      rule: rule === null ? null : { from: rule.from, to: rule.to, guards: rule.guards.map((guard) => guardTexts[guard]), legalSource: rule.legalSource, status: rule.status },
      // Dates were checked when they were written.
      noticeKept: isEnd ? noticeKept({ on: step.on as ContractStep["on"], noticeOn: dateOf(step.noticeOn) }) : null,
      repayment: isEnd ? repaymentRule : null,
    };
  });
};

const progressView = (stage: "started" | "deployed") => ({ code, document, on }: Progress) => ({ code, stage, on, document: document ?? null });

const explainLife = (row: NamedContract, asOf: string, projectOn: PartialDate | null): ReadonlyArray<typeof Explanation.Encoded> => {
  const { life, signature, terms } = row;
  const dates = [
    { name: "signedOn", value: signature?.signedOn ?? "-" },
    { name: "inferredSignedOn", value: signature?.inferredSignedOn ?? "-" },
    { name: "termYears", value: terms.termYears === null ? "-" : String(terms.termYears) },
    ...life.missionStarts.map(({ code, on }) => ({ name: `start ${code}`, value: on })),
    ...life.amendments.map(({ effectiveOn, number }) => ({ name: `amendment ${number}`, value: effectiveOn })),
    ...life.steps.map(({ action, on }) => ({ name: action, value: on })),
  ];
  return [
    {
      figure: "inForce",
      rule: {
        fr: "La signature, puis chaque avenant, démarrage de mission et étape à partir de sa date ; le lendemain du dernier jour, le contrat est échu. Une date incomplète compte à partir du dernier jour qu'elle peut désigner ; les jours d'avant restent incertains.",
        en: "The signature, then each amendment, start of a mission and step from its date on; the day after its last one the contract has expired. An incomplete date counts from the last day it can mean; the days before remain uncertain.",
      },
      inputs: [{ name: "asOf", value: asOf }, { name: "projectValidatedOn", value: projectOn ?? "unknown" }, { name: "signedBeforeOrAfterValidation", value: projectVerdict(dateOfSignature(signature).on, projectOn) }, ...dates],
      sources: [
        { name: terms.provenance.source?.document ?? "-", status: terms.provenance.status },
        ...[...life.amendments, ...life.missionStarts].flatMap(({ document }) => (document === undefined ? [] : [{ name: document.document, status: "sourced" }])),
        ...stepsOf(row).flatMap(({ document, rule }) => [{ name: document.document, status: "sourced" }, ...(rule === null ? [] : [{ name: rule.legalSource, status: rule.status }])]),
        { name: noticeRule.source, status: noticeRule.status },
      ],
    },
  ];
};

/** The life of a contract, and what it is on a date. */
export const findLife = (id: ContractId, { asOf, explain }: QueryOf<typeof contracts.endpoints.readContractLife>) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const day = asOf ?? (yield* today);
    const { orderedBy, segments, ...timeline } = timelineOf(factsOfRow(row));
    const isSigned = row.state === "signed";
    const body: typeof ContractLifeView.Encoded = {
      contractId: id,
      cptsId: row.cpts_id,
      asOf: day,
      standing: standingOfRow(row, day),
      orderedBy,
      inForce: isSigned ? inForceOn({ ...timeline, orderedBy, segments }, day) : null,
      segments: isSigned ? segments : [],
      steps: stepsOf(row),
      amendments: row.life.amendments,
      progress: [...row.life.missionStarts.map(progressView("started")), ...(row.life.deployments ?? []).map(progressView("deployed"))],
      withdrawals: row.life.withdrawals ?? [],
      ...(explain === "true" ? { explanations: explainLife(row, day, yield* validatedOn(row.cpts_id)) } : {}),
    };
    return body;
  });
