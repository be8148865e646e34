import type { FieldFault } from "@cpts/api/Problem";
import { anniversaryOf, inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { factsOfRow, lastDayOfRow } from "./life.ts";
import type { ContractRow } from "./queries.ts";

const fault = (code: string, fr: string, en: string): FieldFault => ({ in: "body", path: ["contractYear"], code, message: { fr, en } });

/** The day on which a year of a contract begins; null where the day of its signature is not known. */
export const startOfYear = (row: ContractRow, contractYear: number) => anniversaryOf(timelineOf(factsOfRow(row)), contractYear - 1);

/** A fault where a year of a contract has not begun, or would begin when the contract holds no more. Where its day is not known, nothing is refused. */
export const yearFaults = (row: ContractRow, contractYear: number) =>
  Effect.map(today, (now): ReadonlyArray<FieldFault> => {
    const from = startOfYear(row, contractYear);
    if (from === null) return [];
    const [fr, en] = [formatFr(fromLocalDate(from)), formatEn(fromLocalDate(from))];
    if (from > now) return [fault("year-not-begun", `cette année du contrat commence le ${fr} : elle n'est pas encore venue`, `this year of the contract begins on ${en}: it has not come yet`)];
    const lastDay = lastDayOfRow(row);
    const isOver = (lastDay !== null && from >= lastDay) || inForceOn(timelineOf(factsOfRow(row)), from)?.standing === "terminated";
    return isOver ? [fault("year-after-contract", `cette année commencerait le ${fr}, quand le contrat ne court plus`, `this year would begin on ${en}, when the contract holds no more`)] : [];
  });
