import { call } from './call.js';
import type { Part } from './use-list.js';

/** Every item of a list that is short by its nature. */
export async function readAll<Item>(path: string): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const rest = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const part: Part<Item> = await call('GET', `${path}?limit=200${rest}`);
    found.push(...part.items);
    cursor = part.nextCursor;
  }
  return found;
}
