import type { account, healthState } from './account.js';
import type { alarm } from './alarm.js';
import type { brake, brakeDetail } from './brake.js';
import type { correction } from './correction.js';
import type { delivery } from './delivery.js';
import type { discrepancy, discrepancySeverity } from './discrepancy.js';
import type { dispatchState } from './dispatch-state.js';
import type { WordText } from './flag-words.js';
import type { incidentState } from './incident.js';
import type { jobState } from './job.js';
import type { suggestionState } from './link-suggestion.js';
import type { repairState } from './repair-state.js';
import type { submissionState } from './submission.js';
import type { windowState } from './window.js';

/** One word of each: of a shape’s enumeration none is missing, and none is too many. */
type Of<S extends { readonly _output: PropertyKey }> = Readonly<Record<S['_output'], WordText>>;
type Field<S extends { readonly _output: object }, K extends keyof S['_output']> = Readonly<
  Record<Extract<S['_output'][K], string>, WordText>
>;

export const HEALTH_STATE_TEXTS = {
  well: { zh: '正常', en: 'well' },
  unwell: { zh: '有故障', en: 'unwell' },
  paused: { zh: '已暂停', en: 'paused' },
} as const satisfies Of<typeof healthState>;

export const RESTATING_TEXTS = {
  ask: { zh: '变了先问人', en: 'a person is asked' },
  auto: { zh: '变了自动再上报', en: 'reported again by itself' },
} as const satisfies Readonly<
  Record<NonNullable<(typeof account)['_output']['restating']>['mode'], WordText>
>;

export const ALARM_STATE_TEXTS = {
  open: { zh: '没人接手', en: 'nobody has taken it' },
  acknowledged: { zh: '有人接手', en: 'taken by a person' },
  ended: { zh: '已结束', en: 'over' },
} as const satisfies Field<typeof alarm, 'state'>;

export const BRAKE_STATE_TEXTS = {
  running: { zh: '自动修复开着', en: 'repairs begin by themselves' },
  stopped: { zh: '自动修复已停', en: 'repairs wait for a person' },
} as const satisfies Field<typeof brake, 'state'>;

export const CORRECTION_STATE_TEXTS = {
  applies: { zh: '有效', en: 'it counts' },
  lapsed: { zh: '对方改了数，不再有效', en: 'the vendor states something else by now' },
  replaced: { zh: '被后来的更正代替', en: 'a later correction counts' },
  withdrawn: { zh: '已收回', en: 'taken back' },
} as const satisfies Field<typeof correction, 'state'>;

export const DELIVERY_STATE_TEXTS = {
  pending: { zh: '等待处理', en: 'it waits to be worked off' },
  done: { zh: '已处理', en: 'worked off' },
  failed: { zh: '没有处理成', en: 'it could not be worked off' },
  conflict: { zh: '和先前的推送矛盾', en: 'it differs from one of the same number' },
  not_read: { zh: '读不懂', en: 'it could not be read' },
  contradicts: { zh: '单号是另一个订单的，等人决定', en: 'its number is another order’s: a person decides' },
  discarded: { zh: '有人丢弃', en: 'a person has discarded it' },
  refused: { zh: '拒收', en: 'it was refused' },
} as const satisfies Field<typeof delivery, 'state'>;

export const DISCREPANCY_STATE_TEXTS = {
  open: { zh: '待处理', en: 'open' },
  dismissed: { zh: '已忽略', en: 'dismissed' },
  accepted: { zh: '已接受', en: 'accepted' },
  closed: { zh: '已结束', en: 'closed' },
} as const satisfies Field<typeof discrepancy, 'state'>;

export const SEVERITY_TEXTS = {
  info: { zh: '知道就好', en: 'to know' },
  warn: { zh: '要看一看', en: 'to look at' },
  error: { zh: '要处理', en: 'to mend' },
} as const satisfies Of<typeof discrepancySeverity>;

export const DISPATCH_STATE_TEXTS = {
  held: { zh: '等人处理', en: 'it waits for a person' },
  waiting: { zh: '等待发送', en: 'it waits to be sent' },
  unknown: { zh: '发了，不知道到没到', en: 'sent, and whether it arrived is not known' },
  done: { zh: '成功', en: 'done' },
  failed: { zh: '没有做成', en: 'it has failed' },
  withdrawn: { zh: '已撤下', en: 'taken back' },
} as const satisfies Of<typeof dispatchState>;

export const INCIDENT_STATE_TEXTS = {
  open: { zh: '待处理', en: 'open' },
  ended: { zh: '已结束', en: 'over' },
} as const satisfies Of<typeof incidentState>;

/** Of runs too. */
export const JOB_STATE_TEXTS = {
  open: { zh: '没有做完', en: 'not done yet' },
  done: { zh: '做完了', en: 'done' },
} as const satisfies Of<typeof jobState>;

export const REPAIR_STATE_TEXTS = {
  fetching: { zh: '先重新读取各方', en: 'the vendors are asked anew' },
  planned: { zh: '等人批准', en: 'it waits for approval' },
  approved: { zh: '已批准，还没开始', en: 'approved, and not begun' },
  begun: { zh: '正在修复', en: 'under way' },
  done: { zh: '做完了', en: 'done' },
  failed: { zh: '没有做成', en: 'it has failed' },
  not_done: { zh: '没有做', en: 'not done' },
  dismissed: { zh: '不修复', en: 'dismissed' },
} as const satisfies Of<typeof repairState>;

export const SUBMISSION_STATE_TEXTS = {
  waiting: { zh: '等待上报', en: 'it waits to be sent' },
  accepted: { zh: '对方收下了', en: 'the vendor took it' },
  failed: { zh: '对方拒收', en: 'the vendor refused it' },
  unknown: { zh: '发了，不知道到没到', en: 'sent, and whether it arrived is not known' },
  conflict: { zh: '别人已经上报过', en: 'somebody else has reported it' },
} as const satisfies Of<typeof submissionState>;

export const SUGGESTION_STATE_TEXTS = {
  open: { zh: '等人决定', en: 'it waits for a person' },
  linked: { zh: '已关联', en: 'linked' },
  dismissed: { zh: '不是同一个订单', en: 'not one order' },
  gone: { zh: '不再像了', en: 'not likely any more' },
} as const satisfies Of<typeof suggestionState>;

export const WINDOW_STATE_TEXTS = {
  open: { zh: '还没读完', en: 'not read to its end' },
  closed: { zh: '读完了', en: 'read to its end' },
  failed: { zh: '读取失败', en: 'it could not be read' },
} as const satisfies Of<typeof windowState>;

export const BRAKE_EVENT_TEXTS = {
  stopped: { zh: '停止', en: 'stopped' },
  started: { zh: '重新开始', en: 'started again' },
} as const satisfies Readonly<Record<(typeof brakeDetail)['_output']['history'][number]['kind'], WordText>>;
