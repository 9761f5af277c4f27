// Asks the server for messages.

import { ask } from "../server.ts";
import type { Client, IndexState, MessagePage, MessagesInterface, Month, Thread } from "./types.ts";

const MESSAGES = "/api/v1/messages";

export function readMessages(language: string): Promise<MessagesInterface> {
  return ask(`${MESSAGES}/interface?lang=${encodeURIComponent(language)}`);
}

export function indexState(): Promise<IndexState> {
  return ask(`${MESSAGES}/state`);
}

export function page(asked: Record<string, string>, signal: AbortSignal): Promise<MessagePage> {
  return ask(`${MESSAGES}?${new URLSearchParams(asked)}`, { signal });
}

export function months(): Promise<Month[]> {
  return ask(`${MESSAGES}/months`);
}

export function clients(): Promise<Client[]> {
  return ask(`${MESSAGES}/clients`);
}

export function placeOf(message: string): Promise<{ thread: number; place: number }> {
  return ask(`${MESSAGES}/place?id=${encodeURIComponent(message)}`);
}

export function thread(number: number, start: number, signal: AbortSignal): Promise<Thread> {
  return ask(`/api/v1/threads/${number}?start=${start}`, { signal });
}
