import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  cause: '原因',
  state: '状态',
  account: '账号',
  count: '多少',
  more: '{{count}} 以上',
  since: '最早',
  last: '最近',
  whatToDo: '怎么办',
  act: '操作',
  list: '列表',
  causes: '按原因',
  views: '怎么看',
};

export const causes: Texts<typeof zh> = {
  zh,
  en: {
    cause: 'Cause',
    state: 'State',
    account: 'Account',
    count: 'How many',
    more: 'more than {{count}}',
    since: 'Since',
    last: 'Newest',
    whatToDo: 'What to do',
    act: 'Act',
    list: 'List',
    causes: 'By cause',
    views: 'Ways to look',
  },
};
