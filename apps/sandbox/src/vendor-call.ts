import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallLog } from './call-log.js';
import type { FaultSubject } from './fault-input.js';
import type { FaultBook } from './faults.js';
import { type Answer, answerUnder, type Dialect, paced, said } from './faulty-answer.js';

interface VendorCall {
  readonly vendor: string;
  readonly subject: FaultSubject;
  readonly requestText: string;
  readonly dialect: Dialect;
  /** Whether the vendor compresses answers for callers that accept it. */
  readonly gzip?: boolean;
  /** The vendor's own clock (epoch ms), which the Date header shows; without it the sandbox's. */
  readonly clock?: () => number;
  /** Does what was asked for and gives the answer's text. */
  work(): string;
}

export interface CallDesk {
  readonly faults: FaultBook;
  readonly calls: CallLog;
  /** Aborted when the sandbox closes: nobody then waits for a delayed answer. */
  readonly closing: AbortSignal;
  /** The sandbox's clock, epoch ms. */
  readonly now: () => number;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

/** Answers one vendor call, or plays the fault that waits for it, and logs what happened. */
export async function answerCall(
  desk: CallDesk,
  call: VendorCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { dialect, clock = desk.now } = call;
  const fault = desk.faults.takeAnswerFault(call.vendor, call.subject);
  const answer =
    fault === null
      ? said(dialect, call.work())
      : await answerUnder(fault, { dialect, clock, work: () => call.work() }, desk.closing);
  desk.calls.record(call.vendor, {
    to: request.url,
    request: call.requestText,
    status: answer?.status ?? null,
    answer: typeof answer?.body === 'string' ? answer.body : '',
    fault: fault?.kind ?? null,
  });
  if (answer === null) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  if (answer.status === 429) void reply.header('retry-after', '1');
  void reply.header('date', new Date(answer.date ?? clock()).toUTCString());
  const compressed = call.gzip === true && acceptsGzip(request);
  return send(answer, compressed, desk.closing, reply);
}

const acceptsGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');

function send(
  { status, type, body, pacedMs }: Answer,
  compressed: boolean,
  closing: AbortSignal,
  reply: FastifyReply,
): FastifyReply {
  void reply.code(status).type(type);
  if (pacedMs !== undefined) return reply.send(Readable.from(paced(body, pacedMs, closing)));
  if (typeof body !== 'string') return reply.send(Readable.from(body));
  if (!compressed || body === '') return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(gzipSync(body, { level: 1 }));
}
