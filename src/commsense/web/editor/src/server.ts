// Asks the server; nothing else in the page does.

import type { Check, ConcernPage, Explanation, Interface } from "./types.ts";

/** The server answered and said what is wrong. */
export class Refused extends Error {}

/** The server did not answer. */
export class Away extends Error {}

const OURS = { "X-Commsense": "1" };
export const JSON_TYPE = { ...OURS, "Content-Type": "application/json" };

export function readInterface(language: string): Promise<Interface> {
  return ask(`/api/v1/interface?lang=${encodeURIComponent(language)}`);
}

export function check(
  draft: string,
  replyTo: string,
  language: string,
  signal: AbortSignal,
): Promise<Check> {
  const asked = {
    draft,
    reply_to: replyTo,
    body_type: "plain",
    language,
    client: "",
    today: null,
    all: false,
  };
  return ask("/api/v1/check", {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify(asked),
    signal,
  });
}

export async function readFile(file: File): Promise<string> {
  const answer = await ask<{ text: string }>("/api/v1/read", {
    method: "POST",
    headers: {
      ...OURS,
      "Content-Type": "application/octet-stream",
      "X-File-Name": encodeURIComponent(file.name.toWellFormed()),
    },
    body: file,
  });
  return answer.text;
}

export function explain(criterion: string, language: string): Promise<Explanation> {
  const name = encodeURIComponent(criterion);
  return ask(`/api/v1/explain/${name}?lang=${encodeURIComponent(language)}`);
}

export function concerns(
  filters: Record<string, string>,
  signal: AbortSignal,
): Promise<ConcernPage> {
  return ask(`/api/v1/concerns?${new URLSearchParams(filters)}`, { signal });
}

export function correct(id: string, status: string, note: string): Promise<unknown> {
  return ask(`/api/v1/concerns/${encodeURIComponent(id)}`, {
    method: "PUT",
    headers: JSON_TYPE,
    body: JSON.stringify({ status, note }),
  });
}

export function takeBack(id: string): Promise<unknown> {
  return ask(`/api/v1/concerns/${encodeURIComponent(id)}`, { method: "DELETE", headers: JSON_TYPE });
}

export async function ask<T>(address: string, request: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...request, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (isAborted(error)) throw error;
    throw new Away(String(error));
  }
  if (answer.status === 204) return undefined as T;
  const said = await answer.json().catch((error: unknown) => {
    if (isAborted(error)) throw error;
    return {};
  });
  if (!answer.ok) throw new Refused(String(said.error ?? `HTTP ${answer.status}`));
  return said as T;
}

/** Tells whether a request ended because a newer one took its place. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
