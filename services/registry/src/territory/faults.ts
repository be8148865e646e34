import type { FieldFault } from "@cpts/api/Problem";
import type { TerritoryProblem } from "@cpts/domain/Territory";
import { toldOfStrayCode } from "@cpts/service-kit/known/commune-codes";

type Told = Pick<FieldFault, "code" | "message" | "suggestion">;

/** By a code of the past, the commune of today that it is part of. */
export type CommunesOfToday = ReadonlyMap<string, { readonly code: string; readonly nom: string }>;

const tell = (problem: TerritoryProblem, communeOfToday: CommunesOfToday): Told => {
  switch (problem._tag) {
    case "UnknownCommune": {
      const told = toldOfStrayCode(problem.code, communeOfToday.get(problem.code) ?? null);
      return told.suggestion !== undefined || problem.suggestion === null ? told : { ...told, suggestion: problem.suggestion };
    }
    case "CommuneListedTwice":
      return { code: "listed-twice", message: { fr: `${problem.code} est déjà dans la liste`, en: `${problem.code} is already listed` } };
    case "CityWithItsArrondissement":
      return {
        code: "city-with-its-arrondissement",
        message: { fr: `${problem.city} contient déjà son arrondissement ${problem.code}`, en: `${problem.city} already contains its arrondissement ${problem.code}` },
      };
    case "CommuneWholeAndInParts":
      return { code: "whole-and-in-parts", message: { fr: `${problem.code} est déjà dans le territoire tout entière`, en: `the whole of ${problem.code} is already in the territory` } };
    case "PartListedTwice":
      return { code: "listed-twice", message: { fr: `la partie « ${problem.name} » est déjà dans la liste`, en: `the part "${problem.name}" is already listed` } };
    case "PartsExceedCommune":
      return {
        code: "parts-exceed-commune",
        message: {
          fr: `les parties de ${problem.commune} auraient ${problem.declared} habitants, la commune en a ${problem.population} ; une raison (reason) est nécessaire`,
          en: `the parts of ${problem.commune} would have ${problem.declared} inhabitants, the commune has ${problem.population}; a reason is needed`,
        },
      };
    case "OverlapOutside":
      return { code: "not-in-territory", message: { fr: `${problem.code} n'est pas dans ce territoire`, en: `${problem.code} is not in this territory` } };
    case "EmptyTerritory":
      return {
        code: "empty-territory",
        message: { fr: "des communes, des parties de communes ou une description sont nécessaires", en: "communes, parts of communes or a description are needed" },
      };
  }
};

/** A rule of the domain that a territory breaks, at its place in the request's body. */
export const faultOfTerritory = (problem: TerritoryProblem, path: ReadonlyArray<string | number>, communeOfToday: CommunesOfToday): FieldFault => ({
  in: "body",
  path: [...path, ...problem.path],
  ...tell(problem, communeOfToday),
});
