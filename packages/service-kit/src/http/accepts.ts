/** How much a reader wants a media type, from 0 (not at all) to 1, by its `Accept`; wildcards are not looked at. */
const wish = (accept: string, mediaType: string): number => {
  for (const part of accept.toLowerCase().split(",")) {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (type !== mediaType) continue;
    const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    return Number.isNaN(quality) ? 0 : quality;
  }
  return 0;
};

/** True of a reader who names this media type, and JSON not before it. */
export const prefers = (accept: string | null, mediaType: string): boolean => {
  const wanted = wish(accept ?? "", mediaType);
  return wanted > 0 && wanted >= wish(accept ?? "", "application/json");
};
