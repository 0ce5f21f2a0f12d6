import { z } from 'zod';
import { MOST_COUNTED } from './queue.js';
import { id, instant, orLater } from './wire.js';
import { coded } from './refusals/coded.js';

/** In a list’s query: what failed for this reason. */
export const errorCodeFilter = z
  .string()
  .regex(/^[a-z_]{1,40}$/, { error: coded('must_be_error_code') })
  .meta({ description: 'Only those with this errorCode.' });

/** All that failed, or waits, for one reason at one account. */
export const causeOf = <State extends z.ZodType, Code extends z.ZodEnum>(state: State, errorCode: Code) =>
  z.object({
    state,
    accountId: id,
    errorCode: orLater(errorCode),
    text: z.object({ zh: z.string(), en: z.string() }).nullable().meta({
      description: 'The errorCode in words. Null: it has none.',
    }),
    message: z.string().nullable().meta({ description: 'Of the newest of them.' }),
    count: z.int().meta({
      description: `Of the newest ${String(MOST_COUNTED)} of this state and errorCode, over all accounts.`,
    }),
    isMore: z
      .boolean()
      .meta({ description: 'There are more of this state and errorCode than were looked at.' }),
    since: instant.meta({ description: 'When the oldest of them came, or was made.' }),
    lastAt: instant.meta({ description: 'When the newest did.' }),
    lastId: id.meta({ description: 'The newest.' }),
  });
