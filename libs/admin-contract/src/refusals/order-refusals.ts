import type { WordText } from '../flag-words.js';

/** Of orders with their corrections, links and rule sets. */
export const ORDER_REFUSALS = {
  correction_states_nothing: {
    zh: '必须填写，或者填 totalFen、paidFen、paidAt',
    en: 'must be stated, or totalFen, paidFen or paidAt',
  },
  correction_withdrawn_before: {
    zh: '这个更正以前已经收回',
    en: 'this correction has been withdrawn before',
  },
  counts_that_way: { zh: '从那时起的订单已经这样计入', en: 'orders from then on count that way already' },
  is_no_order: { zh: '不是订单', en: 'is no order' },
  is_this_order: { zh: '就是这个订单：请填另一个', en: 'is this order already: name another' },
  leg_in_own_order: {
    zh: '它没有关联什么：这张单在自己的订单里',
    en: 'it links nothing: the leg is in an order of its own',
  },
  leg_linked_otherwise: {
    zh: '这张单现在由另一个关联放在这里：请撤销那一个',
    en: 'the leg is where it is by another link by now: undo that one',
  },
  leg_not_to_move: {
    zh: '已经在这个订单里，或者没有这张单',
    en: 'is of this order already, or no leg at all',
  },
  leg_sells_nothing: { zh: '这张单不计销售：没有可更正的', en: 'sells nothing: there is nothing to correct' },
  link_contradicted: {
    zh: '{{linkDoubts}}：确实是同一个订单就加 force',
    en: '{{linkDoubts}}: say force where they are one order all the same',
  },
  link_is_of_command: {
    zh: '{{evidence}} 说明这就是下过的单：如果不对请加 force，再说明收银有没有这个订单',
    en: 'a {{evidence}} says that this is what was placed: say force where that is wrong, and then whether the till has the order',
  },
  must_be_after_in_force: { zh: '必须晚于 inForceFrom', en: 'must be later than inForceFrom' },
  must_not_be_in_future: { zh: '不能在将来', en: 'must not lie in the future' },
  no_leg_of_order: { zh: '不是这个订单的单据', en: 'is no leg of this order' },
  no_leg_sells: { zh: '这个订单没有计销售的单据', en: 'no leg of this order sells anything' },
  no_payment_stated: {
    zh: '不能填写：供应商还没有说过付款',
    en: 'cannot be stated: the vendor has said nothing of a payment yet',
  },
  order_has_no_legs: {
    zh: '没有单据：请填它后来变成的订单',
    en: 'has no legs: name the order that it has become',
  },
  order_of_other_stores_too: {
    zh: '这个订单也有其他门店的单据：请让能看到这些门店的人来做',
    en: 'another store has a part of this order: whoever sees that store too has to do it',
  },
  several_legs_sell: {
    zh: '必须填写：这个订单可能有几张单计销售',
    en: 'must be given: several legs of this order may sell',
  },
  suggestion_dismissed: {
    zh: '它已被忽略：请在订单页把这两个关联起来',
    en: 'it was dismissed: link the two by POST /orders/{id}/links',
  },
  suggestion_gone: {
    zh: '它已经失效：这两个或其中一个现在属于别处',
    en: 'it is not open any more: the two, or one of them, belong elsewhere by now',
  },
  suggestion_linked: { zh: '已经关联', en: 'it is linked already' },
  too_many_looked_at: {
    zh: '要看超过 {{most}} 个订单：请给一个不晚于 {{latest}} 的时间',
    en: 'more than {{most}} orders would be looked at: give a time until {{latest}}',
  },
  too_many_not_placed: {
    zh: '这家门店有超过 {{most}} 个订单不知道下单时间：要花太久',
    en: 'more than {{most}} orders of the store are not known to be placed: it takes too long',
  },
} as const satisfies Readonly<Record<string, WordText>>;
