import { connect } from "@nats-io/transport-node";

/** What a bad relay does to each message, by chance. */
export interface Weather {
  /** A message is carried up to this often. */
  readonly copies: number;
  /** Share of messages that are never carried. */
  readonly dropped: number;
  /** So many messages are gathered and shuffled before they go out. */
  readonly window: number;
}

export interface Disorder {
  readonly carried: () => number;
  readonly stop: () => Promise<void>;
}

const shuffled = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> => items.map((item) => ({ item, at: Math.random() })).toSorted((a, b) => a.at - b.at).map(({ item }) => item);

const flushMs = 20;

/** Carries all messages of a subject from one broker to another, on which nothing else is: doubled, shuffled, with holes. */
export const startDisorder = async (options: { readonly from: string; readonly to: string; readonly subject: string; readonly weather: Weather }): Promise<Disorder> => {
  const { weather } = options;
  const [from, to] = await Promise.all([connect({ servers: options.from }), connect({ servers: options.to })]);
  let gathered: Array<{ readonly subject: string; readonly data: Uint8Array }> = [];
  let carried = 0;
  const flush = (): void => {
    for (const { data, subject } of shuffled(gathered)) to.publish(subject, data);
    carried += gathered.length;
    gathered = [];
  };
  from.subscribe(options.subject, {
    callback: (error, { data, subject }) => {
      if (error !== null || Math.random() < weather.dropped) return;
      const copies = 1 + Math.floor(Math.random() * weather.copies);
      for (let copy = 0; copy < copies; copy += 1) gathered.push({ subject, data });
      if (gathered.length >= weather.window) flush();
    },
  });
  await from.flush();
  const flushing = setInterval(flush, flushMs);
  return {
    carried: () => carried,
    stop: async () => {
      clearInterval(flushing);
      await from.close();
      flush();
      await to.drain();
    },
  };
};
