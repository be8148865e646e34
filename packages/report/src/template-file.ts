/** Reads the template of an operator: a JSON file, and the logo that it names. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { faultsOfIssue } from "@cpts/api/FieldFaults";
import { pictureType } from "@cpts/documents/text/picture-size";
import type { Picture } from "@cpts/documents/text/text-document";
import { Exit, Schema, SchemaParser } from "effect";
import { sectionIds } from "./sections.ts";
import { Template } from "./Template.ts";

/** What is wrong with a template: the field, and why in both languages. */
export interface TemplateFault {
  /** JSON Pointer (RFC 6901); empty for the whole file. */
  readonly pointer: string;
  readonly fr: string;
  readonly en: string;
}

/** The template of an operator cannot be used. */
export class TemplateRefused extends Schema.TaggedError<TemplateRefused>()("TemplateRefused", { file: Schema.String, faults: Schema.Array(Schema.Struct({ pointer: Schema.String, fr: Schema.String, en: Schema.String })) }) {}

/** A template, and its logo. */
export interface ReadTemplate {
  readonly template: Template;
  readonly picture: Picture | null;
}

const decode = SchemaParser.decodeUnknownExit(Template);
/** A logo is not a photograph. */
const largestLogo = 2 * 1024 * 1024;

const pointerOf = (path: ReadonlyArray<PropertyKey>): string => path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
const fault = (pointer: string, fr: string, en: string): TemplateFault => ({ pointer, fr, en });

const parse = (text: string): { readonly value: unknown } | TemplateFault => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return fault("", "ce fichier n'est pas du JSON", "this file is no JSON");
  }
};

const sectionFaults = ({ sections = [] }: Template): ReadonlyArray<TemplateFault> =>
  sections.flatMap(({ id }, index) => {
    const pointer = `/sections/${index}/id`;
    if (!sectionIds.includes(id)) return [fault(pointer, `partie inconnue « ${id} » ; il y a : ${sectionIds.join(", ")}`, `unknown section "${id}"; there are: ${sectionIds.join(", ")}`)];
    return sections.findIndex((one) => one.id === id) < index ? [fault(pointer, `la partie « ${id} » est déjà dans la liste`, `section "${id}" is already listed`)] : [];
  });

/** A template from its text, or everything that is wrong with it at once. */
export const parseTemplate = (text: string): { readonly template: Template } | { readonly faults: ReadonlyArray<TemplateFault> } => {
  const parsed = parse(text);
  if ("pointer" in parsed) return { faults: [parsed] };
  const read = decode(parsed.value, { errors: "all", onExcessProperty: "error" });
  if (Exit.isSuccess(read)) {
    const faults = sectionFaults(read.value);
    return faults.length === 0 ? { template: read.value } : { faults };
  }
  const issue = Exit.findErrorOption(read);
  return { faults: issue._tag === "None" ? [fault("", "modèle illisible", "unreadable template")] : faultsOfIssue(issue.value, "body").map(({ message, path }) => fault(pointerOf(path), message.fr, message.en)) };
};

const pictureOf = async (file: string, { logo, logoText }: Template): Promise<Picture | null | TemplateFault> => {
  if (logo === undefined) return null;
  const bytes = await readFile(resolve(dirname(file), logo)).catch(() => null);
  if (bytes === null) return fault("/logo", `ce fichier ne peut pas être lu : ${logo}`, `this file cannot be read: ${logo}`);
  const type = pictureType(bytes);
  if (type === null || bytes.length > largestLogo) return fault("/logo", "un PNG ou un JPEG de 2 Mio au plus est attendu", "a PNG or a JPEG of 2 MiB at most is expected");
  return { bytes, type, alternative: logoText ?? "Logo" };
};

/** Reads a template and its logo. Rejects with {@link TemplateRefused}. */
export const readTemplateFile = async (file: string): Promise<ReadTemplate> => {
  const refuse = (...faults: ReadonlyArray<TemplateFault>): TemplateRefused => new TemplateRefused({ file, faults });
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) throw refuse(fault("", "ce fichier ne peut pas être lu", "this file cannot be read"));
  const read = parseTemplate(text);
  if ("faults" in read) throw refuse(...read.faults);
  const picture = await pictureOf(file, read.template);
  if (picture !== null && "pointer" in picture) throw refuse(picture);
  return { template: read.template, picture };
};
