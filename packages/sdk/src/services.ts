/**
 * The services a client can call. Every endpoint and event type of a service of the platform is in the client by itself.
 *
 * @since 0.1.0
 */
export { services } from "@cpts/api/Services";
