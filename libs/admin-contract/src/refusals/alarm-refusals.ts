import type { WordText } from '../flag-words.js';

/** Of alarms and the addresses that they are sent to. */
export const ALARM_REFUSALS = {
  alarm_has_ended: {
    zh: '它已经自己结束：没有要处理的',
    en: 'it has ended by itself: there is nothing to see to',
  },
  must_be_another_time: { zh: '必须和 from 是不同的时刻', en: 'must be another time than from' },
  must_be_hook_address: {
    zh: '必须是地址，例如 https://example.cn/hook',
    en: 'must be an address such as https://example.cn/hook',
  },
  must_be_hook_secret: {
    zh: '必须是 whsec_ 加上 24 到 64 个字节的 base64；不填就自动生成',
    en: 'must be whsec_ and 24 to 64 bytes in base64; leave it out, and one is made',
  },
  must_not_have_user_or_fragment: {
    zh: '不能带用户名、密码或 # 后面的部分',
    en: 'must not hold a user name, a password or a part behind #',
  },
  secret_in_url: {
    zh: '没有这一项：企业微信机器人的密钥在它的网址里',
    en: 'there is none: the key of a robot of WeCom is in its URL',
  },
} as const satisfies Readonly<Record<string, WordText>>;
