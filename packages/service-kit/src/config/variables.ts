import { Exit, SchemaParser, type Schema } from "effect";

/** One environment variable of a service: how it is read, what it means, what holds without it. */
export interface Variable<T> {
  readonly schema: Schema.ConstraintCodec<T, string>;
  /** Text of the value when the variable is absent; `null` when the service can do without; absent when it cannot. */
  readonly fallback?: string | null;
  /** The fallback is known to everyone, and no value where `NODE_ENV` is `production`. */
  readonly fallbackIsPublic?: true;
  /** Never printed; may be given as a file by `<NAME>_FILE`. */
  readonly secret?: true;
  readonly description: string;
  readonly example?: string;
}

export type Variables = Readonly<Record<string, Variable<unknown>>>;

export type ConfigOf<V extends Variables> = {
  readonly [Name in keyof V]: V[Name] extends { readonly fallback: null } ? V[Name]["schema"]["Type"] | null : V[Name]["schema"]["Type"];
};

/** A variable whose value cannot be used. */
export interface ConfigFault {
  readonly name: string;
  readonly reason: string;
}

export interface ConfigReading<V extends Variables> {
  readonly config: ConfigOf<V> | null;
  readonly faults: ReadonlyArray<ConfigFault>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const rawValue = (
  name: string,
  variable: Variable<unknown>,
  environment: Environment,
  readFile: (path: string) => string,
): { readonly text: string | null } | { readonly reason: string } => {
  const path = variable.secret ? environment[`${name}_FILE`] : undefined;
  if (path !== undefined) {
    if (environment[name] !== undefined) return { reason: `given twice, as ${name} and ${name}_FILE` };
    try {
      return { text: readFile(path).trimEnd() };
    } catch {
      return { reason: `the file named by ${name}_FILE cannot be read` };
    }
  }
  const given = environment[name];
  if (given !== undefined && given !== "") return { text: given };
  if (variable.fallbackIsPublic === true && environment["NODE_ENV"] === "production") return { reason: "missing: the one for trials is no secret, and not for production" };
  return variable.fallback === undefined ? { reason: "missing" } : { text: variable.fallback };
};

/** Reads every variable and names every fault at once; a secret's value never appears in a fault. */
export const readVariables = <V extends Variables>(variables: V, environment: Environment, readFile: (path: string) => string): ConfigReading<V> => {
  const faults: Array<ConfigFault> = [];
  const config: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const raw = rawValue(name, variable, environment, readFile);
    if ("reason" in raw) {
      faults.push({ name, reason: raw.reason });
      continue;
    }
    if (raw.text === null) {
      config[name] = null;
      continue;
    }
    const decoded = SchemaParser.decodeUnknownExit(variable.schema)(raw.text);
    if (Exit.isSuccess(decoded)) config[name] = decoded.value;
    else {
      const shown = variable.secret ? "its value" : JSON.stringify(raw.text);
      faults.push({ name, reason: `${shown} is not usable: ${variable.description}${variable.example ? ` (such as ${variable.example})` : ""}` });
    }
  }
  // Every variable of V was read above, or a fault says which was not.
  return { config: faults.length === 0 ? (config as ConfigOf<V>) : null, faults };
};

/** Every fault on one line. */
export const faultsText = (faults: ReadonlyArray<ConfigFault>): string => faults.map(({ name, reason }) => `${name}: ${reason}`).join("; ");

/** What `--print-config` shows: every value in force, secrets masked. */
export const printable = <V extends Variables>(variables: V, config: ConfigOf<V>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, variables[name]?.secret && value !== null ? "(secret)" : value]),
  );

/** The table of `--help` and of the documentation. */
export const helpText = (service: string, variables: Variables): string => {
  const rows = Object.entries(variables).map(([name, variable]) => {
    const fallback = variable.fallback === undefined ? "required" : variable.fallback === null ? "optional" : `default ${variable.fallback}`;
    return `  ${name}${variable.secret ? " or " + name + "_FILE" : ""}\n      ${variable.description} (${fallback})`;
  });
  return [`${service}: a service of the CPTS platform. Its configuration comes from the environment:`, "", ...rows].join("\n");
};
