// What the server answers, as docs/checking.md and docs/web.md tell it.

export type Severity = "error" | "warning" | "hint";
export type Taken = "answered" | "deferred" | "acknowledged" | "left";

/** A stretch of a message; places are in code points of its text. */
export interface Passage {
  message: string;
  start: number;
  end: number;
  text: string;
  person: string;
  date: string | null;
}

export interface Suggestion {
  text: string;
  replaces: boolean;
}

/** One comment; `start` and `end` are in code points of the draft, both 0 where it has no place. */
export interface Comment {
  criterion: string;
  title: string;
  severity: Severity;
  start: number;
  end: number;
  message: string;
  advice: string;
  why: string;
  suggestion: Suggestion | null;
  earlier: Passage[];
  shown: boolean;
}

export interface Point {
  kind: string;
  taken: Taken;
  raised: Passage;
  answer: Passage | null;
}

export interface Practice {
  key: string;
  title: string;
  met: number;
  missed: number;
}

export interface Earlier {
  id: string;
  person: string;
  date: string | null;
  text: string;
}

export interface Check {
  comments: Comment[];
  suppressed: number;
  points: Point[];
  practices: Practice[];
  earlier: Earlier[];
  notes: string[];
}

export interface Event {
  status: string;
  text: string;
  date: string | null;
  person: string;
}

/** A concern; `status` is the program's, `corrected` what somebody says, with a note. */
export interface Concern {
  id: string;
  message: string;
  kind: string;
  text: string;
  status: string;
  corrected: string | null;
  note: string;
  person: string;
  date: string | null;
  client: string;
  events: Event[];
}

export interface ConcernPage {
  total: number;
  page: number;
  pages: number;
  concerns: Concern[];
}

export interface ExampleMessage {
  side: string;
  date: string | null;
  text: string;
}

export interface Explanation {
  title: string;
  why: string;
  source: string;
  how: string;
  advice: string;
  met: ExampleMessage[][];
  missed: ExampleMessage[][];
}

export type Text = string | { one: string; other: string };

/** The interface's texts by section, and what this server has. */
export interface Interface {
  version: string;
  language: string;
  report: boolean;
  corrections: boolean;
  labelling: boolean;
  messages: boolean;
  [section: string]: Record<string, Text> | string | boolean;
}
