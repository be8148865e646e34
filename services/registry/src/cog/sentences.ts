import type { Bilingual } from "@cpts/api/Endpoint";
import type { CogPlace } from "@cpts/domain/CogMovement";
import type { CogQuestion, CogReason } from "@cpts/domain/CogProposal";

const named = ({ code, nom }: CogPlace): string => `${nom} (${code})`;
const joined = (places: ReadonlyArray<CogPlace>, and: string): string =>
  places.length < 2 ? places.map(named).join("") : `${places.slice(0, -1).map(named).join(", ")} ${and} ${named(places[places.length - 1] ?? { code: "" as CogPlace["code"], nom: "" })}`; // there are two at least

/** What happened, and what it does to the territory. */
export const sentenceOfReason = ({ effect, movement: { from, kind, on, to } }: CogReason): Bilingual => {
  const [fr, en] = [{ from: joined(from, "et"), to: joined(to, "et") }, { from: joined(from, "and"), to: joined(to, "and") }];
  const asked = effect === "asked" ? { fr: " : une personne doit dire ce qui reste dans le territoire", en: ": a person has to say what stays in the territory" } : { fr: "", en: "" };
  switch (kind) {
    case "merged":
      return { fr: `Au ${on}, ${fr.from} forment ${fr.to}${asked.fr}.`, en: `On ${on}, ${en.from} became ${en.to}${asked.en}.` };
    case "restored":
      return { fr: `Au ${on}, des communes sont rétablies : ${fr.from} laisse place à ${fr.to}${asked.fr}.`, en: `On ${on}, communes were restored: ${en.from} gave way to ${en.to}${asked.en}.` };
    case "split":
      return { fr: `Au ${on}, ${fr.from} est divisée en ${fr.to}${asked.fr}.`, en: `On ${on}, ${en.from} was divided into ${en.to}${asked.en}.` };
    case "code-changed":
      return { fr: `Au ${on}, ${fr.from} change de code : ${fr.to}.`, en: `On ${on}, ${en.from} has another code: ${en.to}.` };
    case "renamed":
      return { fr: `Au ${on}, ${fr.from} prend le nom de ${fr.to} ; ses limites ne changent pas.`, en: `On ${on}, ${en.from} took the name ${en.to}; its limits do not change.` };
  }
};

/** What is asked, and how it may be answered. */
export const sentenceOfQuestion = ({ about, kind, options }: Pick<CogQuestion, "about" | "kind" | "options">): Bilingual => {
  const [fr, en] = [joined(options, "et"), joined(options, "and")];
  switch (kind) {
    case "divided":
      return { fr: `Lesquelles restent dans le territoire : ${fr} ?`, en: `Which of them stay in the territory: ${en}?` };
    case "partly-held":
      return {
        fr: `Le territoire n'avait qu'une partie de ${fr} : la commune entière y entre-t-elle, en sort-elle, ou n'en garde-t-il que l'ancienne partie (asParts) ?`,
        en: `The territory held a part of ${en} only: does the whole commune come in, go out, or is the former part alone kept (asParts)?`,
      };
    case "parts":
      return { fr: `Dans laquelle se trouvent les parties de ${about} : ${fr} ?`, en: `In which of them do the parts of ${about} lie: ${en}?` };
  }
};
