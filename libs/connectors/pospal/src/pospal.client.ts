import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ConnectorLimits } from '#connectors-core/connector.js';
import { stringifyLossless, unquotedNumber } from '#connectors-core/lossless-json.js';
import { readJson, readShape } from '#connectors-core/read-wire.js';
import type { CallResult, HttpAnswer, Transport } from '#connectors-core/transport.js';
import { z } from 'zod';
import type { Failure } from './pospal.codes.js';
import { failureError, isNotFound, shownWords } from './pospal.codes.js';
import type { PospalConfig } from './pospal.config.js';
import { orderPage, placed, readOrder, standing } from './pospal-order.schema.js';
import type { PospalOrder } from './pospal-order.schema.js';
import { signedRequest } from './pospal-request.signer.js';
import { envelope, toVendorTime } from './pospal.schema.js';

type PospalAccount = Account<PospalConfig>;

/** Pospal publishes no rate, only a daily quota: our own caution. */
export const limitsOf = ({ config }: PospalAccount): ConnectorLimits => ({
  requestsPerSecond: config.requestsPerSecond,
  concurrency: config.concurrency,
});

export type OrderAnswer =
  { readonly found: true; readonly order: PospalOrder } | { readonly found: false; readonly message: string };

export type StandingAnswer =
  | {
      readonly found: true;
      readonly orderNo: string;
      readonly state: string;
      readonly order: PospalOrder | null;
    }
  | { readonly found: false; readonly message: string };

export type PageAnswer = z.output<typeof orderPage>;

export interface Placed {
  readonly orderNo: string;
  readonly message: string;
}

/** Both ends are sent in whole seconds, and may be a day apart at most. */
export interface Listing {
  readonly from: Date;
  readonly to: Date;
  /** `postBackParameter` of the page before, parsed losslessly; null for the first. */
  readonly after: unknown;
}

export type Move = 'shipOrder' | 'completeOrder' | 'cancleOrder';

interface Operation<T> {
  /** E.g. `orderOpenApi/queryOrderByNo`. */
  readonly path: string;
  readonly effect: 'read' | 'write';
  readonly writeBefore?: Date;
  /** JSON text of an object, without the appId; made anew for each attempt. */
  readonly document: (now: Date) => string;
  readonly read: (data: unknown, words: string) => T;
  /** What "no such order" is, where it is an answer. */
  readonly absent?: (words: string) => T;
}

export class PospalClient {
  constructor(private readonly transport: Transport) {}

  /** @throws ConnectorError */
  orderByNo(orderNo: string, account: PospalAccount): Promise<CallResult<OrderAnswer>> {
    return this.call(account, asksForOrder('queryOrderByNo', { orderNo }));
  }

  /** How an order stands, and the whole of it where all of it can be read. */
  standingByNo(orderNo: string, account: PospalAccount): Promise<CallResult<StandingAnswer>> {
    return this.call<StandingAnswer>(account, {
      ...asksForOrder('queryOrderByNo', { orderNo }),
      read: (data) => (data === null ? NO_ORDER : { found: true, ...readStanding(data) }),
      absent: (message) => ({ found: false, message }),
    });
  }

  /** @param id digits */
  orderById(id: string, account: PospalAccount): Promise<CallResult<OrderAnswer>> {
    return this.call(account, asksForOrder('queryOrderById', { id: unquotedNumber(id) }));
  }

  /** @param listing given the time, so that a check can ask for the last minute */
  orderPage(listing: (now: Date) => Listing, account: PospalAccount): Promise<CallResult<PageAnswer>> {
    return this.query(account, 'orderOpenApi/queryOrderPages', orderPage, (now) => {
      const { from, to, after } = listing(now);
      const bounds = { startTime: toVendorTime(from), endTime: toVendorTime(to) };
      return after === null ? bounds : { ...bounds, postBackParameter: after };
    });
  }

