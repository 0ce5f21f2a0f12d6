import type { WordText } from './flag-words.js';

/** What can be wrong with a window though every call was answered. */
export const WINDOW_FAULT_TEXTS = {
  too_many_pages: {
    zh: '这段时间的页数超过上限',
    en: 'the stretch has more pages than there may be',
  },
  repeated_cursor: {
    zh: '对方给了两次同样的翻页位置，列表没有尽头',
    en: 'the vendor gave the same cursor twice, so the list never ends',
  },
  repeated_page: {
    zh: '对方的下一页和上一页完全一样，再问一次还是一样',
    en: 'the next page is the page before again, asked for twice',
  },
  rows_keep_moving: {
    zh: '读的时候行一直在页之间移动',
    en: 'rows keep moving between the pages while they are read',
  },
  stream_gone: {
    zh: '账号的设置和门店绑定里已经没有这个来源',
    en: 'the settings and bindings of the account name the stream no more',
  },
  window_too_large: {
    zh: '再短的时间段对方也不接受',
    en: 'the vendor refuses the stretch however short it is',
  },
  not_whole: {
    zh: '再短的时间段也看不出列表是不是完整的',
    en: 'however short the stretch, nothing shows that its list is whole',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = WINDOW_FAULT_TEXTS;

/** Null where the code is a connector’s, or none. */
export const windowFaultText = (code: string | null): WordText | null =>
  code !== null && Object.hasOwn(TEXTS, code) ? (TEXTS[code] ?? null) : null;
