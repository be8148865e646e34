/** A child process of ours. */
export interface Child {
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
  readonly exited: Promise<unknown>;
}

export interface KeepOptions<C extends Child> {
  readonly name: string;
  /** Starts it, on a given port when its clients already know one. */
  readonly start: (port: number | undefined) => Promise<C>;
  readonly say: (fr: string, en: string) => void;
  /** It cannot be kept running. */
  readonly onGiveUp: (reason: Error) => void;
}

const MOST_RESTARTS = 3;
const WITHIN_MS = 60_000;

/** Starts a child, and starts it again on the same port each time it ends by itself, up to three times a minute. */
export const keepRunning = async <C extends Child>(options: KeepOptions<C>): Promise<{ readonly first: C; readonly stop: () => Promise<void> }> => {
  const { name, say, start } = options;
  const first = await start(undefined);
  let current: C = first;
  let stopping = false;
  let restarts: ReadonlyArray<number> = [];

  const again = async (): Promise<void> => {
    restarts = [...restarts.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
    if (restarts.length > MOST_RESTARTS) throw new Error(`${name} s'est arrêté ${restarts.length} fois en une minute / ${name} ended ${restarts.length} times within a minute`);
    say(`${name} s'est arrêté tout seul ; il est relancé.`, `${name} ended by itself; it is started again.`);
    const next = await start(first.port);
    current = next;
    if (stopping) await next.stop();
    else say(`${name} est reparti.`, `${name} is back.`);
  };
  const watch = async (): Promise<void> => {
    await current.exited;
    if (stopping) return;
    await again();
    await watch();
  };
  const watched = watch().catch((error: unknown) => {
    if (!stopping) options.onGiveUp(error instanceof Error ? error : new Error(String(error)));
  });
  return {
    first,
    stop: async () => {
      stopping = true;
      await current.stop();
      await watched;
    },
  };
};
