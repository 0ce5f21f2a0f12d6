import { z } from 'zod';
import { ALARM_TEXTS } from './alarm-texts.js';
import { PAGE_TEXTS } from './page-texts.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, orLater, severalOf, shortText, wordsOf } from './wire.js';
import { coded } from './refusals/coded.js';

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: coded('must_be_one_of', { words: words.join(', ') }) });

export const alarmState = oneOf(['open', 'acknowledged', 'ended']);
const KINDS = Object.keys(ALARM_TEXTS) as [keyof typeof ALARM_TEXTS, ...(keyof typeof ALARM_TEXTS)[]];
export const alarmKind = oneOf(KINDS);

export const alarmQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(alarmState.options).optional(),
  kind: alarmKind.optional(),
  subject: z.string().min(1).max(300).optional().meta({ description: 'As an alarm shows it.' }),
});

export const pageName = wordsOf(PAGE_TEXTS);

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

export const alarm = z
  .object({
    id,
    kind: orLater(alarmKind),
    subject: z
      .string()
      .meta({ description: 'Which of its kind: one of a kind and subject stands at a time.' }),
    state: alarmState.meta({
      description:
        'open: it stands, and nobody has said that he sees to it · acknowledged: somebody has · ended: it stands no more.',
    }),
    text: bothLanguages.meta({ description: 'What has happened, and what a person can do.' }),
    place: z
      .object({ page: orLater(pageName), path: z.string() })
      .nullable()
      .meta({ description: 'The page of the console that shows it. Null where the log alone tells more.' }),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .meta({ description: 'What the text names: ids, names of accounts and stores, codes and counts.' }),
    count: z.int().meta({ description: 'How many cases, as last seen.' }),
    timesOpened: z
      .int()
      .meta({ description: 'One that is there again within a day of its end is the same.' }),
    since: instant.meta({ description: 'Since when it stands, as far as is known.' }),
    openedAt: instant.meta({ description: 'When it was first seen.' }),
    lastAt: instant.meta({ description: 'When it was last seen; every 15 s while it stands.' }),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable().meta({ description: 'The name of the key or the user.' }),
    note: z.object({ id, text: z.string() }).nullable().meta({
      description: 'What the person wrote; DELETE /alarms/texts/{id} erases it.',
    }),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Alarm' });

export const alarmPage = pageOf(alarm);

export const alarmCounts = z
  .object({ items: z.array(z.object({ kind: orLater(alarmKind), state: alarmState, count: z.int() })) })
  .meta({ id: 'AlarmCounts' });

export const alarmAcknowledgement = z
  .strictObject({
    note: shortText(500).optional().meta({
      description:
        'Kept with the alarm; it can be erased by itself, so a slip of a person’s name does no harm.',
    }),
  })
  .meta({ id: 'AlarmAcknowledgement' });
