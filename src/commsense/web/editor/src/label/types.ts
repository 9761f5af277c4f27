// What the server answers about labelling, as docs/web.md tells it.

/** A label of a task; `means`, `example`, `unlike` and `key` may be empty. */
export interface Label {
  name: string;
  title: string;
  means: string;
  example: string;
  unlike: string;
  key: string;
}

export interface Task {
  name: string;
  title: string;
  means: string;
  several: boolean;
  spans: boolean;
  pair: boolean;
  own: boolean;
  labels: Label[];
}

/** A stretch of a sentence. */
export interface Span {
  start: number;
  end: number;
  kind: string;
}

/** Labels by task, and spans where they were looked for. */
export interface Said {
  labels: Record<string, string[]>;
  spans: Span[] | null;
}

export interface Sentence {
  key: string;
  text: string;
  language: string;
  side: string;
  client: string;
  context: string[];
  concern: string | null;
  tasks: string[];
  answer: Said | null;
  skipped: boolean;
  suggested: Said | null;
}

export interface Progress {
  total: number;
  done: number;
  skipped: number;
  left: number;
  by: { name: string; done: number }[];
}

export interface Turn {
  sentence: Sentence | null;
  progress: Progress;
}

export interface Answered {
  key: string;
  skipped: boolean;
}

/** The texts of the page by section, and what is asked. */
export interface LabelInterface {
  version: string;
  language: string;
  suggestions: boolean;
  tasks: Task[];
  [section: string]: unknown;
}
