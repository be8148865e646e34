import { isCode } from "./repository.ts";

type Rule = { readonly says: string; readonly pattern: RegExp; readonly appliesTo: (file: string) => boolean };

const everywhere = (): boolean => true;
const inTypeScript = (file: string): boolean => /\.tsx?$/u.test(file);
/** A word spelt apart, so that this file does not hold what it looks for. */
const word = (...parts: ReadonlyArray<string>): string => parts.join("");

const rules: ReadonlyArray<Rule> = [
  {
    says: "names a package registry",
    pattern: new RegExp(word("(?:registry\\.", "npmjs|registry\\.", "yarnpkg|npm", "mirror|deb\\.", "debian|security\\.", "debian)\\."), "u"),
    appliesTo: everywhere,
  },
  {
    says: "names a path of one machine",
    pattern: new RegExp(word("(?<![\\w.$})\\]-])/(?:wor", "k|roo", "t|hom", "e/[a-z]+|User", "s/[a-z]+)/"), "u"),
    appliesTo: everywhere,
  },
  { says: "leaves work for later", pattern: new RegExp(word("\\b(?:TO", "DO|FIX", "ME|XX", "X)\\b"), "u"), appliesTo: isCode },
  {
    says: "names a type after being one",
    pattern: /\b(?:interface|type) I[A-Z][a-z]|\b(?:class|const|interface|type) \w+Impl\b/u,
    appliesTo: inTypeScript,
  },
  { says: "has a pattern without the u flag, which JSON Schema would lose", pattern: /isPattern\(\s*\/.*?\/(?![a-z]*u)[a-z]*[),]/u, appliesTo: inTypeScript },
  { says: "switches a type check off", pattern: new RegExp(word("@ts-", "(?:ignore|nocheck)"), "u"), appliesTo: inTypeScript },
];

/** What the text of a file breaks, with the line. */
export const textFaults = (file: string, text: string): ReadonlyArray<string> =>
  rules
    .filter((rule) => rule.appliesTo(file))
    .flatMap((rule) =>
      text.split("\n").flatMap((line, index) => (rule.pattern.test(line) ? [`${file}:${index + 1} ${rule.says}`] : [])),
    );

const banned = /^(?:utils?|helpers?|commons?|misc|shared|managers?)$/iu;

/** What the path of a file breaks. */
export const pathFaults = (file: string): ReadonlyArray<string> => [
  ...(/^[\u0021-\u007E]+$/u.test(file) ? [] : [`${file} is not plain ASCII`]),
  ...(words(file).some((name) => banned.test(name)) ? [`${file} is named after nothing it does`] : []),
];

/** `date-utils/StringHelpers.ts` -> date, utils, String, Helpers. */
const words = (file: string): ReadonlyArray<string> =>
  file.split(/[/.\-_]|(?<=[a-z])(?=[A-Z])/u).filter((name) => name !== "");
