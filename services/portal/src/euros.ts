const formats = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

/** 125 000,00 €: cents as people read them. */
export const euros = (cents: number): string => formats.format(cents / 100);
