import { html } from "hono/html";
import type { Html } from "../html/page.ts";

/** Where a program begins. */
export const forPrograms: Html = html`<section aria-labelledby="programmes"><h2 id="programmes">Pour les programmes</h2>
<ul>
<li><a href="/reference">La référence des API</a> : une par service ; ce qui est public se lit sans jeton, et le paramètre <code>explain=true</code> donne la règle et les sources de chaque chiffre.</li>
<li>En ligne de commande : <code>npm run -s cpts -- list cpts</code>, ou <code>--json</code> pour un programme.</li>
<li>En TypeScript : <code>@cpts/sdk</code>, appels et événements typés.</li>
</ul>
</section>`;
