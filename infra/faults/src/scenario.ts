import { findNats } from "@cpts/servers/nats";
import type { Prepared } from "./prepared.ts";

/** Where scenarios run: a folder of their own, prepared data, and brokers' programs where the machine has them. */
export interface Stage {
  readonly folder: string;
  readonly prepared: Prepared;
  readonly natsBinary: string | null;
  /** A current server, beside the oldest that is supported. */
  readonly currentNats: string | null;
}

/** The brokers' programs of this machine: `CPTS_NATS_SERVER` or the PATH, and `CPTS_NATS_CURRENT`. */
export const brokersHere = (): Pick<Stage, "natsBinary" | "currentNats"> => ({ natsBinary: findNats(), currentNats: process.env["CPTS_NATS_CURRENT"] || null });

/** What a scenario has found. */
export interface Outcome {
  /** Writes that were acknowledged. */
  readonly acked: number;
  /** Acknowledged writes that are not there. */
  readonly lost: number;
  /** Effects that took place more than once. */
  readonly twice: number;
  /** The longest time without an acknowledged write; null where the scenario writes none under load. */
  readonly worstGapMs: number | null;
  /** From a fault to the next write that was acknowledged, at worst; null where it makes no sense. */
  readonly recoveryMs: number | null;
  /** Everything that is not as promised, in words. */
  readonly faults: ReadonlyArray<string>;
  /** What else is worth knowing. */
  readonly notes: ReadonlyArray<string>;
}

/** A broken promise looked for: `S` is what its two sizes differ in. */
export interface Scenario<S extends Readonly<Record<string, number>> = Readonly<Record<string, number>>> {
  readonly name: string;
  /** The promises it is the proof of, as the design numbers them. */
  readonly promises: ReadonlyArray<string>;
  /** What is promised, in one sentence. */
  readonly sentence: string;
  /** Cannot run without a NATS server, or without a current one. */
  readonly needsBroker: boolean | "current";
  /** What recovery may take; judged in the long run only: in the gate the machine may be busy. */
  readonly recoveryLimitMs?: number;
  /** Of a scenario that runs only when it is asked for: the test of the service kit that proves its promise in the gate. */
  readonly gateHas?: string;
  readonly sizes: { readonly gate: S; readonly long: S };
  readonly run: (stage: Stage, size: S) => Promise<Outcome>;
}

/** Defines a scenario; the list of all of them forgets what its sizes are called. */
export const scenario = <S extends Readonly<Record<string, number>>>(definition: Scenario<S>): Scenario =>
  // It is only ever run with its own sizes.
  definition as unknown as Scenario;

/** Why a scenario cannot run on this machine; null where it can. */
export const missingFor = ({ needsBroker }: Scenario, brokers: Pick<Stage, "natsBinary" | "currentNats">): string | null => {
  if (needsBroker === "current") return brokers.currentNats === null ? "no current NATS server: CPTS_NATS_CURRENT is not set" : null;
  return needsBroker && brokers.natsBinary === null ? "no NATS server: put nats-server on the PATH, or its path in CPTS_NATS_SERVER" : null;
};
