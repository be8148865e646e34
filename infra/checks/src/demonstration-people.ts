import { read } from "./repository.ts";

/** The people whom the documents of the demonstration name. Read as text: no check depends on the launcher. */
export const demonstrationPeople = (): ReadonlyArray<{ readonly given: string; readonly family: string }> =>
  [...read("infra/local/src/demonstration/directory/people.ts").matchAll(/ person\("(?<given>[^"]+)", "(?<family>[^"]+)"/gu)].map(({ groups }) => ({ given: groups?.["given"] ?? "", family: groups?.["family"] ?? "" }));

/** Without accents, case, hyphens or spaces that differ: as a name may be typed or made into a key. */
const plain = (text: string): string => ` ${text.normalize("NFD").replaceAll(/\p{Mn}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/gu, " ")} `;

/** Who of them a text names: by family name, or by the whole name where communes are listed, some of which are called like people. */
export const namedIn = (text: string, by: "family" | "whole-name"): ReadonlyArray<string> => {
  const words = plain(text);
  return demonstrationPeople().flatMap(({ family, given }) => ([`${given} ${family}`, `${family} ${given}`, ...(by === "family" ? [family] : [])].some((name) => words.includes(plain(name))) ? [family] : []));
};
