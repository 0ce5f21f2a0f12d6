import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readDigitJson } from '../exact-json.js';
import type { FaultSubject } from '../fault-input.js';
import type { Dialect } from '../faulty-answer.js';
import { answerCall, type CallDesk, JSON_TYPE } from '../vendor-call.js';
import {
  AnswerStyle,
  type Done,
  doneAnswer,
  errorAnswer,
  refusalAnswer,
  sentenceAnswer,
} from './pospal-answer.js';
import type { PospalCalls } from './pospal-calls.js';
import { appIdIn, type PospalGate, type RawCall } from './pospal-gate.js';
import { asksForQuota, type OperationParts, operationOf } from './pospal-operations.js';
import { PospalRefusal } from './pospal-refusal.js';

interface PospalApiParts extends OperationParts {
  readonly callDesk: CallDesk;
  readonly gate: PospalGate;
  readonly calls: PospalCalls;
}

/** Path of each family; the API and the operation follow. */
const FAMILIES = [
  [1, '/pospal-api2/openapi/v1'],
  [2, '/openinterface'],
] as const;

const isJson = (request: FastifyRequest): boolean =>
  /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

function rawCall(family: 1 | 2, request: FastifyRequest): RawCall {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const call = { family, headers: request.headers, bytes };
  try {
    return { ...call, body: isJson(request) ? readDigitJson(bytes.toString('utf8')) : undefined };
  } catch {
    return { ...call, body: undefined };
  }
}

const textOr = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);

/** For matching faults and for the log only: what an unchecked call claims to ask for. */
function claimed(call: RawCall, operation: string): FaultSubject & { appId: string } {
  const { orderNo, orderRemark } = Object(call.body) as Record<string, unknown>;
  return {
    operation,
    appId: textOr(appIdIn(call), ''),
    ...(typeof orderNo === 'string' ? { orderNo } : {}),
    remark: textOr(orderRemark, ''),
  };
}

/** Does what was asked for, or says why not. @throws PospalRefusal */
function carryOut(parts: PospalApiParts, call: RawCall, name: string): Done {
  const till = parts.gate.admit(call);
  parts.gate.count(till, asksForQuota(name));
  return operationOf(name)(parts, till, { ...(call.body as object), appId: till.appId });
}

function answerTo(parts: PospalApiParts, call: RawCall, name: string): string {
  const [, operation = ''] = name.split('/');
  const { appId, orderNo = null } = claimed(call, operation);
  const till = parts.tills.get(appId);
  const loose = till?.looseTypes ?? true;
  const at = parts.now();
  try {
    const done = carryOut(parts, call, name);
    const about = done.orderNo ?? orderNo;
    parts.calls.record({ at, appId, operation, verdict: 'done', detail: '', orderNo: about });
    return doneAnswer(done, new AnswerStyle(loose, about ?? name));
  } catch (error) {
    if (!(error instanceof PospalRefusal)) throw error;
    const { reason, detail } = error;
    parts.calls.record({ at, appId, operation, verdict: reason, detail, orderNo });
    const style = new AnswerStyle(loose, orderNo ?? name);
    return till?.refusals === 'sentences' ? sentenceAnswer(error, style) : refusalAnswer(error, style);
  }
}

const plain = new AnswerStyle(false, '');
/** @param failed hears of a business error: such a call counts */
const dialectOf = (failed: () => void): Dialect => ({
  type: JSON_TYPE,
  garbage: '{"status":true,"code":0,"data":{"or',
  wrongShape: () => doneAnswer({ data: '{"rows":[],"total":0}' }, plain),
  businessError: (code, message) => {
    failed();
    return errorAnswer(code, message, plain);
  },
  quotaExhausted: () => refusalAnswer(new PospalRefusal('quotaExhausted'), plain),
});

/** The orderOpenApi of both families and its neighbours: every answer is HTTP 200, whatever was wrong. */
export function pospalApi(scope: FastifyInstance, parts: PospalApiParts): void {
  for (const [family, path] of FAMILIES) {
    scope.post(`${path}/:api/:operation`, async (request, reply) => {
      const { api, operation } = request.params as { api: string; operation: string };
      const call = rawCall(family, request);
      const subject = claimed(call, operation);
      return answerCall(
        parts.callDesk,
        {
          vendor: 'pospal',
          subject,
          requestText: call.bytes.toString('utf8'),
          dialect: dialectOf(() => parts.gate.countFailed(subject.appId)),
          gzip: parts.tills.get(subject.appId)?.gzip ?? true,
          work: () => answerTo(parts, call, `${api}/${operation}`),
        },
        request,
        reply,
      );
    });
  }
}
