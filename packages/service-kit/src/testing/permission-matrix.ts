import type { Endpoint } from "@cpts/api/Endpoint";
import { can, type Actor, type Resource } from "@cpts/domain/Access";
import { Role } from "@cpts/domain/Role";
import type { TestClaims } from "./test-service.ts";

/** Where permissions are tried: in the actor's own CPTS, in another of its region, and in one of another region. */
export const places = {
  own: { commune: "37003", departement: "37", region: "24" },
  "other of the region": { commune: "41018", departement: "41", region: "24" },
  "other region": { commune: "38053", departement: "38", region: "84" },
} as const;
export type Place = keyof typeof places;
export const placeNames = Object.keys(places) as ReadonlyArray<Place>;

/** Everyone with a token. */
export const roles = Role.literals.filter((role) => role !== "anonymous");

type Verdicts = Readonly<Record<string, number>>;

/** What a service's matrix of who may write what is made of. */
export interface MatrixOptions {
  /** Scopes of a service account; the other roles have none. */
  readonly scope: string;
  /** The CPTS of a place. */
  readonly cptsOf: (place: Place) => string;
  /** What a write is about, at a place; where nothing is said, the CPTS of that place, in sight of all. */
  readonly about?: (endpoint: Endpoint, place: Place) => { readonly visibility?: Resource["visibility"]; readonly cptsId?: string | null };
  /** Sends a write and gives the status of its answer. */
  readonly attempt: (endpoint: Endpoint, place: Place, token: string) => Promise<number>;
  readonly token: (claims: TestClaims) => Promise<string>;
}

/** The policy of the domain beside the answers of a service. */
export const permissionMatrix = ({ about = () => ({}), attempt, cptsOf, scope, token }: MatrixOptions) => {
  const claimsOf = (role: Role) => ({ role, cptsIds: [cptsOf("own")], regions: ["24"], departements: ["37"], scope: role === "service-account" ? scope : "" });

  /** The status that the policy means for this role, write and place. */
  const expected = (role: Role, endpoint: Endpoint, place: Place): number => {
    const { scope: scopes, ...claims } = claimsOf(role);
    const { cptsId = cptsOf(place), visibility = "public" } = about(endpoint, place);
    const { departement, region } = places[place];
    // The claims and the place hold codes that exist.
    const actor = { ...claims, subject: "someone", scopes: scopes.split(" ") } as unknown as Actor;
    const resource = { kind: "written", visibility, departements: [departement], regions: [region], ...(cptsId === null ? {} : { cptsId }) } as unknown as Resource;
    const verdict = can(actor, endpoint.permission, resource)._tag;
    return verdict === "Allowed" ? endpoint.status : verdict === "Hidden" ? 404 : 403;
  };

  return {
    claimsOf,
    expected,
    /** The policy for a role and a write, place by place. */
    policy: (role: Role, endpoint: Endpoint): Verdicts => Object.fromEntries(placeNames.map((place) => [place, expected(role, endpoint, place)])),
    /** What the service answers, place by place. */
    answers: async (role: Role, endpoint: Endpoint): Promise<Verdicts> => {
      const shown = await token(claimsOf(role));
      const verdicts: Record<string, number> = {};
      for (const place of placeNames) verdicts[place] = await attempt(endpoint, place, shown);
      return verdicts;
    },
  };
};
