/**
 * Why a call is refused. The vendor's error table is published nowhere: every number and text here is the
 * sandbox's own invention, and nobody should read more into it than "not done".
 */
export const REFUSALS = {
  notJson: { code: 40001, message: '请求体必须是JSON对象，Content-Type为application/json' },
  badTimeStamp: { code: 40002, message: '请求头time-stamp缺失或格式错误' },
  unknownAppId: { code: 40003, message: 'appId不存在' },
  wrongVersion: { code: 40004, message: '该appId未开通此版本的签名' },
  badSignature: { code: 40005, message: '签名错误' },
  unknownOperation: { code: 40006, message: '接口不存在' },
  quotaExhausted: { code: 40007, message: '今日访问量已用完' },
  unknownField: { code: 40011, message: '未知参数' },
  missingField: { code: 40012, message: '缺少必填参数' },
  badField: { code: 40013, message: '参数格式错误' },
  orderNotFound: { code: 50001, message: '订单不存在' },
  wrongState: { code: 50002, message: '订单当前状态不允许此操作' },
  cancelRefused: { code: 50003, message: '门店拒绝取消订单' },
  productUnknown: { code: 50004, message: '商品不存在' },
  sumsDisagree: { code: 50005, message: '订单金额不一致' },
  badPayment: { code: 50006, message: '支付方式错误' },
  tableUnknown: { code: 50007, message: '餐厅区域或餐桌不存在' },
  windowTooLarge: { code: 50008, message: '查询时间范围不能超过1天' },
  windowInverted: { code: 50009, message: '结束时间早于开始时间' },
  badCursor: { code: 50010, message: 'postBackParameter无效' },
} as const;

export type RefusalReason = keyof typeof REFUSALS;

/** A call that the till does not carry out; `detail` names the field or the numbers. */
export class PospalRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    readonly detail = '',
  ) {
    super(reason);
  }
}
