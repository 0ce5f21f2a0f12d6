import { writeJson } from '../exact-json.js';

/**
 * Why a call is refused. The vendor's global code table is not published: 110004 and 110007 are codes
 * that integrators of V3 retry with a fresh nonce; every other number is the sandbox's own.
 * `system` answers carry status:false, business answers status:true with a code that is not 0.
 */
const REFUSALS = {
  badRequest: { system: true, code: '110001', message: '请求参数错误' },
  unknownCredentials: { system: true, code: '110002', message: 'OpenId或GrantCode不存在' },
  unknownAction: { system: true, code: '110003', message: '接口方法不存在' },
  badToken: { system: true, code: '110004', message: '验签失败' },
  badTimestamp: { system: true, code: '110005', message: '时间戳已过期或格式错误' },
  badNonce: { system: true, code: '110006', message: 'Nonce必须为正整数字符串' },
  usedNonce: { system: true, code: '110007', message: '请求重复，请更换Nonce' },
  tooFast: { system: false, code: '110008', message: '请求过于频繁，请稍后再试' },
  notFound: { system: false, code: '200001', message: '查询的信息不存在' },
} as const;

/** A call that the vendor does not answer with data. */
export class ZhimaiRefusal extends Error {
  constructor(
    readonly reason: keyof typeof REFUSALS,
    readonly detail = '',
  ) {
    super(reason);
  }
}

export function refusalAnswer({ reason, detail }: ZhimaiRefusal): string {
  const { system, code, message } = REFUSALS[reason];
  const text = detail === '' ? message : `${message}: ${detail}`;
  return writeJson({ status: !system, code, message: text });
}

export const businessError = (code: string | number, message: string): string =>
  writeJson({ status: true, code, message });
