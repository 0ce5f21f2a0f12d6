import type { Texts } from '../../i18n/both-languages.js';

const zh = {
  title: '删除这个人',
  means:
    '这个订单里顾客的姓名、电话、地址、备注和会员号会从所有地方删掉，包括存下的原文和写了他的文字；对方以后再说起这个订单，也不再存。单号、金额和历史留着。原因会一直保存，请不要写出是谁。',
  nothing: '没有存着这个人的任何信息；对方以后说起这个订单，也不会再存。',
};

export const erase: Texts<typeof zh> = {
  zh,
  en: {
    title: 'Erase this person',
    means:
      'The customer’s name, phone, address, remark and member’s number go from wherever they are kept, from raw texts and from what people wrote, too; what vendors say of this order later stores none. Numbers, amounts and the history stay. The reason is kept for ever: do not say in it who it is.',
    nothing:
      'Nothing is kept of this person; what vendors say of this order later will store nothing either.',
  },
};
