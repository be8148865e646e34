/**
 * Who comes to the territory: newcomers, students, locums; expected, arrived, left, with a mentor among the members and a list of what
 * is to be done for them.
 *
 * @example
 * ```ts
 * import { arrivalTemplates, standingOn } from "@cpts/domain/Arrival";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { PartialDate } from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const date = Schema.decodeUnknownSync(PartialDate);
 * const day = Schema.decodeUnknownSync(LocalDate);
 * standingOn({ arrivedOn: date("2026-05"), leftOn: null }, day("2026-06-01")); // => "present"
 * standingOn({ arrivedOn: date("2026-05"), leftOn: null }, day("2026-05-02")); // => "unknown"
 * arrivalTemplates.map(({ kind }) => kind); // => ["newcomer", "student", "locum"]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code, openCode } from "./OpenCode.ts";
import { earliest, isBefore, latest, PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of an arrival. Issue: `platform-id.format`. */
export const ArrivalId = platformId("ArrivalId", "Identity of an arrival").pipe(Schema.brand("ArrivalId"));

/** Identity of an arrival. */
export type ArrivalId = typeof ArrivalId.Type;

/** As what somebody comes, with labels. */
export const arrivalKinds = [
  { code: "newcomer", fr: "nouvelle installation", en: "newcomer" },
  { code: "student", fr: "étudiant ou interne", en: "student" },
  { code: "locum", fr: "remplaçant", en: "locum" },
] as const;

/** As what somebody comes: an open list. */
export const ArrivalKind = openCode(arrivalKinds.map(({ code }) => code), { title: "ArrivalKind", description: "As what somebody comes" });

/** As what somebody comes. */
export type ArrivalKind = typeof ArrivalKind.Type;

/** Something to be done for somebody who comes. */
export interface TemplateItem {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
}

/** What is to be done for those who come, by kind. */
export interface ArrivalTemplate {
  readonly kind: (typeof arrivalKinds)[number]["code"];
  readonly items: ReadonlyArray<TemplateItem>;
  readonly source: string;
  /** No text prescribes such a list: a CPTS gives its own where it has one. */
  readonly status: "provisional";
}

const meeting: TemplateItem = { code: "welcome-meeting", fr: "rencontre d'accueil", en: "welcome meeting" };
const presented: TemplateItem = { code: "presented-to-members", fr: "présentation aux membres", en: "presented to the members" };
const tools: TemplateItem = { code: "tools", fr: "messagerie sécurisée et outils de coordination", en: "secure messaging and tools of coordination" };
const source = "practice of CPTS, mission of support to professionals (ACI-CPTS, 20 June 2019)";

/** The lists that are used where a CPTS gives none of its own. */
export const arrivalTemplates: ReadonlyArray<ArrivalTemplate> = [
  {
    kind: "newcomer",
    items: [
      { code: "premises", fr: "locaux trouvés", en: "premises found" },
      { code: "order-registration", fr: "inscription à l'ordre et au RPPS", en: "registered with the order and in the RPPS" },
      { code: "caisse-registration", fr: "conventionnement auprès de la caisse", en: "under agreement with the caisse" },
      { code: "aid-informed", fr: "aides à l'installation présentées", en: "told of the aid to settle" },
      tools,
      meeting,
      presented,
      { code: "membership-offered", fr: "adhésion proposée", en: "membership offered" },
    ],
    source,
    status: "provisional",
  },
  { kind: "student", items: [{ code: "agreement", fr: "convention de stage signée", en: "agreement on the placement signed" }, { code: "lodging", fr: "hébergement trouvé", en: "lodging found" }, meeting, presented], source, status: "provisional" },
  { kind: "locum", items: [{ code: "licence", fr: "licence ou attestation de remplacement vue", en: "licence to stand in seen" }, { code: "contract", fr: "contrat de remplacement transmis à l'ordre", en: "contract sent to the order" }, tools, meeting], source, status: "provisional" },
];

const mostItems = 40;
const items = Schema.Array(Schema.Struct({ code: Code, label: freeText({ max: 200, title: "ChecklistLabel", description: "What is to be done" }) })).pipe(Schema.check(Schema.isMaxLength(mostItems, { message: "arrival.too-many-items" })));
const dates = { expectedOn: PartialDate, arrivedOn: PartialDate, leftOn: PartialDate.annotate({ description: "The first day on which they are no longer there" }) };

const leavesAfter = ({ arrivedOn, leftOn }: { readonly arrivedOn?: PartialDate | null; readonly leftOn?: PartialDate | null }) =>
  arrivedOn === undefined || arrivedOn === null || leftOn === undefined || leftOn === null || isBefore(arrivedOn, leftOn) !== "no" ? true : { path: ["leftOn"], issue: "period.empty" };
