import type { WordText } from '../flag-words.js';

/** Of hours, their revisions and what is reported of them. */
export const SALES_REFUSALS = {
  hour_reported_so: { zh: '对方已经有这些数', en: 'its vendor has these figures already' },
  account_reports_not_hour: { zh: '这个账号不上报这个小时', en: 'this account does not report the hour' },
  from_before_2000: { zh: 'from 不能早于 2000 年', en: 'from must not be before the year 2000' },
  from_no_instant: { zh: 'from 不是时间', en: 'from is no instant' },
  hour_not_over: { zh: '这个小时还没有结束', en: 'the hour is not over yet' },
  job_has_ended: { zh: '这个任务已经结束', en: 'this job has ended' },
  name_store_of_yours: {
    zh: '请填一家门店：您只能看到几家门店',
    en: 'must be one of your stores: you see single stores',
  },
  no_derived_hour: {
    zh: '门店 {{storeId}} 没有从 {{hourStart}} 开始的已汇总小时',
    en: 'there is no derived hour of the store {{storeId}} that begins at {{hourStart}}',
  },
  no_hour_begins: { zh: '门店没有从那时开始的小时', en: 'no hour of the store begins then' },
  no_hours_reported: { zh: '没有小时上报给这个账号', en: 'no hours are reported to this account' },
  no_revision_before: { zh: '第一个版本之前没有版本', en: 'there is no revision before the first' },
  no_such_store: { zh: '没有这家门店', en: 'there is no such store' },
  nothing_covered: {
    zh: '这个账号还没有一份覆盖上报被接受：先在“销售”里打开一个改过的小时，点“再上报”，被接受后到供应商自己的页面上看一看，再确认',
    en: 'no covering report of this account was accepted yet: ask for one changed hour by POST /api/v1/submissions (GET /api/v1/sales/hours?state=differs lists them), look at it in the vendor’s own pages once it is accepted, then confirm',
  },
  period_too_long: { zh: '一段时间最多 {{days}} 天', en: 'a period is at most {{days}} days long' },
  store_not_reported: {
    zh: '没有账号上报这家门店的这些小时：请先绑定一个',
    en: 'no account reports these hours of the store: bind it to one first',
  },
  store_orders_moving: {
    zh: '任务 {{jobId}} 正在移动这家门店已记录的订单：完成后再试',
    en: 'recorded orders of this store are on the move by job {{jobId}}: ask again when it is done',
  },
  to_day_before_from_day: { zh: 'toDay 不能早于 fromDay', en: 'toDay must not be before fromDay' },
  to_no_instant: { zh: 'to 不是时间', en: 'to is no instant' },
  to_not_after_from: { zh: 'to 必须晚于 from', en: 'to must be later than from' },
  to_not_later_revision: { zh: 'to 的版本必须比 from 晚', en: 'to must be a later revision than from' },
} as const satisfies Readonly<Record<string, WordText>>;
