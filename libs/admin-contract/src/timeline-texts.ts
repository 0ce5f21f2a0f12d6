import type { WordText } from './flag-words.js';

/** What each thing that happened to an order tells a person; `{name}` stands for what its evidence holds. */
export const TIMELINE_TEXTS = {
  entries_gone: {
    zh: '{beforeAt} 以前各方说过的话已过保留期，不在了',
    en: 'What was stated before {beforeAt} is older than what is kept, and gone',
  },
  stated: { zh: '{account}（{number}）说：{facts}', en: '{account} ({number}) says: {facts}' },
  stated_late: {
    zh: '{account}（{number}）晚到的消息（{asOfAt} 的），以后来的为准：{facts}',
    en: '{account} ({number}) said of {asOfAt}, which came late and changed nothing: {facts}',
  },
  linked: {
    zh: '{account} 的 {number} 归入这个订单：{link}',
    en: '{number} of {account} is this order: {link}',
  },
  unlinked: {
    zh: '{account} 的 {number} 不再属于这个订单：{link}',
    en: '{number} of {account} is this order no longer: {link}',
  },
  linked_by_person: {
    zh: '{by} 说 {account} 的 {number} 是这个订单（{because}）',
    en: '{by} says that {number} of {account} is this order ({because})',
  },
  unlinked_by_person: {
    zh: '{by} 说 {account} 的 {number} 不是这个订单（{because}）',
    en: '{by} says that {number} of {account} is not this order ({because})',
  },
  corrected: {
    zh: '{by} 更正 {account}（{number}）的 {facts}（{because}）',
    en: '{by} corrects {account} ({number}): {facts} ({because})',
  },
  correction_withdrawn: {
    zh: '{by} 撤回对 {account}（{number}）的更正（{because}）',
    en: '{by} withdraws the correction of {account} ({number}) ({because})',
  },
  hour_counted: {
    zh: '{byFen} 元计入 {store} {hourAt} 这一小时，因为{why}',
    en: '{byFen} yuan count in the hour of {hourAt} of {store}, because {why}',
  },
  hour_left: {
    zh: '不再计入 {store} {hourAt} 这一小时（{byFen} 元），因为{why}',
    en: 'It counts no longer in the hour of {hourAt} of {store} ({byFen} yuan), because {why}',
  },
  hour_changed: {
    zh: '{store} {hourAt} 这一小时计入的数变了 {byFen} 元，因为{why}',
    en: 'What counts in the hour of {hourAt} of {store} changes by {byFen} yuan, because {why}',
  },
  hour_refunded: {
    zh: '退款 {refundFen} 元从 {store} {hourAt} 这一小时扣减，因为{why}',
    en: '{refundFen} yuan that went back are taken off the hour of {hourAt} of {store}, because {why}',
  },
  hour_parts_changed: {
    zh: '{store} {hourAt} 这一小时计入的金额不变，明细变了，因为{why}',
    en: 'The same counts in the hour of {hourAt} of {store}, of other parts, because {why}',
  },
  hour_moved: {
    zh: '{byFen} 元从 {fromStore} {fromAt} 这一小时移到 {toStore} {toAt} 这一小时，因为{why}',
    en: '{byFen} yuan move from the hour of {fromAt} of {fromStore} to that of {toAt} of {toStore}, because {why}',
  },
  hours_changed: {
    zh: '计入的小时变了：{changes}，因为{why}',
    en: 'It counts otherwise in several hours: {changes}, because {why}',
  },
  flag_dismissed: { zh: '{by} 看过提示：{sentence}', en: '{by} has seen to the flag: {sentence}' },
  command_made: {
    zh: '给 {account} 的命令“{command}”已排上：{cause}',
    en: 'The command {command} to {account} is made: {cause}',
  },
  command_tried: {
    zh: '{account} 的命令“{command}”：{act}，结果：{outcome}',
    en: 'The command {command} to {account} ({act}): {outcome}',
  },
  command_decided: {
    zh: '{by} 决定，给 {account} 的命令“{command}”：{decision}',
    en: '{by} decides that the command {command} to {account} {decision}',
  },
  command_done: {
    zh: '{account} 的命令“{command}”办好了，单号 {number}',
    en: 'The command {command} to {account} is done; its number there is {number}',
  },
  command_held: {
    zh: '给 {account} 的命令“{command}”等人处理：{reason}',
    en: 'The command {command} to {account} is held: {reason}',
  },
  command_failed: {
    zh: '{account} 没有执行命令“{command}”：{reason}',
    en: 'The command {command} to {account} failed: {reason}',
  },
  command_withdrawn: {
    zh: '给 {account} 的命令“{command}”撤下了：{reason}',
    en: 'The command {command} to {account} is withdrawn: {reason}',
  },
  command_unknown: {
    zh: '给 {account} 的命令“{command}”不知道到没到：{reason}',
    en: 'Whether the command {command} to {account} arrived is not known: {reason}',
  },
  discrepancy_opened: { zh: '发现差异：{sentence}', en: 'A difference is found: {sentence}' },
  discrepancy_reopened: { zh: '差异又出现了：{sentence}', en: 'The difference is there again: {sentence}' },
  discrepancy_updated: { zh: '差异变了：{sentence}', en: 'The difference is another now: {sentence}' },
  discrepancy_closed: {
    zh: '差异结束（{closedBy}）：{sentence}',
    en: 'The difference has ended ({closedBy}): {sentence}',
  },
  discrepancy_dismissed: {
    zh: '{by} 忽略了差异（{note}）：{sentence}',
    en: '{by} dismisses the difference ({note}): {sentence}',
  },
  discrepancy_accepted: {
    zh: '{by} 接受了差异（{note}）：{sentence}',
    en: '{by} accepts the difference ({note}): {sentence}',
  },
  discrepancy_assigned: {
    zh: '{by} 把差异交给 {assignee}（{note}）：{sentence}',
    en: '{by} gives the difference to {assignee} ({note}): {sentence}',
  },
  discrepancy_commented: {
    zh: '{by} 对差异说“{note}”：{sentence}',
    en: '{by} says "{note}" of the difference: {sentence}',
  },
  discrepancy_taken_back: {
    zh: '{by} 收回了对差异的决定（{note}）：{sentence}',
    en: '{by} takes back what was decided of the difference ({note}): {sentence}',
  },
  repair_planned: {
    zh: '计划修复（{repair}）：{sentence}',
    en: 'A repair is planned ({repair}): {sentence}',
  },
  repair_approved: {
    zh: '{by} 批准修复（{repair}；{note}）：{sentence}',
    en: '{by} approves the repair ({repair}; {note}): {sentence}',
  },
  repair_begun: { zh: '开始修复（{repair}）：{sentence}', en: 'The repair is begun ({repair}): {sentence}' },
  repair_done: { zh: '修复做完（{repair}）：{sentence}', en: 'The repair is done ({repair}): {sentence}' },
  repair_failed: {
    zh: '修复没有做成（{repair}；{message}）：{sentence}',
    en: 'The repair has failed ({repair}; {message}): {sentence}',
  },
  repair_not_done: {
    zh: '没有修复（{repair}；{ended}）：{sentence}',
    en: 'The repair is not done ({repair}; {ended}): {sentence}',
  },
  repair_dismissed: {
    zh: '不再修复（{repair}；{ended}）：{sentence}',
    en: 'The repair is taken away ({repair}; {ended}): {sentence}',
  },
  repair_verified: {
    zh: '修复之后（{repair}）：{verified}：{sentence}',
    en: 'After the repair ({repair}), {verified}: {sentence}',
  },
  hour_derived: {
    zh: '{store} {hourAt} 这一小时算出第 {revision} 版：{totalFen} 元 {orders} 单，这个订单带来 {byFen} 元',
    en: 'Revision {revision} of the hour of {hourAt} of {store} is {totalFen} yuan in {orders} orders; this one made {byFen} of the difference',
  },
  hour_reported: {
    zh: '{store} {hourAt} 这一小时第 {revision} 版上报 {account}：{report}',
    en: 'The report of revision {revision} of the hour of {hourAt} of {store} to {account} {report}',
  },
} as const satisfies Readonly<Record<string, WordText>>;

