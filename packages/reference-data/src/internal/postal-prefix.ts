/** The two digits that postal codes of a departement usually begin with: Corsica keeps "20" for both of its departements. */
export const postalPrefix = (departement: string): string => (departement === "2A" || departement === "2B" ? "20" : departement.slice(0, 2));
