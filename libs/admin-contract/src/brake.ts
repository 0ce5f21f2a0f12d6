import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { id, instant, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

export const brakeState = z.enum(['running', 'stopped'], {
  error: coded('must_be_one_of', { words: 'running, stopped' }),
});

export const stopReason = z.enum([
  'many_differ',
  'fetches_fail',
  'empty_window',
  'not_mended',
  'rule_limit',
  'account_limit',
  'all_limit',
  'accounts_stopped',
  'person',
]);

export const brakeQuery = z.strictObject({ ...pageQuery, state: brakeState.optional() });

export const brakeReason = z
  .strictObject({
    reason: shortText(500).meta({
      description: 'Kept in the history; it can be erased by DELETE /discrepancies/texts/{id}.',
    }),
  })
  .meta({ id: 'BrakeReason' });

const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const said = {
  reason: stopReason,
  text: bothLanguages.meta({ description: 'Why, with the numbers by which it was judged.' }),
  detail: z.record(z.string(), z.unknown()),
};
const written = {
  textId: id.nullable(),
  written: z
    .string()
    .nullable()
    .meta({ description: 'What a person wrote; null: nothing, or it is erased.' }),
};

const brakeShape = {
  scope: z.string().meta({ description: 'all, or the account’s id.' }),
  account: z.string().nullable().meta({ description: 'The account’s name; null: of all.' }),
  state: brakeState.meta({
    description:
      'stopped: no repair begins by itself, and only a person starts it again. What is under way goes on, and people may approve, up to 20 at once; who approves more names the stop in the reason.',
  }),
  stop: z
    .object({
      id: id.meta({ description: 'By which it is named in a reason.' }),
      at: instant,
      by: z
        .string()
        .nullable()
        .meta({ description: 'The name of the key or the user; null: the hub itself.' }),
      ...said,
      ...written,
    })
    .nullable(),
  startedAt: instant.nullable().meta({
    description: 'When a person started it last: what was before it stops nothing any more.',
  }),
  startedBy: z.string().nullable(),
};

export const brake = z.object(brakeShape).meta({ id: 'Brake' });
export const brakePage = pageOf(brake);

export const brakeDetail = z
  .object({
    ...brakeShape,
    history: z
      .array(
        z.object({
          id,
          at: instant,
          kind: z.enum(['stopped', 'started']),
          stopId: id,
          actor: z.string().nullable(),
          reason: stopReason.nullable(),
          text: bothLanguages.nullable(),
          detail: z.record(z.string(), z.unknown()).nullable(),
          ...written,
        }),
      )
      .meta({ description: 'The newest fifty, the newest first; only ever added to.' }),
  })
  .meta({ id: 'BrakeDetail' });
