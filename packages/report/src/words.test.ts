import { describe, expect, it } from "vitest";
import { bodyLabel, contractLabel, qualified, sizeLabel, statusLabel, trustLabel } from "./words.ts";

describe("the labels of codes", () => {
  it("are small within a sentence, and have a capital as a title", () => {
    expect([statusLabel("active"), sizeLabel("T2"), trustLabel("provisional"), bodyLabel("board")]).toEqual(["active", "taille 2", "provisoire, à vérifier", "Conseil d'administration"]);
  });

  it("show a code they do not know as it is", () => {
    expect([statusLabel("hibernating"), trustLabel("x"), contractLabel("other")]).toEqual(["hibernating", "x", "other"]);
  });

  it("keep what a document says of its number, and nothing where it says the number alone", () => {
    expect([qualified("200", "about"), qualified("200", "exactly"), qualified("200"), qualified("200", "roughly")]).toEqual(["environ 200", "200", "200", "roughly 200"]);
  });
});
