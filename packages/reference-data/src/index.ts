/** Reference data of the CPTS: nothing but small lists is read before a `load...()` is called. */
export * from "./Commune.ts";
export * from "./Communes.ts";
export * from "./Departement.ts";
export * from "./Region.ts";
export * from "./Epcis.ts";
export * from "./Populations.ts";
export * from "./SearchKey.ts";
