/** CPTS exist since the law of 26 January 2016 (n° 2016-41, article 65): no year before has a report. */
const firstYear = 2016;

/** Why a year has no report, in both languages; null where it may have one. `today` is the day in Paris. */
export const yearFault = (year: string, today: string): { readonly fr: string; readonly en: string } | null => {
  if (!/^\d{4}$/u.test(year)) return { fr: "une année en quatre chiffres est attendue", en: "a year of four digits is expected" };
  if (Number(year) < firstYear) return { fr: `aucune CPTS n'existait avant ${firstYear}`, en: `no CPTS existed before ${firstYear}` };
  return year > today.slice(0, 4) ? { fr: "cette année n'a pas commencé", en: "this year has not begun" } : null;
};
