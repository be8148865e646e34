import type { PathwayContent, PathwayStep } from "@cpts/domain/Pathway";
import { delayText } from "@cpts/domain/PathwayDifference";

// Both are written here: Mermaid itself needs a browser to draw, and a protocol is printed and read aloud.

interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly when: string | null;
}

const arrowsOf = (steps: ReadonlyArray<PathwayStep>): ReadonlyArray<Arrow> => {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  return steps.flatMap(({ next }, from) => {
    if (next === undefined) return from + 1 < steps.length ? [{ from, to: from + 1, when: null }] : [];
    return next.map(({ step, when = null }) => ({ from, to: places.get(step) ?? from, when }));
  });
};

const actorOf = ({ actor }: PathwayStep): string => actor.label ?? (actor.profession === undefined ? "Structure" : `Profession ${actor.profession}`);
const delayOf = ({ delay }: PathwayStep): string => (delay === undefined ? "" : `sous ${delayText(delay).fr}`);

/** Mermaid has no other escape than the number of a character. */
const mermaidText = (text: string): string => text.replaceAll(/[^\p{L}\p{N} .,:'()/%+-]/gu, (one) => `#${one.codePointAt(0)};`);

/** The source of a Mermaid flowchart, for documentation and whoever draws it anew. */
export const drawMermaid = ({ steps }: PathwayContent): string => {
  const boxes = steps.map((step, index) => `  s${index}["${[step.title, actorOf(step), delayOf(step)].filter((line) => line !== "").map(mermaidText).join("<br/>")}"]`);
  const arrows = arrowsOf(steps).map(({ from, to, when }) => `  s${from} -->${when === null ? "" : `|"${mermaidText(when)}"|`} s${to}`);
  return ["flowchart TD", ...boxes, ...arrows, ""].join("\n");
};

const xml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const lineLength = 34;
const box = { width: 300, height: 92, gap: 48, left: 20, top: 20 };

/** At most two lines; what does not fit ends in an ellipsis, and stands whole in the title of the box. */
const linesOf = (text: string): ReadonlyArray<string> => {
  const lines: Array<string> = [""];
  for (const word of text.split(/\s+/u)) {
    const line = lines.at(-1) ?? "";
    if (line === "" || line.length + word.length < lineLength) lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 2 ? lines : [lines[0] ?? "", `${(lines[1] ?? "").slice(0, lineLength - 1)}…`];
};

const topOf = (index: number): number => box.top + index * (box.height + box.gap);

const boxOf = (step: PathwayStep, index: number): string => {
  const y = topOf(index);
  const words = [...linesOf(step.title).map((line) => ({ line, weight: "bold" })), { line: [actorOf(step), delayOf(step)].filter((part) => part !== "").join(", "), weight: "normal" }];
  const lines = words.map(({ line, weight }, row) => `<text x="${box.left + 12}" y="${y + 26 + row * 24}" font-weight="${weight}">${xml(line)}</text>`);
  const whole = [`${index + 1}. ${step.title}`, actorOf(step), delayOf(step), step.condition ?? ""].filter((part) => part !== "").join(" - ");
  return `<g role="listitem"><title>${xml(whole)}</title><rect x="${box.left}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="#fff" stroke="#1e3a5f" stroke-width="2"/>${lines.join("")}</g>`;
};

/** To the next step straight down, to any other around the right side, one track for each. */
const arrowOf = ({ from, to, when }: Arrow, track: number): string => {
  const middle = box.left + box.width / 2;
  const right = box.left + box.width;
  const straight = to === from + 1;
  const [y1, y2] = straight ? [topOf(from) + box.height, topOf(to)] : [topOf(from) + box.height / 2, topOf(to) + box.height / 2 + 12];
  const side = right + 24 + track * 14;
  const path = straight ? `M${middle} ${y1}V${y2}` : `M${right} ${y1}H${side}V${y2}H${right}`;
  const label = when === null ? "" : `<text x="${straight ? middle + 10 : side + 6}" y="${straight ? (y1 + y2) / 2 + 5 : y1 - 4}" font-size="13">${xml(linesOf(when).join(" "))}</text>`;
  return `<path d="${path}" fill="none" stroke="#1e3a5f" stroke-width="2" marker-end="url(#tip)"/>${label}`;
};

/** A picture that a browser shows, a printer prints and a screen reader reads: a list of steps in their order. */
export const drawSvg = ({ steps, title }: PathwayContent): string => {
  const arrows = arrowsOf(steps);
  const around = arrows.filter(({ from, to }) => to !== from + 1);
  const width = box.left + box.width + 60 + around.length * 14 + 300;
  const height = topOf(steps.length);
  const described = steps.map((step, index) => `${index + 1}. ${step.title} (${actorOf(step)})`).join(" ; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="name description" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="15">`,
    `<title id="name">${xml(title)}</title><desc id="description">${xml(described)}</desc>`,
    `<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="#1e3a5f"/></marker></defs>`,
    ...arrows.map((arrow) => arrowOf(arrow, around.indexOf(arrow))),
    `<g role="list">${steps.map(boxOf).join("")}</g></svg>`,
  ].join("");
};
