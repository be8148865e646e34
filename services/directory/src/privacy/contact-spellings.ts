/** Shorter ones stand in too many texts. */
const shortest = 5;

/** Telephone numbers of France, overseas too: ten figures behind a zero, or nine behind the code of the country. */
const french = /^(?:\+|00)?(?:33|262|508|590|594|596|687|689)?0?(?<subscriber>[1-9]\d{8})$/u;

/** How a contact may be written in a text: a telephone number with or without the code of the country, in one piece or by twos. */
export const spellingsOfContact = (value: string): ReadonlyArray<string> => {
  const written = value.trim();
  const subscriber = french.exec(written.replaceAll(/[\s.\-()]/gu, ""))?.groups?.["subscriber"];
  if (subscriber === undefined) return written.length < shortest ? [] : [written];
  const [first, ...pairs] = [subscriber.slice(0, 1), ...(subscriber.slice(1).match(/\d\d/gu) ?? [])];
  return [...new Set([written, subscriber, ...[" ", ".", "-", "\u00A0"].map((between) => [first, ...pairs].join(between))])];
};
