/**
 * The events of actions, in the two versions they have: the second also tells of an action whose mission is under no contract, or
 * whose communes lie outside the territory. An action that is not unusual is told in the first, which the second reads.
 *
 * @example
 * ```ts
 * import { actionEvents } from "@cpts/api/ActionEvents"
 * import { lineageOf } from "@cpts/api/EventType"
 *
 * lineageOf(actionEvents.actionPlannedAsIs).map(({ version }) => version) // => [2, 1]
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/PreventionEvents";
import { eventType } from "./EventType.ts";

const ofAction = { actionId: "0198c0de-0000-7000-8000-000000000040", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const content = {
  contractId: "0198c0de-0000-7000-8000-000000000010",
  mission: "PREVENTION",
  period: { from: "2026-10-05", to: "2026-12" },
  communes: ["37003"],
  expectedPeople: 120,
  provenance: { status: "declared" },
} as const;
const texts = { title: "Vaccination contre la grippe", objective: null, audience: "65 ans et plus", place: null };
const unusual = { contractId: null, communes: ["37003", "41018"], outside: ["41018"], unusual: ["mission-not-under-contract", "commune-outside-territory"] } as const;
const usual = { outside: [], unusual: [] };
const ofService = { service: "prevention", aggregate: "action" } as const;

const actionPlanned = eventType({
  ...ofService,
  event: "planned",
  version: 1,
  payload: Events.ActionPlanned,
  summary: { fr: "Une action est planifiée", en: "An action is planned" },
  example: { ...ofAction, ...content },
});

const actionChanged = eventType({
  ...ofService,
  event: "changed",
  version: 1,
  payload: Events.ActionChanged,
  summary: { fr: "Des champs d'une action planifiée ont changé", en: "Fields of a planned action have changed" },
  example: { ...ofAction, expectedPeople: 150, texts: ["title"] },
});

const actionPublished = eventType({
  ...ofService,
  event: "published",
  version: 1,
  payload: Events.ActionPublished,
  summary: { fr: "Une action est publiée, avec tout son contenu", en: "An action is published, with all its content" },
  example: { ...ofAction, ...content, ...texts, publishedOn: "2026-09-15" },
});

/** The events of actions. */
export const actionEvents = {
  actionPlanned,
  actionChanged,
  actionPublished,
  actionPlannedAsIs: eventType({
    ...ofService,
    event: "planned",
    version: 2,
    payload: Events.ActionPlannedAsIs,
    summary: { fr: "Une action est planifiée, même hors contrat ou hors du territoire", en: "An action is planned, though it be under no contract or outside the territory" },
    example: { ...ofAction, ...content, ...unusual },
    upcasts: { from: actionPlanned, upcast: (old) => ({ ...old, ...usual }) },
  }),
  actionChangedAsIs: eventType({
    ...ofService,
    event: "changed",
    version: 2,
    payload: Events.ActionChangedAsIs,
    summary: { fr: "Des champs d'une action planifiée ont changé, même hors contrat ou hors du territoire", en: "Fields of a planned action have changed, though it be under no contract or outside the territory" },
    example: { ...ofAction, communes: ["37003", "41018"], outside: ["41018"], unusual: ["commune-outside-territory"] },
    // Both before and after it, nothing was unusual.
    upcasts: { from: actionChanged, upcast: (old) => old },
  }),
  actionPublishedAsIs: eventType({
    ...ofService,
    event: "published",
    version: 2,
    payload: Events.ActionPublishedAsIs,
    summary: { fr: "Une action est publiée, même hors contrat ou hors du territoire", en: "An action is published, though it be under no contract or outside the territory" },
    example: { ...ofAction, ...content, ...unusual, ...texts, publishedOn: "2026-09-15" },
    upcasts: { from: actionPublished, upcast: (old) => ({ ...old, ...usual }) },
  }),
};
