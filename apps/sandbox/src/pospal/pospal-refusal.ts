/**
 * Why a call is refused. The vendor's error table is published nowhere: every number and text here is the
 * sandbox's own invention, and nobody should read more into it than "not done".
 */
export const REFUSALS = {
  notJson: {
    code: 40001,
    message: '请求体必须是JSON对象，Content-Type为application/json',
    sentence: '请求数据格式不正确',
  },
  badTimeStamp: { code: 40002, message: '请求头time-stamp缺失或格式错误', sentence: '时间戳不能为空' },
  unknownAppId: { code: 40003, message: 'appId不存在', sentence: 'appId不存在或已停用' },
  wrongVersion: { code: 40004, message: '该appId未开通此版本的签名', sentence: '该appId没有此接口的权限' },
  badSignature: { code: 40005, message: '签名错误', sentence: '签名错误，请检查appKey' },
  unknownOperation: { code: 40006, message: '接口不存在', sentence: '您访问的接口不存在' },
  quotaExhausted: { code: 40007, message: '今日访问量已用完', sentence: '今日调用次数已达上限，请明天再试' },
  unknownField: { code: 40011, message: '未知参数', sentence: '请求参数有误，请检查后重试' },
  missingField: { code: 40012, message: '缺少必填参数', sentence: '缺少必填参数，请检查后重试' },
  badField: { code: 40013, message: '参数格式错误', sentence: '备注长度超限或参数格式不正确' },
  orderNotFound: { code: 50001, message: '订单不存在', sentence: '找不到该订单' },
  wrongState: { code: 50002, message: '订单当前状态不允许此操作', sentence: '订单当前状态不允许该操作' },
  cancelRefused: { code: 50003, message: '门店拒绝取消订单', sentence: '门店已接单，不能取消' },
  productUnknown: { code: 50004, message: '商品不存在', sentence: '商品已从服务器删除' },
  sumsDisagree: { code: 50005, message: '订单金额不一致', sentence: '订单金额与商品金额不一致' },
  badPayment: { code: 50006, message: '支付方式错误', sentence: '会员账号不存在或支付方式有误' },
  tableUnknown: { code: 50007, message: '餐厅区域或餐桌不存在', sentence: '餐桌签名牌不存在' },
  windowTooLarge: { code: 50008, message: '查询时间范围不能超过1天', sentence: '查询时间范围超过上限' },
  windowInverted: { code: 50009, message: '结束时间早于开始时间', sentence: '结束时间不能早于开始时间' },
  badCursor: { code: 50010, message: 'postBackParameter无效', sentence: '分页参数无效' },
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
