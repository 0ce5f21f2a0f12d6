import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallLog } from './call-log.js';
import type { AnswerFault, AnswerVendor, FaultBook, FaultSubject } from './faults.js';

/** How one vendor says what a fault makes it say. */
export interface Dialect {
  /** HTTP 200 and JSON, but nothing that the vendor's page describes. */
  wrongShape(): string;
  businessError(code: string | number, message: string): string;
  /** Only of a vendor that has a quota. */
  quotaExhausted?(): string;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

interface VendorCall {
  readonly vendor: AnswerVendor;
  readonly subject: FaultSubject;
  readonly requestText: string;
  readonly dialect: Dialect;
  /** Whether the vendor compresses answers for callers that accept it. */
  readonly gzip?: boolean;
  /** Does what was asked for and gives the answer's JSON. */
  work(): string;
}

export interface CallDesk {
  readonly faults: FaultBook;
  readonly calls: CallLog;
  /** Aborted when the sandbox closes: nobody then waits for a delayed answer. */
  readonly closing: AbortSignal;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const json = (body: string): Answer => ({ status: 200, type: JSON_TYPE, body });
const SERVER_ERROR: Answer = { status: 500, type: HTML_TYPE, body: '<h1>500 Internal Server Error</h1>' };

/** What the caller gets under a fault; null where the socket is closed instead. */
async function answerUnder(
  fault: AnswerFault,
  call: VendorCall,
  closing: AbortSignal,
): Promise<Answer | null> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.delayMs, undefined, { signal: closing, ref: false });
      return json(call.work());
    case 'drop':
      return null;
    case 'drop_after':
      call.work();
      return null;
    case 'timeout_after':
      call.work();
      await wait(fault.delayMs, undefined, { signal: closing, ref: false });
      return null;
    case 'http_500':
      return SERVER_ERROR;
    case 'http_500_after':
      call.work();
      return SERVER_ERROR;
    case 'http_429':
      return { status: 429, type: HTML_TYPE, body: '<h1>429 Too Many Requests</h1>' };
    case 'garbage':
      return json('{"status":true,"code":0,"data":{"or');
    case 'html':
      return {
        status: 200,
        type: HTML_TYPE,
        body: '<!doctype html><title>系统维护</title><h1>系统维护中</h1>',
      };
    case 'wrong_shape':
      return json(call.dialect.wrongShape());
    case 'empty':
      return json('');
    case 'business_error':
      return json(call.dialect.businessError(fault.code, fault.message));
    case 'quota_exhausted':
      return json(call.dialect.quotaExhausted?.() ?? '');
  }
}

/** Answers one vendor call, or plays the fault that waits for it, and logs what happened. */
export async function answerCall(
  desk: CallDesk,
  call: VendorCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fault = desk.faults.takeAnswerFault(call.vendor, call.subject);
  const answer = fault === null ? json(call.work()) : await answerUnder(fault, call, desk.closing);
  desk.calls.record(call.vendor, {
    to: request.url,
    request: call.requestText,
    status: answer?.status ?? null,
    answer: answer?.body ?? '',
    fault: fault?.kind ?? null,
  });
  if (answer === null) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  if (answer.status === 429) void reply.header('retry-after', '1');
  return send(answer, call.gzip === true && acceptsGzip(request), reply);
}

const acceptsGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');

function send({ status, type, body }: Answer, compressed: boolean, reply: FastifyReply): FastifyReply {
  void reply.code(status).type(type);
  if (!compressed || body === '') return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(gzipSync(body, { level: 1 }));
}
