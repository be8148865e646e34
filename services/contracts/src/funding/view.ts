import type { FundingLineView, FundingNoticeView } from "@cpts/api/ContractFunding";
import type { FundingLine, FundingNotice } from "@cpts/domain/Funding";
import { statusOf } from "@cpts/domain/FundingDue";
import { ruleOf } from "@cpts/domain/FundingRules";
import { fundingRegimes } from "@cpts/domain/FundingRegime";
import { amountOfLine } from "@cpts/domain/FundingTotals";
import type { Evidence } from "@cpts/domain/FundingEvidence";
import type { Grid } from "@cpts/domain/Grid";
import { namedBy, type DatedGrid, type FundedByChoice, type Grids } from "../grids/pins.ts";
import type { AmendedGrid } from "./funded.ts";
import { roundingOf } from "./rounding.ts";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";

type Line = typeof FundingLineView.Encoded;
type Notice = typeof FundingNoticeView.Encoded;

const encodeSource = Schema.encodeSync(Source);

const cellsOf = ({ due }: FundingLine, grid: Grid): Line["cells"] =>
  due.parts.map(({ from, line, perYear, size, to, under, units }) => ({
    from,
    to,
    grid: under?.grid.id ?? grid.id,
    size,
    units,
    unitsPerYear: perYear,
    amountCents: line?.amountCents ?? null,
    status: line?.status ?? null,
    source: line === null ? null : encodeSource(line.source),
    reason: line?.reason ?? null,
  }));

/** A payment as it is answered. */
export const lineOf = (line: FundingLine, grid: Grid, counted: ReadonlyArray<Evidence>): Line => {
  const { amountCents, due, kind, on, rule } = line;
  const { component, mission, part } = due.group;
  return {
    component,
    mission,
    part,
    contractYear: due.year.number,
    from: due.from,
    to: due.to,
    kind,
    on,
    amountCents,
    atMostCents: amountOfLine(line).mostCents,
    dueCents: due.dueCents,
    unknown: due.unknown,
    status: statusOf(due),
    rate: due.ratePpm === null ? null : { ratePpm: due.ratePpm, status: due.isAgreed ? "agreed" : "provisional" },
    rule,
    ruleStatus: ruleOf(rule).status,
    rounding: roundingOf(line, grid),
    evidence: evidenceOfLine(line, counted),
    unitsPerYear: due.perYear,
    cells: cellsOf(line, grid),
  };
};

const facts: Readonly<Partial<Record<Line["component"], Evidence["fact"]>>> = { "start-up": "letter-of-intent", "crisis-plan": "crisis-plan", "crisis-update": "crisis-update", "crisis-occurrence": "crisis-occurrence" };

const evidenceOfLine = ({ due, on }: FundingLine, counted: ReadonlyArray<Evidence>): Line["evidence"] => {
  const { component, mission } = due.group;
  const found = counted.find((one) => one.fact === facts[component] && one.on === on && (one.mission === null || one.mission === mission));
  return found === undefined ? null : { origin: found.origin, document: found.document, on: found.on };
};

const notice = (code: Notice["code"], fr: string, en: string, mission: string | null = null): Notice => ({ code, mission, message: { fr, en } });

/** Why nothing is computed. */
export const nothing = {
  notSigned: notice("not-signed", "Le contrat n'est pas signé : rien n'est dû.", "The contract is not signed: nothing is due."),
  signatureDay: notice(
    "signature-day-unknown",
    "Le jour de la signature n'est pas connu : sans anniversaire, aucun versement ne peut être daté.",
    "The day of the signature is not known: without an anniversary no payment can be dated.",
  ),
  noGrid: notice("no-grid", "Aucun barème connu ne finance ce contrat à la date de sa signature.", "No known grid funds this contract on the date of its signature."),
  /** Of a contract that no grid funds: because its regime has none, or none is known. */
  ofRegime: (contract: FundedByChoice, grids: Grids<DatedGrid>): Notice =>
    namedBy(contract, grids)?._tag === "WithoutGrid"
      ? notice(
          "regime-without-grid",
          `Le régime de financement du contrat (${contract.terms.fundingRegime?.code}) n'a pas de barème : ses montants sont convenus par le contrat, rien n'est calculé ici.`,
          `The funding regime of the contract (${contract.terms.fundingRegime?.code}) has no grid: its amounts are agreed upon in the contract, nothing is computed here.`,
        )
      : nothing.noGrid,
};

/** Said of a contract that an amendment puts under another grid. */
export const amendedNotice = ({ from, id, used }: AmendedGrid): Notice =>
  used === null && fundingRegimes.some(({ code, hasGrids }) => code === id && !hasGrids)
    ? notice(
        "regime-without-grid",
        `Un avenant met le contrat sous le régime ${id} à partir du ${from}, qui n'a pas de barème : les montants d'après cette date sont convenus par contrat et ne sont pas calculés.`,
        `An amendment puts the contract under regime ${id} from ${from} on, which has no grid: amounts after that date are agreed upon by contract and are not computed.`,
      )
    : used === null
    ? notice(
        "amended-grid-unknown",
        `Un avenant met le contrat sous le barème ${id} à partir du ${from}, qui n'est pas connu ici : les montants d'après cette date ne sont pas calculés.`,
        `An amendment puts the contract under grid ${id} from ${from} on, which is not known here: amounts after that date are not computed.`,
      )
    : notice(
        "grid-amended",
        `Un avenant met le contrat sous le barème ${id} à partir du ${from} : les jours d'avant comptent par l'ancien barème, ceux d'après par le nouveau.`,
        `An amendment puts the contract under grid ${id} from ${from} on: the days before count by the old grid, those after by the new one.`,
      );

/** Said of what would be paid once, and is not. */
export const unpaidNotices = (undated: number, uncounted: ReadonlyArray<Evidence>): ReadonlyArray<Notice> => [
  ...(undated === 0
    ? []
    : [notice("letter-day-unknown", "Le jour où la lettre d'intention a été validée n'est pas connu : l'aide au démarrage n'est pas comptée. Déclarez-le avec sa source.", "The day the letter of intent was validated is not known: start-up aid is not counted. State it with its source.")]),
  ...uncounted.map(({ document, mission, on }) =>
    notice(
      "crisis-not-paid",
      `Le ${on} (${document}) n'est pas compté : aucune mission du contrat n'est payée pour cela par son barème.`,
      `${on} (${document}) is not counted: no mission of the contract is paid for it by its grid.`,
      mission,
    ),
  ),
];

/** What keeps a schedule from being whole, in words. */
export const noticeOf = (found: FundingNotice): Notice => {
  switch (found._tag) {
    case "TermUnknown":
      return notice("term-unknown", "La durée du contrat n'est pas connue.", "The term of the contract is not known.");
    case "SizeUnknown":
      return notice("size-unknown", "La taille du contrat dans ce barème n'est pas connue : ses montants ne le sont pas.", "The size of the contract in this grid is not known: nor are its amounts.");
    case "MissionNotInGrid":
      return notice("mission-not-in-grid", `Le barème ne dit rien de la mission ${found.mission}.`, `The grid says nothing of mission ${found.mission}.`, found.mission);
    case "MissionStartUnknown":
      return notice("mission-start-unknown", `Le jour de démarrage de la mission ${found.mission} n'est pas connu : sa part n'est pas comptée.`, `The day mission ${found.mission} started is not known: its part is not counted.`, found.mission);
  }
};
