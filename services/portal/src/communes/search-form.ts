import { html } from "hono/html";
import type { Html } from "../html/page.ts";

/** One field. Without JavaScript it asks for a page; with it, results come while one types. */
export const searchForm = (words: string, results: Html | "" = ""): Html => html`<form class="search" action="/communes" method="get" role="search" data-search>
<label for="commune">Chercher une commune</label>
<div class="row"><input type="search" id="commune" name="q" value="${words}" maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="commune-aide"><button>Chercher</button></div>
<p class="note" id="commune-aide">Nom, ancien nom, code postal, code INSEE ou intercommunalité ; accents et traits d'union sont inutiles.</p>
<p class="unseen" role="status"></p>
<div data-results${results === "" ? html` hidden` : ""} class="results">${results}</div>
</form>`;
