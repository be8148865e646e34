import { orNothing, type Contract, type Platform } from "../platform.ts";

/** Names of people and organizations by id: those that the directory gives to everybody. */
export type Names = ReadonlyMap<string, string>;

type Named = readonly [id: string, name: string];

const orNull = <T>(reading: Promise<T | null>): Promise<T | null> => reading.catch(() => null);

const person = async ({ directory }: Platform, id: string, signal: AbortSignal): Promise<ReadonlyArray<Named>> => {
  const found = await orNull(orNothing(directory.readProfessional({ id }, { signal })));
  return found === null ? [] : [[id, [...(found.title === null ? [] : [found.title]), found.givenName, found.familyName].join(" ")]];
};

const organization = async ({ directory }: Platform, id: string, signal: AbortSignal): Promise<ReadonlyArray<Named>> => {
  const found = await orNull(orNothing(directory.readOrganization({ id }, { signal })));
  return found === null ? [] : [[id, found.name]];
};

const present = (ids: ReadonlyArray<string | null>): ReadonlyArray<string> => [...new Set(ids.filter((id) => id !== null))];

/** The names around some contracts. A directory that does not answer leaves them without, and the contracts whole. */
export const readNames = async (platform: Platform, contracts: ReadonlyArray<Contract>, signal: AbortSignal): Promise<Names> => {
  const signatories = contracts.flatMap(({ signature }) => signature?.signatories ?? []);
  const parties = contracts.flatMap((contract) => contract.parties);
  const named = await Promise.all([
    ...present(signatories.map(({ professionalId }) => professionalId)).map((id) => person(platform, id, signal)),
    ...present([...signatories, ...parties].map(({ organizationId }) => organizationId)).map((id) => organization(platform, id, signal)),
  ]);
  return new Map(named.flat());
};
