import { Problem, type FieldFault } from "@cpts/api/Problem";
import { DepartementCode, departementOfCommune, RegionCode } from "@cpts/domain/Cog";
import type { Competence } from "@cpts/domain/Competence";
import { departementByCode, departements as everyDepartement, regionByCode } from "@cpts/reference-data";
import { Effect, Schema } from "effect";
import { unknownCommunes } from "@cpts/service-kit/known/commune-codes";

/** Where an organization is competent, by the codes that a look-up asks for. */
export interface Area {
  readonly nationwide: boolean;
  readonly regions: ReadonlyArray<RegionCode>;
  readonly departements: ReadonlyArray<DepartementCode>;
}

const isDepartement = Schema.is(DepartementCode);
const isRegion = Schema.is(RegionCode);
const regionOf = (departement: DepartementCode): string | undefined => departementByCode(departement)?.region;

/** Every place that a competence touches: a region touches its departements, a commune its departement and region. */
export const areaOf = (competence: Competence | undefined): Area => {
  const { communes = [], departements = [], level, regions = [] } = competence ?? {};
  const named = [...departements, ...communes.map(departementOfCommune)];
  const within = level === "regional" ? everyDepartement.flatMap(({ code, region }) => ((regions as ReadonlyArray<string>).includes(region) ? [code] : [])).filter(isDepartement) : named;
  return { nationwide: level === "national", departements: [...new Set(within)], regions: [...new Set([...regions, ...named.flatMap((code) => regionOf(code) ?? []).filter(isRegion)])] };
};

const fault = (list: string, index: number, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: ["competence", list, index], code, message: { fr, en } });

const wrongRegions = ({ regions = [] }: Competence): ReadonlyArray<FieldFault> =>
  regions.flatMap((code, index) => (regionByCode(code) === null ? [fault("regions", index, "unknown-region", `région inconnue : ${code}`, `unknown region: ${code}`)] : []));

const wrongDepartements = ({ departements = [], regions = [] }: Competence): ReadonlyArray<FieldFault> =>
  departements.flatMap((code, index) => {
    const region = regionOf(code);
    if (region === undefined) return [fault("departements", index, "unknown-departement", `département inconnu : ${code}`, `unknown departement: ${code}`)];
    if (regions.length === 0 || (regions as ReadonlyArray<string>).includes(region)) return [];
    return [fault("departements", index, "outside-region", `${code} est dans la région ${region}, qui n'est pas donnée`, `${code} is in region ${region}, which is not given`)];
  });

const strayCommunes = ({ communes = [], departements = [], regions = [] }: Competence): ReadonlyArray<FieldFault> =>
  communes.flatMap((code, index) => {
    const departement = departementOfCommune(code);
    const region = regionOf(departement);
    if (departements.length > 0 && !departements.includes(departement))
      return [fault("communes", index, "outside-departement", `${code} est dans le département ${departement}, qui n'est pas donné`, `${code} is in departement ${departement}, which is not given`)];
    if (regions.length === 0 || region === undefined || (regions as ReadonlyArray<string>).includes(region)) return [];
    return [fault("communes", index, "outside-region", `${code} est dans la région ${region}, qui n'est pas donnée`, `${code} is in region ${region}, which is not given`)];
  });

/** Fails where a competence names what is no place, or places that do not fit together. */
export const checkCompetence = (competence: Competence | undefined) =>
  Effect.gen(function* () {
    if (competence === undefined) return;
    const communes = (competence.communes ?? []).map((code, index) => ({ code, path: ["competence", "communes", index] }));
    const faults = [...wrongRegions(competence), ...wrongDepartements(competence), ...strayCommunes(competence), ...(yield* unknownCommunes(communes))];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });
