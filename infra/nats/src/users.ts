/** Subjects that a user may publish to and listen to; everything else is denied. */
export interface Permissions {
  readonly publish: ReadonlyArray<string>;
  readonly subscribe: ReadonlyArray<string>;
}

/** A user of the platform's account; without permissions it may do everything in it. */
export interface NatsUser {
  readonly name: string;
  readonly permissions: Permissions | null;
}

/** Each service, with those whose events it follows. */
export type Services = Readonly<Record<string, ReadonlyArray<string>>>;

/** The services of the platform. */
export const platformServices: Services = {
  registry: ["contracts", "directory"],
  directory: ["registry"],
  contracts: ["registry", "directory", "prevention"],
  prevention: ["registry", "contracts", "directory"],
};

/** As the service kit names it. */
const streamOf = (service: string): string => `CPTS_${service.toUpperCase()}`;

/** Where answers to a user come, and to nobody else: the clients of the platform ask for it (`brokerAddress` of the SDK). */
const inboxOf = (user: string): string => `_INBOX_${user}.>`;

/** What a relay asks of JetStream: to make, change, look at and empty its own stream. */
const relayCalls = ["CREATE", "UPDATE", "INFO", "DELETE", "MSG.GET"];

/** A service publishes its own events, manages its own stream, and hears those that it follows. */
const serviceUser = (name: string, follows: ReadonlyArray<string>): NatsUser => ({
  name,
  permissions: {
    publish: [`cpts.${name}.>`, "$JS.API.INFO", ...relayCalls.map((call) => `$JS.API.STREAM.${call}.${streamOf(name)}`)],
    subscribe: [inboxOf(name), ...follows.map((other) => `cpts.${other}.>`)],
  },
});

/** On one stream: to read it, and to have one durable consumer, which bears the user's name. */
const consumerSubjects = (user: string, stream: string): ReadonlyArray<string> => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  // With a filter its subject comes behind the name.
  `$JS.API.CONSUMER.CREATE.${stream}.${user}`,
  `$JS.API.CONSUMER.CREATE.${stream}.${user}.>`,
  // What clients before 2.9 call the same.
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${user}`,
  `$JS.API.CONSUMER.INFO.${stream}.${user}`,
  `$JS.API.CONSUMER.DELETE.${stream}.${user}`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.${user}`,
  `$JS.ACK.${stream}.${user}.>`,
];

/** An application that follows: its name, and the services whose events it hears. */
export interface Subscriber {
  readonly name: string;
  /** All of the platform when absent. */
  readonly sources?: ReadonlyArray<string>;
}

/**
 * It hears events live and by durable consumers of its own name, and publishes none. One user for each application: nobody then
 * moves or deletes the consumer of another, and what the broker lets it hear can be what the feeds let it read: only the registry's
 * log is open data (decision 0007).
 */
const subscriberUser = ({ name, sources }: Subscriber, services: Services): NatsUser => ({
  name,
  permissions: {
    publish: ["$JS.API.INFO", "$JS.API.STREAM.NAMES", ...(sources ?? Object.keys(services)).flatMap((source) => consumerSubjects(name, streamOf(source)))],
    subscribe: [inboxOf(name), ...(sources?.map((source) => `cpts.${source}.>`) ?? ["cpts.>"])],
  },
});

/** Every user of the platform: one for each service, the applications, and `admin` for those who look after the server. */
export const usersOf = (services: Services, subscribers: ReadonlyArray<Subscriber>): ReadonlyArray<NatsUser> => [
  ...Object.entries(services).map(([name, follows]) => serviceUser(name, follows)),
  ...subscribers.map((subscriber) => subscriberUser(subscriber, services)),
  { name: "admin", permissions: null },
];
