import { CptsProblem, type Connection } from "@cpts/sdk";
import { contracts } from "./contracts/contracts.ts";
import { contractCounts } from "./contracts/counts.ts";
import { missions } from "./cpts/missions.ts";
import { demonstration, SYSTEM } from "./demonstration.ts";
import { bodies, offices } from "./directory/governance.ts";
import { headcounts } from "./directory/headcounts.ts";
import { organizations, type OrganizationKey } from "./directory/organizations.ts";
import { people, type PersonKey } from "./directory/people.ts";
import { meetings, relationships } from "./directory/relationships.ts";
import type { CptsKey } from "./cpts/all.ts";

/** How many things of the demonstration were missing and are now entered, and how many were there. */
export interface Entered {
  readonly added: number;
  readonly present: number;
  /** How many of all these are CPTS. */
  readonly cpts: number;
}

/** Who the things of the demonstration became on this platform. */
interface Known {
  readonly cpts: Readonly<Record<CptsKey, string>>;
  readonly organizations: Readonly<Record<OrganizationKey, string>>;
  readonly people: Readonly<Record<PersonKey, string>>;
}

const ownIds = (key: string) => ({ externalIds: [{ system: SYSTEM, value: key }] });

/** Counts what is entered. What is there already answers `already-exists` to its own number, and stays as someone changed it since. */
const makeCounter = () => {
  let added = 0;
  let present = 0;
  const enter = async (create: () => Promise<unknown>): Promise<void> => {
    try {
      await create();
      added += 1;
    } catch (error) {
      if (!(error instanceof CptsProblem && error.type === "already-exists")) throw error;
      present += 1;
    }
  };
  return { enter, entered: () => ({ added, present }) };
};

type Enter = ReturnType<typeof makeCounter>["enter"];
type Found = Promise<{ readonly data: { readonly items: ReadonlyArray<{ readonly id: string }> } }>;

/** Enters what is missing of a list, and says which id each has. */
const enterAll = async <Key extends string, Thing>(
  things: ReadonlyArray<readonly [Key, Thing]>,
  enter: Enter,
  find: (identifier: string) => Found,
  create: (thing: Thing, key: Key) => Promise<unknown>,
): Promise<Readonly<Record<Key, string>>> => {
  const ids: Array<readonly [Key, string]> = [];
  for (const [key, thing] of things) {
    await enter(() => create(thing, key));
    const { data } = await find(`${SYSTEM}|${key}`);
    ids.push([key, data.items[0]?.id ?? ""]);
  }
  // One entry for each key.
  return Object.fromEntries(ids) as Record<Key, string>;
};

// The keys of a record typed by its keys are those.
const entriesOf = <Key extends string, Thing>(things: Readonly<Record<Key, Thing>>) => Object.entries<Thing>(things) as unknown as ReadonlyArray<readonly [Key, Thing]>;

const enterRegistry = ({ registry }: Connection, enter: Enter) =>
  enterAll(
    demonstration.map(({ key, registration }) => [key, registration] as const),
    enter,
    (identifier) => registry.listCpts({ identifier }),
    (registration) => registry.registerCpts(registration),
  );

const enterMissions = async ({ registry }: Connection, enter: Enter, cptsIds: Known["cpts"]): Promise<void> => {
  for (const [key, { cpts, ...statement }] of entriesOf(missions)) await enter(() => registry.declareMissions({ id: cptsIds[cpts] }, { ...statement, ...ownIds(key) }));
};

const enterDirectory = async ({ directory }: Connection, enter: Enter, known: Known): Promise<void> => {
  for (const [key, { cpts, of, organization, person, ...relationship }] of entriesOf(relationships))
    await enter(() =>
      directory.recordRelationship({
        ...relationship,
        ...ownIds(key),
        of: known.organizations[of],
        ...(person === undefined ? {} : { professionalId: known.people[person] }),
        ...(organization === undefined ? {} : { organizationId: known.organizations[organization] }),
        ...(cpts === undefined ? {} : { cptsId: known.cpts[cpts] }),
      }),
    );
  for (const [key, meeting] of entriesOf(meetings)) await enter(() => directory.recordMeeting({ ...meeting, ...ownIds(key) }));
  for (const [key, { cpts, holders, ...office }] of entriesOf(offices))
    await enter(() => directory.declareOffice({ id: known.cpts[cpts] }, { ...office, ...ownIds(key), holders: holders.map((holder) => ({ professionalId: known.people[holder] })) }));
  for (const [key, { cpts, ...body }] of entriesOf(bodies)) await enter(() => directory.declareBody({ id: known.cpts[cpts] }, { ...body, ...ownIds(key) }));
  for (const [key, { cpts, ...headcount }] of entriesOf(headcounts)) await enter(() => directory.declareHeadcount({ id: known.cpts[cpts] }, { ...headcount, ...ownIds(key) }));
};

/** A party or a signatory, with ids in the place of keys. */
const named = <Party extends { readonly organization?: OrganizationKey; readonly person?: PersonKey }>({ organization, person, ...party }: Party, known: Known) => ({
  ...party,
  ...(organization === undefined ? {} : { organizationId: known.organizations[organization] }),
  ...(person === undefined ? {} : { professionalId: known.people[person] }),
});

/** Signs a draft. Another entry at the same time may have signed it since it was read: then it is signed. */
const sign = async ({ contracts: service }: Connection, id: string, signature: Parameters<Connection["contracts"]["signContract"]>[1]): Promise<void> => {
  const state = async () => (await service.readContract({ id })).data.state;
  if ((await state()) !== "draft") return;
  try {
    await service.signContract({ id }, signature);
  } catch (error) {
    if ((await state()) === "draft") throw error;
  }
};

const enterContracts = async (connection: Connection, enter: Enter, known: Known): Promise<void> => {
  const service = connection.contracts;
  const ids = await enterAll(
    entriesOf(contracts),
    enter,
    (identifier) => service.listContracts({ identifier }),
    ({ cpts, draft }, key) => service.draftContract({ ...draft, ...ownIds(key), cptsId: known.cpts[cpts], parties: draft.parties.map((party) => named(party, known)) }),
  );
  for (const [key, { signature }] of entriesOf(contracts)) {
    if (signature === null) continue;
    await sign(connection, ids[key] ?? "", { ...signature, signatories: signature.signatories.map((signatory) => named(signatory, known)) });
  }
  for (const [key, { before, ...count }] of entriesOf(contractCounts)) await enter(() => service.declareContractCount({ ...count, ...ownIds(key), before: ids[before] ?? "" }));
};

/**
 * Enters what is missing, through the public API. Each thing goes in whole or not at all: an interrupted entry is completed by
 * the next one, and what someone changed since is left as it is.
 */
export const enterDemonstration = async (connection: Connection): Promise<Entered> => {
  const { enter, entered } = makeCounter();
  const cpts = await enterRegistry(connection, enter);
  await enterMissions(connection, enter, cpts);
  const { directory } = connection;
  const organizationIds = await enterAll(
    entriesOf(organizations),
    enter,
    (identifier) => directory.listOrganizations({ identifier }),
    (organization, key) => directory.registerOrganization({ ...organization, ...ownIds(key) }),
  );
  const personIds = await enterAll(
    entriesOf(people),
    enter,
    (identifier) => directory.listProfessionals({ identifier }),
    (person, key) => directory.registerProfessional({ ...person, ...ownIds(key) }),
  );
  const known: Known = { cpts, organizations: organizationIds, people: personIds };
  await enterDirectory(connection, enter, known);
  await enterContracts(connection, enter, known);
  return { ...entered(), cpts: demonstration.length };
};
