import { followMovements } from "@cpts/domain/CogProposal";
import { CommuneCode } from "@cpts/domain/Cog";
import { checkTerritory, CommunePart, type TerritoryInput } from "@cpts/domain/Territory";
import { Exit, Schema, SchemaParser } from "effect";
import { sentenceOfQuestion, sentenceOfReason } from "../cog/sentences.ts";
import { faultOfTerritory } from "../territory/faults.ts";
import { communesOfRow, communesOfCell } from "./communes-of-cell.ts";
import { allOf, cellOf, type Entry } from "./entries.ts";
import type { Geography } from "./geography.ts";
import { note, refusal, unreadable, type Cell, type Place, type Reason } from "./reasons.ts";
import { departementOf } from "./words.ts";

/** The territory that a CPTS of the file is given; null where the file says none. */
export interface EntryTerritory {
  readonly territory: Pick<TerritoryInput, "communes" | "parts" | "prose" | "overlaps"> | null;
  readonly reasons: ReadonlyArray<Reason>;
}

const isCode = Schema.is(CommuneCode);
const decodePart = SchemaParser.decodeUnknownExit(CommunePart);

/** One part on a line: `31555 | quartier | Borderouge | 12000`, the last two as far as they are known. */
const partOf = (line: string, cell: Cell, document: string): CommunePart | Reason => {
  const [commune = "", kind = "", name = "", people = "", code = ""] = line.split("|").map((one) => one.trim());
  const value = Number(people.replaceAll(/[\s\u{A0}\u{202F}]/gu, ""));
  const population = people === "" ? {} : { population: { value, qualifier: "exactly", source: { document } } };
  const made = decodePart({ commune: commune.toUpperCase(), kind, name, ...(code === "" ? {} : { code }), ...population });
  return Exit.isSuccess(made)
    ? made.value
    : unreadable({ ...cell, text: line }, "part", "une partie s'écrit « code de commune | nature | nom | habitants », comme « 31555 | quartier | Borderouge | 12000 »", 'a part is written "code of the commune | kind | name | inhabitants", as "31555 | quartier | Borderouge | 12000"');
};

const isReason = (one: object): one is Reason => "level" in one;
const linesOf = (cells: ReadonlyArray<Cell>) => cells.flatMap((cell) => cell.text.split(/[\n\r]+/u).flatMap((line) => (line.trim() === "" ? [] : [{ cell, line: line.trim() }])));

const communesOf = (entry: Entry, geography: Geography): { readonly at: ReadonlyMap<CommuneCode, Place>; readonly reasons: ReadonlyArray<Reason> } => {
  const at = new Map<CommuneCode, Place>();
  const reasons: Array<Reason> = [];
  const attached = cellOf(entry, "departement");
  for (const cells of entry.rows) {
    const own = cells.find(({ field }) => field === "departement") ?? attached;
    const read = communesOfRow(cells.filter(({ field }) => field === "communes"), geography, own === null ? null : departementOf(own.text));
    reasons.push(...read.reasons);
    for (const { at: place, code } of read.found) {
      if (!isCode(code)) continue;
      const before = at.get(code);
      if (before === undefined) at.set(code, place);
      else reasons.push(note(place, "listed-twice", `${code} est déjà à la ligne ${before.row} : compté une fois`, `${code} is already on row ${before.row}: counted once`));
    }
  }
  return { at, reasons };
};

