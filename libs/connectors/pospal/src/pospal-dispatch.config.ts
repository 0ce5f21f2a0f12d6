import type { ConfigField } from '#connectors-core/config-field.js';

/** Which commands go to the till, and how a lost answer is settled. */
export const dispatchFields = [
  {
    name: 'dispatch',
    labels: { zh: '发给收银的操作', en: 'Commands' },
    descriptions: {
      zh: '下单：绑定门店的已付款店铺订单，自动下到银豹。发货、完成、取消：别处办了的，也告诉银豹。默认全部关着；打开以前的订单不会自己发。',
      en: 'place: paid storefront orders of the bound store are booked at the till. ship, complete, cancel: what happens elsewhere is passed on. All are off until you switch them on; what came before is never sent by itself.',
    },
    type: 'flags',
    flags: {
      place: { zh: '下单', en: 'place orders' },
      ship: { zh: '发货', en: 'ship' },
      complete: { zh: '完成', en: 'complete' },
      cancel: { zh: '取消', en: 'cancel' },
    },
    default: { place: false, ship: false, complete: false, cancel: false },
  },
  {
    name: 'placeWithinMinutes',
    labels: { zh: '付款多久以内自动下单（分钟）', en: 'Placed by itself within, minutes' },
    descriptions: {
      zh: '默认 60。付款超过这么久的订单不自动下单，等人决定：没有人想让厨房打出昨天的单子。',
      en: 'An order that was paid longer ago waits for a person: nobody wants yesterday’s orders printed in the kitchen. 60 unless told.',
    },
    type: 'integer',
    default: 60,
    min: 1,
    max: 10_080,
  },
  {
    name: 'reopened',
    labels: { zh: '取消后又恢复的订单', en: 'Orders that are alive again' },
    descriptions: {
      zh: '订单取消过（银豹里也取消了），后来又恢复：等人决定（默认），还是在上面的时间内自动再下一单。有人在收银机上取消的，总是等人决定。',
      en: 'An order that was cancelled, at the till too, and is alive again: hold, the default, waits for a person, place books it once more by itself, within the time above. What somebody cancelled at the till waits for a person in any case.',
    },
    type: 'choice',
    choices: {
      hold: { zh: '等人决定', en: 'wait for a person' },
      place: { zh: '自动再下一单', en: 'are placed once more' },
    },
    default: 'hold',
  },
  {
    name: 'negativeFindSeconds',
    labels: { zh: '多久查不到才算没有（秒）', en: 'Wait before “absent” is believed, seconds' },
    descriptions: {
      zh: '下单没有收到回答时，从最后那一刻起，银豹里过了多少秒还查不到这个订单，才相信它没有下成，默认 30。太短可能重复下单。银豹没有说订单最晚多久才显示。',
      en: 'After a lost answer: how long after the attempt’s last moment the till must still not show the order; 30 unless told. Too short a wait may place an order twice. How late Pospal may show one is not documented.',
    },
    type: 'integer',
    default: 30,
    min: 1,
    max: 86_400,
  },
  {
    name: 'tillOrigins',
    labels: { zh: '本来就是收银开的订单', en: 'Orders that came from a till' },
    descriptions: {
      zh: '来源里有这些值的订单不再下到收银，每行一个，例如 source=pos；只写值，就看来源的所有内容。各家店铺的写法事先不知道，所以默认是空的。',
      en: 'Orders whose origin has such a value are not placed again, one a line, e.g. source=pos; a value alone counts in any field of the origin. Ships empty: the storefronts’ words are not known beforehand.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'shouldAddTicket',
    labels: { zh: '完成时生成流水单据', en: 'Completing makes a till ticket' },
    descriptions: {
      zh: '完成订单时，要不要在银豹收银系统生成流水单据（shouldAddTicket）。默认不要，免得同一笔销售在银豹里有两次。',
      en: 'shouldAddTicket of completeOrder: whether a counter ticket is made as well. Off, so that no sale is in the till twice.',
    },
    type: 'boolean',
    default: false,
  },
] as const satisfies readonly ConfigField[];
