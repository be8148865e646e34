/**
 * What the verbs of those who run the platform have in common.
 *
 * @since 0.1.0
 */
import { services } from "@cpts/api/Services";
import { CptsProblem, type ServiceName } from "@cpts/sdk";
import { usageError } from "./refusal.ts";
import type { Session } from "./session.ts";

/** Work that reads a whole log is given as long as Node's `fetch` waits, and never sent twice by itself. */
export const patient = { timeoutMs: 300_000, retries: 0 };

const isService = (name: string): name is ServiceName => Object.hasOwn(services, name);

/** The services of these names, all when there is none. Throws a usage error. */
export const servicesOf = (names: ReadonlyArray<string>): ReadonlyArray<ServiceName> => {
  const there = Object.keys(services);
  const unknown = names.find((name) => !isService(name));
  if (unknown !== undefined) throw usageError(`« ${unknown} » n'est pas un service. Il y a : ${there.join(", ")}`, `"${unknown}" is no service. There are: ${there.join(", ")}`);
  return (names.length === 0 ? there : names).filter(isService);
};

/** The service that a verb needs. Throws a usage error with the verb's form. */
export const oneService = (name: string | undefined, form: string): ServiceName => {
  const [service] = name === undefined ? [] : servicesOf([name]);
  if (service === undefined) throw usageError(form, form);
  return service;
};

/** Tells, before it fails, what a refusal would have taken. */
export const asOperator = async <A>({ tell, terminal }: Session, run: () => Promise<A>): Promise<A> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CptsProblem && (error.status === 401 || error.status === 403))
      terminal.err(tell("Il faut le rôle platform-admin, ou un compte de service avec platform:operate.", "This takes the role platform-admin, or a service account with platform:operate."));
    throw error;
  }
};
