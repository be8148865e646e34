import { privateBroker, type BrokerServer, type PrivateBroker } from "@cpts/testing/broker";
import { brokerAddress } from "@cpts/sdk/nats";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { accountsText } from "./accounts.ts";
import { usersOf } from "./users.ts";

/** A broker with the accounts of a small platform: `sample` and `other`, which follows it, and one application. */
export interface AccountedBroker extends PrivateBroker {
  /** The address of the broker for a user. */
  readonly urlOf: (user: string) => string;
  readonly connectAs: (user: string) => Promise<NatsConnection>;
}

const passwordOf = (user: string): string => `${user}: a password, with @ and %`;

export const accountedBroker = async (server: BrokerServer): Promise<AccountedBroker> => {
  const users = usersOf({ sample: [], other: ["sample"] }, [{ name: "subscriber" }]);
  const broker = await privateBroker({ server, config: accountsText(users, (user) => JSON.stringify(passwordOf(user))) });
  const urlOf = (user: string): string => broker.url.replace("//", `//${user}:${encodeURIComponent(passwordOf(user))}@`);
  return { ...broker, urlOf, connectAs: (user) => connect({ ...brokerAddress(urlOf(user)), timeout: 2_000, reconnect: false }) };
};
