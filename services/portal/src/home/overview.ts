import { inParallel } from "../in-parallel.ts";
import { orNothing, type Cpts, type Discrepancy, type LearnedContract, type Platform, type Territory } from "../platform.ts";

/** A CPTS of the list with what is read beside it; null where it is not known, or could not be read. */
export interface Row {
  readonly cpts: Cpts;
  readonly territory: Territory | null;
  readonly contracts: ReadonlyArray<LearnedContract> | null;
  readonly discrepancies: ReadonlyArray<Discrepancy> | null;
}

export interface Overview {
  readonly rows: ReadonlyArray<Row>;
  readonly nextCursor: string | null;
}

const rowsPerPage = 50;
/** CPTS read at once; each takes three calls. */
const width = 8;

const orNull = <T>(reading: Promise<T | null>): Promise<T | null> => reading.catch(() => null);

const rowOf = async (platform: Platform, cpts: Cpts, signal: AbortSignal): Promise<Row> => {
  const { id } = cpts;
  const [whole, territory, discrepancies] = await Promise.all([
    orNull(orNothing(platform.registry.readCpts({ id }, { signal }))),
    orNull(orNothing(platform.registry.readTerritory({ id }, { signal }))),
    orNull(orNothing(platform.registry.listDiscrepancies({ id }, { signal }))),
  ]);
  return { cpts, territory, contracts: whole?.contracts ?? null, discrepancies: discrepancies?.items ?? null };
};

/** One page of the list. Without the list there is nothing: that failure is the caller's. */
export const readOverview = async (platform: Platform, cursor: string | undefined, signal: AbortSignal): Promise<Overview> => {
  const { data } = await platform.registry.listCpts({ limit: rowsPerPage, ...(cursor === undefined ? {} : { cursor }) }, { signal });
  return { rows: await inParallel(data.items, width, (cpts) => rowOf(platform, cpts, signal)), nextCursor: data.nextCursor };
};
