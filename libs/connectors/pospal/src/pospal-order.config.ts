import type { ConfigField } from '#connectors-core/config-field.js';

/** What else an order at the till is made of. */
export const orderFields = [
  {
    name: 'prices',
    labels: { zh: '用谁的价格', en: 'Prices' },
    descriptions: {
      zh: '默认用顾客实付的价格（orderSource=openApi，传单价和总金额）。选银豹自己的价格：不传金额，也不比对金额。',
      en: 'order, the default: what the customer paid (orderSource=openApi, manualSellPrice, totalAmount). till: the till’s own prices; then no amount is sent and none is compared.',
    },
    type: 'choice',
    choices: {
      order: { zh: '用顾客实付的价格', en: 'what the customer paid' },
      till: { zh: '用银豹自己的价格', en: 'the till’s own' },
    },
    default: 'order',
  },
  {
    name: 'discount',
    labels: { zh: '整单优惠怎么传', en: 'Discounts of the order' },
    descriptions: {
      zh: '默认商品按原价传，只有总金额是实付的。选分摊：优惠摊到每行商品，精确到分，加起来等于总金额。银豹会不会比对这两个数，没有说明；拒收时改成分摊。',
      en: 'total, the default: lines at their own price, totalAmount is what was paid. spread: the discount is taken off the lines to the fen, so that they add up to totalAmount. Whether Pospal compares the two is not documented.',
    },
    type: 'choice',
    choices: {
      total: { zh: '只体现在总金额', en: 'in the total alone' },
      spread: { zh: '分摊到每行商品', en: 'spread over the lines' },
    },
    default: 'total',
  },
  {
    name: 'packageFee',
    labels: { zh: '包装费怎么传', en: 'Packaging is sent' },
    descriptions: {
      zh: '默认用单独的包装费（packageFee），只有较新的页面有这一项。收银不认它的，并入运费（shippingFee）。',
      en: 'field, the default: as packageFee, which only the newer page has. shipping: added to shippingFee, for tills that do not know the field.',
    },
    type: 'choice',
    choices: {
      field: { zh: '单独的包装费（packageFee）', en: 'as packageFee' },
      shipping: { zh: '并入运费（shippingFee）', en: 'within shippingFee' },
    },
    default: 'field',
  },
  {
    name: 'deliveryTime',
    labels: { zh: '传期望送达时间', en: 'Expected time as deliveryTime' },
    descriptions: {
      zh: '外卖订单的期望送达时间，除了预约时间（reservationTime）以外，要不要再用 deliveryTime 传一次。默认要。只有较新的页面有这一项，收银不收就关掉。',
      en: 'Whether the time at which a delivered order is wanted is sent as deliveryTime too, beside reservationTime; yes unless told. Only the newer page has the field; switch it off for tills that do not take it.',
    },
    type: 'boolean',
    default: true,
  },
  {
    name: 'itemComment',
    labels: { zh: '商品备注写规格', en: 'Specification in the line’s comment' },
    descriptions: {
      zh: '店铺的规格（大杯/少冰）要不要写进商品条目的备注，给厨房看。默认要。接口版本 2 必须有备注，没有规格就传空的。',
      en: 'Whether the storefront’s specification (大杯/少冰) is sent as the line’s comment, for the kitchen; yes unless told. With version 2, which wants the field, it is there all the same, empty where there is nothing to say.',
    },
    type: 'boolean',
    default: true,
  },
  {
    name: 'unstatedService',
    labels: { zh: '没说交付方式的订单', en: 'Orders that do not say how they are handed over' },
    descriptions: {
      zh: '订单没有说是配送还是到店时，按哪种配送类型（deliveryType）下单。默认外卖单（0），和银豹一样；店内单、自助单是 1。',
      en: 'delivery (deliveryType 0, the page’s default) or in_store (1).',
    },
    type: 'choice',
    choices: {
      delivery: { zh: '外卖单', en: 'delivered' },
      in_store: { zh: '店内单、自助单', en: 'in the store' },
    },
    default: 'delivery',
  },
  {
    name: 'skipStockCheck',
    labels: { zh: '允许 0 库存销售', en: 'Sell at stock 0' },
    descriptions: {
      zh: '银豹里库存是 0 的商品也让下单（skipProductStockValidation=1）。默认不允许，和银豹一样。',
      en: 'skipProductStockValidation=1: an order is taken although the till counts no stock. Off, as at Pospal.',
    },
    type: 'boolean',
    default: false,
  },
  {
    name: 'fallbackTel',
    labels: { zh: '没有电话时填什么', en: 'Phone where there is none' },
    descriptions: {
      zh: '银豹要求有联系人电话（contactTel），订单没有时填这个，姓名填门店名；默认 00000000000。银豹会不会检查电话，没有说明。收银里电话是它的订单，当作没有电话。',
      en: 'The page requires contactTel; whether it is checked is not documented. The name is then the store’s. An order of the till with this phone is read as one without.',
    },
    type: 'text',
    default: '00000000000',
  },
  {
    name: 'fallbackAddress',
    labels: { zh: '没有地址时填什么', en: 'Address where there is none' },
    descriptions: {
      zh: '银豹要求有联系地址（contactAddress），自取的订单也要。订单没有地址时填这个，默认“到店自取”。',
      en: 'The page requires contactAddress, of orders that are picked up as well. 到店自取 (picked up at the store) unless told.',
    },
    type: 'text',
    default: '到店自取',
  },
  {
    name: 'longestRemark',
    labels: { zh: '订单备注最长几个字', en: 'Longest remark' },
    descriptions: {
      zh: '订单备注（orderRemark）超过这么多字就截断；最前面是我们的标记和店铺的单号。不填：从不截断，因为顾客的忌口可能写在最后。银豹没有说最长多少。',
      en: 'orderRemark is cut to so many characters; our marker and the storefront’s number stand first. Empty: never cut, because a customer’s allergy may stand at the end. No limit is documented.',
    },
    type: 'integer',
    min: 60,
    max: 10_000,
  },
] as const satisfies readonly ConfigField[];
