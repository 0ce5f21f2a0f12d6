import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Hint } from './event-stream.js';
import { call } from './call.js';

export interface Part<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

type Query = Readonly<Record<string, string | undefined>>;

/**
 * One part of a list, at the cursor that the address names. A hint of the kind has it read anew.
 *
 * @param path of the list beneath /api/v1
 * @param query its filters; what is undefined is left out
 */
export function useList<Item>(kind: Hint['kind'], path: string, query: Query = {}, limit = 50) {
  const cursor = useSearchParams()[0].get('cursor') ?? undefined;
  const text = queryOf({ ...query, limit: String(limit), cursor });
  return useQuery({
    queryKey: [kind, path, text],
    queryFn: () => call<Part<Item>>('GET', `${path}?${text}`),
    placeholderData: (before) => before,
  });
}

/** The text of a query, without what is undefined. */
export const queryOf = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
