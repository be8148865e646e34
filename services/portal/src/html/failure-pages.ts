import { html } from "hono/html";
import { page, type Html } from "./page.ts";

export const notFoundPage = (what = "Aucune page n'existe à cette adresse."): Html =>
  page({
    title: "Page introuvable",
    content: html`<h1>Page introuvable</h1>
<p>${what}</p>
<p><a href="/">Retour à l'accueil</a>, ou <a href="/communes">chercher une commune</a>.</p>`,
  });

export const badRequestPage = (reasons: ReadonlyArray<string>): Html =>
  page({
    title: "Demande incomprise",
    content: html`<h1>Demande incomprise</h1>
<ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
<p><a href="/">Retour à l'accueil</a></p>`,
  });

export const deniedPage = (why: string): Html =>
  page({
    title: "Accès refusé",
    content: html`<h1>Accès refusé</h1>
<p>${why}</p>
<p>Cette page se lit avec le jeton de votre session, dans l'en-tête <code>Authorization</code>, ou sans jeton pour les données ouvertes.</p>
<p><a href="/">Retour à l'accueil</a></p>`,
  });

/** Which service is not said where several stand behind a page: the home page tells it. */
export const serviceDownPage = (): Html =>
  page({
    title: "Service indisponible",
    content: html`<h1>Service indisponible</h1>
<p>Un service dont cette page a besoin ne répond pas ; elle reviendra avec lui. Les données ne sont pas perdues.</p>
<p><a href="/">Voir ce qui tourne</a></p>`,
  });

export const brokenPage = (): Html =>
  page({
    title: "Erreur",
    content: html`<h1>Une erreur est survenue</h1>
<p>Elle est notée dans le journal du portail.</p>
<p><a href="/">Retour à l'accueil</a></p>`,
  });
