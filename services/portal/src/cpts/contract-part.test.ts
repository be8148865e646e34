import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import type { Contract } from "../platform.ts";
import { contractPart } from "./contract-part.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");

const signature = {
  signedOn: "--09-22",
  inferredSignedOn: "2018-09-22",
  note: "Année déduite.",
  place: "Cloyes",
  commune: "28103",
  signatories: [
    { capacity: "cpts", organizationId: null, professionalId: "seen", function: "Présidente" },
    { capacity: "ars", organizationId: "o", professionalId: "unseen", function: null },
  ],
};

const signed: Contract = {
  id: "c",
  cptsId: "x",
  cptsName: "CPTS d'Essai",
  kind: "contrat-territorial-de-sante",
  state: "signed",
  draftedOn: null,
  parties: [
    { capacity: "cpts", organizationId: null, name: null },
    { capacity: "ars", organizationId: "o", name: null },
  ],
  missions: [{ code: "PREVENTION", label: "Vacciner" }],
  objectives: [{ label: "Un système d'information", codes: [] }],
  actionSheetCount: { value: 8, qualifier: "exactly" },
  attachmentDepartement: "28",
  ordinal: { value: 8, region: "24" },
  announced: null,
  termYears: 5,
  fundingRegime: null,
  lastDay: null,
  standing: "signed",
  signature,
  population: { value: 51707, source: "communes 2026", status: "reconstructed", asOf: "2018-09-22" },
  sizeClass: "T2",
  inForce: null,
  provenance: { status: "declared", source: { document: "Communiqué", quote: "8 fiches" } },
  externalIds: [],
  version: 2,
  orderedBy: "inferred",
};
const names = new Map([
  ["o", "ARS Centre-Val de Loire"],
  ["seen", "Dr Camille Exemple"],
]);
const today = Schema.decodeUnknownSync(LocalDate)("2026-11-22");
const noSheets = { items: [], declaredCount: { value: 8, qualifier: "exactly" }, titlesUnknown: 8 } as const;

describe("a contract in full", () => {
  it("tells between whom, where, since when, and what it keeps, each figure with its why", () => {
    const shown = String(contractPart({ contract: signed, sheets: noSheets, names, today }));
    expect(words(shown)).toMatch(/signé le 22 septembre, année non précisée \(le 22 septembre 2018 par déduction\) pourquoi \?.*Année déduite\..*Cloyes \(commune 28103\)/u);
    expect(words(shown)).toMatch(/La CPTS .*L'ARS : ARS Centre-Val de Loire .*8e contrat de la région Centre-Val de Loire.*51\u202f707 habitants territoire du 22 septembre 2018, reconstitué pourquoi \?.*taille 2 pourquoi \?/u);
    expect(words(shown)).toMatch(/Vacciner \(.+\).*Un système d'information \(aucune mission officielle ne lui est rapprochée\).*8 déclarées, aucun titre n'est connu pourquoi \?/u);
    expect(["population", "sizeClass", "signature.inferredSignedOn", "titlesUnknown"].filter((figure) => !shown.includes(`"/cpts/x/pourquoi/contrats/c/${figure}"`))).toEqual([]);
  });

  it("names a signatory only where the directory does, and never by an id", () => {
    const shown = words(contractPart({ contract: signed, sheets: noSheets, names, today }));
    expect(shown).toContain("Pour la CPTS : Dr Camille Exemple, Présidente");
    expect(shown).toContain("Pour l'ARS : signataire non précisé");
    expect(shown).not.toContain("unseen");
  });

  it("tells whether its term is past, by its last day only, and why", () => {
    const told = (signedOn: string | null, lastDay: string | null) => String(contractPart({ contract: { ...signed, signature: { ...signature, signedOn }, lastDay }, sheets: noSheets, names, today }));
    expect(words(told("2017-11-30", "2022-11-30"))).toContain("Durée 5 ans, échu le 30 novembre 2022 pourquoi ?");
    expect(words(told("2017", "2022-12-31"))).toContain("Durée 5 ans, échu au plus tard le 31 décembre 2022 pourquoi ?");
    expect(words(told("2021-11-22", "2026-11-22"))).toContain("Durée 5 ans, jusqu'au 22 novembre 2026 pourquoi ?");
    expect(words(told("2022-01", "2027-01-31"))).toContain("Durée 5 ans, jusqu'au 31 janvier 2027 au plus tard pourquoi ?");
    expect(words(told(null, null))).toContain("Durée 5 ans Département");
    expect(told("2017-11-30", "2022-11-30")).toContain('"/cpts/x/pourquoi/contrats/c/lastDay"');
  });

  it("lists the sheets whose titles are known, beside how many are not", () => {
    const items = [{ id: "s", contractId: "c", number: 1, title: "Dossier partagé", missions: ["PARCOURS"], leadId: null, from: null, to: null, indicators: [], progress: null, externalIds: [] }];
    expect(words(contractPart({ contract: signed, sheets: { items, declaredCount: { value: 8, qualifier: "exactly" }, titlesUnknown: 7 }, names, today }))).toMatch(/8 déclarées, 7 titres inconnus.*1\. Dossier partagé/u);
    expect(words(contractPart({ contract: signed, sheets: null, names, today }))).toContain("Fiches actions n'ont pas pu être lues");
  });

  it("tells an announced signing, and leaves the unknown unknown", () => {
    const announced = { on: "2018-01-17", time: "20:00", place: null, commune: null };
    const draft = { ...signed, state: "draft", signature: null, announced, parties: [], missions: [], termYears: null, attachmentDepartement: null, population: null, sizeClass: null, actionSheetCount: null } as const;
    const shown = words(contractPart({ contract: draft, sheets: { items: [], declaredCount: null, titlesUnknown: null }, names: new Map(), today }));
    expect(shown).toMatch(/le 17 janvier 2018 à 20\u00a0h\u00a000, lieu inconnu .*pas encore connue comme faite.*Parties inconnues Durée inconnue Département de rattachement inconnu/u);
    expect(shown).toMatch(/Population au contrat inconnue pourquoi \?.*Taille au contrat inconnue pourquoi \?.*Missions inconnues.*Fiches actions inconnues/u);
    expect(shown).not.toContain("Signataires");
  });
});
