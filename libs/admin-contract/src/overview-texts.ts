import { alarmText } from './alarm-texts.js';
import { brakeText } from './brake-texts.js';
import type { WordText } from './flag-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What may be why a store sells worse than usual; in braces what it is about. */
export const SLOW_REASON_TEXTS = {
  account_unwell: { zh: '{trouble}', en: '{trouble}' },
  account_paused: { zh: '账号“{account}”已暂停', en: 'The account "{account}" is paused' },
  dispatches_held: {
    zh: '{count} 个命令挂起，等人处理',
    en: '{count} commands to its till are held and wait for a person',
  },
  coverage_behind: {
    zh: '账号“{account}”还有 {minutes} 分钟的订单没有读到',
    en: 'Orders of the account "{account}" are read up to {minutes} minutes ago',
  },
  no_orders: { zh: '{minutes} 分钟没有订单', en: 'No order for {minutes} minutes' },
  repairs_stopped: {
    zh: '账号“{account}”的自动修复已停止：{stop}',
    en: 'Automatic repairs of the account "{account}" are stopped: {stop}',
  },
} as const satisfies Words;

type Params = Readonly<Record<string, string | number>>;

/** What stands in for whole sentences of other tables. */
const SENTENCES: Readonly<Record<string, (params: Params) => WordText>> = {
  trouble: (params) => alarmText('account_trouble', params),
  stop: (params) => brakeText(String(params['stop']), {}),
};

/** A code that is not in the table, of another version, speaks for itself. */
export function slowReasonText(code: string, params: Params): WordText {
  const texts: Words = SLOW_REASON_TEXTS;
  const { zh, en } = (Object.hasOwn(texts, code) ? texts[code] : undefined) ?? { zh: code, en: code };
  return { zh: filled(zh, params, 'zh'), en: filled(en, params, 'en') };
}

const filled = (text: string, params: Params, language: keyof WordText): string =>
  text.replace(
    /\{(\w+)\}/g,
    (_whole, name: string) => SENTENCES[name]?.(params)[language] ?? String(params[name] ?? '—'),
  );

/** What waits, by list and state: what it says of a count of them. */
export const QUEUE_TEXTS = {
  discrepancies: { zh: '差异', en: 'discrepancies' },
  incidents: { zh: '群发差异', en: 'incidents' },
  repairs: { zh: '修复', en: 'repairs' },
  dispatches: { zh: '下发', en: 'commands to tills' },
  deliveries: { zh: '推送', en: 'deliveries' },
  link_suggestions: { zh: '关联建议', en: 'suggested links' },
  hours: { zh: '小时', en: 'hours' },
  submissions: { zh: '上报', en: 'reports' },
  windows: { zh: '时间窗', en: 'windows' },
  alarms: { zh: '告警', en: 'alarms' },
  orders: { zh: '有标记的订单', en: 'flags of orders' },
  unmapped_items: { zh: '等商品对应的下发', en: 'commands that wait for a mapping' },
  unmapped_values: { zh: '没有对应的值', en: 'values that no map lists' },
} as const satisfies Words;
