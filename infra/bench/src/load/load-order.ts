/** One burst: so many requests, or so many seconds. */
export type LoadOrder = {
  readonly url: string;
  readonly connections: number;
  /** Asked in turn by each connection; the address alone without. */
  readonly paths?: ReadonlyArray<string>;
  readonly amount?: number;
  readonly seconds?: number;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type LoadAnswer = {
  readonly requests: number;
  /** Answers other than 2xx, broken connections, time-outs. */
  readonly failures: number;
  /** Milliseconds, whole ones: autocannon counts no finer. */
  readonly p99: number;
};
