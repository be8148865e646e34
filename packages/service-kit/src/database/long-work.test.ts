import { queryRows } from "@cpts/testing/database";
import { Effect } from "effect";
import { expect, test } from "vitest";
import { sampleService } from "../testing/sample-service.fixture.ts";
import { longConnection } from "./long-work.ts";

const { service } = await sampleService();

test("the server stops working for a long connection whose process is gone", async () => {
  const underWay = async () => (await queryRows(service.database.adminUrl, "select pid from pg_stat_activity where application_name = 'long-work-test' and state = 'active'")).length;
  const gone = await service.run(
    Effect.scoped(
      Effect.flatMap(longConnection("long-work-test", 600_000), (client) =>
        Effect.promise(async () => {
          const asked = client.query("select pg_sleep(600)").catch((error: unknown) => error);
          await expect.poll(underWay).toBe(1);
          // What the kernel does with the sockets of a process that is killed.
          (client as unknown as { readonly connection: { readonly stream: { readonly destroy: () => void } } }).connection.stream.destroy();
          return asked;
        }),
      ),
    ),
  );
  expect(gone).toBeInstanceOf(Error);
  await expect.poll(underWay, { timeout: 60_000 }).toBe(0);
});
