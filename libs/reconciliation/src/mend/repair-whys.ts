import { SILENCES } from '../compare/difference.js';

/** Why a repair waits. */
export const WAITS = [
  ...SILENCES,
  'waits_for_calls',
  'waits_for_answer',
  'waits_for_listing',
  'brake',
  'under_way',
  'failing',
] as const;
export type Wait = (typeof WAITS)[number];

/** Why a repair came to nothing. `closed`, `dismissed` and `accepted` are its discrepancy's. */
export const NOTHINGS = [
  'agrees',
  'facts_changed',
  'not_offered',
  'not_fetched',
  'refused',
  'waited_too_long',
  'failed',
  'closed',
  'dismissed',
  'accepted',
  'by_person',
] as const;
export type Nothing = (typeof NOTHINGS)[number];
