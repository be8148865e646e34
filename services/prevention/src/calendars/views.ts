import type { CalendarView } from "@cpts/api/Calendars";

type View = typeof CalendarView.Encoded;

/** Calendars as they were last read, each with the state it shows; the oldest go when their entries are many together. */
const views = new Map<string, { readonly tag: string; readonly view: View }>();
const most = 50_000;
let entries = 0;

const forget = (calendar: string): void => {
  entries -= views.get(calendar)?.view.items.length ?? 0;
  views.delete(calendar);
};

/** A calendar as it was read before, where this is its state. */
export const knownView = (calendar: string, tag: string): View | undefined => {
  const found = views.get(calendar);
  return found?.tag === tag ? found.view : undefined;
};

/** Keeps a calendar in the place of what it was before. */
export const keepView = (calendar: string, tag: string, view: View): View => {
  forget(calendar);
  views.set(calendar, { tag, view });
  entries += view.items.length;
  for (const oldest of views.keys()) {
    if (entries <= most) break;
    forget(oldest);
  }
  return view;
};

/** Forgets every calendar: what was read before may hold words that are cut out since. */
export const forgetViews = (): void => {
  for (const calendar of views.keys()) forget(calendar);
};
