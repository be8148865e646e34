import { componentLabels } from "@cpts/domain/Grid";
import { date, euros } from "../french.ts";
import { allowed, isRefused, type SectionWriter, type Subject } from "../subject.ts";
import { contractLabel, eurosOr, missionLabel, trustLabel } from "../words.ts";
import { amount, cell, explanationText, heading, list, missing, paragraph, table, withoutContract } from "../writing.ts";

const component = (code: string): string => componentLabels.find((one) => one.code === code)?.fr ?? code;

const ofContract = async ({ connection, notes, year }: Subject, { id, kind }: Subject["contracts"][number]) => {
  const name = contractLabel(kind);
  const [funding, spending] = await Promise.all([allowed(`Le financement : ${name}`, connection.contracts.readFunding({ id, year, explain: "true" })), allowed(`Les dépenses : ${name}`, connection.contracts.readMoney({ id, year }))]);
  const why = (figureName: string) => {
    const found = isRefused(funding) ? undefined : funding.explanations?.find((one) => one.figure === figureName);
    return found === undefined ? null : notes.numberOf(explanationText(found));
  };
  const lines = isRefused(funding) ? [] : funding.lines.map((line, index) => ({ ...line, index }));
  const total = isRefused(funding) ? null : funding.payable.total;
  return {
    blocks: [
      heading(name),
      ...(total === null || lines.length === 0 ? [] : [paragraph(`À verser dans l'année : ${total.isAtLeast ? "au moins " : ""}${euros(total.knownCents)}.`, why("payable"))]),
      ...table(`Versements de ${year}`, lines, [
        { title: "Versement", cell: ({ component: code, mission }) => [component(code), ...(mission === null ? [] : [missionLabel(mission)])].join(" : ") },
        { title: "Jour", cell: ({ on }) => date(on) },
        { title: "Montant", figures: true, cell: ({ amountCents, index }) => amount(eurosOr(amountCents), amountCents, why(`lines.${index}.amountCents`)) },
        { title: "Statut", cell: ({ status }) => (status === null ? "" : trustLabel(status)) },
      ]),
      ...(isRefused(spending)
        ? []
        : table(`Budget et dépenses de ${year}`, [...spending.lines, ...(spending.lines.length === 0 ? [] : [{ ...spending.total, mission: null, category: "Total" }])], [
            { title: "Catégorie", cell: ({ category, mission }) => `${category}${mission === null ? "" : ` : ${missionLabel(mission)}`}` },
            { title: "Budget", figures: true, cell: ({ budgetCents }) => amount(euros(budgetCents), budgetCents) },
            { title: "Engagé", figures: true, cell: ({ committedCents }) => amount(euros(committedCents), committedCents) },
            { title: "Dépensé", figures: true, cell: ({ spentCents }) => amount(euros(spentCents), spentCents) },
            { title: "Reste", figures: true, cell: ({ remainingCents }) => amount(euros(remainingCents), remainingCents) },
          ], notes.numberOf(`Somme des écritures de ${year} saisies dans la plate-forme, par catégorie ; le reste est le budget et ses reports, moins ce qui est dépensé.`))),
      ...(isRefused(funding) ? [] : list(funding.notices.map(({ message, mission }) => cell(`${mission === null ? "" : `${missionLabel(mission)} : `}${message.fr}`)))),
    ],
    missing: [
      ...(isRefused(funding) ? [funding.refused] : lines.length === 0 ? [missing(`Le financement de ${year} : ${name}`, "aucun versement n'est calculé")] : lines.filter(({ amountCents }) => amountCents === null).map(({ component: code }) => missing(`Un montant : ${component(code)}`, "ce qui le détermine n'est pas connu"))),
      ...(isRefused(spending) ? [spending.refused] : spending.lines.length === 0 ? [missing(`Les dépenses de ${year} : ${name}`, "aucune écriture n'est passée")] : []),
    ],
  };
};

/** What the contracts pay and what was spent, each amount with its rule. */
export const money: SectionWriter = {
  id: "finances",
  heading: "Financement et dépenses",
  write: async (subject) => {
    const drafts = await Promise.all(subject.contracts.map((contract) => ofContract(subject, contract)));
    return { blocks: drafts.flatMap(({ blocks }) => blocks), missing: subject.contracts.length === 0 ? [withoutContract("Le financement et les dépenses")] : drafts.flatMap((draft) => draft.missing) };
  },
};
