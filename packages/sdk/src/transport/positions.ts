/**
 * Remembers where the writes of a connection stand, so that its later reads, on any replica and any service, see them:
 * `Cpts-Position` of answers in, `Cpts-After` of requests out.
 *
 * @since 0.1.0
 */

/** The newest position known of each source. */
export interface Positions {
  readonly remember: (position: string) => void;
  readonly forget: () => void;
  /** The value of `Cpts-After`; empty when there is nothing to wait for. */
  readonly header: () => string;
}

const pattern = /^(?<source>[\w-]+)@(?<logId>[\w-]+):(?<position>\d{1,15})$/u;

/** A memory that starts with the positions of a `Cpts-After` value. */
export const makePositions = (initial = ""): Positions => {
  const known = new Map<string, { readonly logId: string; readonly position: number }>();
  const remember = (text: string): void => {
    const { source, logId, position } = pattern.exec(text.trim())?.groups ?? {};
    if (source === undefined || logId === undefined || position === undefined) return;
    const before = known.get(source);
    if (before?.logId === logId && before.position >= Number(position)) return;
    known.set(source, { logId, position: Number(position) });
  };
  for (const part of initial.split(",")) remember(part);
  return {
    remember,
    forget: () => known.clear(),
    header: () => [...known].map(([source, { logId, position }]) => `${source}@${logId}:${position}`).join(", "),
  };
};