const distinct = ({ items: given = [] }: { readonly items?: ReadonlyArray<{ readonly code: string }> }) => new Set(given.map(({ code }) => code)).size === given.length || { path: ["items"], issue: "arrival.item-repeated" };

/** Who comes, as what, where and when, followed by whom. Issues: `period.empty`, `arrival.item-repeated`, `arrival.too-many-items`. */
export const ArrivalStatement = Schema.Struct({
  cptsId: CptsId,
  professionalId: ProfessionalId,
  kind: ArrivalKind,
  commune: Schema.optionalKey(CommuneCode),
  expectedOn: Schema.optionalKey(dates.expectedOn),
  arrivedOn: Schema.optionalKey(dates.arrivedOn),
  leftOn: Schema.optionalKey(dates.leftOn),
  mentorId: Schema.optionalKey(ProfessionalId),
  items: Schema.optionalKey(items),
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "ArrivalStatement", description: "Who comes to the territory" })
  .pipe(Schema.check(Schema.makeFilter(leavesAfter), Schema.makeFilter(distinct, { identifier: "ArrivalStatement" })));

/** Who comes to the territory. */
export type ArrivalStatement = typeof ArrivalStatement.Type;

/** What changes of an arrival; `null` takes a value away. Issues: `arrival.nothing-to-change`, `period.empty`. */
export const ArrivalChange = Schema.Struct({
  commune: Schema.optionalKey(Schema.NullOr(CommuneCode)),
  expectedOn: Schema.optionalKey(Schema.NullOr(dates.expectedOn)),
  arrivedOn: Schema.optionalKey(Schema.NullOr(dates.arrivedOn)),
  leftOn: Schema.optionalKey(Schema.NullOr(dates.leftOn)),
  mentorId: Schema.optionalKey(Schema.NullOr(ProfessionalId)),
})
  .annotate({ title: "ArrivalChange", description: "What changes of an arrival" })
  .pipe(Schema.check(Schema.makeFilter(leavesAfter), Schema.makeFilter((given: object) => Object.keys(given).length > 0 || "arrival.nothing-to-change", { identifier: "ArrivalChange" })));

/** What changes of an arrival. */
export type ArrivalChange = typeof ArrivalChange.Type;

/** Something of the list is done, by whom where that is said; `on` null: it is not done after all. */
export const ChecklistTick = Schema.Struct({ item: Code, on: Schema.NullOr(LocalDate), by: Schema.optionalKey(ProfessionalId) }).annotate({ identifier: "ChecklistTick", title: "ChecklistTick", description: "Something of the list is done, or not after all" });

/** Something of the list is done. */
export type ChecklistTick = typeof ChecklistTick.Type;

/** Where somebody stands on a day. */
export const ArrivalStanding = Schema.Literals(["expected", "present", "left", "unknown"]).annotate({ title: "ArrivalStanding", description: "Where somebody stands on a day; unknown where a date is only partly known" });

/** Where somebody stands on a day. */
export type ArrivalStanding = typeof ArrivalStanding.Type;

const reached = (date: PartialDate, day: LocalDate): "yes" | "no" | "unknown" => {
  const [first, last] = [earliest(date), latest(date)];
  if (first === null || last === null) return "unknown";
  if (day >= last) return "yes";
  return day < first ? "no" : "unknown";
};

/** Where somebody stands on a day. Whoever has no date of arrival is expected: that they are late is seen by their expected date. */
export const standingOn = ({ arrivedOn, leftOn }: { readonly arrivedOn: PartialDate | null; readonly leftOn: PartialDate | null }, day: LocalDate): ArrivalStanding => {
  const left = leftOn === null ? "no" : reached(leftOn, day);
  if (left !== "no") return left === "yes" ? "left" : "unknown";
  const arrived = arrivedOn === null ? "no" : reached(arrivedOn, day);
  if (arrived === "unknown") return "unknown";
  return arrived === "yes" ? "present" : "expected";
};

const stands = {
  arrivalId: ArrivalId,
  cptsId: CptsId,
  professionalId: ProfessionalId,
  kind: Code,
  commune: Schema.NullOr(CommuneCode),
  expectedOn: Schema.NullOr(PartialDate),
  arrivedOn: Schema.NullOr(PartialDate),
  leftOn: Schema.NullOr(PartialDate),
  mentorId: Schema.NullOr(ProfessionalId),
  done: Schema.Array(Code).annotate({ description: "Codes of what is done, in the order of the list" }),
};

/** Somebody comes. */
export const ArrivalRecorded = Schema.Struct(stands).annotate({ identifier: "ArrivalRecorded", title: "ArrivalRecorded", description: "Somebody comes to the territory" });

/** Something of an arrival changes: this is how it stands now. */
export const ArrivalChanged = Schema.Struct(stands).annotate({ identifier: "ArrivalChanged", title: "ArrivalChanged", description: "How an arrival stands now" });
