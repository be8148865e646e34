import type { Html } from "../html/page.ts";
import type { CptsWithFacts, Platform, Territory } from "../platform.ts";

/** What a page of one CPTS is about. */
export interface Subject {
  readonly platform: Platform;
  readonly cpts: CptsWithFacts;
  /** Null where it has none on that day. */
  readonly territory: Territory | null;
  /** The day asked for; undefined is today, as the services count it. */
  readonly asOf: string | undefined;
  /** The limit of the page: what a section reads of its own, it reads under it. */
  readonly signal: AbortSignal;
}

/** One part of the page of a CPTS. It reads what it needs besides; null where it has nothing to show. */
export interface Section {
  /** Its address within the page. */
  readonly id: string;
  readonly title: string;
  /** The service it is read from: named where it does not answer, and left out where the portal does not know it. */
  readonly service?: string;
  readonly content: (subject: Subject) => Html | null | Promise<Html | null>;
}
