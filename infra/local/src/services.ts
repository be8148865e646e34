import { readFileSync } from "node:fs";
import { contracts } from "@cpts/contracts/service";
import { directory } from "@cpts/directory/service";
import { prevention } from "@cpts/prevention/service";
import { registry } from "@cpts/registry/service";
import { faultsText, readVariables, type ConfigFault, type Variables } from "@cpts/service-kit/config/variables";
import { startService, variablesOf, type Running, type Service, type ServiceConfig, type Surroundings } from "@cpts/service-kit/service";
import type { Log } from "@cpts/service-kit/telemetry/log";

/** A service as the launcher runs it: a name, and a start from environment variables as if it ran alone. */
export interface LocalService {
  readonly name: string;
  readonly version: string;
  /** The names of the variables it reads. */
  readonly variables: ReadonlyArray<string>;
  readonly start: (environment: Readonly<Record<string, string | undefined>>, log: Log) => Promise<Running>;
}

/** A variable of a service has a value it cannot use. */
export class WrongVariable extends Error {
  constructor(service: string, faults: ReadonlyArray<ConfigFault>) {
    super(`${service}: ${faultsText(faults)}`);
    this.name = "WrongVariable";
  }
}

const local = <V extends Variables, R>(service: Service<V, R>, surroundings: Surroundings): LocalService => {
  const variables = variablesOf(service);
  return {
    name: service.name,
    version: service.version,
    variables: Object.keys(variables),
    start: async (environment, log) => {
      const { config, faults } = readVariables(variables, environment, (path) => readFileSync(path, "utf8"));
      if (config === null) throw new WrongVariable(service.name, faults);
      // These are the variables of this very service.
      return startService(service, config as ServiceConfig<V>, log, surroundings);
    },
  };
};

/** Every service of the platform, one line each, where a test may say what time it is. */
export const servicesIn = (surroundings: Surroundings): ReadonlyArray<LocalService> => [
  local(registry, surroundings), //
  local(directory, surroundings),
  local(contracts, surroundings),
  local(prevention, surroundings),
];

/** Every service of the platform. Each answers under its name and is told the address of all, as `<NAME>_URL`. */
export const services: ReadonlyArray<LocalService> = servicesIn({});
