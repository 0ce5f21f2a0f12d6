import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  title: '登录',
  lead: '用管理密钥登录。密钥只用来换一个会话，不会留在浏览器里。',
  key: '管理密钥',
  keyHint: '第一次启动时打印在终端里，只打印一次；以后在“密钥”里新建。',
  go: '登录',
  going: '正在登录…',
  wrong: '这个密钥不对，或者已经停用。检查有没有少复制一段。',
  slow: '试错的次数太多。请等 {{seconds}} 秒再试。',
};

export const signIn: Texts<typeof zh> = {
  zh,
  en: {
    title: 'Sign in',
    lead: 'With an admin key. It is exchanged for a session and is not kept in the browser.',
    key: 'Admin key',
    keyHint: 'The first start prints one in the terminal, once; others are made under “Keys”.',
    go: 'Sign in',
    going: 'Signing in…',
    wrong: 'This key is not valid, or has been revoked. See whether a part of it was left out.',
    slow: 'There were too many failed tries. Wait for {{seconds}} s and try again.',
  },
};
