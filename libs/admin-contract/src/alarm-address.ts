import { z } from 'zod';
import { alarmKind } from './alarm.js';
import { faultCode } from './error-codes.js';
import { pageOf } from './page.js';
import { id, instant, orLater, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: coded('must_be_one_of', { words: words.join(', ') }) });

export const addressKind = oneOf(['webhook', 'wecom', 'dingtalk', 'feishu']);
export const addressLanguage = oneOf(['zh', 'en']);

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: coded('must_be_time_of_day', { example: '22:00' }) });
const quiet = z.strictObject({ from: time, to: time, timeZone: z.string().max(64) }).meta({
  description:
    'Nothing is sent from the one time to the other, on each day, across midnight where to is earlier. What is urgent is.',
});

const url = z.string().min(1).max(2_000).meta({
  description: 'Where to post. That of a robot is its key: it is kept encrypted, and never shown.',
});
const secret = z.string().min(1).max(500).meta({
  description:
    'What messages are signed with: of dingtalk 加签, of feishu 签名校验. Of a webhook one is made where none is given; wecom has none.',
});
const kinds = z.array(alarmKind).max(100).meta({ description: 'Of which kinds it hears; none: of all.' });
const prefix = shortText(50).meta({
  description: 'Begins each text of a robot: some take only texts with a word of theirs in it (关键词).',
});

export const newAlarmAddress = z
  .strictObject({
    kind: addressKind,
    name: shortText(100),
    url,
    secret: secret.optional(),
    language: addressLanguage.default('zh'),
    kinds: kinds.default([]),
    prefix: prefix.nullable().default(null),
    quiet: quiet.nullable().default(null),
  })
  .meta({ id: 'NewAlarmAddress' });

export const alarmAddressChange = z
  .strictObject({
    name: shortText(100).optional(),
    url: url.optional(),
    secret: secret.nullable().optional().meta({
      description:
        'null: messages are not signed any more; of a webhook another secret is made, and shown this once.',
    }),
    language: addressLanguage.optional(),
    kinds: kinds.optional(),
    prefix: prefix.nullable().optional(),
    quiet: quiet.nullable().optional(),
    paused: z.boolean().optional().meta({
      description: 'Nothing is sent there, and what opens meanwhile is not kept for it.',
    }),
  })
  .meta({ id: 'AlarmAddressChange' });

const addressShape = {
  id,
  kind: addressKind,
  name: z.string(),
  origin: z.string().meta({ description: 'Of its URL; the rest is not shown.' }),
  language: addressLanguage,
  kinds: z.array(orLater(alarmKind)),
  prefix: z.string().nullable(),
  quiet: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }).nullable(),
  paused: z.boolean(),
  waiting: z.int().meta({ description: 'Openings and ends that it has not heard of yet.' }),
  failed: z.int().meta({ description: 'Messages that were given up, of the last thirty days.' }),
  lastSentAt: instant.nullable(),
  failing: z
    .object({ code: orLater(faultCode), message: z.string(), tries: z.int(), nextAt: instant })
    .nullable()
    .meta({ description: 'Of what is tried in vain just now, and when it is tried next.' }),
  createdAt: instant,
  updatedAt: instant,
};

export const alarmAddress = z.object(addressShape).meta({ id: 'AlarmAddress' });
export const alarmAddressPage = pageOf(alarmAddress);

export const writtenAlarmAddress = z
  .object({
    ...addressShape,
    secret: z.string().nullable().meta({ description: 'One that was made just now, shown this once.' }),
  })
  .meta({ id: 'WrittenAlarmAddress' });

export const alarmAddressTest = z
  .object({
    ok: z.boolean(),
    code: orLater(faultCode).nullable(),
    vendorCode: z.string().nullable().meta({ description: 'The robot’s own.' }),
    message: z.string().nullable(),
  })
  .meta({ id: 'AlarmAddressTest' });
