import type { WordText } from '../flag-words.js';

/** Of people who sign in, and their passwords. */
export const USER_REFUSALS = {
  key_has_no_password: {
    zh: '你是用密钥登录的：密钥没有密码',
    en: 'You signed in with a key, which has no password',
  },
  key_or_password: {
    zh: '请填密钥，或者填名字和密码',
    en: 'give either a key, or a name and a password',
  },
  last_administrator: {
    zh: '没有别人能管理了：请先让另一个管理员设好密码，或先新建一个管理密钥',
    en: 'nobody else administers: first let another admin set a password, or make another key that administers',
  },
  link_not_valid: {
    zh: '这个链接已用过、已过期，或者不完整：请管理员再给一个',
    en: 'this link was used, has expired, or a part of it is missing: ask an admin for another one',
  },
  name_or_password_wrong: { zh: '名字或密码不对', en: 'Name or password is wrong' },
  password_holds_name: {
    zh: '不能含有你的名字',
    en: 'must not hold the name or a part of it',
  },
  password_is_wrong: { zh: '不对', en: 'is wrong' },
  password_soon_guessed: {
    zh: '太容易猜到：请加长，用几个互不相干的词',
    en: 'is soon guessed: make it longer, of several words that have nothing to do with each other',
  },
  too_many_sign_in: {
    zh: '现在登录的人太多：请过几秒再试',
    en: 'Too many sign in just now: try again in some seconds',
  },
  user_is_disabled: {
    zh: '这个用户已停用：请先启用',
    en: 'this user is disabled: enable it first',
  },
  user_name_taken: {
    zh: '已经有叫“{{name}}”的用户，可能已停用',
    en: 'there is a user of the name {{name}} already, perhaps a disabled one',
  },
} as const satisfies Readonly<Record<string, WordText>>;
