import { z } from 'zod';
import { REPAIR_ERROR_TEXTS, REPAIR_WHY_TEXTS } from './repair-words.js';
import { coded } from './refusals/coded.js';
import { wordsOf } from './wire.js';

const STATES = [
  'fetching',
  'planned',
  'approved',
  'begun',
  'done',
  'failed',
  'not_done',
  'dismissed',
] as const;
export const repairState = z.enum(STATES, { error: coded('must_be_one_of', { words: STATES.join(', ') }) });
export const verification = z.enum(['mended', 'not_mended']);

/** Why a repair waits, or came to nothing; why a rule could not judge an order is one of these. */
export const repairWhy = wordsOf(REPAIR_WHY_TEXTS);
export const repairErrorCode = wordsOf(REPAIR_ERROR_TEXTS);
