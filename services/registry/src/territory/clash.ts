import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Dated, Placement } from "@cpts/domain/Validity";

type Clash = Extract<Placement, { readonly _tag: "Clash" }>;
type Told = Pick<FieldFault, "code" | "message">;

const unknownStart = { fr: "à une date inconnue", en: "on an unknown date" };

const uncertain = ({ start }: Dated): Told => ({
  code: "uncertain-order",
  message: {
    fr: `ce territoire et celui qui commence ${start === null ? unknownStart.fr : `le ${start}`} ne se rangent pas avec certitude : donnez une date plus précise, ou cette date même pour le corriger`,
    en: `this territory and the one that starts ${start === null ? unknownStart.en : `on ${start}`} have no certain order: give a more precise date, or that very date to correct it`,
  },
});

const beyond = ({ start }: Dated): Told => ({
  code: "overlaps-next",
  message: { fr: `le territoire suivant commence le ${start} : celui-ci doit finir ce jour-là au plus tard`, en: `the next territory starts on ${start}: this one must end by that day` },
});

const beforeStart: Told = { code: "end-before-start", message: { fr: "la fin doit être après le début, à coup sûr", en: "the end must certainly be after the start" } };

/** Why a territory has no place among the others of its CPTS: the one that it clashes with is named. */
export const clashProblem = ({ about, at }: Clash, versions: ReadonlyArray<Dated>, path: ReadonlyArray<string | number>): Problem => {
  const other = at === null ? undefined : versions[at];
  const told = other === undefined ? beforeStart : about === "start" ? uncertain(other) : beyond(other);
  return new Problem({ type: "invalid-territory", faults: [{ in: "body", path: [...path.slice(0, -1), about === "start" ? "validFrom" : "validTo"], ...told }] });
};
