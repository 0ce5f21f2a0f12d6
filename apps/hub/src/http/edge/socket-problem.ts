import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_TYPE } from '#admin-contract/problem.js';
import { refusal } from '#domain/refusal.js';
import { HttpProblem } from '../problem/http-problem.js';
import { problemOf } from '../problem/problem-table.js';

/** Of a request's head, Node's own bound. */
export const LARGEST_HEAD_BYTES = 16 * 1024;

/** Whoever is told something has so long to read it before the connection is gone. */
const LINGER_MS = 500;

/** How long a request's head may take to come, and how long all of it. */
export interface SenderTimes {
  readonly headMs: number;
  readonly requestMs: number;
}

/** What is wrong with bytes that are no request, or with a request that does not come to its end. */
export function problemOfSocket(
  error: NodeJS.ErrnoException,
  { headMs, requestMs }: SenderTimes,
): HttpProblem {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(
        'too_slow',
        refusal('request_too_slow', { headSeconds: headMs / 1_000, seconds: requestMs / 1_000 }),
      );
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem('headers_too_large', refusal('headers_too_large', { most: LARGEST_HEAD_BYTES }));
    default:
      return new HttpProblem(
        'malformed_request',
        refusal('request_malformed', { fault: error.code ?? 'unknown' }),
      );
  }
}

type Headers = Readonly<Record<string, string>>;

/** A problem with everything that an answer has where Fastify adds nothing; the connection ends with it. */
export function bareAnswer(told: HttpProblem, always: Headers) {
  const { problem, headers } = problemOf(told, '');
  const body = JSON.stringify(problem);
  const all: Headers = {
    ...always,
    ...headers,
    'content-type': PROBLEM_TYPE,
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  return { status: problem.status, headers: all, body };
}

/**
 * Answers where there is no response that could: on the bare connection, which ends with it.
 * What is still sent meanwhile is read and dropped: else the system would take the answer back.
 */
export function answerSocket(socket: Duplex, told: HttpProblem, always: Headers): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = bareAnswer(told, always);
  const lines = Object.entries(headers).map((header) => `${header.join(': ')}\r\n`);
  socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
