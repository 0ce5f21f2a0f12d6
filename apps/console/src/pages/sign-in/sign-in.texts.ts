import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  title: '登录',
  lead: '用名字和密码登录。还没有的，请管理员给你一个链接；第一次用这个中枢，先用密钥登录。',
  leadKey: '用密钥登录。密钥只用来换一个会话，不会留在浏览器里。',
  name: '名字',
  password: '密码',
  byKey: '改用密钥登录',
  byName: '改用名字和密码登录',
  key: '密钥',
  keyHint: '第一次启动时打印在终端里，只打印一次；以后在“密钥”里新建。',
  go: '登录',
  going: '正在登录…',
  wrong: '名字或密码不对。忘了密码，请管理员给你一个新链接。',
  wrongKey: '这个密钥不对，或者已经停用。检查有没有少复制一段。',
  slow: '试错的次数太多，或登录的人太多。请等 {{seconds}} 秒再试。',
};

export const signIn: Texts<typeof zh> = {
  zh,
  en: {
    title: 'Sign in',
    lead: 'By your name and password. Whoever has none yet asks an admin for a link; the first time of all it is by a key.',
    leadKey: 'With a key. It is exchanged for a session and is not kept in the browser.',
    name: 'Name',
    password: 'Password',
    byKey: 'Sign in with a key instead',
    byName: 'Sign in by name and password instead',
    key: 'Key',
    keyHint: 'The first start prints one in the terminal, once; others are made under “Keys”.',
    go: 'Sign in',
    going: 'Signing in…',
    wrong: 'Name or password is wrong. If you forgot the password, ask an admin for a new link.',
    wrongKey: 'This key is not valid, or has been revoked. See whether a part of it was left out.',
    slow: 'There were too many failed tries, or too many sign in. Wait for {{seconds}} s and try again.',
  },
};
