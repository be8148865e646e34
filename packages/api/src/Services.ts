/**
 * Every service of the platform by its name, one line each: what walks them all (documents, clients, tests) starts here.
 *
 * @example
 * ```ts
 * import { services } from "@cpts/api/Services"
 *
 * Object.keys(services) // => ["registry", "directory", "contracts", "prevention"]
 * ```
 *
 * @since 0.1.0
 */
import { contracts } from "./Contracts.ts";
import { directory } from "./Directory.ts";
import { prevention } from "./Prevention.ts";
import { registry } from "./Registry.ts";

/** The contracts of the services: by name, as each module says; written out they are more than the compiler declares. */
type Services = {
  readonly registry: typeof registry;
  readonly directory: typeof directory;
  readonly contracts: typeof contracts;
  readonly prevention: typeof prevention;
};

/** The contracts of the services, by name. */
export const services: Services = { registry, directory, contracts, prevention };
