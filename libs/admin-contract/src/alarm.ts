import { z } from 'zod';
import { ALARM_TEXTS } from './alarm-texts.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, severalOf, shortText } from './wire.js';

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of: ${words.join(', ')}` });

export const alarmState = oneOf(['open', 'acknowledged', 'ended']);
const KINDS = Object.keys(ALARM_TEXTS) as [keyof typeof ALARM_TEXTS, ...(keyof typeof ALARM_TEXTS)[]];
export const alarmKind = oneOf(KINDS);

export const alarmQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(alarmState.options).optional(),
  kind: alarmKind.optional(),
  subject: z.string().min(1).max(300).optional().meta({ description: 'As an alarm shows it.' }),
});

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

export const alarm = z
  .object({
    id,
    kind: z.string(),
    subject: z
      .string()
      .meta({ description: 'Which of its kind: one of a kind and subject stands at a time.' }),
    state: alarmState.meta({
      description:
        'open: it stands, and nobody has said that he sees to it · acknowledged: somebody has · ended: it stands no more.',
    }),
    text: bothLanguages,
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
    acknowledgedBy: z.string().nullable().meta({ description: 'The name of the API key.' }),
    note: z.object({ id, text: z.string() }).nullable().meta({
      description: 'What the person wrote; DELETE /alarms/texts/{id} erases it.',
    }),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Alarm' });

export const alarmPage = pageOf(alarm);

export const alarmCounts = z
  .object({ items: z.array(z.object({ kind: z.string(), state: alarmState, count: z.int() })) })
  .meta({ id: 'AlarmCounts' });

export const alarmAcknowledgement = z
  .strictObject({
    note: shortText(500).optional().meta({
      description:
        'Kept with the alarm; it can be erased by itself, so a slip of a person’s name does no harm.',
    }),
  })
  .meta({ id: 'AlarmAcknowledgement' });
