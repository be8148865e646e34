import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { contracts } from "@cpts/contracts/service";
import { directory } from "@cpts/directory/service";
import { platformServices } from "@cpts/nats/users";
import { prevention } from "@cpts/prevention/service";
import { registry } from "@cpts/registry/service";
import { temporaryFolder } from "@cpts/testing/faults";
import { expect, it, onTestFinished } from "vitest";
import { brokerUsers } from "./broker-users.ts";

it("each service may hear exactly those whose log it follows", () => {
  // What a service follows does not depend on its configuration, only where.
  const followed = [registry, directory, contracts, prevention].map(({ follows, name }) => [name, new Set(follows({} as never).map(({ projection }) => projection.source))]);
  expect(Object.fromEntries(followed)).toEqual(Object.fromEntries(Object.entries(platformServices).map(([name, sources]) => [name, new Set(sources)])));
});

it("the passwords of the broker are made once, differ, and are read by their owner alone", async () => {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  const first = await brokerUsers(path);
  const urls = Object.keys(platformServices).map((user) => first.urlFor(user, "nats://127.0.0.1:4222"));
  expect(new Set(urls.map((url) => new URL(url).password)).size).toBe(urls.length);
  expect((await brokerUsers(path)).config).toBe(first.config);
  const kept = join(path, "nats", "passwords");
  expect(readdirSync(kept).map((file) => statSync(join(kept, file)).mode & 0o777)).toEqual(readdirSync(kept).map(() => 0o600));
  expect(() => first.urlFor("nobody", "nats://127.0.0.1")).toThrow("no user nobody");
});