const overlapsOf = (entry: Entry, geography: Geography): { readonly overlaps: NonNullable<TerritoryInput["overlaps"]>; readonly reasons: ReadonlyArray<Reason> } => {
  const read = linesOf(allOf(entry, "overlaps")).map(({ cell, line }) => {
    const [place = "", ...why] = line.split(":");
    const { found, reasons } = communesOfCell({ ...cell, text: place.trim() }, geography, null);
    const reason = why.join(":").trim();
    const [one] = found;
    if (one !== undefined && isCode(one.code) && reason !== "") return { overlaps: [{ commune: one.code, reason: reason as NonNullable<TerritoryInput["overlaps"]>[number]["reason"] }], reasons }; // decoded with the whole change
    return { overlaps: [], reasons: reasons.length > 0 ? reasons : [unreadable({ ...cell, text: line }, "overlap", "un motif s'écrit « commune : motif »", 'a reason is written "commune: reason"')] };
  });
  return { overlaps: read.flatMap(({ overlaps }) => overlaps), reasons: read.flatMap(({ reasons }) => reasons) };
};

/** What has become, until today, of communes of the past; whatever a person has to say refuses the CPTS. */
const followedToToday = (communes: ReadonlyArray<CommuneCode>, parts: ReadonlyArray<CommunePart>, at: Place | null, { movements }: Geography) => {
  const followed = followMovements({ communes, parts }, movements, []);
  const notes = followed.reasons.filter(({ effect }) => effect !== "asked").map((reason) => {
    const { en, fr } = sentenceOfReason(reason);
    return note(at, "cog-movement", fr, en);
  });
  const questions = followed.questions.map((question) => {
    const { en, fr } = sentenceOfQuestion(question);
    return refusal(at, `cog-${question.kind}`, `${fr} Écrivez les communes d'aujourd'hui.`, `${en} Write the communes of today.`, question.about);
  });
  return { ...followed.territory, reasons: [...notes, ...questions] };
};

const rulesOf = (territory: NonNullable<EntryTerritory["territory"]>, isExplained: boolean, placeOf: (code: string) => Place | null, { communes }: Geography): ReadonlyArray<Reason> => {
  const counted = isExplained ? {} : { populationOf: (code: CommuneCode) => communes.territorial(code)?.population ?? null };
  return checkTerritory(territory, { knownCommune: (code) => communes.territorial(code) !== null, ...counted }).map((problem) => {
    const { code, message, suggestion } = faultOfTerritory(problem, [], new Map());
    return refusal("code" in problem ? placeOf(problem.code) : placeOf(""), code, message.fr, message.en, suggestion);
  });
};

/** Reads the territory of a CPTS of the file, in codes of today. */
export const territoryOfEntry = (entry: Entry, geography: Geography, fileName: string): EntryTerritory => {
  const { at, reasons: ofCommunes } = communesOf(entry, geography);
  const document = cellOf(entry, "source")?.text.slice(0, 300) ?? fileName;
  const read = linesOf(allOf(entry, "parts")).map(({ cell, line }) => partOf(line, cell, document));
  const { overlaps, reasons: ofOverlaps } = overlapsOf(entry, geography);
  const prose = cellOf(entry, "prose");
  const parts = read.filter((one): one is CommunePart => !isReason(one));
  const before = [...ofCommunes, ...read.filter(isReason), ...ofOverlaps];
  const said = [...allOf(entry, "communes"), ...allOf(entry, "parts"), ...(prose === null ? [] : [prose])];
  const [first = null] = said;
  if (first === null) return { territory: null, reasons: before };
  const followed = followedToToday([...at.keys()], parts, first, geography);
  const territory = {
    communes: followed.communes,
    ...(followed.parts.length === 0 ? {} : { parts: followed.parts }),
    ...(prose === null ? {} : { prose: prose.text as NonNullable<TerritoryInput["prose"]> }), // decoded with the whole change
    ...(overlaps.length === 0 ? {} : { overlaps }),
  };
  const hasRefusal = [...before, ...followed.reasons].some(({ level }) => level === "refusal");
  // What could not be read is missing from the territory: its own rules would only repeat that.
  const rules = hasRefusal && followed.communes.length === 0 ? [] : rulesOf(territory, cellOf(entry, "reason") !== null, (code) => (isCode(code) ? at.get(code) : undefined) ?? first, geography);
  return { territory, reasons: [...before, ...followed.reasons, ...rules] };
};
