import type { Resource } from "@cpts/domain/Access";
import type { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { regionOfDepartement } from "../places.ts";

/** Where the contracts that are asked for are attached. */
export interface AskedPlace {
  readonly region?: RegionCode;
  readonly departement?: DepartementCode;
}

/** What a request about the contracts of a place is about; of no place: about the whole country, for those who may see all of it. */
export const placeResource = (kind: string, { departement, region }: AskedPlace): Resource => {
  const found = departement === undefined ? null : regionOfDepartement(departement);
  const ofRegion = region === undefined ? found : found === null || found === region ? region : null;
  const isNowhere = ofRegion === null;
  return { kind, visibility: "cpts", regions: isNowhere ? [] : [ofRegion], departements: departement === undefined || isNowhere ? [] : [departement] };
};
