import type { ConfigField } from '#connectors-core/config-field.js';

/** How often and how many tickets are read, and how they are asked for: the page of searchPos has lost its names. */
export const searchFields = [
  {
    name: 'pollSeconds',
    labels: { zh: '多久读一次小票（秒）', en: 'Pause between windows, seconds' },
    descriptions: {
      zh: '每个绑定的门店隔多少秒读一次新的小票，默认 3420（57 分钟）：页面说一次最多查一小时，减去往回重叠的 2 分钟和安排用的 1 分钟。每 100 张小票用一次调用；每次只用一次的话，一天 300 次大约够 11 家店。',
      en: 'How often each bound store’s newest tickets are read. The default is 57 minutes: the greatest window, one hour by the page, less the 2 minutes that it reaches back and a minute for planning it. Each window costs a call for each 100 tickets; one a window makes about 11 stores of 300 calls a day.',
    },
    type: 'integer',
    default: 3420,
    min: 5,
    max: 86_400,
  },
  {
    name: 'searchParameters',
    labels: { zh: '查小票的参数名', en: 'Names of searchPos’ parameters' },
    descriptions: {
      zh: '左边是意思（startTime、endTime、pageNumber、pageSize、depId、shopId、enterpriseId），右边填接口真正的参数名。页面把参数名丢了，默认是万店掌其他接口多数用的名字：请向万店掌要正确的。没有写的用默认；enterpriseId 右边留空就不带它。',
      en: 'By what is meant: startTime, endTime, pageNumber, pageSize, depId, shopId, enterpriseId. The page has lost them; the defaults are what most of the vendor’s other methods use: ask the vendor. What is not named here keeps its default; an empty name for enterpriseId leaves it out.',
    },
    type: 'map',
    default: {
      startTime: 'startTime',
      endTime: 'endTime',
      pageNumber: 'pageNumber',
      pageSize: 'pageSize',
      depId: 'depId',
      shopId: 'shopId',
      enterpriseId: 'enterpriseId',
    },
  },
  {
    name: 'quotaCalls',
    labels: { zh: '一个周期最多查几次', en: 'Calls of searchPos in a period' },
    descriptions: {
      zh: '查小票的调用最多几次，同一个 _akey 的所有账号、所有算盘加起来。默认 300：页面的 208017 说“调用次数超过上限300次”。',
      en: 'At most, from all instances together and all accounts of one _akey. 300 unless told; the page: 208017, more than 300 calls.',
    },
    type: 'integer',
    default: 300,
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'quotaPeriod',
    labels: { zh: '次数按什么周期算', en: 'Period of that bound' },
    descriptions: {
      zh: '上面的次数是每小时的还是每天的（北京时间）。页面没有写，默认每天，最严，这样不会超。',
      en: 'Of Asia/Shanghai. The page does not say which: a day, the default, is the strictest that makes sense, so that reading never runs into the bound.',
    },
    type: 'choice',
    choices: { hour: { zh: '每小时', en: 'an hour' }, day: { zh: '每天', en: 'a day' } },
    default: 'day',
  },
] as const satisfies readonly ConfigField[];
