import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ALARM_TEXTS, TROUBLE_LIST_WORDS } from './alarm-texts.js';
import { BRAKE_TEXTS } from './brake-texts.js';
import * as choices from './choice-texts.js';
import { DISCREPANCY_TEXTS } from './discrepancy-texts.js';
import { FLAG_TEXTS } from './flag-texts.js';
import { COMMANDS, type WordText } from './flag-words.js';
import { HOUR_STATE_TEXTS, HOUR_WAIT_TEXTS } from './hour-words.js';
import * as kinds from './kind-texts.js';
import { CONTRADICTION_TEXTS, SIGN_TEXTS } from './link-words.js';
import { QUEUE_TEXTS, SLOW_REASON_TEXTS } from './overview-texts.js';
import { REPAIR_TEXTS, VERIFIED_TEXTS } from './repair-words.js';
import * as states from './state-texts.js';
import { TIMELINE_TEXTS } from './timeline-texts.js';

type Words = Readonly<Record<string, WordText>>;

/** Where an enumeration stands → its words; the first that fits. A new enumeration belongs to none, and fails. */
const TABLES: readonly (readonly [RegExp, Words])[] = [
  [/hint\.kind$/, kinds.HINTED_KIND_TEXTS],
  [/restating\.mode$/, states.RESTATING_TEXTS],
  [/healthState$|health\.state$/, states.HEALTH_STATE_TEXTS],
  [/troubleList$|troubles\.what$/, TROUBLE_LIST_WORDS],
  [/open\.what$/, QUEUE_TEXTS],
  [/^alarm-address:.*\.kinds$|alarmKind$|^alarm:.*kind$/, kinds.ALARM_KIND_TEXTS],
  [/^alarm-address:.*kind$/i, kinds.ADDRESS_KIND_TEXTS],
  [/language$/i, choices.LANGUAGE_TEXTS],
  [/^alarm:.*state$/i, states.ALARM_STATE_TEXTS],
  [/purpose$/, choices.PURPOSE_TEXTS],
  [/history\.kind$/, { ...states.BRAKE_EVENT_TEXTS, ...kinds.DISCREPANCY_EVENT_TEXTS }],
  [/^brake:.*state$/i, states.BRAKE_STATE_TEXTS],
  [/reason$/i, { ...BRAKE_TEXTS, ...kinds.DAY_REASON_TEXTS, ...SLOW_REASON_TEXTS }],
  [/reasons\.code$/, SLOW_REASON_TEXTS],
  [/storeIds$/, choices.STORE_IDS_TEXTS],
  [/fields\.type$/, choices.FIELD_TYPE_TEXTS],
  [/^correction:/, states.CORRECTION_STATE_TEXTS],
  [/contradiction\.differs$/, choices.DIFFERS_TEXTS],
  [/resolvedAs$|Resolution\.as$/, choices.RESOLVED_AS_TEXTS],
  [/^delivery:.*state$/i, states.DELIVERY_STATE_TEXTS],
  [/discrepancyDecision$/, choices.DECISION_TEXTS],
  [/rule$/i, DISCREPANCY_TEXTS],
  [/severity$/i, states.SEVERITY_TEXTS],
  [/^discrepancy.*state$/i, states.DISCREPANCY_STATE_TEXTS],
  [/repairs?\.kind$|repairKind$/, REPAIR_TEXTS],
  [/^discrepancy:.*EventKind$/, kinds.DISCREPANCY_EVENT_TEXTS],
  [/^dispatch:.*kind$/i, COMMANDS],
  [/^dispatch:.*state$/i, states.DISPATCH_STATE_TEXTS],
  [/ways$|dispatchWay$|Resolution\.outcome$/, kinds.DISPATCH_WAY_TEXTS],
  [/^hour-state:hourState$/, HOUR_STATE_TEXTS],
  [/^hour-state:hourWait$/, HOUR_WAIT_TEXTS],
  [/^incident:/, states.INCIDENT_STATE_TEXTS],
  [/^job:.*unit$/, choices.UNIT_TEXTS],
  [/^job:.*kind$/, kinds.JOB_KIND_TEXTS],
  [/^(job|reconciliation-run):.*state$/i, states.JOB_STATE_TEXTS],
  [/linkContradiction$/, CONTRADICTION_TEXTS],
  [/linkSign$/, SIGN_TEXTS],
  [/^link-suggestion:.*state$/i, states.SUGGESTION_STATE_TEXTS],
  [/actor\.kind$/, choices.ACTOR_TEXTS],
  [/orderPosting\.kind$|items\.kinds$/, kinds.POSTING_KIND_TEXTS],
  [/(orderPosting\.|posting)cause$/i, kinds.POSTING_CAUSE_TEXTS],
  [/timelineItem\.kind$|timelineKind$/, TIMELINE_TEXTS],
  [/flag$/i, FLAG_TEXTS],
  [/slow\.of$/, choices.SLOW_OF_TEXTS],
  [/queue$|queueName$/, QUEUE_TEXTS],
  [/run\.?cause$/i, kinds.RUN_CAUSE_TEXTS],
  [/^repair:.*state$/i, states.REPAIR_STATE_TEXTS],
  [/verified$|verification$/, VERIFIED_TEXTS],
  [/countedBy$/, choices.COUNTED_BY_TEXTS],
  [/refunds$/, choices.REFUNDS_TEXTS],
  [/leftOut$/, choices.PART_TEXTS],
  [/negativeHours$/, choices.NEGATIVE_HOURS_TEXTS],
  [/ExportQuery\.by$/, choices.EXPORT_BY_TEXTS],
  [/fills$/, choices.FILLS_TEXTS],
  [/submission\.?state$/i, states.SUBMISSION_STATE_TEXTS],
  [/salesHourQuery\.state$/, HOUR_STATE_TEXTS],
  [/submissions?\.?cause$/i, kinds.SUBMISSION_CAUSE_TEXTS],
  [/(gaps|window)\.?state$/i, states.WINDOW_STATE_TEXTS],
];

