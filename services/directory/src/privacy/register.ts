import type { ProcessingRegister } from "@cpts/api/PrivacyEndpoints";
import { retentionRules } from "@cpts/domain/PersonErasure";
import { recipients } from "./export.ts";
import { holdings } from "./holdings.ts";

/** The register of processings, made of the very lists by which people are erased and told what is known of them. */
export const processingRegister: typeof ProcessingRegister.Encoded = {
  processings: holdings.map(({ canObject, ground, label, name, onErasure, source }) => ({ holding: name, label, source, ground, canObject, onErasure })),
  retentions: retentionRules.map(({ en, fr, kind, source, status, years }) => ({ kind, years, label: { fr, en }, source, status })),
  recipients,
};
