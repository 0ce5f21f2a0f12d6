import type { z } from 'zod';
import { RULE_WORDS } from '#admin-contract/alarm-texts.js';
import type { bulkAct } from '#admin-contract/bulk.js';
import { BULK_ACT_TEXTS } from '#admin-contract/bulk-texts.js';
import { causeText } from '#admin-contract/cause-words.js';
import { COMMANDS, type WordText } from '#admin-contract/flag-words.js';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import { DISPATCH_WAY_TEXTS } from '#admin-contract/kind-texts.js';
import { REPAIR_TEXTS } from '#admin-contract/repair-words.js';
import {
  DELIVERY_STATE_TEXTS,
  DISCREPANCY_STATE_TEXTS,
  DISPATCH_STATE_TEXTS,
  SEVERITY_TEXTS,
} from '#admin-contract/state-texts.js';

type Act = z.output<typeof bulkAct>;
type Words = Readonly<Record<string, WordText>>;
/** Of accounts and stores, by their ids. */
export type Names = ReadonlyMap<string, string>;

const STATES: Readonly<Record<Act, Words>> = {
  replay: DELIVERY_STATE_TEXTS,
  release: DISPATCH_STATE_TEXTS,
  resolve: DISPATCH_STATE_TEXTS,
  dismiss: DISCREPANCY_STATE_TEXTS,
  accept: DISCREPANCY_STATE_TEXTS,
  reopen: DISCREPANCY_STATE_TEXTS,
  approve: DISCREPANCY_STATE_TEXTS,
  submit: HOUR_STATE_TEXTS,
  erase: {},
};

/** What each field narrows, or says besides, as a person would say it. */
const FIELDS: Words = {
  outcome: { zh: '结果', en: 'outcome' },
  repair: { zh: '修复', en: 'repair' },
  state: { zh: '状态', en: 'state' },
  errorCode: { zh: '原因', en: 'cause' },
  kind: { zh: '命令', en: 'command' },
  rule: { zh: '规则', en: 'rule' },
  severity: { zh: '程度', en: 'severity' },
  accountId: { zh: '账号', en: 'account' },
  storeId: { zh: '门店', en: 'store' },
  orderId: { zh: '订单', en: 'order' },
  incidentId: { zh: '群发差异', en: 'incident' },
  assignee: { zh: '交给', en: 'assigned to' },
  openedAfter: { zh: '从', en: 'opened from' },
  openedBefore: { zh: '到', en: 'opened before' },
  from: { zh: '从', en: 'from' },
  to: { zh: '到', en: 'to' },
};
/** Whose words are the same in every act. */
const VALUES: Readonly<Record<string, Words>> = {
  outcome: DISPATCH_WAY_TEXTS,
  repair: REPAIR_TEXTS,
  kind: COMMANDS,
  rule: RULE_WORDS,
  severity: SEVERITY_TEXTS,
  incidentId: { none: { zh: '没有', en: 'none' } },
  assignee: { none: { zh: '没有人', en: 'nobody' } },
};

const ZONE = { zh: '北京时间', en: 'Beijing time' };
const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

interface Meant {
  /** Undefined: by their ids, so many. */
  readonly filter: Fields | undefined;
  readonly count: number;
  /** What the act wants besides. */
  readonly besides: Fields;
}
type Fields = Readonly<Record<string, unknown>>;

/** What is meant, in one sentence. */
export function bulkWords(act: Act, { filter, count, besides }: Meant, names: Names): WordText {
  const clauses = (fields: Fields) =>
    Object.entries(fields).flatMap(([field, value]) => clauseOf(act, field, value, names));
  const chosen = filter === undefined ? [named(count)] : clauses(filter);
  const said = [...clauses(besides), ...chosen];
  const { zh, en } = BULK_ACT_TEXTS[act];
  return {
    zh: `${zh}：${said.map((one) => one.zh).join('，')}`,
    en: `${en}: ${said.map((one) => one.en).join(', ')}`,
  };
}

const named = (count: number): WordText => ({
  zh: `选中的 ${String(count)} 个`,
  en: `${String(count)} that were chosen`,
});

function clauseOf(act: Act, field: string, value: unknown, names: Names): WordText[] {
  if (value === undefined) return [];
  const name = FIELDS[field] ?? { zh: field, en: field };
  const said = [value].flat().map((one) => wordOf(act, field, one, names));
  return [
    {
      zh: `${name.zh}“${said.map(({ zh }) => zh).join('”或“')}”`,
      en: `${name.en} “${said.map(({ en }) => en).join('” or “')}”`,
    },
  ];
}

function wordOf(act: Act, field: string, value: unknown, names: Names): WordText {
  if (value instanceof Date) {
    const at = CLOCK.format(value);
    return { zh: `${at} ${ZONE.zh}`, en: `${at} ${ZONE.en}` };
  }
  const text = String(value);
  const table = field === 'state' ? STATES[act] : VALUES[field];
  const known =
    field === 'errorCode' ? causeText(act === 'replay' ? 'delivery' : 'dispatch', text) : table?.[text];
  const name = names.get(text) ?? text;
  return known ?? { zh: name, en: name };
}
