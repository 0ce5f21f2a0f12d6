/**
 * Why a call is refused: the codes of the vendor's page, in its own spelling, with its own words. The codes
 * that carry a field's name are made by `missing` and `badValue`.
 */
const TEXTS = {
  'sys.check.header-param:null': 'header参数为空',
  'sys.check.missing-parameter:apiversion': 'API版本号未指定',
  'sys.check.missing-parameter:appRequestTime': '请求时间丢失',
  'sys.check.app-sign:null': '签名信息为空',
  'sys.check.app-sign:error': '签名信息错误',
  'sys.check.app-time:error': '请求参数错误api请求时间误差大',
  'sys.check.api-permission:inexistence': 'Api方法不存在',
  'sys.check.method-permission:authority': '无权操作此api',
  'sys.check.user-permission:inexistence': '访问令牌不存在',
  'sys.check.user-permission:overdue': '访问令牌已过期',
  'sys.controller.api-frequency:limit': '访问频率限制',
  'sys.controller.api-request:limit': 'Api请求受控',
  'sys.check.request-params:error': '请求报文结构错误',
  'sys.check.missing-nestElement:sn_body': '缺少sn_body节点',
  'biz.handler.request-message:error': '查询类API输入多个业务节点',
  'sys.check.miss-time:starttime': '不存在开始时间(节点)',
  'sys.check.miss-time:endtime': '不存在结束时间(节点)',
  'sys.check.starttime-value:null': '开始时间为空(值)',
  'sys.check.endtime-value:null': '结束时间为空(值)',
  'sys.check.starttime-format:error': '校验开始时间不合法,格式yyyy-MM-dd HH:mm:ss',
  'sys.check.endtime-format:error': '校验结束时间不合法,格式yyyy-MM-dd HH:mm:ss',
  'sys.check.query-time:error': '开始时间是否小于结束时间',
  'sys.check.query-time:outofrange': '时间查询是否超出指定范围',
  'sys.check.pageno-format:error': 'pageNo格式错误,只允许1到99999之间的整数',
  'sys.check.pagesize-format:error': 'pageSize格式错误,只允许1到50之间的整数(订单相关是1到100)',
  'sys.check.page-param:error':
    'pageNo或者pageSize不在要求范围内,pageNo只允许1到99999之间的整数,pageSize只允许1到50之间的整数(订单相关是1到100)',
  'biz.handler.data-get:no-result': '业务数据结果为空',
} as const;

/** A call that the vendor does not carry out. */
export class SuningRefusal extends Error {
  private constructor(
    readonly code: string,
    readonly text: string,
  ) {
    super(code);
  }

  /** @param detail which header or field it was about */
  static because(code: keyof typeof TEXTS, detail = ''): SuningRefusal {
    return new SuningRefusal(code, detail === '' ? TEXTS[code] : `${TEXTS[code]}: ${detail}`);
  }

  static missing(field: string): SuningRefusal {
    return new SuningRefusal(`biz.fourps.queryorderstatus.missing-parameter:${field}`, '请求参数为空');
  }

  /** The page writes this code's field in lower case. */
  static badValue(field: string): SuningRefusal {
    const code = `biz.fourps.queryorderstatus.${field.toLowerCase()}:value-null-invalid`;
    return new SuningRefusal(code, '请求参数非法，值为空或长度超长');
  }
}
