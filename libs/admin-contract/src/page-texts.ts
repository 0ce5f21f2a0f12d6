import type { WordText } from './flag-words.js';

/** The pages of the console as their menu names them. */
export const PAGE_TEXTS = {
  today: { zh: '今日', en: 'Today' },
  alarms: { zh: '告警', en: 'Alarms' },
  orders: { zh: '订单', en: 'Orders' },
  deliveries: { zh: '推送', en: 'Deliveries' },
  dispatches: { zh: '下发', en: 'Dispatches' },
  sales: { zh: '销售', en: 'Sales' },
  discrepancies: { zh: '差异', en: 'Discrepancies' },
  bulks: { zh: '批量操作', en: 'Bulk acts' },
  accounts: { zh: '账号', en: 'Accounts' },
  products: { zh: '商品对应', en: 'Products' },
  coverage: { zh: '覆盖', en: 'Coverage' },
  audit: { zh: '审计', en: 'Audit' },
  settings: { zh: '设置', en: 'Settings' },
  start: { zh: '入门', en: 'First steps' },
} as const satisfies Readonly<Record<string, WordText>>;

export type PageName = keyof typeof PAGE_TEXTS;
