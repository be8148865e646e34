import { html } from "hono/html";
import type { Html } from "./page.ts";

/** Asks the same page about another day. */
export const dateForm = (action: string, asOf: string): Html => html`<details class="date"><summary>Voir à une autre date</summary>
<form action="${action}" method="get">
<label for="jour">À quelle date ?</label>
<div class="row"><input type="date" id="jour" name="asOf" value="${asOf}" required><button>Voir</button></div>
</form></details>`;
