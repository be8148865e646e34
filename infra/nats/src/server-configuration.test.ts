import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brokerProgram, brokerServers } from "@cpts/testing/broker";
import { temporaryFolder } from "@cpts/testing/faults";
import { describe, expect, it, onTestFinished } from "vitest";
import { platformServices, usersOf } from "./users.ts";

const committed = join(import.meta.dirname, "..", "nats-server.conf");
const written = (...applications: ReadonlyArray<string>): string => execFileSync(process.execPath, [join(import.meta.dirname, "main.ts"), ...applications], { encoding: "utf8" });

it("nats-server.conf is what the command writes", () => {
  expect(readFileSync(committed, "utf8")).toBe(written());
});

it("an application hears what it is named with, and keeps consumers on nothing else", () => {
  const subjects: ReadonlyArray<string> = written("agenda:registry,prevention").match(/".*(?:\.agenda(?:\.>)?|_agenda\.>)"|"cpts\.\w+\.>"/gu) ?? [];
  expect(subjects).toContain('"$JS.API.CONSUMER.CREATE.CPTS_REGISTRY.agenda"');
  expect(subjects.filter((subject) => subject.includes("agenda") && /DIRECTORY|CONTRACTS/u.test(subject))).toEqual([]);
  expect(subjects.slice(subjects.indexOf('"_INBOX_agenda.>"'))).toEqual(['"_INBOX_agenda.>"', '"cpts.registry.>"', '"cpts.prevention.>"']);
});

describe.each(brokerServers())("the %s server", (server) => {
  const check = (passwords: string, environment: Readonly<Record<string, string>> = {}): string => {
    const folder = temporaryFolder();
    onTestFinished(folder.remove);
    copyFileSync(committed, join(folder.path, "nats-server.conf"));
    writeFileSync(join(folder.path, "passwords.conf"), passwords);
    try {
      const env = { NATS_SERVER_NAME: "nats-0", ...environment };
      return execFileSync("/bin/sh", ["-c", 'exec "$0" -t -c "$1" 2>&1', brokerProgram(server) ?? "", join(folder.path, "nats-server.conf")], { encoding: "utf8", env });
    } catch (error) {
      // What execFileSync throws carries what the program wrote.
      return (error as { readonly stdout: string }).stdout;
    }
  };
  const variables = [...usersOf(platformServices, [{ name: "subscriber" }]).map(({ name }) => name), "sys"].map((name) => `NATS_${name.toUpperCase()}_PASSWORD`);

  it("takes it, with passwords from the file beside it", () => {
    expect(check(variables.map((name) => `${name}: "1a-bcrypt-hash-or-a-password"`).join("\n"))).toContain("is valid");
  });

  it("takes it with passwords from the environment", () => {
    expect(check("", Object.fromEntries(variables.map((name) => [name, "a-password"])))).toContain("is valid");
  });

  it("does not start without a password", () => {
    expect(check("")).toContain("NATS_REGISTRY_PASSWORD");
  });
});
