/**
 * From a schema's issue to the list of faulty fields of a request: where (path), what (code), told in French and English.
 *
 * @example
 * ```ts
 * import { Exit, Schema, SchemaParser } from "effect"
 * import { faultsOfIssue } from "@cpts/api/FieldFaults"
 *
 * const issue = SchemaParser.decodeUnknownExit(Schema.Struct({ name: Schema.String }))({}).pipe(Exit.findErrorOption)
 * issue._tag === "Some" && faultsOfIssue(issue.value, "body")[0]?.code // => "missing"
 * ```
 *
 * @since 0.1.0
 */
import { texts } from "@cpts/domain/IssueText";
import type { SchemaAST, SchemaIssue } from "effect";
import { checkMessages, type CheckCode } from "./CheckMessages.ts";
import type { Bilingual } from "./Endpoint.ts";
import type { FieldError, FieldFault } from "./Problem.ts";

type Path = ReadonlyArray<PropertyKey>;

/** A value's type in words. Only the kinds that JSON has. */
const typeNames: Readonly<Record<string, Bilingual>> = {
  String: { fr: "un texte", en: "a text" },
  TemplateLiteral: { fr: "un texte", en: "a text" },
  Number: { fr: "un nombre", en: "a number" },
  Boolean: { fr: "vrai ou faux", en: "true or false" },
  Null: { fr: "null", en: "null" },
  Objects: { fr: "un objet", en: "an object" },
  Arrays: { fr: "une liste", en: "a list" },
};

const describe = (ast: SchemaAST.AST, language: keyof Bilingual): string => {
  if (ast._tag === "Union") {
    const parts = [...new Set(ast.types.map((type) => describe(type, language)))];
    return parts.join(language === "fr" ? " ou " : " or ");
  }
  if (ast._tag === "Literal") return JSON.stringify(ast.literal);
  return typeNames[ast._tag]?.[language] ?? (language === "fr" ? "une valeur d'un autre type" : "a value of another type");
};

const isLiteral = (ast: SchemaAST.AST): boolean => ast._tag === "Literal" || (ast._tag === "Union" && ast.types.every(isLiteral));

const wrongType = (ast: SchemaAST.AST): Pick<FieldFault, "code" | "message"> => ({
  code: isLiteral(ast) ? "not-allowed" : "wrong-type",
  message: { fr: `attendu : ${describe(ast, "fr")}`, en: `expected: ${describe(ast, "en")}` },
});

const domainTexts: ReadonlyMap<string, Bilingual> = new Map(texts.map(({ key, fr, en }) => [key, { fr, en }]));

/** The text of a check: the domain's checks name theirs, Effect's own checks are told here. */
const rowOf = (code: unknown): (Bilingual & { readonly code?: string }) | undefined =>
  typeof code !== "string" ? undefined : (domainTexts.get(code) ?? (Object.hasOwn(checkMessages, code) ? checkMessages[code as CheckCode] : undefined));

/**
 * A check names itself by the `message` of its annotations (the domain's keys) or by what Effect calls it
 * (`effect/schema/isMaxLength`).
 */
const failedCheck = (issue: SchemaIssue.Filter): Pick<FieldFault, "code" | "message"> => {
  const annotations = issue.filter.annotations;
  const inner = issue.issue._tag === "InvalidValue" ? issue.issue.annotations?.message : undefined;
  const named = typeof inner === "string" ? inner : annotations?.message;
  const builtIn = annotations?.representation?.id.replace("effect/schema/", "");
  for (const code of [named, builtIn]) {
    const row = rowOf(code);
    if (row !== undefined) return { code: row.code ?? String(code), message: { fr: row.fr, en: row.en } };
  }
  const expected = typeof annotations?.expected === "string" ? annotations.expected : (named ?? "");
  return { code: "invalid", message: { fr: `valeur refusée${expected && ` (${expected})`}`, en: `refused value${expected && ` (${expected})`}` } };
};

/** Every faulty place under an issue, in the order of the input's schema. */
export const faultsOfIssue = (issue: SchemaIssue.Issue, place: FieldError["in"], path: Path = []): ReadonlyArray<FieldFault> => {
  const at = (fault: Pick<FieldFault, "code" | "message">): ReadonlyArray<FieldFault> => [{ in: place, path, ...fault }];
  switch (issue._tag) {
    case "Pointer":
      return faultsOfIssue(issue.issue, place, [...path, ...issue.path]);
    case "Composite":
      return issue.issues.flatMap((inner) => faultsOfIssue(inner, place, path));
    case "Encoding":
      return faultsOfIssue(issue.issue, place, path);
    case "Filter":
      return issue.issue._tag === "Pointer" || issue.issue._tag === "Composite"
        ? faultsOfIssue(issue.issue, place, path)
        : at(failedCheck(issue));
    case "AnyOf":
      return issue.issues.length === 0 ? at(wrongType(issue.ast)) : issue.issues.flatMap((inner) => faultsOfIssue(inner, place, path));
    case "OneOf":
    case "InvalidType":
      return at(wrongType(issue.ast));
    case "MissingKey":
      return at({ code: "missing", message: { fr: "obligatoire", en: "required" } });
    case "UnexpectedKey":
      return at({ code: "unknown-property", message: { fr: "propriété inconnue", en: "unknown property" } });
    case "InvalidValue":
    case "Forbidden": {
      const row = rowOf(issue.annotations?.message);
      return at(
        row === undefined
          ? { code: "invalid", message: { fr: "valeur refusée", en: "refused value" } }
          : { code: row.code ?? String(issue.annotations?.message), message: { fr: row.fr, en: row.en } },
      );
    }
  }
};