const isShape = (value: unknown): value is z.core.$ZodType => value instanceof z.core.$ZodType;

/** Every enumeration within a shape, by where it stands. */
function enumsIn(
  shape: unknown,
  place: string,
  found: Map<string, readonly string[]>,
  seen: Set<unknown>,
): void {
  if (!isShape(shape) || seen.has(shape)) return;
  seen.add(shape);
  if (shape instanceof z.ZodEnum) found.set(place, shape.options.map(String));
  const { shape: members, ...rest } = shape._zod.def as { shape?: Record<string, unknown> };
  for (const [name, member] of Object.entries(members ?? {}))
    enumsIn(member, `${place}.${name}`, found, seen);
  for (const part of Object.values<unknown>(rest).flat()) enumsIn(part, place, found, seen);
}

async function everyEnum(): Promise<[string, readonly string[]][]> {
  const found = new Map<string, readonly string[]>();
  const seen = new Set<unknown>();
  for (const file of readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.spec.ts'))) {
    const name = path.basename(file, '.ts');
    const exported = (await import(`./${name}.js`)) as Record<string, unknown>;
    for (const [as, value] of Object.entries(exported)) enumsIn(value, `${name}:${as}`, found, seen);
  }
  return [...found];
}

it('every word that an enumeration of the contract may be is said in both languages', async () => {
  const enums = await everyEnum();
  const unsaid = enums.flatMap(([place, words]) => {
    const table = TABLES.find(([of]) => of.test(place))?.[1] ?? {};
    return words.filter((word) => !Object.hasOwn(table, word)).map((word) => `${place} ${word}`);
  });
  expect(unsaid).toEqual([]);
  expect(enums.length).toBeGreaterThan(60);
});

const OWN = [states, kinds, choices].flatMap((tables) => Object.entries<Words>(tables));

it.each(OWN)('%s is written in both languages', (_name, words) => {
  for (const { zh, en } of Object.values(words)) {
    expect(zh).toMatch(/^[\p{Script=Han}，：]+$/u);
    expect(en).toMatch(/^[A-Za-z ,:’]+$/);
  }
});

it('alarms are chosen by the kinds that are said', () => {
  expect(Object.keys(kinds.ALARM_KIND_TEXTS)).toEqual(Object.keys(ALARM_TEXTS));
});
