import { describe, expect, it } from "vitest";
import { contractState } from "./contract-words.ts";

const signed = { state: "signed", signedOn: "--09-22", inferredSignedOn: null, announcedOn: null } as const;
const draft = { ...signed, state: "draft", signedOn: null } as const;

describe("where a contract stands", () => {
  it("is told with the dates that are known", () => {
    const states = [signed, { ...signed, signedOn: null }, { ...draft, announcedOn: "2018-01-17" }, draft].map(contractState);
    expect(states).toEqual(["signé le 22 septembre, année non précisée", "signé à une date inconnue", "en préparation, signature annoncée le 17 janvier 2018", "en préparation"]);
  });

  it("keeps a date that was concluded apart from the document's", () => {
    expect(contractState({ ...signed, inferredSignedOn: "2018-09-22" })).toBe("signé le 22 septembre, année non précisée (le 22 septembre 2018 par déduction)");
  });
});
