import { HELD_REASONS, type WordText } from './flag-words.js';
import { WINDOW_FAULT_TEXTS } from './window-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What can go wrong at a vendor. */
export const VENDOR_ERROR_TEXTS = {
  invalid_config: { zh: '账号设置不对', en: 'the settings of the account are not right' },
  invalid_binding: { zh: '对方没有这个门店', en: 'the store is not known there' },
  auth_failed: { zh: '对方不认密钥', en: 'the keys are refused' },
  invalid_signature: { zh: '对方不认签名', en: 'the signature is refused' },
  rate_limited: { zh: '对方嫌调用太快', en: 'too many calls at once' },
  quota_exhausted: { zh: '调用次数用完了', en: 'no calls are left' },
  unavailable: { zh: '对方连不上', en: 'the vendor could not be reached' },
  invalid_response: { zh: '对方的回答读不懂', en: 'nobody could read the answer' },
  rejected: { zh: '对方拒绝', en: 'it was refused' },
  duplicate: { zh: '对方说已经有了', en: 'it is there already' },
  outcome_unknown: { zh: '没有答复，不知道到没到', en: 'no answer; it may have arrived or not' },
  unsupported: { zh: '对方做不到', en: 'that cannot be done there' },
} as const satisfies Words;

/** And in the hub itself. */
export const FAULT_TEXTS = {
  ...VENDOR_ERROR_TEXTS,
  internal: { zh: '系统内部出错', en: 'an error of ours' },
} as const satisfies Words;

/** Why a delivery was not taken, whoever sent it. */
export const WEBHOOK_REFUSAL_TEXTS = {
  unsigned: { zh: '没有签名', en: 'it is not signed' },
  bad_id: { zh: '推送编号不对', en: 'its id is not right' },
  bad_timestamp: { zh: '时间戳不对', en: 'its timestamp is not right' },
  bad_signature: { zh: '签名不对', en: 'its signature is not right' },
  stale: { zh: '时间戳太旧', en: 'its timestamp is too old' },
  unsupported_encoding: { zh: '压缩方式不支持', en: 'it is compressed in a way that is not read' },
  too_large: { zh: '内容太大', en: 'it is too large' },
  not_json: { zh: '内容不是 JSON', en: 'its content is not JSON' },
  too_deep: { zh: '内容嵌套太深', en: 'its content is nested too deep' },
  duplicate_key: { zh: '内容里有重复的键', en: 'its content has a key twice' },
  forbidden_key: { zh: '内容里有不许用的键', en: 'its content has a key that is not allowed' },
  invalid_document: { zh: '内容有字段不对', en: 'fields of its content are not right' },
  conflict: { zh: '同一个编号，内容不一样', en: 'its id came before with another content' },
} as const satisfies Words;

/** Why one was refused before anybody could know who sent it. */
export const UNVERIFIED_TEXTS = {
  ...WEBHOOK_REFUSAL_TEXTS,
  malformed: { zh: '请求本身不对', en: 'the request itself is not right' },
} as const satisfies Words;

/** Why a delivery was not taken, or not worked off. */
export const DELIVERY_ERROR_TEXTS = {
  ...WEBHOOK_REFUSAL_TEXTS,
  ...FAULT_TEXTS,
  contradicts: { zh: '单号是另一个订单的', en: 'its number is another order’s' },
  not_found: { zh: '对方查不到这个订单', en: 'the vendor knows no such order' },
  not_read: { zh: '不是订单消息', en: 'it is not about an order' },
} as const satisfies Words;

/** Why a command to a till waits, or is over. */
export const DISPATCH_ERROR_TEXTS = {
  ...HELD_REASONS,
  ...FAULT_TEXTS,
  paused: { zh: '账号已暂停', en: 'the account is paused' },
  taken_back: { zh: '有人撤下', en: 'a person took it back' },
  not_wanted: { zh: '不再需要', en: 'nothing asks for it any more' },
  at_a_till: { zh: '收银已经有这个订单', en: 'the till has it already' },
  placed_otherwise: { zh: '由另一个命令下单', en: 'the order is placed by another command' },
  order_moved: { zh: '订单改到了别的门店', en: 'the order has gone to another store' },
  linked_anew: { zh: '订单的关联变了，重新判断', en: 'the order is another since, and is looked at anew' },
  order_unpaid: { zh: '订单没有付款', en: 'the order is not paid' },
  order_refunded: { zh: '订单已退款', en: 'the order is refunded' },
  order_cancelled: { zh: '订单已取消', en: 'the order is cancelled' },
  order_completed: { zh: '订单已完成', en: 'the order is completed' },
  till_completed: { zh: '收银那边已经完成', en: 'the till has completed it' },
  till_cancelled: { zh: '收银那边已经取消', en: 'the till has cancelled it' },
} as const satisfies Words;

/** Why a stretch of time is not read to its end. */
export const WINDOW_ERROR_TEXTS = { ...WINDOW_FAULT_TEXTS, ...FAULT_TEXTS } as const satisfies Words;

/** Why a report is not there, or is over. */
export const SUBMISSION_ERROR_TEXTS = {
  ...VENDOR_ERROR_TEXTS,
  superseded: { zh: '后来的版本代替了它', en: 'a later revision took its place' },
  unbound: { zh: '门店不再向它上报', en: 'the store is reported there no longer' },
  unconfirmed: { zh: '可能晚到，盖掉了后来的数', en: 'it may have arrived late and covered a later one' },
} as const satisfies Words;

/** How one attempt of a report ended. */
export const SUBMISSION_OUTCOME_TEXTS = {
  ...VENDOR_ERROR_TEXTS,
  accepted: { zh: '对方收下了', en: 'the vendor took it' },
  unbound: SUBMISSION_ERROR_TEXTS.unbound,
} as const satisfies Words;
