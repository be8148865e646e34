import { connect, type Connection } from "@cpts/sdk";
import { found } from "./founding.ts";
import { playYear } from "./one-year.ts";
import { makeRandom } from "./random.ts";

/** What is played, and where. */
export interface Play {
  readonly urls: Parameters<typeof connect>[0]["urls"];
  readonly token: () => Promise<string>;
  /** The communes of each CPTS: as many CPTS as lists. */
  readonly territories: ReadonlyArray<ReadonlyArray<string>>;
  readonly years: number;
  readonly firstYear: number;
  readonly seed: number;
  /** How many are played at once. */
  readonly atOnce: number;
  readonly report: (done: number) => void;
}

/** Counts what is sent. */
const counting = () => {
  let requests = 0;
  const counted: typeof fetch = (...words) => {
    requests += 1;
    return fetch(...words);
  };
  return { counted, requests: () => requests };
};

/** Plays the years of every CPTS through the public interfaces; gives how many requests that took. */
export const play = async ({ atOnce, firstYear, report, seed, territories, token, urls, years }: Play): Promise<number> => {
  const { counted, requests } = counting();
  const connection = (): Connection => connect({ ...(urls === undefined ? {} : { urls }), token, fetch: counted });
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < territories.length) {
      const number = next++;
      const player = { cpts: connection(), random: makeRandom(seed + number), number, communes: territories[number] ?? [], firstYear };
      const signed = await found(player);
      let { communes } = player;
      for (let year = 1; year <= years; year += 1) communes = await playYear({ ...player, communes }, signed, year);
      report((done += 1));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return requests();
};
