import { expect, test } from "vitest";
import { keptFigures, pageWith, readPage } from "./page.ts";
import { scenarios } from "./scenarios.ts";

test("the page names the scenarios that run, their promises, their sizes and their last figures", () => {
  expect(readPage()).toBe(pageWith(scenarios, keptFigures()));
});

test("no figure is kept of a scenario that is no more, nor of a run that broke a promise", () => {
  const figures = Object.entries(keptFigures());
  expect(figures.filter(([name]) => !scenarios.some((scenario) => scenario.name === name))).toEqual([]);
  expect(figures.filter(([, { outcome }]) => outcome.lost > 0 || outcome.twice > 0 || outcome.faults.length > 0).map(([name]) => name)).toEqual([]);
});
