import { paramText, waysText, type WordText } from './flag-words.js';

/** What a flag tells a person. `{name}` stands for its parameter of that name. */
export type FlagText = WordText;

/** One for each code that an order can be flagged with. */
export const FLAG_TEXTS = {
  completed_before_placed: {
    zh: '完成时间早于下单时间',
    en: 'It was completed before it was placed, by the times that are given',
  },
  completed_in_future: {
    zh: '完成时间在收到它之后，按收到的时间计入销售',
    en: 'It was completed later than we heard of it; it counts at the time when we did',
  },
  correction_lapsed: {
    zh: '对方改了数，人工更正的 {field} 不再生效',
    en: 'The vendor states something else by now: the correction of {field} no longer applies',
  },
  counted_otherwise: {
    zh: '计入的销售与台账所知的不一致：按升级前的计入，直到有新的消息',
    en: 'It counts otherwise than what is known of it: as it did before the upgrade, until something new is said of it',
  },
  dispatch_failed: {
    zh: '收银没有执行命令 {command}',
    en: 'The till did not carry out the command {command}',
  },
  dispatch_held: {
    zh: '没有下到收银，等人处理：{reason}',
    en: 'It was not placed at the till and waits: {reason}',
  },
  dispatch_unknown: {
    zh: '下单后收银一直没有答复，不知道那边有没有这个订单',
    en: 'It was sent to the till, and whether it arrived could not be found out',
  },
  half_character: {
    zh: '{field} 里有半个字符，已换成 �',
    en: '{field} held half of a character; � stands in its place',
  },
  lines_do_not_add_up: {
    zh: '商品、运费、包装费和服务费加起来不等于总额',
    en: 'Items, freight, packaging and service do not add up to the total',
  },
  no_name: { zh: '{field} 没有名称', en: '{field} has no name' },
  no_quantity: { zh: '{field} 没有数量', en: '{field} has no quantity' },
  no_store: {
    zh: '不属于任何门店：账号没有绑定门店，或绑定了几家',
    en: 'It is of no store: its account is bound to none, or to several',
  },
  not_an_amount: { zh: '{field} 不是金额', en: '{field} is no amount' },
  not_of_unit: {
    zh: '{field} 的写法不是账号设定的单位，没有采用',
    en: '{field} cannot be in the unit that the account says; it is left out',
  },
  not_whole_fen: { zh: '{field} 不是整数分', en: '{field} is no whole number of fen' },
  number_contradicted: {
    zh: '另一个订单的推送用了同一个单号 {number}，等人处理',
    en: 'A delivery about another order carries its number {number}, and waits for a decision',
  },
  number_not_unique: {
    zh: '不止一个订单用单号 {number}，不知道是哪一个',
    en: 'More than one order has the number {number}: which one is meant is not known',
  },
  paid_in_future: {
    zh: '付款时间在收到它之后，按收到的时间计入销售',
    en: 'It was paid later than we heard of it; it counts at the time when we did',
  },
  paid_without_amount: { zh: '已付款，但没有金额', en: 'It is paid, and there is no amount' },
  paid_without_pay_time: { zh: '已付款，但没有付款时间', en: 'It is paid, and there is no pay time' },
  paid_without_placing_time: {
    zh: '应按下单时间计入销售，但没有下单时间：按付款时间计入',
    en: 'It counts when it was placed, and there is no time of placing: its pay time counts',
  },
  payments_do_not_add_up: {
    zh: '各笔付款加起来不等于实付',
    en: 'Its payments do not add up to what was paid',
  },
  placed_in_future: {
    zh: '下单时间在收到它之后，按收到的时间计入销售',
    en: 'It was placed later than we heard of it; it counts at the time when we did',
  },
  refund_below_paid: {
    zh: '说是全部退款，但退款明细少于实付',
    en: 'It is called refunded, and less was refunded than was paid',
  },
  refund_exceeds_paid: { zh: '退款多于实付', en: 'More was refunded than was paid' },
  refund_stated_twice: {
    zh: '退款 {refund} 有两个金额，采用后一个',
    en: 'The refund {refund} has two amounts; the later one counts',
  },
  refund_without_amount: {
    zh: '部分退款没有金额，没有从销售里扣',
    en: 'A part was refunded, and nobody says how much: nothing is taken off the sales',
  },
  refunded_before_sale: {
    zh: '退款时间早于付款，仍按这个时间计入：可能写错了',
    en: 'A refund was made before it was paid for; it counts at that time, which may be a slip',
  },
  refunded_in_future: {
    zh: '退款时间在收到它之后，按收到的时间计入',
    en: 'A refund was made later than we heard of it; it counts at the time when we did',
  },
  refused_by_store: {
    zh: '门店拒单，但订单没有结束',
    en: 'The store refused it, and it has not ended',
  },
  sale_amounts_differ: {
    zh: '两个实付金额不一样',
    en: 'The two amounts that say what was paid differ',
  },
  sale_without_time: {
    zh: '已付款，但没有任何时间，不计入销售',
    en: 'It is paid, and no time is known: it counts in no hour',
  },
  same_instant: {
    zh: '同一时刻有两种不同的说法，只采用了其中一种',
    en: 'Two different statements were made of one instant; one of them counts',
  },
  till_differs: {
    zh: '订单在下到收银之后改了，两边不一样：{facts}',
    en: 'It was changed after it was placed at the till, and the two differ: {facts}',
  },
  totals_do_not_add_up: {
    zh: '总额减优惠再加抹零不等于实付',
    en: 'The total less the discount, and rounded, is not what was paid',
  },
  unknown_after_sale: {
    zh: '不认识的售后状态：{word}',
    en: 'An after-sale state that we do not know: {word}',
  },
  unknown_fulfilment: {
    zh: '不认识的履约状态：{word}',
    en: 'A fulfilment state that we do not know: {word}',
  },
  unknown_payment: { zh: '不认识的付款状态：{word}', en: 'A payment state that we do not know: {word}' },
  unknown_store: { zh: '没有门店对应 {code}', en: 'No store goes by {code}' },
  unreadable_field: { zh: '{field} 读不懂，没有采用', en: '{field} cannot be read; it is left out' },
} as const satisfies Readonly<Record<string, FlagText>>;

type Params = Readonly<Record<string, string>>;

/**
 * The flag's sentence and, of a command, what can be done about it. A code that is not in the table, of an older
 * version, speaks for itself.
 */
export function flagText(code: string, params: Params): FlagText {
  const { zh, en } = Object.hasOwn(FLAG_TEXTS, code)
    ? FLAG_TEXTS[code as keyof typeof FLAG_TEXTS]
    : { zh: code, en: code };
  const inWords = (language: keyof FlagText): Params =>
    Object.fromEntries(
      Object.entries(params).map(([name, param]) => [name, paramText(code, param, language)]),
    );
  const ways = waysText(code, params['reason'] ?? params['command']);
  const [zhWays, enWays] = ways === undefined ? ['', ''] : [`。${ways.zh}`, `. ${ways.en}`];
  return { zh: filled(zh, inWords('zh')) + zhWays, en: filled(en, inWords('en')) + enWays };
}

const filled = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
