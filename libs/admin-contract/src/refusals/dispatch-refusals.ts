import type { WordText } from '../flag-words.js';

/** Of commands to tills. */
export const DISPATCH_REFUSALS = {
  account_cannot_be_used: { zh: '这个账号用不了', en: 'the account cannot be used' },
  account_takes_no_moves: { zh: '这个账号不能更新订单', en: 'no orders can be moved at this account' },
  account_takes_no_orders: { zh: '这个账号不能下单', en: 'no orders can be placed at this account' },
  dispatch_is_otherwise: { zh: '现在{{standing}}', en: '{{standing}} by now' },
  cancel_not_shown_yet: {
    zh: '收银的订单 {{till}} 还没有显示为已取消：请稍后再试',
    en: 'the till does not show yet that its order {{till}} is cancelled: once more in a moment',
  },
  cancel_where_it_comes_from: {
    zh: '订单在来源那边还在进行，收银只有这一张：请到来源取消，或在订单页要求取消',
    en: 'the order goes on where it comes from, and this is the only one of it at a till: cancel it there, or ask for the cancel by POST /dispatches',
  },
  dispatch_done: {
    zh: '命令已完成：收银已经有它；要取消请到订单来源取消',
    en: 'the dispatch is done: the till has it; cancel the order where it comes from',
  },
  dispatch_done_unread: {
    zh: '命令 {{dispatchId}} 已经办了，之后还没有读过收银的订单：读到后再试',
    en: 'dispatch {{dispatchId}} has done it, and the till’s order was not read since: once more when it was',
  },
  dispatch_is_copy: {
    zh: '收银的这张单是多出来的一张，应该取消',
    en: 'this order at the till is a copy, which is to be cancelled',
  },
  dispatch_may_have_placed: {
    zh: '命令 {{dispatchId}} 可能已经下单：到“下发”里打开 {{dispatchId}}，说明结果',
    en: 'dispatch {{dispatchId}} may have placed the order: POST /dispatches/{{dispatchId}}/resolve says what became of it',
  },
  dispatch_may_have_placed_until: {
    zh: '命令 {{dispatchId}} 可能已经下单：{{until}} 之后再试，或到“下发”里打开 {{dispatchId}}，说明结果',
    en: 'dispatch {{dispatchId}} may have placed the order: after {{until}} ask again, or POST /dispatches/{{dispatchId}}/resolve says what became of it',
  },
  dispatch_may_have_sent: {
    zh: '命令 {{dispatchId}} 可能已经发送{{command}}，或正在发送：到“下发”里打开 {{dispatchId}}，说明结果',
    en: 'dispatch {{dispatchId}} may have sent {{command}}, or may be sending it: POST /dispatches/{{dispatchId}}/resolve says what became of it',
  },
  dispatch_may_have_sent_until: {
    zh: '命令 {{dispatchId}} 可能已经发送{{command}}，或正在发送：{{until}} 之后再试，或到“下发”里打开 {{dispatchId}}，说明结果',
    en: 'dispatch {{dispatchId}} may have sent {{command}}, or may be sending it: after {{until}} ask again, or POST /dispatches/{{dispatchId}}/resolve says what became of it',
  },
  dispatch_stands: {
    zh: '{{standing}}：可以做的是 {{ways}}',
    en: '{{standing}}: what can be done about it is {{ways}}',
  },
  dispatch_to_cancel: {
    zh: '命令 {{dispatchId}} 要取消它：请先撤下那个命令',
    en: 'dispatch {{dispatchId}} is to cancel it: withdraw that first',
  },
  dispatch_told: {
    zh: '{{by}} 已说明命令完成：可以做的是 {{ways}}',
    en: 'the dispatch is done, as {{by}} said: what can be done about it is {{ways}}',
  },
  dispatch_told_over: {
    zh: '{{by}} 已说明命令完成：已经结束',
    en: 'the dispatch is done, as {{by}} said: it is over',
  },
  dispatch_under_way: {
    zh: '这次发送可能要到 {{until}} 才结束：之后再说明结果',
    en: 'the attempt may be under way until {{until}}: say what became of it after that',
  },
  name_till_number: { zh: '请填收银的单号', en: 'name the order’s number at the till' },
  no_leg_at_till: { zh: '订单在这个收银没有这张单', en: 'the order has no such leg at this till' },
  no_storefront_order: { zh: '没有商城报过这个订单', en: 'no storefront has told of this order' },
  no_such_account: { zh: '没有这个账号', en: 'there is no such account' },
  no_such_order: { zh: '没有这个订单', en: 'there is no such order' },
  not_bound_to_store: {
    zh: '这个账号没有绑定到订单的门店',
    en: 'this account is not bound to the order’s store',
  },
  number_is_another_orders: {
    zh: '是收银里另一个订单的单号：{{orderId}}',
    en: 'is another order’s number at the till: {{orderId}}',
  },
  number_is_another_placing: {
    zh: '是收银里这个订单另一次下单的单号',
    en: 'is the number of another placing of this order at the till',
  },
  number_of_another_store: {
    zh: '是收银里其他门店订单的单号',
    en: 'is the number of another store’s order at the till',
  },
  number_too_long: { zh: '比任何订单的单号都长', en: 'is longer than any order’s number' },
  order_at_till: { zh: '订单已经在收银', en: 'the order is at a till already' },
  order_called_off: {
    zh: '订单已取消，或改到别的门店：不再更新',
    en: 'the order is called off, or has gone to another store: it is not moved on',
  },
  order_may_be_at_till: {
    zh: '收银可能已经有这个订单：请先处理命令 {{dispatchId}}',
    en: 'the order may be at the till: resolve dispatch {{dispatchId}} first',
  },
  order_not_at_till: { zh: '订单不在这个收银', en: 'the order is not at this till' },
  order_not_to_be_placed: {
    zh: '订单{{fulfilment}}：不用下单',
    en: 'the order is {{fulfilment}}: it is not to be placed',
  },
  order_placed: { zh: '订单已经下单', en: 'the order is placed already' },
  order_placed_elsewhere_soon: {
    zh: '命令 {{dispatchId}} 正要把订单下到另一个账号',
    en: 'dispatch {{dispatchId}} is about to place the order at another account',
  },
  order_several_times_at_till: {
    zh: '订单在这个收银有 {{times}} 张：请用 legId 说明是哪一张',
    en: 'the order is at this till {{times}} times: legId says which is meant',
  },
  sent_about_till_order: {
    zh: '关于收银的订单 {{till}} 已发送过{{command}}：不能撤回',
    en: '{{command}} was sent about the till’s order {{till}}: it stays',
  },
  till_cannot_be_asked: {
    zh: '没法向收银查这个单号（{{why}}）：确定没错就加 force',
    en: 'the till cannot be asked for that number ({{why}}): say force where it is right',
  },
  till_knows_no_order: { zh: '收银没有这个订单：{{why}}', en: 'the till knows no such order: {{why}}' },
  till_order_is_already: {
    zh: '收银的订单已经是{{fulfilment}}',
    en: 'the till’s order is {{fulfilment}} already',
  },
  till_order_no_longer_cancelled: {
    zh: '收银的订单{{fulfilment}}：不能再取消',
    en: 'the till’s order is {{fulfilment}}: it can no longer be cancelled',
  },
  till_order_no_longer_completed: {
    zh: '收银的订单{{fulfilment}}：不能再完成',
    en: 'the till’s order is {{fulfilment}}: it can no longer be completed',
  },
  till_order_no_longer_shipped: {
    zh: '收银的订单{{fulfilment}}：不能再发货',
    en: 'the till’s order is {{fulfilment}}: it can no longer be shipped',
  },
  vendor_gives_no_order: {
    zh: '{{vendor}}不能按单号给出订单',
    en: '{{vendor}} gives no order by its number',
  },
} as const satisfies Readonly<Record<string, WordText>>;
