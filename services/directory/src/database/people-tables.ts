import type { Json } from "@cpts/service-kit/database/json-column";
import type { Generated } from "kysely";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";

interface Who {
  professional_id: string | null;
  organization_id: string | null;
}

/** Tables of people and organizations: a part of the directory's. */
export interface PeopleTables {
  readonly professional: {
    id: string;
    version: number;
    profession: string | null;
    skills: ReadonlyArray<string>;
    practice_mode: string | null;
    visibility: string;
    cpts_id: string | null;
  };
  /** What an erasure deletes. */
  readonly professional_identity: {
    professional_id: string;
    family_name: string;
    given_name: string;
    title: string | null;
    rpps: string | null;
    name_key: string;
    provenance: Json<unknown>;
    /** The mirror of the register knows them under the same id: the search finds them there. */
    is_listed: Generated<boolean>;
  };
  readonly organization: {
    id: string;
    version: number;
    name: string;
    name_key: string;
    short_name: string | null;
    kind: string;
    siren: string | null;
    siret: string | null;
    finess: string | null;
    rna: string | null;
    competence: Json<unknown> | null;
    nationwide: boolean;
    regions: ReadonlyArray<string>;
    departements: ReadonlyArray<string>;
    website: string | null;
    closed_on: Generated<string | null>;
    closure: Generated<string | null>;
    merged_into: Generated<string | null>;
    provenance: Json<unknown>;
  };
  readonly relationship: DatedColumns &
    Who & {
      id: string;
      version: number;
      kind: string;
      of_id: string;
      capacity: string | null;
      withdrawn: Generated<boolean>;
      function: string | null;
      object: string | null;
      cpts_id: string | null;
      provenance: Json<unknown>;
    };
  readonly membership: DatedColumns &
    Who & {
      id: string;
      version: number;
      cpts_id: string;
      college: string | null;
      through_id: string | null;
      role: string | null;
      commune: string | null;
      fee: Json<unknown> | null;
      end_reason: string | null;
      provenance: Json<unknown>;
    };
  readonly meeting: {
    id: string;
    version: number;
    title: string;
    subject: string | null;
    held_on: string | null;
    /** The date as it sorts: those of an unknown year first. */
    place_in_time: string;
    time: string | null;
    place: string | null;
    commune: string | null;
    communes: ReadonlyArray<string>;
    departements: ReadonlyArray<string>;
    prose: string | null;
    cpts_id: string | null;
    organizer_id: string | null;
    provenance: Json<unknown>;
  };
}
