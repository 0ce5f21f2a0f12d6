import { ConnectorError } from '../../connector-error.js';
import type { ConnectorCase } from '../connector-case.js';
import { operationsOf } from './every-operation.js';
import type { Check } from './rig.js';
import { Rig } from './rig.js';

/** Each is about what was asked alone, although words of it are those of a whole account's trouble. */
const ABOUT_ONE_ORDER = [
  '请求参数orderRemark长度超过上限',
  '数量超过上限',
  '备注长度超限',
  '会员账号不存在',
  '收银员账号无效',
  '没有该商品的权限',
  '餐桌签名牌不存在',
  '库存不足，请稍后再试',
  '商品[app key chain]不存在',
  '同一商品调用次数',
  '商品已从服务器删除',
  '优惠券使用次数已达上限',
  '视频商品下单频繁',
];

/** What a refusal is taken for; a fetch may also answer that the order is not found. */
export function refusalChecks(input: ConnectorCase): Check[] {
  const { refusal } = input;
  if (refusal === undefined) return [];
  return operationsOf(input).map(([operation, run]) => ({
    name: `${operation}: a refusal that names a field of the order blames that order alone`,
    run: () =>
      Rig.use(input, async (rig) => {
        const meant: string[] = [];
        for (const words of ABOUT_ONE_ORDER) {
          rig.vendor.answer({ body: refusal.body(words) });
          meant.push(`${words}: ${await codeOf(() => run(rig))}`);
        }
        expect(meant).toEqual(ABOUT_ONE_ORDER.map((words) => `${words}: rejected`));
        expect(rig.vendor.received).toHaveLength(ABOUT_ONE_ORDER.length);
      }),
  }));
}

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    const value = await run();
    return typeof value === 'object' && value !== null && 'found' in value && value.found === false
      ? 'rejected'
      : 'taken';
  } catch (error) {
    return error instanceof ConnectorError ? error.code : String(error);
  }
}
