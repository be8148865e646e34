import { Effect, Layer } from "effect";
import * as DatabaseModule from "../database/database.ts";
import type { Projection } from "../subscriptions/projection.ts";
import { rebuild, verify, type ReadFeed } from "../subscriptions/rebuild.ts";
import { pagesOf } from "../subscriptions/subscription.ts";
import { print, type Command, type Run } from "./command.ts";

/** Does its work on one projection; false when it is not as it should be. */
type Work = (projection: Projection, pages: ReadFeed) => Effect.Effect<boolean, unknown, DatabaseModule.Database>;

const rebuildAndSay: Work = (projection, pages) =>
  Effect.map(rebuild(projection, pages), ({ position }) => {
    print(`${projection.name}: rebuilt up to position ${position} of ${projection.source}`);
    return true;
  });

const verifyAndSay: Work = (projection, pages) =>
  Effect.map(verify(projection, pages), ({ differing, milliseconds, position, rows }) => {
    const isSame = differing.length === 0;
    const verdict = isSame ? "identical to" : "different from";
    const where = isSame ? "" : `, in ${differing.join(", ")}`;
    print(`${projection.name}: ${rows} rows, ${verdict} a rebuild up to position ${position} (${position} events in ${(milliseconds / 1_000).toFixed(3)} s)${where}`);
    return isSame;
  });

const forEachProjection =
  (work: Work): Run =>
  async (service, config) => {
    const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: 2, applicationName: `cpts-${service.name}-projections` });
    let allAreRight = true;
    for (const { projection, url } of service.follows(config)) {
      const pages = pagesOf(projection.source, { url, tokenPath: config.FOLLOW_TOKEN_PATH });
      const isRight = await Effect.runPromise(Effect.provide(work(projection, pages), Layer.fresh(database)));
      allAreRight &&= isRight;
    }
    return allAreRight;
  };

const works = new Map<string | undefined, Work>([
  ["rebuild", rebuildAndSay],
  ["verify", verifyAndSay],
]);

export const projectionsCommand: Command = {
  name: "projections",
  usage: [
    ["rebuild", "makes every projection anew from the logs it is made of"],
    ["verify", "says whether every projection is what a rebuild would make; exits with 1 if not"],
  ],
  read: ([verb, ...rest]) => {
    const work = works.get(verb);
    return work === undefined || rest.length > 0 ? null : forEachProjection(work);
  },
};
