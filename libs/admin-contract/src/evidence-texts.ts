import type { WordText } from './flag-words.js';

/** What each thing of a discrepancy’s evidence is. */
export const EVIDENCE_TEXTS = {
  storefront: { zh: '商城单号', en: 'number at the storefront' },
  till: { zh: '收银单号', en: 'number at the till' },
  others: { zh: '另外的收银单号', en: 'other numbers at the till' },
  number: { zh: '单号', en: 'number' },
  saleFen: { zh: '实付（元）', en: 'sale, yuan' },
  sentFen: { zh: '发给收银的（元）', en: 'sent to the till, yuan' },
  shownFen: { zh: '收银显示的（元）', en: 'shown at the till, yuan' },
  sent: { zh: '发给收银的商品', en: 'items sent to the till' },
  shown: { zh: '收银显示的商品', en: 'items shown at the till' },
  ahead: { zh: '走在前面的单号', en: 'number that is ahead' },
  step: { zh: '已经到', en: 'by now it is' },
  behind: { zh: '落在后面的单号', en: 'number that is behind' },
  fulfilment: { zh: '还停在', en: 'it is still' },
  count: { zh: '订单数', en: 'orders' },
  error: { zh: '报错', en: 'error' },
  field: { zh: '字段', en: 'field' },
  value: { zh: '值', en: 'value' },
  state: { zh: '小时的状态', en: 'state of the hour' },
  hourAt: { zh: '小时', en: 'hour' },
  paidAt: { zh: '付款时间', en: 'paid at' },
  placedAt: { zh: '下单时间', en: 'placed at' },
  sinceAt: { zh: '从何时起', en: 'since' },
  confirmedAt: { zh: '上次确认', en: 'last confirmed' },
  ledgerFen: { zh: '台账（元）', en: 'ledger, yuan' },
  ledger: { zh: '台账的单数', en: 'orders in the ledger' },
  reportedFen: { zh: '已上报（元）', en: 'reported, yuan' },
  reported: { zh: '已上报的单数', en: 'orders reported' },
  ticketsFen: { zh: '小票（元）', en: 'tickets, yuan' },
  tickets: { zh: '小票的单数', en: 'tickets' },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = EVIDENCE_TEXTS;

/** A name that is not in the table, of another version, speaks for itself. */
export const evidenceNameText = (name: string): WordText =>
  (Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined) ?? { zh: name, en: name };
