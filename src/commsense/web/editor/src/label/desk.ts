// Asks the server for sentences and brings it labels. Here places in a text are UTF-16 units.

import { units } from "../positions.ts";
import { ask, JSON_TYPE } from "../server.ts";
import type { Answered, LabelInterface, Progress, Said, Sentence, Turn } from "./types.ts";

const HOME = "/api/v1/labelling";

/** Who asks, and whether he wants to see suggestions. */
export interface Whose {
  annotator: string;
  suggestions: boolean;
}

export function readLabelling(language: string): Promise<LabelInterface> {
  return ask(`${HOME}?lang=${encodeURIComponent(language)}`);
}

export async function next(whose: Whose): Promise<Turn> {
  return inUnits(await send<Turn>("POST", "next", whose));
}

export async function undo(whose: Whose): Promise<Turn> {
  return inUnits(await send<Turn>("POST", "undo", whose));
}

export async function again(key: string, whose: Whose): Promise<Sentence> {
  const query = new URLSearchParams({ ...whose, suggestions: String(whose.suggestions) });
  return sentenceInUnits(await ask<Sentence>(`${HOME}/sentences/${key}?${query}`));
}

export function history(annotator: string): Promise<Answered[]> {
  return ask(`${HOME}/history?${new URLSearchParams({ annotator })}`);
}

/** Keeps what somebody says; `seconds` is how long he looked at the sentence. */
export function label(
  sentence: Sentence,
  said: Said,
  whose: Whose,
  seconds: number,
): Promise<Progress> {
  const points = (place: number) => [...sentence.text.slice(0, place)].length;
  return send("PUT", `sentences/${sentence.key}`, {
    annotator: whose.annotator,
    labels: said.labels,
    spans: said.spans && said.spans.map((each) => moved(each, points)),
    seconds,
    suggested: whose.suggestions && sentence.suggested !== null,
  });
}

export function skip(key: string, annotator: string, seconds: number): Promise<Progress> {
  return send("POST", `sentences/${key}/skip`, { annotator, seconds });
}

function send<T>(method: string, path: string, body: unknown): Promise<T> {
  return ask(`${HOME}/${path}`, { method, headers: JSON_TYPE, body: JSON.stringify(body) });
}

function inUnits(turn: Turn): Turn {
  return { ...turn, sentence: turn.sentence && sentenceInUnits(turn.sentence) };
}

function sentenceInUnits(sentence: Sentence): Sentence {
  const unit = units(sentence.text);
  const turned = (said: Said | null) =>
    said && { ...said, spans: said.spans && said.spans.map((each) => moved(each, unit)) };
  return { ...sentence, answer: turned(sentence.answer), suggested: turned(sentence.suggested) };
}

function moved<T extends { start: number; end: number }>(each: T, to: (place: number) => number): T {
  return { ...each, start: to(each.start), end: to(each.end) };
}
