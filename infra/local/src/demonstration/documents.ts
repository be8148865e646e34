/**
 * The documents the demonstration was drawn from. Those that bear no title or date are named by what they are.
 */
interface Document {
  readonly document: string;
  readonly published?: string;
}

/** The page on which the CPTS Berry Vierzon Sologne presents itself. */
export const berryVierzonSologne: Document = { document: "Page de présentation de la CPTS Berry Vierzon Sologne (sans titre ni date)" };

/** The page on which the CPTS des Pays Berjalliens presents itself. */
export const paysBerjalliens: Document = { document: "Page de présentation de la CPTS des Pays Berjalliens (sans titre ni date)" };

/** The announcement of the signature of Sud 28; it names a day and no year. */
export const sud28: Document = { document: "Communiqué sur la signature du contrat de santé de la CPTS Sud 28, région Centre-Val de Loire (sans année)" };

/** The article on the birth of Asclepios, which also speaks of its neighbours. */
export const asclepios: Document = { document: "« CPTS : et de deux ! », article sur la naissance de la CPTS Asclépios (sans date)" };

/** The law of which the page of Berry Vierzon Sologne gives another date. */
export const law2016: Document = { document: "Loi n° 2016-41 du 26 janvier 2016 de modernisation de notre système de santé", published: "2016-01-26" };

/** A journal that gives figures of Berry Vierzon Sologne. */
export const concoursPluripro: Document = { document: "Concours pluripro, janvier 2022", published: "2022-01" };
