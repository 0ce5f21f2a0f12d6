import type { WordText } from './flag-words.js';

/** Why automatic repairs are stopped; the brake has the numbers. */
export const STOP_WORDS = {
  many_differ: { zh: '不一致的订单太多，已停止', en: 'stopped, as too many orders differ' },
  fetches_fail: { zh: '读取订单失败太多，已停止', en: 'stopped, as too many fetches fail' },
  empty_window: {
    zh: '平时有订单的时间没有读到订单，已停止',
    en: 'stopped, as nothing was listed where orders are usual',
  },
  not_mended: { zh: '修复没有效果，已停止', en: 'stopped, as repairs mended nothing' },
  rule_limit: { zh: '一条规则的修复太多，已停止', en: 'stopped, as one rule began too many' },
  account_limit: { zh: '一个账号的修复太多，已停止', en: 'stopped, as one account began too many' },
  all_limit: { zh: '全部的修复太多，已停止', en: 'stopped, as too many began in all' },
  accounts_stopped: { zh: '停止的账号太多，已停止', en: 'stopped, as too many accounts are' },
  person: { zh: '由人工停止', en: 'stopped by a person' },
} as const satisfies Readonly<Record<string, WordText>>;
