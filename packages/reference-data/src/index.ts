/** Reference data of the CPTS. Nothing but short lists is read before a `load...()` is called. */
export * from "./Activities.ts";
export * from "./CodeList.ts";
export * from "./Commune.ts";
export * from "./Communes.ts";
export * from "./CptsRoles.ts";
export * from "./Departement.ts";
export * from "./Edition.ts";
export * from "./Epcis.ts";
export * from "./FinessCategories.ts";
export * from "./FormerNames.ts";
export * from "./LegalForms.ts";
export * from "./Missions.ts";
export * from "./Populations.ts";
export * from "./Professions.ts";
export * from "./Region.ts";
export * from "./SearchKey.ts";
export * from "./Skills.ts";
