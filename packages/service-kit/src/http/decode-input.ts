import { needsIfMatch, Nothing, type Codec, type Endpoint } from "@cpts/api/Endpoint";
import { faultsOfIssue } from "@cpts/api/FieldFaults";
import { Problem, type FieldError, type FieldFault } from "@cpts/api/Problem";
import { suggestCommuneCode } from "@cpts/domain/Cog";
import { Exit, SchemaParser, type SchemaIssue } from "effect";
import { unstorableTexts } from "./unstorable-text.ts";
import { valueAt } from "./value-at.ts";

const parseOptions = { errors: "all", onExcessProperty: "error" } as const;
type Decoder = (input: unknown) => Exit.Exit<unknown, SchemaIssue.Issue>;

/** A spreadsheet writes 01004 as 1004: a faulty commune code comes with the code that was probably meant. */
const withSuggestion = (fault: FieldFault, input: unknown): FieldFault => {
  if (!fault.path.includes("communes") && fault.path.at(-1) !== "commune" && fault.path.at(-1) !== "code") return fault;
  const value = valueAt(input, fault.path);
  const suggestion = typeof value === "string" || typeof value === "number" ? suggestCommuneCode(String(value)) : null;
  return suggestion === null || suggestion === value ? fault : { ...fault, suggestion };
};

const decodeWith = (decode: Decoder, input: unknown, place: FieldError["in"]): { readonly value: unknown } | { readonly faults: ReadonlyArray<FieldFault> } => {
  const unstorable = unstorableTexts(input, place);
  if (unstorable.length > 0) return { faults: unstorable };
  const exit = decode(input);
  if (Exit.isSuccess(exit)) return { value: exit.value };
  const reason = Exit.findErrorOption(exit);
  if (reason._tag === "None") throw new Error("a schema died while decoding", { cause: exit.cause });
  return { faults: faultsOfIssue(reason.value, place).map((fault) => withSuggestion(fault, input)) };
};

/** What stands between the question mark of an address and its fragment. */
const textOfQuery = (url: string): string => {
  const end = url.indexOf("#");
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1, end < 0 ? url.length : end);
};

/** Query parameters as an object; one that comes twice is a fault rather than a guess. */
const readQuery = (endpoint: Endpoint, text: string): { readonly query: Record<string, string>; readonly faults: ReadonlyArray<FieldFault> } => {
  const faults: Array<FieldFault> = [];
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in query) faults.push({ in: "query", path: [name], code: "given-twice", message: { fr: "donné deux fois", en: "given twice" } });
    query[name] = value;
  }
  // An empty struct would take any object.
  if (endpoint.query === Nothing)
    faults.push(...Object.keys(query).map((name): FieldFault => ({ in: "query", path: [name], code: "unknown-property", message: { fr: "paramètre inconnu", en: "unknown parameter" } })));
  return { query: { ...query }, faults };
};

const ifMatchPattern = /^(?:W\/)?"v([0-9]{1,9})(?:-[^"]*)?"$/u;

const readIfMatch = (endpoint: Endpoint, header: string | null): number | Problem => {
  if (!needsIfMatch(endpoint)) return 0;
  if (header === null)
    return new Problem({
      type: "precondition-required",
      detail: { fr: "Envoyez dans If-Match l'ETag que la dernière lecture a donné.", en: "Send in If-Match the ETag that your last read gave." },
    });
  const version = ifMatchPattern.exec(header.trim())?.[1];
  if (version === undefined)
    return new Problem({
      type: "malformed-request",
      faults: [{ in: "header", path: ["If-Match"], code: "wrong-format", message: { fr: 'un ETag est attendu, comme "v3"', en: 'an ETag is expected, such as "v3"' } }],
    });
  return Number(version);
};

export interface Decoded {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: number;
}

const compile = (schema: Codec): Decoder => SchemaParser.decodeUnknownExit(schema, parseOptions);

/** Compiles the decoders of an endpoint once; the function decodes one request and names every fault of it at once. */
export const makeDecodeInput = (endpoint: Endpoint) => {
  const params = compile(endpoint.params);
  const query = compile(endpoint.query);
  const body = endpoint.body === null ? null : compile(endpoint.body);
  const withoutQuery = decodeWith(query, {}, "query");
  const readAsked = (url: string): ReturnType<typeof decodeWith> => {
    const text = textOfQuery(url);
    if (text === "") return withoutQuery;
    const given = readQuery(endpoint, text);
    return given.faults.length > 0 ? { faults: given.faults } : decodeWith(query, given.query, "query");
  };
  return (url: string, pathParams: Record<string, string>, json: unknown, ifMatchHeader: string | null): Decoded | Problem => {
    const path = decodeWith(params, pathParams, "path");
    const asked = readAsked(url);
    const sent = body === null ? { value: undefined } : decodeWith(body, json, "body");
    const faults = [path, asked, sent].flatMap((part) => ("faults" in part ? part.faults : []));
    if (faults.length > 0) return new Problem({ type: "faults" in sent ? "invalid-request" : "malformed-request", faults });
    const ifMatch = readIfMatch(endpoint, ifMatchHeader);
    if (ifMatch instanceof Problem) return ifMatch;
    return {
      params: "value" in path ? path.value : undefined,
      query: "value" in asked ? asked.value : undefined,
      body: "value" in sent ? sent.value : undefined,
      ifMatch,
    };
  };
};
