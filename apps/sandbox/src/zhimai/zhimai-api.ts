import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readJson, writeJson } from '../exact-json.js';
import type { Dialect } from '../faulty-answer.js';
import { answerCall, type CallDesk, JSON_TYPE } from '../vendor-call.js';
import { orderAnswer } from './zhimai-answer.js';
import type { CheckedCall, ZhimaiChecks } from './zhimai-checks.js';
import type { ZhimaiOrders } from './zhimai-orders.js';
import { businessError, refusalAnswer, ZhimaiRefusal } from './zhimai-refusal.js';

interface ZhimaiApiParts {
  readonly callDesk: CallDesk;
  readonly checks: ZhimaiChecks;
  readonly orders: ZhimaiOrders;
}

const dialect: Dialect = {
  type: JSON_TYPE,
  garbage: '{"status":true,"code":0,"data":{"or',
  wrongShape: () => writeJson({ status: true, code: 0, message: '成功', data: { rows: [], total: 0 } }),
  businessError,
};

const isJson = (request: FastifyRequest): boolean =>
  /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

/** undefined where the body is no JSON at all. */
function readBody(request: FastifyRequest, text: string): unknown {
  if (!isJson(request)) return undefined;
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** For matching faults only: what an unchecked body claims to ask for. */
function claimed(body: unknown): { orderNo?: string; shops: string[] } {
  const { OpenId, Params } = Object(body) as { OpenId?: unknown; Params?: unknown };
  const { orderNo } = Object(Params) as { orderNo?: unknown };
  return {
    ...(typeof orderNo === 'string' ? { orderNo } : {}),
    shops: typeof OpenId === 'string' ? [OpenId] : [],
  };
}

/** The order is only there for its own merchant, business and (if named) user. */
function findOrder(orders: ZhimaiOrders, { merchant, params }: CheckedCall): string {
  const order = orders.get(params.orderNo);
  const found =
    order?.openId === merchant.openId &&
    order.header.bizType === params.bizType &&
    (params.userId === undefined || order.header.userId === params.userId);
  if (!found) throw new ZhimaiRefusal('notFound');
  return orderAnswer(order, merchant);
}

/** `POST /api/v2`: every answer is HTTP 200, whatever was wrong. */
export function zhimaiApi(scope: FastifyInstance, { callDesk, checks, orders }: ZhimaiApiParts): void {
  scope.post('/api/v2', async (request, reply) => {
    const requestText = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const body = readBody(request, requestText);
    const work = (): string => {
      try {
        return findOrder(orders, checks.check(body));
      } catch (error) {
        if (error instanceof ZhimaiRefusal) return refusalAnswer(error);
        throw error;
      }
    };
    return answerCall(
      callDesk,
      { vendor: 'zhimai', subject: claimed(body), requestText, dialect, work },
      request,
      reply,
    );
  });
}
