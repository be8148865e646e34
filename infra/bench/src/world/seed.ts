import { withClient } from "@cpts/servers/database-roles";
import { generatedCpts, type Registration } from "./generated-cpts.ts";
import type { World } from "./world.ts";

const cptsCount = 800;
const writers = 8;

/** The commune whose page is read. */
export const readCommune = "37003";

export type Seeded = {
  /** A CPTS that covers {@link readCommune}. */
  readonly cptsId: string;
  /** Of the last write: where the others have to get to. */
  readonly position: string;
};

export const newCpts = (name: string, communes: ReadonlyArray<string>): string =>
  JSON.stringify({ name, territory: { territory: { communes }, validFrom: "2024-01-01" } });

/** Communes of today in the order of their codes, from the one that is read on. */
export const communesOf = (url: string): Promise<ReadonlyArray<string>> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ code: string }>("select code from commune where type = 'commune-actuelle' order by (code < $1), code", [readCommune]);
    return rows.map(({ code }) => code);
  });

export const post = async (url: string, token: string, body: string): Promise<{ readonly id: string; readonly position: string }> => {
  const answer = await fetch(`${url}/v1/cpts`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body });
  if (answer.status !== 201) throw new Error(`the registry refused a CPTS (${answer.status}): ${await answer.text()}`);
  // The contract of this endpoint: a CPTS with its id.
  const { id } = (await answer.json()) as { readonly id: string };
  return { id, position: answer.headers.get("cpts-position") ?? "" };
};

/** Registers the CPTS through the public API of a registry that runs: those of the seeded generator, none but one over the commune that is read. */
export const seed = async (world: World, registryUrl: string): Promise<Seeded> => {
  const [all, token] = await Promise.all([generatedCpts(world.appUrl("registry"), cptsCount), world.token()]);
  const [held, ...others] = all.filter(holdsReadCommune);
  if (held === undefined || others.length > 0) throw new Error(`${readCommune} is of ${others.length} others of the generated CPTS: take another seed`);
  const first = await post(registryUrl, token, JSON.stringify(held));
  const bodies = all.filter((one) => one !== held);
  let next = 0;
  let position = first.position;
  const work = async (): Promise<void> => {
    while (next < bodies.length) {
      const written = await post(registryUrl, token, JSON.stringify(bodies[next++]));
      position = later(position, written.position);
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
  return { cptsId: first.id, position };
};

const holdsReadCommune = ({ territory }: Registration): boolean => territory.territory.communes.includes(readCommune);

const placeOf = (position: string): number => Number(position.slice(position.lastIndexOf(":") + 1));
const later = (a: string, b: string): string => (placeOf(b) > placeOf(a) ? b : a);
