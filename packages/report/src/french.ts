/** Numbers, amounts and dates as French writes them. */
import { addDays, LocalDate } from "@cpts/domain/LocalDate";
import { formatFr, isPartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";

const isLocalDate = Schema.is(LocalDate);
const decimals = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const shares = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });

/** 54 037, with the narrow space of French numbers. */
export const number = (value: number): string => decimals.format(value);

/** 125 000,00 €, of cents. */
export const euros = (cents: number): string => money.format(cents / 100);

export const percent = (share: number): string => shares.format(share);

/** "1 commune", "30 communes": French is plural from two on. */
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${Math.abs(value) < 2 ? one : many}`;

/** A date as far as it is known; anything else as it came. */
export const date = (text: string | null): string => (text === null ? "date inconnue" : isPartialDate(text) ? formatFr(text) : text);

/** Periods end on the day after their last: where the day is known, the last one is said. */
export const lastDay = (text: string): string => date(isLocalDate(text) ? addDays(text, -1) : text);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
