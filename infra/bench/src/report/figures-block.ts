const end = "<!-- end of figures -->";

/** Puts the last figures between the markers of a page, the first of which names the command that writes them; the rest of the page is written by people. */
export const replaceFigures = (page: string, figures: string, command = "npm run bench -- --write"): string => {
  const begin = `<!-- figures: written by \`${command}\`, not by hand -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`the page has no "${begin}" followed by "${end}"`);
  return `${page.slice(0, from + begin.length)}\n\n${figures.trim()}\n\n${page.slice(to)}`;
};
