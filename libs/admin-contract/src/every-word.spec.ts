import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROLE_TEXTS } from './role-words.js';
import { ALARM_TEXTS } from './alarm-texts.js';
import {
  AUDIT_ACT_TEXTS,
  AUDIT_ACTOR_TEXTS,
  AUDIT_EXPORT_TEXTS,
  AUDIT_SUBJECT_TEXTS,
} from './audit-texts.js';
import { BRAKE_TEXTS } from './brake-texts.js';
import { BULK_ACT_TEXTS, BULK_ITEM_STATE_TEXTS, BULK_STATE_TEXTS } from './bulk-texts.js';
import * as choices from './choice-texts.js';
import { DISCREPANCY_TEXTS } from './discrepancy-texts.js';
import { CLOSED_BY_TEXTS, STEPS } from './discrepancy-words.js';
import { DISPATCH_OUTCOME_TEXTS, DISPATCH_STEP_TEXTS } from './dispatch-step-texts.js';
import * as errors from './error-texts.js';
import { FLAG_TEXTS } from './flag-texts.js';
import { COMMANDS, DIFFERENCE_TEXTS, type WordText } from './flag-words.js';
import { HOUR_STATE_TEXTS, HOUR_WAIT_TEXTS } from './hour-words.js';
import * as kinds from './kind-texts.js';
import { CONTRADICTION_TEXTS, SIGN_TEXTS } from './link-words.js';
import { QUEUE_TEXTS, SLOW_REASON_TEXTS } from './overview-texts.js';
import { AFTER_SALE_TEXTS, ENTRY_GROUP_TEXTS, ORDER_STATUS_TEXTS, SERVICE_TEXTS } from './order-words.js';
import { PAGE_TEXTS } from './page-texts.js';
import { PERSON_NAMED_BY_TEXTS, PRIVACY_ACT_TEXTS } from './privacy-texts.js';
import { REPAIR_ERROR_TEXTS, REPAIR_TEXTS, REPAIR_WHY_TEXTS, VERIFIED_TEXTS } from './repair-words.js';
import { RETENTION_HOLD_TEXTS, RETENTION_KIND_TEXTS } from './retention-words.js';
import { REVISION_WHY_TEXTS } from './revision-words.js';
import * as states from './state-texts.js';
import { TIMELINE_TEXTS } from './timeline-texts.js';
import { COMMAND_CAUSE_TEXTS, LINK_EVIDENCE_TEXTS } from './timeline-words.js';
import { TROUBLE_LIST_WORDS, TROUBLE_TEXTS } from './trouble-texts.js';

type Words = Readonly<Record<string, WordText>>;

