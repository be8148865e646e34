import { describe, expect, it } from "vitest";
import { table } from "./table.ts";

describe("a table", () => {
  it("names itself, its columns and its rows, and escapes what it is given", async () => {
    const shown = String(
      await table({
        caption: "Les <CPTS>",
        rows: [{ name: "A & B", size: 2 }],
        columns: [
          { title: "Nom", cell: ({ name }) => name },
          { title: "Taille", cell: ({ size }) => String(size), figure: true },
        ],
      }),
    );
    expect(shown).toContain("<caption>Les &lt;CPTS&gt;</caption>");
    expect(shown).toContain('aria-label="Les &lt;CPTS&gt;"');
    expect(shown).toContain('<th scope="col">Nom</th><th scope="col" class="figure">Taille</th>');
    expect(shown).toContain('<th scope="row">A &amp; B</th><td class="figure">2</td>');
  });
});
