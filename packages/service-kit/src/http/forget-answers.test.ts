import { testDatabase } from "@cpts/testing/database";
import { Effect } from "effect";
import { expect, test } from "vitest";
import { layer as databaseLayer, Database } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import { forgetOldAnswers } from "./forget-answers.ts";

test("an answer is kept for 48 hours and forgotten then", async () => {
  const database = await testDatabase({
    name: "answers",
    version: "1",
    migrate: (ownerUrl) => migrate({ ownerUrl, appUrl: ownerUrl.replace("answers_owner", "answers_app"), migrations: {} }),
  });
  const keys = Effect.gen(function* () {
    const { pool } = yield* Database;
    yield* Effect.promise(() =>
      pool.query(`insert into idempotency (caller, key, request_hash, created_at) values
        ('c', 'of 47 hours', '', now() - interval '47 hours'), ('c', 'of 49 hours', '', now() - interval '49 hours')`),
    );
    yield* forgetOldAnswers;
    return (yield* Effect.promise(() => pool.query<{ readonly key: string }>("select key from idempotency"))).rows.map(({ key }) => key);
  });
  const left = await Effect.runPromise(Effect.provide(keys, databaseLayer({ url: database.url, poolSize: 1, applicationName: "test" })));
  await database.drop();
  expect(left).toEqual(["of 47 hours"]);
});
