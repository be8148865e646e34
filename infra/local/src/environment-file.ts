import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes down the environment of a service, so that its commands can be run beside the platform:
 * `node --env-file=.local/directory.env services/directory/dist/main.js projections verify`. It holds passwords: 0600.
 */
export const writeEnvironment = (folder: string, service: string, environment: Readonly<Record<string, string | undefined>>): void => {
  const lines = Object.entries(environment).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [`${name}='${value}'`]));
  writeFileSync(join(folder, `${service}.env`), `${lines.join("\n")}\n`, { mode: 0o600 });
};
