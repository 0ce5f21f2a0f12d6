import type { Clock } from '#domain/clock.js';
import { MOST_APART_MS } from '#domain/measured-time.js';
import { kindOf } from '#domain/thrown.js';
import type { Dispatcher } from 'undici';
import { isSuccess, readingError, statusError } from './answer-error.js';
import { textAnswer } from './answer-text.js';
import { ACCEPTED_ENCODINGS, decompress } from './bounded-body.js';
import type { Account } from './account.js';
import { type Admission, ADMITTED_FOR_MS, type CallGate } from './call-gate.js';
import { ConnectorError } from './connector-error.js';
import type { HidingOf } from './request-hiding.js';
import type { Hiding } from './hidden-words.js';
import { hideInError, whileHiding } from './shown-words.js';
import { exchangeError } from './exchange-error.js';
import type { OutgoingRequest, RawAnswer } from './http-exchange.js';
import { exchange, ExchangeFault, StaleAdmission } from './http-exchange.js';
import type { Timers } from './timers.js';
import type { Call, CallResult } from './transport.js';
import type { TransportSettings } from './transport-settings.js';
import type { VendorClock } from './vendor-clock.js';

export interface AttemptParts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly settings: TransportSettings;
  readonly gate: CallGate;
  readonly hidingOf: HidingOf;
}

export interface AttemptReport<T> {
  readonly result: CallResult<T> | ConnectorError;
  /** There was something to send: the call had not itself decided against it. */
  readonly built: boolean;
  /** Whether a byte of the request may have left. */
  readonly written: boolean;
  /** null when no whole answer came. */
  readonly status: number | null;
  /** Of the answer's body, as it came over the wire. */
  readonly bytes: number;
}

const SHORTEST_SECRET = 6;
const NOTHING_SENT = { built: false, written: false, status: null, bytes: 0 } as const;
/** Where connecting takes longer than an admission holds, the next try finds the connection made. */
const MOST_ADMISSIONS = 5;

/** Has one request admitted, builds, signs and sends it, and reads its answer. Never throws. */
export async function attempt<T>(
  parts: AttemptParts,
  account: Account,
  call: Call<T>,
  vendorClock: VendorClock,
): Promise<AttemptReport<T>> {
  for (let tries = 1; ; tries += 1) {
    // What it was given for was looked at in between.
    const askedMs = parts.timers.elapsedMs();
    const admission = await admitted(parts.gate, account, call);
    if (admission instanceof ConnectorError) return { ...NOTHING_SENT, result: admission };
    const report = await send(parts, account, call, { vendorClock, askedMs });
    if (!report.written) await admission.unsent();
    if (!report.stale || tries === MOST_ADMISSIONS) return report;
  }
}

async function admitted(
  gate: CallGate,
  account: Account,
  call: Call<unknown>,
): Promise<Admission | ConnectorError> {
  try {
    return await gate.admit(account, call);
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    // The hub's own trouble, e.g. its database: nothing was sent, and the vendor has no part in it.
    return new ConnectorError('unavailable', `not sent: the hub could not admit it (${kindOf(error)})`, {
      notSent: 'not_admitted',
      cause: error,
    });
  }
}

interface SendReport<T> extends AttemptReport<T> {
  /** Its admission was too old at the first byte. */
  readonly stale?: boolean;
}

