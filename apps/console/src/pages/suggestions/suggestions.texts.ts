import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  title: '可能是同一个订单',
  lead: '两张单据很像同一个订单，由人决定。',
  state: '状态',
  all: '全部',
  accept: '是同一个',
  acceptMeans: '两张单据并成一个订单，销售只算一次。可以在订单里撤回。',
  against: '有对不上的地方：确认要并。',
  dismiss: '不是同一个',
  dismissMeans: '不再建议这两张。',
  decided: '{{name}}：{{reason}}',
  empty: '没有建议。两家的单据很像、又没有单号能连起来的时候，会出现在这里。',
};

export const suggestions: Texts<typeof zh> = {
  zh,
  en: {
    title: 'May be one order',
    lead: 'Two documents that look like one order: a person decides.',
    state: 'State',
    all: 'All',
    accept: 'They are one',
    acceptMeans: 'Both become one order, which is sold once. It can be undone at the order.',
    against: 'Something speaks against it: this is done all the same.',
    dismiss: 'They are two',
    dismissMeans: 'These two are not suggested again.',
    decided: '{{name}}: {{reason}}',
    empty:
      'Nothing is suggested. Where documents of two vendors look alike and no number joins them, it shows here.',
  },
};
