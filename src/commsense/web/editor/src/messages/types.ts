// What the server tells about messages.

export interface MessagesInterface {
  language: string;
  version: string;
  criteria: Record<string, string>;
  [section: string]: unknown;
}

export interface IndexState {
  state: "ready" | "building" | "failed";
  done: number;
  error: string;
}

interface Heading {
  number: number;
  id: string;
  place: number;
  date: string | null;
  kind: string;
  side: string;
  client: string;
  person: string;
  email: string;
  subject: string;
  automatic: boolean;
  score: number | null;
  severity: string;
}

export interface Listed extends Heading {
  thread: number;
  excerpt: string;
  hits: [number, number][];
  open: number;
  missed: number;
}

export interface MessagePage {
  messages: Listed[];
  before: string | null;
  after: string | null;
  total: number;
  more: boolean;
}

export interface Seen {
  kind: "missed" | "concern" | "promise";
  label: string;
  start: number;
  end: number;
}

export interface Said extends Heading {
  text: string;
  cut: boolean;
  seen: Seen[];
  path: string;
  position: number;
}

export interface Thread {
  number: number;
  subject: string;
  client: string;
  total: number;
  messages: Said[];
  before: number | null;
  after: number | null;
}

export interface Month {
  month: string;
  messages: number;
}

export interface Client {
  key: string;
  name: string;
  messages: number;
}
