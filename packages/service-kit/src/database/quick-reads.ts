import { DatabaseError, type Pool, type PoolClient } from "pg";
import { isReadTimeout } from "./named-client.ts";

type Rows = ReadonlyArray<unknown>;

/** Sends a read by key outside any transaction. */
export type SendQuickRead = (text: string, values: ReadonlyArray<unknown>) => Promise<Rows>;

/** A connection that is borrowed for as long as any read is under way on it. */
interface Lane {
  readonly client: Promise<PoolClient>;
  underWay: number;
  hasFailed: boolean;
}

/** So many reads share a connection before another is borrowed. */
const sharedBy = 4;
const maxLanes = 4;

const ask = (client: PoolClient, text: string, values: ReadonlyArray<unknown>): Promise<Rows> =>
  new Promise((resolve, reject) => {
    // pg says null or undefined where nothing failed.
    client.query(text, [...values], (error: Error | null | undefined, result) => (error ? reject(error) : resolve(result.rows)));
  });

/** Not the statement failed but its connection, by the fault of another statement or of nobody. */
const isCutOff = (error: unknown): boolean => !(error instanceof DatabaseError) && !isReadTimeout(error);

/** The connections that are borrowed at the moment. */
const makeLanes = (pool: Pool) => {
  let lanes: ReadonlyArray<Lane> = [];
  const canBorrow = (): boolean => pool.waitingCount === 0 && (pool.idleCount > 0 || pool.totalCount < pool.options.max);
  const without = (lane: Lane): void => {
    lanes = lanes.filter((other) => other !== lane);
  };
  const enter = (): Lane => {
    const emptiest = lanes.reduce<Lane | null>((least, lane) => (least === null || lane.underWay < least.underWay ? lane : least), null);
    const isRoom = emptiest !== null && (emptiest.underWay < sharedBy || lanes.length === maxLanes || !canBorrow());
    const lane = isRoom ? emptiest : { client: pool.connect(), underWay: 0, hasFailed: false };
    if (!isRoom) lanes = [...lanes, lane];
    lane.underWay += 1;
    return lane;
  };
  const leave = (lane: Lane): void => {
    lane.underWay -= 1;
    if (lane.hasFailed || lane.underWay === 0) without(lane);
    if (lane.underWay === 0) lane.client.then((client) => client.release(lane.hasFailed), () => {});
  };
  return { enter, leave };
};

/**
 * Sends short reads over few connections, several behind each other without waiting: a packet holds those of one turn of the event
 * loop, where one connection for each costs both sides twice the CPU (infra/bench, `read`). For reads by key only: a slow one keeps
 * those behind it waiting. A statement that fails ends its session (decision 0010); those behind it are asked once more elsewhere.
 */
export const makeQuickReads = (pool: Pool): SendQuickRead => {
  const { enter, leave } = makeLanes(pool);
  const send = async (text: string, values: ReadonlyArray<unknown>): Promise<Rows> => {
    const lane = enter();
    try {
      return await ask(await lane.client, text, values);
    } catch (error) {
      lane.hasFailed = true;
      throw error;
    } finally {
      leave(lane);
    }
  };
  return (text, values) =>
    send(text, values).catch(async (error: unknown) => {
      if (!isCutOff(error)) throw error;
      return (await pool.query(text, [...values])).rows;
    });
};
