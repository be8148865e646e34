import { html } from "hono/html";
import { addresses } from "./assets.ts";

/** A piece of page; what is put into it is escaped. */
export type Html = ReturnType<typeof html>;

export interface PageParts {
  /** What the browser's tab says, before the name of the site. */
  readonly title: string;
  /** The place in the navigation, where the page is one of it. */
  readonly here?: Place;
  readonly content: Html;
}

const places = [
  { path: "/", label: "Accueil" },
  { path: "/communes", label: "Communes" },
  { path: "/reference", label: "API" },
] as const;

type Place = (typeof places)[number]["path"];

const navigation = (here: Place | undefined): Html => html`<nav aria-label="Principale"><ul>
${places.map(({ path, label }) => html`<li><a href="${path}"${path === here ? html` aria-current="page"` : ""}>${label}</a></li>`)}
</ul></nav>`;

/** A whole page, in French. */
export const page = ({ title, here, content }: PageParts): Html => html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>${title} · Plateforme CPTS</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${addresses.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${addresses.stylesheet}">
<script src="${addresses.search}" defer></script>
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="site"><div class="wide">
<p class="brand"><a href="/">Plateforme <abbr title="communautés professionnelles territoriales de santé">CPTS</abbr></a></p>
${navigation(here)}
</div></header>
<main id="contenu" class="wide" tabindex="-1">
${content}
</main>
<footer class="site"><div class="wide">
<p>Ce que disent les documents est montré à côté de ce que calculent les données ; quand ils diffèrent, les deux sont gardés. Aucune donnée de patient.</p>
<p>Communes, populations : INSEE ; intercommunalités : DGCL ; codes postaux : La Poste (Licence Ouverte 2.0). Logiciel libre, Apache-2.0.</p>
</div></footer>
</body>
</html>`;
