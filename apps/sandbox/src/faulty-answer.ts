import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.js';

/** A body whole, or in pieces where it is too large to be made at once. */
type Body = string | Iterable<string>;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Body;
  /** Epoch ms of the Date header; without it the vendor's own clock. */
  readonly date?: number;
  /** Sent piece by piece over so long. */
  readonly pacedMs?: number;
}

/** How one vendor says what a fault makes it say. */
export interface Dialect {
  /** The content type of everything that it says itself. */
  readonly type: string;
  /** HTTP 200 and of the vendor's type, but nothing that its page describes. */
  wrongShape(): string;
  businessError(code: string | number, message: string): string;
  /** The beginning of an answer that was cut off. */
  readonly garbage: string;
  /** Only of a vendor that has a quota. */
  quotaExhausted?(): string;
  /** An answer as the vendor's page has it, of at least so many bytes. */
  huge?(bytes: number): Iterable<string>;
  deepJson?(): string;
  /** Answers made against a reader of XML. */
  hostileXml?(kind: HostileXml): { readonly type: string; readonly body: string };
}

export type HostileXml = 'xml_bomb' | 'numeric_entity_bomb' | 'external_entity';

interface FaultyCall {
  readonly dialect: Dialect;
  /** The vendor's own clock, epoch ms. */
  readonly clock: () => number;
  work(): string;
}

const HTML_TYPE = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const SERVER_ERROR: Answer = { status: 500, type: HTML_TYPE, body: '<h1>500 Internal Server Error</h1>' };
const MAINTENANCE = '<!doctype html><title>系统维护</title><h1>系统维护中</h1>';

export const said = ({ type }: Dialect, body: Body): Answer => ({ status: 200, type, body });

/** What an answer is after the work was done; null where the socket is closed instead. */
async function answerAfter(fault: Fault, call: FaultyCall, closing: AbortSignal) {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.delayMs, undefined, { signal: closing, ref: false });
      return said(call.dialect, call.work());
    case 'slow':
      return { ...said(call.dialect, call.work()), pacedMs: fault.delayMs };
    case 'wrong_clock':
      return { ...said(call.dialect, call.work()), date: call.clock() + (fault.offsetMs ?? 0) };
    case 'drop_after':
      call.work();
      return null;
    case 'timeout_after':
      call.work();
      await wait(fault.delayMs, undefined, { signal: closing, ref: false });
      return null;
    case 'work_late':
      void workLate(fault, call, closing);
      return null;
    case 'http_500_after':
      call.work();
      return SERVER_ERROR;
    default:
      return undefined;
  }
}

/** What the caller has long given up may still be worked off, after what it has sent since. */
async function workLate({ delayMs }: Fault, call: FaultyCall, closing: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { signal: closing, ref: false }).then(
    () => call.work(),
    () => undefined,
  );
}

/** What the caller gets in place of any work. */
function answerInstead(fault: Fault, { dialect }: FaultyCall): Answer | null {
  switch (fault.kind) {
    case 'http_500':
      return SERVER_ERROR;
    case 'http_429':
      return { status: 429, type: HTML_TYPE, body: '<h1>429 Too Many Requests</h1>' };
    case 'garbage':
      return said(dialect, dialect.garbage);
    case 'html':
      return { status: 200, type: HTML_TYPE, body: MAINTENANCE };
    case 'wrong_shape':
      return said(dialect, dialect.wrongShape());
    case 'empty':
      return said(dialect, '');
    case 'business_error':
      return said(dialect, dialect.businessError(fault.code ?? '', fault.message ?? ''));
    case 'quota_exhausted':
      return said(dialect, dialect.quotaExhausted?.() ?? '');
    case 'huge':
      return said(dialect, dialect.huge?.(fault.bytes ?? 0) ?? '');
    case 'deep_json':
      return { status: 200, type: JSON_TYPE, body: dialect.deepJson?.() ?? '' };
    case 'xml_bomb':
    case 'numeric_entity_bomb':
    case 'external_entity':
      return { ...said(dialect, ''), ...dialect.hostileXml?.(fault.kind) };
    default:
      return null;
  }
}

/** What the caller gets under a fault; null where the socket is closed instead. */
export async function answerUnder(
  fault: Fault,
  call: FaultyCall,
  closing: AbortSignal,
): Promise<Answer | null> {
  const after = await answerAfter(fault, call, closing);
  return after === undefined ? answerInstead(fault, call) : after;
}

const PIECES = 20;

/** The body in pieces: the first at once, and the end when `pacedMs` is over. */
export async function* paced(body: Body, pacedMs: number, closing: AbortSignal): AsyncGenerator<string> {
  const text = typeof body === 'string' ? body : [...body].join('');
  const length = Math.ceil(text.length / PIECES);
  for (let from = 0; from < text.length; from += length) {
    yield text.slice(from, from + length);
    await wait(pacedMs / PIECES, undefined, { signal: closing, ref: false });
  }
}
