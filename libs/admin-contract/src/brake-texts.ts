import { evidenceText } from './discrepancy-words.js';
import type { WordText } from './flag-words.js';

/** Why automatic repairs are stopped, with the numbers by which it was judged. */
export const BRAKE_TEXTS = {
  many_differ: {
    zh: '最近一小时比对了 {compared} 个订单，其中 {differing} 个（{percent}%）不一致，平时是 {usualPercent}%',
    en: 'Of {compared} orders compared within an hour {differing} differ ({percent} %); usual is {usualPercent} %',
  },
  fetches_fail: {
    zh: '最近 {of} 次读取已知订单，有 {failed} 次找不到或读不懂',
    en: 'Of the last {of} fetches of known orders {failed} were not found or could not be read',
  },
  empty_window: {
    zh: '从 {fromAt} 到 {toAt} 一个订单也没有读到，平时这段时间约有 {usual} 个',
    en: 'Nothing was listed from {fromAt} to {toAt}, where about {usual} orders are usual',
  },
  not_mended: {
    zh: '24 小时内规则 {rule} 的修复有 {count} 次没有效果',
    en: 'Within 24 hours {count} repairs of the rule {rule} mended nothing',
  },
  rule_limit: {
    zh: '一小时内规则 {rule} 已自动修复 {begun} 次，上限是 {most} 次',
    en: 'Within an hour {begun} repairs of the rule {rule} began by themselves, and {most} may',
  },
  account_limit: {
    zh: '一小时内这个账号已自动修复 {begun} 次，上限是 {most} 次',
    en: 'Within an hour {begun} repairs of the account began by themselves, and {most} may',
  },
  all_limit: {
    zh: '一小时内全部账号已自动修复 {begun} 次，上限是 {most} 次',
    en: 'Within an hour {begun} repairs began by themselves in all, and {most} may',
  },
  accounts_stopped: {
    zh: '有 {accounts} 个账号的自动修复已停止',
    en: 'Automatic repairs of {accounts} accounts are stopped',
  },
  person: {
    zh: '由人工停止',
    en: 'A person has stopped it',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = BRAKE_TEXTS;

/** A reason that is not in the table, of another version, speaks for itself. */
export function brakeText(reason: string, detail: Readonly<Record<string, unknown>>): WordText {
  const { zh, en } = (Object.hasOwn(TEXTS, reason) ? TEXTS[reason] : undefined) ?? { zh: reason, en: reason };
  const told = (text: string, language: keyof WordText): string =>
    text.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      evidenceText(name, Object.hasOwn(detail, name) ? detail[name] : null, language),
    );
  return { zh: told(zh, 'zh'), en: told(en, 'en') };
}
