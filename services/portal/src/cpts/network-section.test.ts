import { describe, expect, it } from "vitest";
import { networkPart } from "./network-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const provenance = { status: "declared", source: { document: "Page" } } as const;

describe("who stands by a CPTS", () => {
  const referent = {
    id: "r",
    kind: "employed-by",
    professionalId: "p",
    organizationId: null,
    name: null,
    of: "o",
    ofName: "URPS",
    capacity: null,
    function: "Référente",
    object: "Accompagner",
    cptsId: "x",
    validFrom: null,
    validTo: null,
    certainty: "unknown",
    provenance,
    externalIds: [],
    version: 1,
  } as const;
  const meeting = {
    id: "m",
    title: "Présentation",
    subject: null,
    heldOn: "--11-14",
    time: "20:00",
    place: null,
    commune: null,
    territory: { communes: [], prose: null },
    cptsId: "x",
    organizerId: null,
    provenance,
    externalIds: [],
    version: 1,
  } as const;

  it("is told without a name that is not public, and with its doubt", () => {
    expect(words(networkPart([referent], []))).toContain("Une personne dont le nom n'est pas public , Référente (employeur : URPS) : Accompagner on ne sait pas si c'était le cas ce jour-là Page");
  });

  it("meets on days whose year may be unknown", () => {
    expect(words(networkPart([], [meeting]))).toContain("Présentation , le 14 novembre, année non précisée à 20\u00a0h\u00a000 Page");
  });

  it("is left out where nobody does, or nobody does any more", () => {
    expect([networkPart([], []), networkPart([{ ...referent, certainty: "no" }], [])]).toEqual([null, null]);
  });
});
