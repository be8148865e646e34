/**
 * The services a client can call. Every endpoint and event type of a service listed here is in the client by itself.
 *
 * @since 0.1.0
 */
import { directory } from "@cpts/api/Directory";
import { registry } from "@cpts/api/Registry";

/** The contracts of the services, by name. */
export const services = { registry, directory } as const;
