/**
 * The address of a broker as people write it: one server or several, with user and password or without.
 *
 * @since 0.1.0
 */

/** What a NATS client of `@nats-io/*` takes: spread it into the options of `connect`. */
export interface BrokerAddress {
  /** `host:port` of each server, tried in turn. */
  readonly servers: Array<string>;
  readonly user?: string;
  readonly pass?: string;
  /** The user part of an address without a password, as the `nats` command line takes it. */
  readonly token?: string;
  /** Where answers to this user come: nobody else may be allowed to listen there. */
  readonly inboxPrefix?: string;
  /** A `tls://` address: a server without TLS is refused. */
  readonly tls?: Record<string, never>;
}

const read = (text: string): URL => {
  const url = URL.parse(text.includes("://") ? text : `nats://${text}`);
  // Never with the text: it may hold a password.
  if (url === null || url.hostname === "" || (url.protocol !== "nats:" && url.protocol !== "tls:")) throw new TypeError("a NATS address is nats://[user:password@]host[:port], several separated by commas");
  return url;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError("user and password of a NATS address are percent-encoded: % is written %25");
  }
};

const identityOf = ({ username, password }: URL): Pick<BrokerAddress, "user" | "pass" | "token" | "inboxPrefix"> => {
  const user = decoded(username);
  if (user === "") return {};
  if (password === "") return { token: user };
  return { user, pass: decoded(password), ...(/^[\w-]+$/u.test(user) ? { inboxPrefix: `_INBOX_${user}` } : {}) };
};

/**
 * Reads an address: servers separated by commas, user and password percent-encoded in any of them, for all of them.
 * Answers to a user come to `_INBOX_<user>.>`, as the accounts of the platform (`infra/nats`) prescribe.
 *
 * @throws TypeError when it is no address, or names two users; its message never shows the address.
 */
export const brokerAddress = (text: string): BrokerAddress => {
  const urls = text.split(",").map((part) => read(part.trim()));
  const identities = new Map(urls.filter(({ username }) => username !== "").map((url) => [`${url.username}:${url.password}`, url]));
  if (identities.size > 1) throw new TypeError("the servers of a NATS address are of one cluster: one user for all");
  const [url] = identities.values();
  return {
    servers: urls.map(({ hostname, port }) => (port === "" ? hostname : `${hostname}:${port}`)),
    ...(url === undefined ? {} : identityOf(url)),
    ...(urls.some(({ protocol }) => protocol === "tls:") ? { tls: {} } : {}),
  };
};
