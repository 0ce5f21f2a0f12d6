import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  hint: '一个账号、一条规则，一小时里一下子开出五十多个差异：多半是一个原因，可以一起决定。',
  state: '状态',
  open: '待处理的',
  any: '全部',
  empty: '没有群发差异。同一个账号一小时里开出五十多个同样的差异，就会合成一行，出现在这里。',
  list: '群发差异',
  look: '看里面的 {{count}} 个',
  stands: '待处理 {{open}} · 已忽略 {{dismissed}} · 已接受 {{accepted}} · 已结束 {{closed}}',
  last: '最后一个在{{time}}前',
  dismiss: '全部忽略',
  accept: '全部接受',
  approve: '全部批准修复',
};

export const incidents: Texts<typeof zh> = {
  zh,
  en: {
    hint: 'Of one account and rule more than fifty were opened within an hour: most likely of one cause, to be decided as one.',
    state: 'State',
    open: 'Open',
    any: 'All',
    empty:
      'There is no incident. Where more than fifty of one rule and account are opened within an hour they become one row here.',
    list: 'Incidents',
    look: 'Look at the {{count}} in it',
    stands: '{{open}} open · {{dismissed}} dismissed · {{accepted}} accepted · {{closed}} ended',
    last: 'the last {{time}} ago',
    dismiss: 'Dismiss all',
    accept: 'Accept all',
    approve: 'Approve the repair of all',
  },
};
