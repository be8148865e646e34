import { Problem } from "@cpts/api/Problem";
import type { NotTheLast, WithdrawalFault, WithdrawnEntry } from "@cpts/domain/ContractWithdrawal";
import { labelOfStep } from "@cpts/domain/ContractStep";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";

const nouns: Readonly<Record<WithdrawnEntry, { readonly fr: string; readonly en: string }>> = {
  step: { fr: "étape", en: "step" },
  amendment: { fr: "avenant", en: "amendment" },
  "mission-start": { fr: "démarrage de cette mission", en: "start of this mission" },
  "mission-deployment": { fr: "déploiement de cette mission", en: "deployment of this mission" },
};

const none: Readonly<Record<WithdrawnEntry, { readonly fr: string; readonly en: string }>> = {
  step: { fr: "aucune étape n'est notée", en: "no step is recorded" },
  amendment: { fr: "aucun avenant n'est noté", en: "no amendment is recorded" },
  "mission-start": { fr: "aucun démarrage de cette mission n'est noté", en: "no start of this mission is recorded" },
  "mission-deployment": { fr: "aucun déploiement de cette mission n'est noté", en: "no deployment of this mission is recorded" },
};

const refused = (fr: string, en: string): Problem => new Problem({ type: "illegal-transition", detail: { fr, en } });

/** Said of an entry that is not the last of its list, or of none. */
export const notTheLast = ({ action, entry, number, on }: NotTheLast): Problem => {
  if (on === null) return refused(`Rien à retirer : ${none[entry].fr} dans ce contrat.`, `Nothing to take back: ${none[entry].en} in this contract.`);
  const [fr, en] = action === null ? [`l'avenant n° ${number ?? ""}`, `amendment ${number ?? ""}`] : [labelOfStep(action).fr, labelOfStep(action).en];
  return refused(
    `Seul le dernier noté se retire, pour que rien ne repose sur ce qui n'est plus : ici ${fr}, ${formatFr(on)}.`,
    `Only what was recorded last is taken back, so that nothing rests on what is gone: here ${en}, ${formatEn(on)}.`,
  );
};

const euros = (cents: number, language: "fr" | "en"): string => new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(cents / 100);

/** Said of an entry on which something rests, or with which something was decided. */
export const withdrawalRefused = (entry: WithdrawnEntry, fault: Exclude<WithdrawalFault, NotTheLast>): Problem => {
  const noun = nouns[entry];
  switch (fault._tag) {
    case "StillRestedOn":
      return refused(
        `Un autre fait repose sur ce que vous retirez (${nouns[fault.by].fr}, ${formatFr(fault.on)}) : retirez-le d'abord.`,
        `Something else rests on what you take back (${nouns[fault.by].en}, ${formatEn(fault.on)}): take that back first.`,
      );
    case "ReviewFrozen":
      return refused(
        `La revue de l'année ${fault.contractYear} du contrat est close : ses chiffres ont été décidés avec cela (${noun.fr}). Corrigez par un avenant.`,
        `The review of year ${fault.contractYear} of the contract is closed: its figures were decided with this (${noun.en}). Correct it by an amendment.`,
      );
    case "MoneyReceived": {
      const day = fromLocalDate(fault.on);
      return refused(
        `Un versement a été reçu depuis (${euros(fault.amountCents, "fr")}, ${formatFr(day)}) : contre-passez-le d'abord, ou corrigez par un avenant.`,
        `A payment was received since (${euros(fault.amountCents, "en")}, ${formatEn(day)}): make its counter-entry first, or correct by an amendment.`,
      );
    }
  }
};
