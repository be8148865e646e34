/**
 * A collection whole, as it stood at one position of the log: take it, then follow the events from its cursor.
 *
 * @example
 * ```ts
 * import { connect } from "@cpts/sdk"
 *
 * const lines = ['{"snapshot":{"source":"registry","logId":"0198c0de-0000-7000-8000-00000000aaaa","position":7,"collection":"cpts"}}', '{"end":{"count":0}}']
 * const cpts = connect({ url: "https://cpts.example", fetch: async () => new Response(`${lines.join("\n")}\n`) })
 * const { data } = await cpts.registry.snapshotCpts()
 * data.cursor.position // => 7
 * for await (const item of data.items) console.log(item.name)
 * ```
 *
 * @since 0.1.0
 */
import type { SnapshotEndpoint } from "@cpts/api/Snapshot";
import { CptsDecodeError, CptsNetworkError } from "./errors.ts";
import type { Answer, CallOptions, Snapshot } from "./method.ts";
import type { Cursor } from "./subscription/logged-event.ts";
import type { Lines } from "./transport/lines.ts";
import type { Transport } from "./transport/transport.ts";

const cutShort = (url: string, count: number): CptsNetworkError =>
  new CptsNetworkError({ url, timedOut: false, attempts: 1, cause: new Error(`the snapshot was cut after ${count} items: forget them and ask again`) });

const jsonOf = (line: string, url: string): Readonly<Record<string, unknown>> => {
  try {
    // A line of a snapshot is an object; what is not has none of the members looked for.
    return Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new CptsDecodeError({ url, status: 200, cause });
  }
};

const cursorOf = (line: string | undefined, url: string): Snapshot<unknown>["cursor"] => {
  if (line === undefined) throw cutShort(url, 0);
  // Nothing is known of what an object holds.
  const start = Object(jsonOf(line, url)["snapshot"]) as Partial<Cursor>;
  if (typeof start.source !== "string" || typeof start.logId !== "string" || !Number.isSafeInteger(start.position)) throw new CptsDecodeError({ url, status: 200, cause: "not a snapshot" });
  return { source: start.source, logId: start.logId, position: Number(start.position) };
};

async function* itemsOf(lines: Lines, url: string, check: (item: unknown) => void): AsyncGenerator<unknown> {
  let count = 0;
  try {
    for (;;) {
      const line = await lines.next().catch((error: unknown) => {
        // A limit of time says what it is; a connection that broke says how much had come.
        throw error instanceof CptsNetworkError && !error.timedOut ? cutShort(url, count) : error;
      });
      if (line === undefined) throw cutShort(url, count);
      const value = jsonOf(line, url);
      if ("end" in value && !("id" in value)) {
        const told = (Object(value["end"]) as { readonly count?: unknown }).count;
        if (told !== count) throw new CptsDecodeError({ url, status: 200, cause: `${String(told)} items were announced, ${count} came` });
        return;
      }
      check(value);
      count += 1;
      yield value;
    }
  } finally {
    // Whoever stops early stops the transfer.
    await lines.cancel();
  }
}

/** Asks for a snapshot; resolves when its position is known, before its items have come. */
export const takeSnapshot = async (transport: Transport, service: string, endpoint: SnapshotEndpoint, options: CallOptions, check: (item: unknown) => void): Promise<Answer<Snapshot<unknown>>> => {
  const { lines, status, headers, url } = await transport.open(service, endpoint, options);
  try {
    const cursor = cursorOf(await lines.next(), url);
    return { data: { cursor, items: itemsOf(lines, url, check) }, etag: null, position: headers.get("cpts-position"), status };
  } catch (error) {
    await lines.cancel();
    throw error;
  }
};