async function send<T>(
  parts: AttemptParts,
  account: Account,
  call: Call<T>,
  { vendorClock, askedMs }: { readonly vendorClock: VendorClock; readonly askedMs: number },
): Promise<SendReport<T>> {
  const sentAt = parts.clock.now();
  if (isTooLate(parts.clock, call)) return { ...NOTHING_SENT, result: tooLate() };
  const startedMs = parts.timers.elapsedMs();
  const vendorNow = new Date(sentAt.getTime() + (vendorClock.offsetMs ?? 0));
  const request = prepare(account, call, sentAt, vendorNow);
  if (request instanceof ConnectorError) return { ...NOTHING_SENT, result: request };
  try {
    const mayBegin = () =>
      parts.timers.elapsedMs() - askedMs <= ADMITTED_FOR_MS && !isTooLate(parts.clock, call);
    const raw = await exchange(parts.dispatcher, request, parts.settings, parts.timers, mayBegin);
    // Not by the clock: it may have been set, or measured anew, in between.
    const answeredAt = new Date(sentAt.getTime() + parts.timers.elapsedMs() - startedMs);
    if (!isApart(parts.clock)) vendorClock.learn(raw.headers, sentAt, answeredAt);
    const hiding = parts.hidingOf(account, request.body);
    const result = await readAnswer(raw, call, sentAt, parts, { secrets: secretsOf(account), hiding });
    return { result, built: true, written: true, status: raw.status, bytes: raw.body.length };
  } catch (error) {
    if (error instanceof ExchangeFault && error.cause instanceof StaleAdmission)
      return { ...NOTHING_SENT, result: notInTime(), stale: true };
    return lostAttempt(error, call, new URL(request.origin).host);
  }
}

const notInTime = (): ConnectorError =>
  new ConnectorError(
    'unavailable',
    'not sent: its first byte was not ready within a second of its admission',
    {
      notSent: 'not_admitted',
    },
  );

const isTooLate = (clock: Clock, { writeBefore }: Pick<Call<unknown>, 'writeBefore'>): boolean =>
  writeBefore !== undefined && clock.latest() >= writeBefore;

const tooLate = (): ConnectorError =>
  new ConnectorError('unavailable', 'not sent: it is too late to send this now', { notSent: 'too_late' });

/** Of our own clock we do not know the time well enough to tell by how much another one differs. */
const isApart = (clock: Clock): boolean => clock.latest().getTime() - clock.now().getTime() > MOST_APART_MS;

function lostAttempt<T>(error: unknown, call: Call<T>, host: string): AttemptReport<T> {
  const fault = error instanceof ExchangeFault ? error : new ExchangeFault(true, error);
  const result = exchangeError(fault, call.effect, host);
  return { result, built: true, written: fault.written, status: null, bytes: 0 };
}

function prepare<T>(
  account: Account,
  call: Call<T>,
  now: Date,
  vendorNow: Date,
): OutgoingRequest | ConnectorError {
  if (!URL.canParse(account.baseUrl))
    return new ConnectorError('invalid_config', 'the base URL is not an address');
  try {
    const { method, path, headers, body } = call.build(now, vendorNow);
    const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? null);
    const { origin } = new URL(account.baseUrl);
    return { origin, method, path, headers: withDefaults(headers), body: bytes };
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    return new ConnectorError('invalid_config', `the request could not be built (${kindOf(error)})`);
  }
}

function withDefaults(headers: Readonly<Record<string, string>>): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const defaults = { 'user-agent': 'suanpan', 'accept-encoding': ACCEPTED_ENCODINGS };
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name));
  return { ...headers, ...Object.fromEntries(missing) };
}

async function readAnswer<T>(
  raw: RawAnswer,
  call: Call<T>,
  sentAt: Date,
  { clock, settings }: AttemptParts,
  { secrets, hiding }: { secrets: readonly string[]; hiding: Hiding },
): Promise<CallResult<T> | ConnectorError> {
  try {
    const body = await bodyOf(raw, settings.maxAnswerBytes);
    return whileHiding(hiding, () => {
      const refused = statusError({ ...raw, body, secrets }, call.effect, clock.now());
      return refused ?? { value: call.read(textAnswer({ ...raw, body, secrets })), sentAt, body };
    });
  } catch (error) {
    return hideInError(readingError(error, call.effect), hiding);
  }
}

/** What is no success is told by its status, also where its body cannot be unpacked. */
async function bodyOf({ status, headers, body }: RawAnswer, maxAnswerBytes: number): Promise<Buffer> {
  try {
    return await decompress(body, headers['content-encoding'], maxAnswerBytes);
  } catch (error) {
    if (isSuccess(status)) throw error;
    return body;
  }
}

/** Whatever of the settings may be a secret: the transport does not know which of them is. */
const secretsOf = ({ config }: Account): readonly string[] =>
  Object.values(config).filter(
    (value) => typeof value === 'string' && value.length >= SHORTEST_SECRET,
  ) as string[];
