import type { erasure, privacyAct } from './privacy.js';
import type { WordText } from './flag-words.js';

type Erasure = (typeof erasure)['_output'];
type Act = (typeof privacyAct)['_output'];

/** What was done about a person. */
export const PRIVACY_ACT_TEXTS = {
  erasure: { zh: '删除', en: 'erased' },
  export: { zh: '导出', en: 'handed out' },
} as const satisfies Readonly<Record<Act['kind'], WordText>>;

/** By what the person was named. */
export const PERSON_NAMED_BY_TEXTS = {
  phone: { zh: '按电话', en: 'by phone' },
  order: { zh: '按订单', en: 'by order' },
  list: { zh: '按名单，恢复备份以后再做一遍', en: 'by a list, once more after a backup was restored' },
} as const satisfies Readonly<Record<Erasure['by'], WordText>>;

/** What an erasure takes away, counted. */
export const ERASURE_COUNT_TEXTS = {
  contacts: { zh: '联系人', en: 'contacts' },
  deliveries: { zh: '推送', en: 'deliveries' },
  payloadsBlanked: { zh: '抹去个人信息的原文', en: 'raw texts of which a copy without the person is kept' },
  payloadsRemoved: { zh: '整份删除的原文', en: 'raw texts that go as a whole' },
  requests: { zh: '收银命令', en: 'commands to tills' },
  texts: { zh: '有人写的文字', en: 'texts that people wrote' },
} as const satisfies Readonly<Record<keyof Erasure['counts'], WordText>>;