/** Where an enumeration stands → its words; the first that fits. A new enumeration belongs to none, and fails. */
const TABLES: readonly (readonly [RegExp, Words])[] = [
  [/pageName$|place\.page$/, PAGE_TEXTS],
  [/^retention:.*kind$/i, RETENTION_KIND_TEXTS],
  [/^retention:.*(Hold|\.code)$/, RETENTION_HOLD_TEXTS],
  [/^audit:.*act$/i, AUDIT_ACT_TEXTS],
  [/^audit:.*actor\.?kind$/i, AUDIT_ACTOR_TEXTS],
  [/^audit:.*subject\.?kind$/i, AUDIT_SUBJECT_TEXTS],
  [/^audit:.*\.as$/, AUDIT_EXPORT_TEXTS],
  [/hint\.kind$/, kinds.HINTED_KIND_TEXTS],
  [/faultCode$|failing\.code$/, errors.FAULT_TEXTS],
  [/unverifiedReason$|lastRefused\.reason$/, errors.UNVERIFIED_TEXTS],
  [/deliveryErrorCode$|^delivery:.*errorCode$/, errors.DELIVERY_ERROR_TEXTS],
  [/dispatchErrorCode$|^dispatch:.*errorCode$/, errors.DISPATCH_ERROR_TEXTS],
  [/windowErrorCode$/, errors.WINDOW_ERROR_TEXTS],
  [/submissionErrorCode$/, errors.SUBMISSION_ERROR_TEXTS],
  [/submissionOutcome$/, errors.SUBMISSION_OUTCOME_TEXTS],
  [/accountTest\.code$/, { ...errors.FAULT_TEXTS, ...errors.UNVERIFIED_TEXTS }],
  [/troubleCode$|troubles\.code$/, Object.assign({}, ...Object.values(TROUBLE_TEXTS)) as Words],
  [
    /open\.state$/,
    { ...states.DISPATCH_STATE_TEXTS, ...states.DELIVERY_STATE_TEXTS, ...states.DISCREPANCY_STATE_TEXTS },
  ],
  [/dispatchStep$|history\.step$/, DISPATCH_STEP_TEXTS],
  [/dispatchOutcome$|history\.outcome$/, DISPATCH_OUTCOME_TEXTS],
  [/linkEvidence$/, LINK_EVIDENCE_TEXTS],
  [/entryGroup$/, ENTRY_GROUP_TEXTS],
  [/revisionWhy$/, REVISION_WHY_TEXTS],
  [/repairWhy$|repair\.why$/, REPAIR_WHY_TEXTS],
  [/repairErrorCode$/, REPAIR_ERROR_TEXTS],
  [/closedBy$|closedBy\.code$/, CLOSED_BY_TEXTS],
  [/(payment|fulfilment)(State|\.state)?$/, STEPS],
  [/afterSale(State|\.state)?$/, AFTER_SALE_TEXTS],
  [/service\.kind$|serviceKind$/, SERVICE_TEXTS],
  [/^order:order\.status$/, ORDER_STATUS_TEXTS],
  [/ifference\.fact$|ifferences\.fact$|tillDiffers\.fact$/, DIFFERENCE_TEXTS],
  [/^dispatch:.*cause$/, COMMAND_CAUSE_TEXTS],
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
  [/^bulk:.*\.kind$/, COMMANDS],
  [/^bulk:.*outcome$/i, kinds.DISPATCH_WAY_TEXTS],
  [/^bulk:.*repair$/i, REPAIR_TEXTS],
  [/^bulk:.*act$/i, BULK_ACT_TEXTS],
  [/^bulk:bulkItem.*state$/i, BULK_ITEM_STATE_TEXTS],
  [/^bulk:bulk(Plan|Page|Query|State|)(\.state)?$/, BULK_STATE_TEXTS],
  [/^privacy:erasure.*state$/i, BULK_STATE_TEXTS],
  [/^privacy:.*kind$/i, PRIVACY_ACT_TEXTS],
  [/^privacy:.*by$/i, PERSON_NAMED_BY_TEXTS],
  [/reason$/i, { ...BRAKE_TEXTS, ...kinds.DAY_REASON_TEXTS, ...SLOW_REASON_TEXTS }],
  [/reasons\.code$/, SLOW_REASON_TEXTS],
  [/sells$/, choices.SELLS_TEXTS],
  [/storeIds$/, choices.STORE_IDS_TEXTS],
  [/fields\.type$/, choices.FIELD_TYPE_TEXTS],
  [/^correction:/, states.CORRECTION_STATE_TEXTS],
  [/contradiction\.differs$/, choices.DIFFERS_TEXTS],
  [/resolvedAs$|Resolution\.as$/, choices.RESOLVED_AS_TEXTS],
  [/^delivery:.*state$/i, states.DELIVERY_STATE_TEXTS],
  [/discrepancyDecision$/, choices.DECISION_TEXTS],
  [/rule$/i, DISCREPANCY_TEXTS],
  [/severity$/i, states.SEVERITY_TEXTS],
  [/repair\.state$/, states.REPAIR_STATE_TEXTS],
  [/^discrepancy.*state$/i, states.DISCREPANCY_STATE_TEXTS],
  [/repairs?\.kind$|repairKind$/, REPAIR_TEXTS],
  [/^discrepancy:.*EventKind$/, kinds.DISCREPANCY_EVENT_TEXTS],
  [/^dispatch:.*kind$/i, COMMANDS],
  [/^dispatch(-state)?:.*state$/i, states.DISPATCH_STATE_TEXTS],
  [/ways$|dispatchWay$|Resolution\.outcome$/, kinds.DISPATCH_WAY_TEXTS],
  [/^hour-state:hourState$/, HOUR_STATE_TEXTS],
  [/^hour-state:hourWait$/, HOUR_WAIT_TEXTS],
  [/^incident:/, states.INCIDENT_STATE_TEXTS],
  [/^job:.*unit$/, choices.UNIT_TEXTS],
  [/^(api-key|me):.*role$/i, ROLE_TEXTS],
  [/^job:.*kind$/, kinds.JOB_KIND_TEXTS],
  [/^(job|reconciliation-run):.*state$/i, states.JOB_STATE_TEXTS],
  [/linkContradiction$/, CONTRADICTION_TEXTS],
  [/linkSign$/, SIGN_TEXTS],
  [/^link-suggestion:.*state$/i, states.SUGGESTION_STATE_TEXTS],
  [/actor\.kind$/, choices.ACTOR_TEXTS],
  [/orderPosting\.kind$|items\.kinds$/, kinds.POSTING_KIND_TEXTS],
  [/(orderPosting\.|posting)cause$/i, kinds.POSTING_CAUSE_TEXTS],
  [/timelineItem\.kind$|timelineKind$/, TIMELINE_TEXTS],
  [/flag$|attention\.code$/i, FLAG_TEXTS],
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
  for (const file of readdirSync(import.meta.dirname).filter((name) => /(?<!\.spec)\.ts$/.test(name))) {
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

const OWN = [states, kinds, choices, errors].flatMap((tables) => Object.entries<Words>(tables));

it.each(OWN)('%s is written in both languages', (_name, words) => {
  for (const { zh, en } of Object.values(words)) {
    expect(zh).toMatch(/^[\p{Script=Han}，：]+( JSON)?$/u);
    expect(en).toMatch(/^[A-Za-z ,:;’]+$/);
  }
});

it('alarms are chosen by the kinds that are said', () => {
  expect(Object.keys(kinds.ALARM_KIND_TEXTS)).toEqual(Object.keys(ALARM_TEXTS));
});

it('a shape refuses by codes alone, so that each refusal is said in both languages', () => {
  const shapes = readdirSync(import.meta.dirname).filter((name) =>
    /(?<!\.spec|-texts|-words)\.ts$/.test(name),
  );
  const raw = shapes.flatMap((name) => {
    const source = readFileSync(path.join(import.meta.dirname, name), 'utf8');
    return (source.match(/\berror: ['"`][^\n]*/g) ?? []).map((text) => `${name}: ${text}`);
  });
  expect(raw).toEqual([]);
});

it('what people read tells them what to do in words, and not by the calls of the REST', async () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /-(texts|words|advice)\.ts$/.test(name));
  const named = await Promise.all(
    files.map(async (name) => {
      const tables = (await import(`./${name.replace(/ts$/, 'js')}`)) as Record<string, unknown>;
      return (JSON.stringify(tables).match(/"[^"]*\b(GET|POST|PUT|PATCH|DELETE) \/[^"]*"/g) ?? []).map(
        (text) => `${name}: ${text}`,
      );
    }),
  );
  expect(named.flat()).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});
