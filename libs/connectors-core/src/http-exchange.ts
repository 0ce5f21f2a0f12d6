import type { Dispatcher } from 'undici';
import { BoundedBody } from './bounded-body.js';
import type { Timers } from './timers.js';

export interface OutgoingRequest {
  readonly origin: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface ExchangeLimits {
  readonly answerDeadlineMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; values of a repeated name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came over the wire, perhaps compressed. */
  readonly body: Buffer;
}

/** No whole answer came. */
export class ExchangeFault extends Error {
  override readonly name = 'ExchangeFault';

  constructor(
    /** Whether a byte of the request may have left. False is certain. */
    readonly written: boolean,
    cause: unknown,
  ) {
    super('no whole answer', { cause });
  }
}

/** What it was admitted for may have changed meanwhile; nothing of it was sent. */
export class StaleAdmission extends Error {
  override readonly name = 'StaleAdmission';
}

export class DeadlineFault extends Error {
  override readonly name = 'DeadlineFault';
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

const flatten = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );

/** Follows one request through undici. */
class AnswerReader implements Dispatcher.DispatchHandler {
  private written = false;
  private ended = false;
  private status = 0;
  private headers: Readonly<Record<string, string>> = {};
  private readonly body: BoundedBody;
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    maxAnswerBytes: number,
    private readonly mayBegin: () => boolean,
    private readonly resolve: (answer: RawAnswer) => void,
    private readonly reject: (fault: ExchangeFault) => void,
  ) {
    this.body = new BoundedBody(maxAnswerBytes);
  }

  /** undici calls this when a connection is there, right before it writes the first byte. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // The deadline passed while it waited for a connection: nobody waits for an answer, so nothing is sent.
    if (this.ended) controller.abort(new DeadlineFault());
    else if (!this.mayBegin()) controller.abort(new StaleAdmission());
    else this.written = true;
  }

  /** Comes again for every informational (1xx) answer before the real one. */
  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.status = status;
    this.headers = flatten(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    try {
      this.body.add(piece);
    } catch (fault) {
      controller.abort(fault as Error); // comes back through onResponseError
    }
  }

  onResponseEnd(): void {
    this.ended = true;
    this.resolve({ status: this.status, headers: this.headers, body: this.body.bytes() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  /** Ends the wait; does nothing when the exchange has ended already. */
  giveUp(fault: Error): void {
    this.fail(fault);
    this.controller?.abort(fault);
  }

  private fail(cause: unknown): void {
    this.ended = true;
    this.reject(new ExchangeFault(this.written, cause));
  }
}

/**
 * Sends one request and reads its whole answer within the limits.
 * @param mayBegin asked right before the first byte; where it says no, nothing is sent
 * @throws ExchangeFault
 */
export async function exchange(
  dispatcher: Dispatcher,
  { origin, method, path, headers, body }: OutgoingRequest,
  limits: ExchangeLimits,
  timers: Timers,
  mayBegin: () => boolean,
): Promise<RawAnswer> {
  let cancelDeadline: (() => void) | undefined;
  try {
    return await new Promise<RawAnswer>((resolve, reject) => {
      const reader = new AnswerReader(limits.maxAnswerBytes, mayBegin, resolve, reject);
      const { headersTimeoutMs: headersTimeout, bodyTimeoutMs: bodyTimeout } = limits;
      cancelDeadline = timers.after(limits.answerDeadlineMs, () => {
        reader.giveUp(new DeadlineFault(`no whole answer within ${limits.answerDeadlineMs.toString()} ms`));
      });
      dispatcher.dispatch({ origin, method, path, headers, body, headersTimeout, bodyTimeout }, reader);
    });
  } finally {
    cancelDeadline?.();
  }
}
