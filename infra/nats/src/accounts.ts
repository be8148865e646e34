import type { NatsUser, Permissions } from "./users.ts";

/** The text that stands for a user's password in the configuration: quoted, or the name of a variable (`$NAME`). */
export type PasswordText = (user: string) => string;

/** One subject a line: a change of permissions is read in a review. */
const allow = (kind: keyof Permissions, permissions: Permissions): ReadonlyArray<string> => [
  `          ${kind}: { allow: [`,
  ...permissions[kind].map((subject) => `            ${JSON.stringify(subject)}`),
  `          ] }`,
];

const userText = ({ name, permissions }: NatsUser, password: PasswordText): string => {
  const identity = `user: ${JSON.stringify(name)}, password: ${password(name)}`;
  if (permissions === null) return `      { ${identity} }`;
  return [
    `      { ${identity}`,
    `        permissions: {`,
    ...allow("publish", permissions),
    ...allow("subscribe", permissions),
    `        } }`,
  ].join("\n");
};

/**
 * The accounts of a server, in its own configuration language: CPTS with its users, and SYS apart, whose one user sees the
 * server and none of the events. Always accounts, never a bare `authorization` block: with only a system account beside it,
 * servers before 2.9.11 let anybody in (GHSA-fr2g-9hjm-wr23).
 */
export const accountsText = (users: ReadonlyArray<NatsUser>, password: PasswordText): string =>
  [
    "accounts {",
    "  CPTS {",
    "    jetstream: enabled",
    "    users: [",
    ...users.map((user) => userText(user, password)),
    "    ]",
    "  }",
    "  SYS {",
    `    users: [ { user: "sys", password: ${password("sys")} } ]`,
    "  }",
    "}",
    "system_account: SYS",
    "",
  ].join("\n");
