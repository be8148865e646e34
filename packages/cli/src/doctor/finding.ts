/**
 * What one look of the doctor has found.
 *
 * @since 0.1.0
 */

/** All is well; something worth knowing; something to repair. */
export type Health = "ok" | "note" | "fault";

/** One check and its outcome. */
export interface Finding {
  /** What was looked at, for programs. */
  readonly check: "address" | "service" | "token" | "clock" | "feed" | "projection" | "relay" | "broker";
  readonly service: string | null;
  readonly health: Health;
  /** What was found, for a person. */
  readonly found: string;
  /** What to do about it. */
  readonly advice: string | null;
}

/** Makes a finding. */
export const finding = (check: Finding["check"], service: string | null, health: Health, found: string, advice: string | null = null): Finding => ({ check, service, health, found, advice });
