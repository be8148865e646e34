import { failpoint } from "../../failpoint.ts";
import type { Broker, Predecessor } from "./broker.ts";
import type { EncodedFeedPage } from "../log/reader.ts";

/** How many publications are under way at once. */
const inFlight = 64;

/** What the stream holds. */
export interface Stored {
  /** Position of the log up to which it has everything. */
  readonly position: number;
  /** Its last message. */
  readonly last: Predecessor;
}

/**
 * Publishes events in order of their positions, several at a time, as long as it may; gives how far it came. At the first event
 * that is not stored in its place it begins no other, waits for those under way, and fails.
 */
export const publishInOrder = async (
  broker: Pick<Broker, "publish">,
  events: EncodedFeedPage["events"],
  from: Stored,
  { mayPublish, named }: { readonly mayPublish: () => boolean; readonly named: boolean },
): Promise<Stored> => {
  const idBefore = (index: number): string | null => (index === 0 ? from.last.id : named ? (events[index - 1]?.id ?? null) : null);
  const behind = (index: number): Predecessor => ({ sequence: from.last.sequence + index, id: idBefore(index) });
  const failures: Array<unknown> = [];
  let next = 0;
  const publishOneByOne = async (): Promise<void> => {
    for (let event = events[next]; event !== undefined && failures.length === 0 && mayPublish(); event = events[next]) {
      const place = behind(next);
      next += 1;
      const acknowledged = broker.publish(event, place, named).catch((error: unknown) => void failures.push(error));
      await failpoint("after-publish-before-ack");
      await acknowledged;
      await failpoint("after-ack");
    }
  };
  // What goes to the connection goes in order: each takes the next event in the very step in which it hands it over.
  await Promise.all(Array.from({ length: inFlight }, publishOneByOne));
  if (failures.length > 0) throw failures[0];
  return { position: events[next - 1]?.position ?? from.position, last: behind(next) };
};
