import { describe, expect, it } from "vitest";
import { contractState } from "./contract-words.ts";

const signed = { state: "signed", standing: "active", signedOn: "--09-22", inferredSignedOn: null, announcedOn: null } as const;
const draft = { ...signed, state: "draft", standing: "draft", signedOn: null } as const;

describe("where a contract stands", () => {
  it("is told with the dates that are known", () => {
    const states = [signed, { ...signed, signedOn: null }, { ...draft, announcedOn: "2018-01-17" }, draft].map(contractState);
    expect(states).toEqual(["signé le 22 septembre, année non précisée", "signé à une date inconnue", "en préparation, signature annoncée le 17 janvier 2018", "en préparation"]);
  });

  it("is told with what has become of it", () => {
    const standings = (["signed", "suspended", "renewed", "expired", "terminated"] as const).map((standing) => contractState({ ...signed, signedOn: "2018", standing }));
    expect(standings).toEqual(["signé en 2018", "signé en 2018, suspendu", "signé en 2018, renouvelé", "signé en 2018, échu", "signé en 2018, résilié"]);
  });

  it("keeps a date that was concluded apart from the document's", () => {
    expect(contractState({ ...signed, inferredSignedOn: "2018-09-22" })).toBe("signé le 22 septembre, année non précisée (le 22 septembre 2018 par déduction)");
  });
});
