import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { accountsText } from "@cpts/nats/accounts";
import { platformServices, usersOf } from "@cpts/nats/users";
import { keptSecret } from "@cpts/servers/secret-file";

/** Who follows from outside: the address that is printed is theirs. */
export const subscriber = "subscriber";

/** The users of the broker of this folder. */
export interface BrokerUsers {
  /** More lines of the server's configuration: the accounts that a deployment has too. */
  readonly config: string;
  /** The address of the server for one of them. */
  readonly urlFor: (user: string, serverUrl: string) => string;
}

/** Makes the passwords once and keeps them in the folder, as those of the databases. */
export const brokerUsers = async (folder: string): Promise<BrokerUsers> => {
  const users = usersOf(platformServices, [{ name: subscriber }]);
  const made = [...users.map(({ name }) => name), "sys"].map(async (name) => {
    const password = await keptSecret(join(folder, "nats", "passwords", name), () => randomBytes(24).toString("base64url"));
    return [name, password] as const;
  });
  const passwords = new Map(await Promise.all(made));
  const passwordOf = (user: string): string => {
    const password = passwords.get(user);
    if (password === undefined) throw new Error(`the broker has no user ${user}: infra/nats/src/users.ts names them`);
    return password;
  };
  return {
    config: accountsText(users, (user) => JSON.stringify(passwordOf(user))),
    urlFor: (user, serverUrl) => serverUrl.replace("//", `//${user}:${passwordOf(user)}@`),
  };
};
