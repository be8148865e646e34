import type { FieldFault } from "@cpts/api/Problem";
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { departementByCode, regionByCode } from "@cpts/reference-data";
import { unknownCommunes } from "@cpts/service-kit/known/commune-codes";
import { Schema, type Effect } from "effect";

type Path = ReadonlyArray<string | number>;

const isDepartement = Schema.is(DepartementCode);
const isRegion = Schema.is(RegionCode);

/** The region of a departement; null when there is no such departement. */
export const regionOfDepartement = (code: string): RegionCode | null => {
  const region = isDepartement(code) ? departementByCode(code)?.region : undefined;
  return isRegion(region) ? region : null;
};

/** The name of a departement, or its code where it has none. */
export const nameOfDepartement = (code: string): string => (isDepartement(code) ? (departementByCode(code)?.nom ?? code) : code);

const fault = (path: Path, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

export const unknownDepartement = (path: Path): FieldFault => fault(path, "unknown-departement", "ce département n'existe pas", "there is no such departement");

/** A fault where the region does not exist. */
export const unknownRegion = (code: RegionCode | string, path: Path): ReadonlyArray<FieldFault> =>
  isRegion(code) && regionByCode(code) !== null ? [] : [fault(path, "unknown-region", "cette région n'existe pas", "there is no such region")];

export const otherRegion = (path: Path, region: string): FieldFault =>
  fault(path, "departement-of-other-region", `ce département n'est pas de la région ${region}`, `this departement is not of region ${region}`);

export const listedTwice = (path: Path): FieldFault => fault(path, "listed-twice", "ce département est déjà donné", "this departement is already given");

/** A fault where the commune, if one is given, does not exist, or is part of another today, which is suggested. */
export const unknownCommune = (code: string | null | undefined, path: Path): Effect.Effect<ReadonlyArray<FieldFault>> =>
  unknownCommunes(code === null || code === undefined ? [] : [{ code, path }]);
