import type { bulkAct } from '#admin-contract/bulk.js';
import type { z } from 'zod';

/** What is erased are legs, which have no page of their own. */
const LISTS: Readonly<Record<Exclude<z.output<typeof bulkAct>, 'erase'>, string>> = {
  replay: '/deliveries',
  release: '/dispatches',
  resolve: '/dispatches',
  dismiss: '/discrepancies',
  accept: '/discrepancies',
  reopen: '/discrepancies',
  approve: '/discrepancies',
  submit: '/sales/hours',
};

/** Where one of the things is shown. @returns undefined where it has no page, and of an act of a later version of the hub */
export function placeOfThing(act: string, target: string): string | undefined {
  const lists: Readonly<Record<string, string>> = LISTS;
  const list = Object.hasOwn(lists, act) ? lists[act] : undefined;
  // An hour is named by its store and its start.
  return list && `${list}/${target.split('/').map(encodeURIComponent).join('/')}`;
}