/** How each fact of an order is told, where the evidence has it. */
export const TIMELINE_FACT_TEXTS = {
  placedAt: { zh: '下单时间 {placedAt}', en: 'placed at {placedAt}' },
  payment: { zh: '付款 {payment}', en: 'payment: {payment}' },
  paidAt: { zh: '付款时间 {paidAt}', en: 'paid at {paidAt}' },
  paidFen: { zh: '顾客付 {paidFen} 元', en: 'the customer paid {paidFen} yuan' },
  fulfilment: { zh: '进度 {fulfilment}', en: 'it is {fulfilment}' },
  completedAt: { zh: '完成时间 {completedAt}', en: 'completed at {completedAt}' },
  afterSale: { zh: '售后 {afterSale}', en: 'after-sale: {afterSale}' },
  refundedFen: { zh: '退款 {refundedFen} 元', en: '{refundedFen} yuan went back' },
  saleFen: { zh: '实付 {saleFen} 元', en: 'the sale is {saleFen} yuan' },
  totalFen: { zh: '总额 {totalFen} 元', en: 'the total is {totalFen} yuan' },
  lines: { zh: '商品 {lines} 行', en: 'lines of items: {lines}' },
  service: { zh: '交付方式 {service}', en: 'handed over by: {service}' },
  contact: { zh: '顾客资料', en: 'the customer' },
} as const satisfies Readonly<Record<string, WordText>>;
