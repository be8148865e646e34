import { Schema } from "effect";
import { Role } from "@cpts/domain/Access";
import { brokerAddress } from "@cpts/sdk/nats";

const integer = (minimum: number, maximum: number) => Schema.NumberFromString.pipe(Schema.check(Schema.isInt(), Schema.isBetween({ minimum, maximum })));

/** An address with one of these protocols. */
export const urlOf = (...protocols: ReadonlyArray<string>) =>
  Schema.String.pipe(
    Schema.check(
      Schema.makeFilter((text: string) => {
        const url = URL.parse(text);
        return url !== null && protocols.includes(url.protocol.slice(0, -1));
      }),
    ),
  );

/** Servers of one cluster, separated by commas, with `user:password@` if they ask for it. */
const BrokerAddressText = Schema.String.pipe(
  Schema.check(
    Schema.makeFilter((text: string) => {
      try {
        brokerAddress(text);
        // Without a scheme it is more often a mistake than an address.
        return text.split(",").every((part) => part.includes("://"));
      } catch {
        return false;
      }
    }),
  ),
);

/** A trusted issuer of tokens, limited to the roles it may give. */
export const Issuer = Schema.Struct({
  issuer: urlOf("http", "https"),
  audience: Schema.String,
  jwks: Schema.optionalKey(urlOf("http", "https")),
  roles: Schema.Array(Role),
});
export type Issuer = typeof Issuer.Type;

const IssuersText = Schema.fromJsonString(Schema.Array(Issuer));

/** What every service reads from its environment. */
export const serviceVariables = (defaults: { readonly port: number }) =>
  ({
    DATABASE_URL: {
      schema: urlOf("postgres", "postgresql"),
      secret: true,
      description: "PostgreSQL of this service, as its app role; may be a transaction pooler",
      example: "postgres://registry_app:secret@127.0.0.1:5432/registry",
    },
    DATABASE_DIRECT_URL: {
      schema: urlOf("postgres", "postgresql"),
      secret: true,
      fallback: null,
      description: "the same database without a pooler, as its owner: migrations and LISTEN; DATABASE_URL when absent",
      example: "postgres://registry_owner:secret@127.0.0.1:5432/registry",
    },
    DATABASE_POOL_SIZE: { schema: integer(1, 100), fallback: "10", description: "connections to PostgreSQL, 1 to 100" },
    NATS_URL: {
      schema: BrokerAddressText,
      // It may carry a password.
      secret: true,
      fallback: null,
      description: "NATS servers, separated by commas, with the user and password (percent-encoded) of this service; without one events travel by the HTTP feed alone",
      example: "nats://registry:secret@nats-0:4222,nats://nats-1:4222,nats://nats-2:4222",
    },
    NATS_STREAM_REPLICAS: {
      schema: integer(1, 5),
      fallback: "1",
      description: "copies that the broker keeps of this service's stream: 1 on a single server, 3 on a cluster",
    },
    FOLLOW_TOKEN_PATH: {
      schema: Schema.String.pipe(Schema.check(Schema.isMinLength(1))),
      fallback: null,
      description: "file with the bearer token shown to the feeds this service follows; read anew at each request, so that it can be renewed",
      example: "/run/secrets/follow-token",
    },
    HOST: { schema: Schema.String.pipe(Schema.check(Schema.isMinLength(1))), fallback: "127.0.0.1", description: "address to listen on" },
    PORT: { schema: integer(0, 65535), fallback: String(defaults.port), description: "port to listen on, 0 for any free one" },
    ISSUERS: {
      schema: IssuersText,
      fallback: null,
      description: "trusted OIDC issuers as JSON; without one the service serves open data and answers 401 to the rest",
      example: '[{"issuer":"https://id.example.org","audience":"cpts","roles":["ars-officer"]}]',
    },
    LOG_LEVEL: { schema: Schema.Literals(["debug", "info", "warn", "error"]), fallback: "info", description: "debug, info, warn or error" },
    SHUTDOWN_SECONDS: { schema: integer(1, 300), fallback: "20", description: "longest time to finish what runs when asked to stop" },
  }) as const;
