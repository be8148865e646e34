/** A write or an effect: whose, and when its commit returned by `monotonicMs`. */
export type Committed = readonly [id: string, at: number];

export type LightOrder = { readonly writes: number; readonly pauseMs: number };
export type SustainedOrder = { readonly perSecond: number; readonly seconds: number; readonly writers: number };

/** What a writer has done; `beganAt` and `endedAt` enclose it. */
export type Written = { readonly writes: ReadonlyArray<Committed>; readonly beganAt: number; readonly endedAt: number };
