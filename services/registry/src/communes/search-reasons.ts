import type { Bilingual } from "@cpts/api/Endpoint";
import type { FormerKind } from "./former-places.ts";

/** What was found, as the search knows it. */
interface Found {
  readonly by: "name" | "former-name" | "epci" | "postal-code" | "code" | "former-code";
  readonly text: string;
  readonly kind: FormerKind | null;
  readonly formerName: string | null;
  /** The number had lost its zero. */
  readonly isRepaired: boolean;
}

interface Today {
  readonly code: string;
  readonly nom: string;
}

const lostZero = (text: string): Bilingual => ({
  fr: `un tableur a pu effacer le zéro du début : ${text.slice(1)} serait ${text}`,
  en: `a spreadsheet may have dropped the leading zero: ${text.slice(1)} would be ${text}`,
});

/** Written so that no French article has to agree with a name. */
const became: Readonly<Record<FormerKind, (name: string, today: string) => Bilingual>> = {
  "commune-deleguee": (name, today) => ({ fr: `${name}, commune déléguée, est aujourd'hui dans ${today}`, en: `${name}, a delegated commune, is in ${today} today` }),
  "commune-associee": (name, today) => ({ fr: `${name}, commune associée, est aujourd'hui dans ${today}`, en: `${name}, an associated commune, is in ${today} today` }),
  merged: (name, today) => ({ fr: `${name} a fusionné : aujourd'hui ${today}`, en: `${name} was merged: ${today} today` }),
  renamed: (name, today) => ({ fr: `${name} se nomme aujourd'hui ${today}`, en: `${name} is called ${today} today` }),
  "code-changed": (name, today) => ({ fr: `${name} a changé de code : aujourd'hui ${today}`, en: `${name} has another code: ${today} today` }),
};

const formerReason = ({ by, formerName, kind, text }: Found, { code, nom }: Today): Bilingual | null => {
  if (kind === null) return null;
  const today = `${nom} (${code})`;
  if (by !== "former-code") return became[kind](formerName ?? text, today);
  const isNamed = formerName !== null && formerName !== nom;
  if (!isNamed) return { fr: `${text} est un ancien code : aujourd'hui ${today}`, en: `${text} is a former code: ${today} today` };
  const why = became[kind](formerName, today);
  return { fr: `${text} est un ancien code ; ${why.fr}`, en: `${text} is a former code; ${why.en}` };
};

/** Why what was typed leads to the commune, where its own name or code does not say it; null where they do. */
export const reasonOf = (found: Found, today: Today): Bilingual | null => {
  const [zero, former] = [found.isRepaired ? lostZero(found.text) : null, formerReason(found, today)];
  if (zero === null || former === null) return zero ?? former;
  return { fr: `${zero.fr} ; ${former.fr}`, en: `${zero.en}; ${former.en}` };
};
