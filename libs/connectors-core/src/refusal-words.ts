/**
 * What a refusal in a vendor's own words means beyond what was asked. `broken`: something failed at the vendor, and
 * what was asked may have been done all the same · `pending`: this order is being worked on, so that a command may yet
 * be done · `not_found`: there is no such order.
 */
export type WordsMeaning =
  | 'invalid_signature'
  | 'auth_failed'
  | 'quota_exhausted'
  | 'rate_limited'
  | 'broken'
  | 'pending'
  | 'not_found';

/** A few characters of one clause. */
const NEAR = '[^，,。；;:：!！\\n]{0,12}?';

/** What an order is made of: a refusal that names one of these is about this order, whatever else it says. */
const FIELDS = new RegExp(
  [
    '商品|菜品|货品|套餐|规格|口味|条码|库存|数量|件数|重量|备注|留言|物流|快递|发票|打印|图片|附件|短信|验证码|密码',
    '会员|顾客|客户|用户|收银|导购|员工|店员|营业员|骑手|配送|收货|联系人|联系电话|电话|手机|地址|姓名|名称',
    '餐桌|桌台|桌号|桌牌|台号|签名牌|座位|人数|取餐|预约|预订|门店|店铺|仓库',
    '优惠|[券卡]|活动|促销|积分|余额|储值|支付|付款|退款|退货|金额|价格|单价|售价|总价|运费|修改|兑换|领取|使用次数',
    '\\b(?:items?|products?|goods|skus?|barcode|stock|quantity|remark|comments?|member|cashier|table|coupon|price|amount)\\b',
    '\\b(?:address|phone|tel|mobile)\\b|productUid|orderRemark|customerNumber|payMethod|contact\\s?(?:tel|name|address)',
  ].join('|'),
  'i',
);

/** An order by itself; its interface is no order. */
const ORDERS = /(?:订单|下单|单据)(?!\S{0,4}(?:接口|api))/i;

const ACCESS =
  'app\\s?(?:id|key|secret)|access[_ ]?token|open\\s?key|grant\\s?code|授权(?!码)|密钥|(?:开发者|商户|接口|api)账[号户]|接口权限';
const ABSENT = '不存在|找不到|未找到|没有找到|not (?:exist|found)|no such';
const UNFIT = `${ABSENT}|无效|错误|不正确|不匹配|有误|过期|失效|停用|禁用|冻结|为空|缺失|失败|未|invalid|wrong|expired|disabled|missing`;
const COUNT = '次数|额度|配额|(?:调用|访问|请求)量|\\bquota\\b';
const CALLS = '调用|访问|请求|接口|查询|api|[今当每]日|[当每]天|剩余';
const SPENT = '上限|超限|超出|超过|已超|用完|用尽|用光|耗尽|不足|限制|已满|exceed|exhaust|used up|reached';

/** The nouns that mean all of an account's calls; first match wins. None of them counts beside a field's. */
const ACCOUNT: readonly (readonly [WordsMeaning, RegExp])[] = [
  [
    'invalid_signature',
    new RegExp(
      `验签|(?:校验|验证)签名|无效的?签名|签名(?![牌人图照板册版])${NEAR}(?:错误|失败|不正确|不对|无效|不匹配|不一致|不符|有误|过期|缺失|为空)|` +
        `\\bsign(?:ature)?\\b${NEAR}(?:mismatch|invalid|error|wrong|incorrect|fail|not match)|(?:invalid|wrong|incorrect|bad) (?:data-)?sign(?:ature)?\\b`,
      'i',
    ),
  ],
  [
    'quota_exhausted',
    new RegExp(
      `(?:配额|(?:调用|访问|请求)量|\\bquota\\b)${NEAR}(?:${SPENT})|(?:${CALLS})${NEAR}(?:${COUNT})${NEAR}(?:${SPENT})|` +
        `超[出过]?${NEAR}(?:${CALLS})${NEAR}(?:${COUNT})|^次数${NEAR}(?:${SPENT})|(?:接口|api)(?:调用|访问)${NEAR}(?:上限|超限)|daily (?:call |request )?limit`,
      'i',
    ),
  ],
  [
    'rate_limited',
    new RegExp(
      `(?:请求|访问|调用|操作|接口)${NEAR}(?:频繁|过快|太快|过多|频率)|频率${NEAR}(?:超|过高|限制)|限流|too (?:many (?:requests|calls)|fast|often|frequent)|rate limit`,
      'i',
    ),
  ],
  [
    'auth_failed',
    new RegExp(
      `(?:${ACCESS})${NEAR}(?:${UNFIT})|(?:未|没有|无|缺少|invalid|unknown) ?${NEAR}(?:${ACCESS})|` +
        `(?:没有|无|缺少)${NEAR}(?:接口|调用|访问|api)${NEAR}权限|无权(?:调用|访问)|应用(?:不存在|未授权|已?(?:被?[停禁]用|过期))|unauthori[sz]ed`,
      'i',
    ),
  ],
];

/** So a vendor speaks of itself, whatever it then adds. */
const BROKEN =
  /系统(?:繁忙|异常|错误|忙|维护|升级|出错|内部)|服务器?(?:内部)?(?:繁忙|异常|错误|忙|维护|出错|无响应|超时|不可用)|网络(?:异常|超时|繁忙|错误)|数据库(?:异常|错误|超时)|(?:请求|处理|连接|响应|网关|操作|调用)超时|timed?[ -]?out|internal (?:server )?error|server (?:error|busy)|service unavailable/i;
const PENDING = /处理中|正在处理/;
/** Politeness at the end of a reason; by itself it says that there was no other. */
const LATER = /稍[后候]|try again/i;
const NO_ORDER = new RegExp(
  `(?:订单|单据|单号|\\border\\b)${NEAR}(?:${ABSENT})|(?:${ABSENT})${NEAR}(?:订单|单据|单号|\\border\\b)|^(?:该|此|查询的)?(?:信息|数据|记录)?(?:${ABSENT})$`,
  'i',
);

/** A value that the vendor repeats says nothing, unless it is the name of what is wrong. */
const ECHO = /\[[^\]]*\]|【[^】]*】|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"|“[^”]*”|'[^']*'|‘[^’]*’/g;
const NAMES_ITSELF = /^\W(?:app\s?(?:id|key)|(?:data-)?sign(?:ature)?|签名)\W$/i;

/** Longer ones are no sentence, and are not searched for what they might mean. */
const LONGEST = 1000;

/**
 * Read narrowly: a whole account is blamed only by a noun that means its calls or its credentials, and by none where
 * a field of the order is named too. Undefined: no more than a refusal of what was asked, for a person to judge.
 */
export function meaningOfWords(messages: readonly string[]): WordsMeaning | undefined {
  const said = messages.join('; ').slice(0, LONGEST);
  const words = said.replace(ECHO, (echo) => (NAMES_ITSELF.test(echo) ? echo.slice(1, -1) : ' ')).trim();
  const namesField = FIELDS.test(words);
  if (!namesField && !ORDERS.test(words)) {
    const account = ACCOUNT.find(([, pattern]) => pattern.test(words));
    if (account !== undefined) return account[0];
  }
  if (BROKEN.test(words)) return 'broken';
  if (PENDING.test(words)) return 'pending';
  if (namesField) return undefined;
  if (NO_ORDER.test(words)) return 'not_found';
  return LATER.test(words) ? 'broken' : undefined;
}