  /**
   * Books an order. Nothing is sent at or after `writeBefore`.
   * @throws ConnectorError `outcome_unknown` when an answer without an order number came, or none
   */
  addOrder(document: string, account: PospalAccount, writeBefore: Date): Promise<CallResult<Placed>> {
    return this.call(account, {
      path: 'orderOpenApi/addOnLineOrder',
      effect: 'write',
      writeBefore,
      document: () => document,
      read: (data, words) => {
        const { orderNo, orderCreateDateTime: madeAt } = readData(placed, data);
        const made = madeAt === null ? [] : [`orderCreateDateTime ${toVendorTime(madeAt)}`];
        return { orderNo, message: [words || 'success', ...made].join(', ') };
      },
    });
  }

  /** Nothing is sent at or after `writeBefore`. */
  async move(
    operation: Move,
    fields: Readonly<Record<string, unknown>>,
    account: PospalAccount,
    writeBefore: Date,
  ): Promise<void> {
    await this.command(account, `orderOpenApi/${operation}`, fields, writeBefore);
  }

  /** A question whose answer has one shape. */
  query<S extends z.ZodType>(
    account: PospalAccount,
    path: string,
    shape: S,
    fields: (now: Date) => Readonly<Record<string, unknown>>,
  ): Promise<CallResult<z.output<S>>> {
    return this.call(account, {
      path,
      effect: 'read',
      document: (now) => stringifyLossless(fields(now)),
      read: (data) => readData(shape, data),
    });
  }

  /** A command whose answer says no more than that it was carried out. */
  async command(
    account: PospalAccount,
    path: string,
    fields: Readonly<Record<string, unknown>>,
    writeBefore?: Date,
  ): Promise<void> {
    const document = stringifyLossless(fields);
    await this.call(account, {
      path,
      effect: 'write',
      ...(writeBefore === undefined ? {} : { writeBefore }),
      document: () => document,
      read: () => undefined,
    });
  }

  private call<T>(account: PospalAccount, operation: Operation<T>): Promise<CallResult<T>> {
    const { path, effect, document, writeBefore } = operation;
    const { config } = account;
    return this.transport.call(account, limitsOf(account), {
      operation: path,
      effect,
      ...(writeBefore === undefined ? {} : { writeBefore }),
      build: (now, vendorNow) => signedRequest(path, document(now), config, vendorNow),
      read: (answer) => readAnswer(answer, operation, config),
    });
  }
}

const NO_ORDER = { found: false, message: 'Pospal answered without an order' } as const;

function readStanding(data: unknown) {
  const { orderNo, state } = readData(standing, data);
  try {
    return { orderNo, state, order: readOrder(readData(z.looseObject({}), data)) };
  } catch (error) {
    if (error instanceof ConnectorError) return { orderNo, state, order: null };
    throw error;
  }
}

function asksForOrder(operation: string, fields: Readonly<Record<string, unknown>>): Operation<OrderAnswer> {
  return {
    path: `orderOpenApi/${operation}`,
    effect: 'read',
    document: () => stringifyLossless(fields),
    // Success with nothing in it: the question was understood, and there is no such order.
    read: (data) =>
      data === null ? NO_ORDER : { found: true, order: readOrder(readData(z.looseObject({}), data)) },
    absent: (message) => ({ found: false, message }),
  };
}

/** Faults are then named as the answer has them: `data.orderNo`. */
const readData = <S extends z.ZodType>(shape: S, data: unknown): z.output<S> =>
  (readShape(z.object({ data: shape }), { data }) as { data: z.output<S> }).data;

function readAnswer<T>(answer: HttpAnswer, { effect, read, absent }: Operation<T>, config: PospalConfig): T {
  const { status, errorCode, messages = [], data } = readShape(envelope, readJson(answer));
  const said: Failure = { code: errorCode, messages };
  if (status === 'success')
    return read(data, messages.length === 0 ? '' : shownWords({ ...said, code: null }, config));
  if (absent !== undefined && isNotFound(said, config)) return absent(shownWords(said, config));
  throw failureError(said, effect, config);
}
