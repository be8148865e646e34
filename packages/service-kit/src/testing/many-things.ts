import { withClient } from "@cpts/testing/database";

/** Adds that many things to the sample, without events, much faster than through its API. */
export const addThings = async (url: string, count: number): Promise<void> => {
  await withClient(url, (client) => client.query("insert into thing (id, version, title) select gen_random_uuid(), 1, repeat('x', 200) from generate_series(1, $1::integer)", [count]));
};
