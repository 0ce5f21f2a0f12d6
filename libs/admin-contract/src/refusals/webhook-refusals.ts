import type { WordText } from '../flag-words.js';

/** Why a delivery is refused as a whole, and what its sender is to do. */
export const WEBHOOK_REFUSALS = {
  connector_takes_no_webhooks: { zh: '这个连接器不收推送', en: 'this connector takes no webhooks' },
  delivery_id_unreadable: {
    zh: '{{header}} 必须是 1 到 {{most}} 个可以打印的字符',
    en: '{{header}} must be 1 to {{most}} characters that can be printed',
  },
  delivery_is_compressed: {
    zh: '内容要原样发送，不要压缩：去掉请求头 content-encoding（gzip 等）',
    en: 'the body must be sent as it is, not compressed: leave content-encoding (gzip and the like) out',
  },
  delivery_key_forbidden: {
    zh: '不能用键 {{key}}（第 {{at}} 个字节）：给它换个名字',
    en: 'the body is not accepted: the key {{key}} is not allowed (byte {{at}})',
  },
  delivery_key_twice: {
    zh: '一个对象里键 {{key}} 出现了两次（第 {{at}} 个字节）：只留一个',
    en: 'the body is not accepted: the key {{key}} is given twice in one object (byte {{at}})',
  },
  delivery_key_used_before: {
    zh: '这个编号以前用于另一份内容：新的消息要用新的编号',
    en: 'this idempotency key was used before for another body; a new event needs a new key',
  },
  delivery_nested_too_deep: {
    zh: '嵌套超过 {{most}} 层（第 {{at}} 个字节）：写得浅一些',
    en: 'the body is not accepted: nested deeper than {{most}} (byte {{at}})',
  },
  delivery_not_of_account: {
    zh: '{{fields}} 不是这个账号的：检查推送地址，或账号的设置',
    en: '{{fields}} is not this account’s: look at the address, or at the settings of the account',
  },
  delivery_not_signed: {
    zh: '没有签名：必须带上 {{parts}}',
    en: 'it is not signed: {{parts}} must be there',
  },
  delivery_signature_wrong: {
    zh: '{{part}} 和这份内容对不上：检查密钥，并对原样发送的字节签名',
    en: '{{part}} is not right for this body: look at the secret, and sign the bytes as they are sent',
  },
  delivery_time_far_off: {
    zh: '{{part}} 和现在相差超过 {{minutes}} 分钟：校准发送方的时钟，发送的时候再签名',
    en: '{{part}} is more than {{minutes}} minutes from now: set the clock of the sender, and sign when sending',
  },
  delivery_time_in_milliseconds: {
    zh: '{{part}} 必须是 1970 年以来的秒数；这个像是毫秒',
    en: '{{part}} must be in seconds since 1970; this one seems to be in milliseconds',
  },
  delivery_time_no_seconds: {
    zh: '{{part}} 必须是 1970 年以来的整秒，用数字写',
    en: '{{part}} must be whole seconds since 1970, in digits',
  },
  delivery_time_outside: {
    zh: '{{part}} 必须是 1970 年以来的秒数，在过去 {{hours}} 小时以内，最多超前 {{minutes}} 分钟',
    en: '{{part}} must be epoch seconds, of the last {{hours}} hours and at most {{minutes}} minutes ahead',
  },
  document_has_faults: {
    zh: '内容有字段不对：按下面每一条改好，用同一个编号再发',
    en: 'the document has faulty fields: correct each, and send it again under the same id',
  },
  text_is_not_taken: {
    zh: '内容不是能读的 JSON：{{jsonFault}}（第 {{at}} 个字节）',
    en: 'the body is not accepted: {{jsonFault}} (byte {{at}})',
  },
  webhook_too_large: {
    zh: '内容超过 {{most}} 字节：拆成几次发',
    en: 'the body is larger than {{most}} bytes',
  },
} as const satisfies Readonly<Record<string, WordText>>;
