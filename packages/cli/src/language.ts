/**
 * The language of a run: the one asked for, else that of the machine; French where it is French, English anywhere else.
 *
 * @example
 * ```ts
 * import { languageOf, tellerOf } from "./language.ts"
 *
 * languageOf({ LANG: "fr_FR.UTF-8" }) // => "fr"
 * languageOf({ LC_ALL: "C", LANG: "fr_FR.UTF-8" }) // => "en"
 * tellerOf("fr")("bonjour", "hello") // => "bonjour"
 * ```
 *
 * @since 0.1.0
 */

/** A language that `cpts` speaks. */
export type Language = "fr" | "en";

/** Chooses between the two forms of a text. */
export type Tell = (fr: string, en: string) => string;

/** The language of a machine, in the order of POSIX: LC_ALL, LC_MESSAGES, LANG, the first one that is set. */
export const languageOf = (env: Readonly<Record<string, string | undefined>>): Language => {
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value !== undefined && value !== "");
  return locale?.toLowerCase().startsWith("fr") === true ? "fr" : "en";
};

/** Tells texts in one language. */
export const tellerOf =
  (language: Language): Tell =>
  (fr, en) =>
    language === "fr" ? fr : en;
