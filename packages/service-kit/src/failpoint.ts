import { Effect } from "effect";

/**
 * The moments between a commit and its effects elsewhere at which a fault test makes a service die (promise P2). The first
 * five are of a service that writes, the others of one that follows.
 */
export const failpointSteps = [
  "before-commit",
  "after-commit",
  "before-publish",
  "after-publish-before-ack",
  "after-ack",
  "before-apply",
  "after-apply-before-commit",
  "after-apply-commit",
] as const;
export type FailpointStep = (typeof failpointSteps)[number];

interface Failpoint {
  readonly step: FailpointStep;
  /** How often the step is still passed before the process dies there. */
  left: number;
}

let armed: Failpoint | null = null;

const isStep = (text: string): text is FailpointStep => failpointSteps.some((step) => step === text);

/**
 * Arms the step that the variable `FAILPOINT` names, `<step>:exit` or `<step>:exit@<n>` for its n-th passage. Gives the reason
 * where it must not: a service in production never dies on purpose.
 */
export const armFailpoint = (environment: Readonly<Record<string, string | undefined>>): string | null => {
  const text = environment["FAILPOINT"];
  armed = null;
  if (text === undefined || text === "") return null;
  if (environment["NODE_ENV"] === "production") return "FAILPOINT: is for fault tests, and refused where NODE_ENV is production";
  const [, step = "", times = "1"] = /^([a-z-]+):exit(?:@([1-9]\d{0,5}))?$/u.exec(text) ?? [];
  if (!isStep(step)) return `FAILPOINT: ${JSON.stringify(text)} is not <step>:exit@<n> with a step among ${failpointSteps.join(", ")}`;
  armed = { step, left: Number(times) };
  return null;
};

const die = (): Promise<never> =>
  new Promise(() => {
    // What was handed to a socket just before is on its way: the fault is the lost process, not a lost write to it.
    setImmediate(() => setImmediate(() => process.kill(process.pid, "SIGKILL")));
  });

/** Dies here when this is the armed step, as in a power cut. Costs one comparison otherwise. */
export const failpoint = (step: FailpointStep): Promise<never> | undefined => {
  if (armed === null || armed.step !== step) return undefined;
  armed.left -= 1;
  return armed.left === 0 ? die() : undefined;
};

/** The same inside an effect. */
export const failpointEffect = (step: FailpointStep): Effect.Effect<void> => Effect.suspend(() => (armed === null ? Effect.void : Effect.promise(async () => failpoint(step))));
