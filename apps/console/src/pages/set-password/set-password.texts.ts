import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  title: '设置密码',
  lead: '{{name}}，给自己设一个密码。这个链接只能用一次。',
  name: '名字',
  password: '密码',
  passwordHint: '至少 12 个字符，不要含名字，不要常见的词。几个互不相干的词就很好。',
  again: '再输一次',
  differs: '两次输入的不一样',
  set: '设置并登录',
  setting: '正在设置…',
  noToken: '链接不完整：请从头到尾复制，再打开一次。',
  ask: '请管理员在“设置 → 用户”里再给你一个链接。',
};

export const setPassword: Texts<typeof zh> = {
  zh,
  en: {
    title: 'Set a password',
    lead: '{{name}}, choose a password. This link works once.',
    name: 'Name',
    password: 'Password',
    passwordHint:
      'At least 12 characters, without your name and common words. Some words that have nothing to do with each other do well.',
    again: 'The same again',
    differs: 'These two are not the same',
    set: 'Set it and sign in',
    setting: 'Setting…',
    noToken: 'A part of the link is missing: copy all of it, and open it again.',
    ask: 'Ask an admin for another link, under “Settings → Users”.',
  },
};
