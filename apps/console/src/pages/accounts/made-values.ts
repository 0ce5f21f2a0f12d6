import { useSyncExternalStore } from 'react';
import type { ConfigField } from '../../api/connectors.js';
import { type Drafts, textOf } from './config-draft.js';

type Generated = NonNullable<ConfigField['generated']>;

const NONE: readonly string[] = [];
/** What was made in this tab; a reload forgets it, and no browser keeps it. */
const made = new Set<string>();
/** What of it an account was saved with, until somebody says that it is kept. */
const ofAccounts = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();

/** A value as the connector says that one is made. */
export function makeValue({ prefix, bytes }: Generated): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  const value = prefix + btoa(String.fromCharCode(...random));
  made.add(value);
  return value;
}

/** Those values are shown once more, on the account's page: the other side needs them, too. */
export function showMade(accountId: string, drafts: Drafts): void {
  const lines = Object.values(drafts).flatMap((draft) => textOf(draft).split('\n'));
  const saved = lines.map((line) => line.trim()).filter((line) => made.has(line));
  if (saved.length > 0) keep(accountId, saved);
}

/** What was made for the account and is not said to be kept yet, and how one says so. */
export function useMadeValues(accountId: string): readonly [readonly string[], () => void] {
  const values = useSyncExternalStore(subscribe, () => ofAccounts.get(accountId) ?? NONE);
  return [values, () => keep(accountId, NONE)];
}

function keep(accountId: string, values: readonly string[]): void {
  ofAccounts.set(accountId, values);
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
