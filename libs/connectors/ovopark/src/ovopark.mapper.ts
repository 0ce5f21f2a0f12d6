import { ConnectorError } from '#connectors-core/connector-error.js';
import { halvedTexts, readTolerant } from '#connectors-core/read-tolerant.js';
import type { UnreadRow } from '#connectors-core/source-pages.js';
import { type Flag, flag } from '#domain/flag.js';
import type { Fen } from '#domain/money.js';
import { readFen } from '#domain/money.js';
import type { Amounts, OrderObservation } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { storable } from '#domain/storable.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { NO_NUMBER, numbered, ticket } from './ovopark-ticket.schema.js';
import type { OvoparkTicket } from './ovopark-ticket.schema.js';
import type { StoreParameter } from './ovopark.store-id.js';

/** What is known of a row beside what stands in it. */
export interface Reading {
  /** The binding's vendor store id, as it was asked for. */
  readonly store: string;
  readonly parameter: StoreParameter;
  /** When the request was sent. */
  readonly asOf: Date;
  readonly names: Pick<OvoparkConfig, 'ticketIdNames' | 'ticketTimeNames' | 'ticketTotalNames'>;
}

/** One row of a page: what it states, or why it cannot be read. A row is never guessed about. */
export function readRow(row: unknown, reading: Reading): OrderObservation | UnreadRow {
  const fields = fieldsOf(row, reading.names);
  const number = numbered.safeParse(fields);
  const vendorNo = number.success ? vendorNoOf(reading.store, number.data.ticketId) : null;
  try {
    const { value: read, unreadable } = readTolerant(ticket, fields, ['ticketId', 'time']);
    const flags = [
      ...unreadable.map((field) => flag('unreadable_field', field)),
      ...halvedTexts(row, ['machineId']).map((field) => flag('half_character', field)),
    ];
    if (isOf(read, reading.parameter)) return toObservation(read, reading, flags);
    return { vendorNo, message: 'it is of another store than the one that was asked for' };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { vendorNo, message: error.message };
  }
}

/** The row with the account's names replaced by ours. */
function fieldsOf(row: unknown, names: Reading['names']): Readonly<Record<string, unknown>> {
  const all = typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {};
  const first = (candidates: readonly string[]): unknown =>
    candidates
      .filter((name) => Object.hasOwn(all, name))
      .map((name) => all[name])
      .find((value) => value !== null && value !== '');
  return {
    ...all,
    ticketId: first(names.ticketIdNames),
    time: first(names.ticketTimeNames),
    total: first(names.ticketTotalNames),
  };
}

/** A vendor that does not know the store parameter's name might list every store's tickets. */
function isOf({ depId, shopId }: OvoparkTicket, parameter: StoreParameter): boolean {
  const [stated, asked] = 'depId' in parameter ? [depId, parameter.depId] : [shopId, parameter.shopId];
  return stated === null || stated === asked;
}

/**
 * The leg's number: a ticket's number is its store's own. A colon in it is written as %3A, so that the last
 * colon always stands behind the store. The number by itself is among the placement's, where people find it.
 */
export const vendorNoOf = (store: string, ticketId: string): string =>
  `${store}:${ticketId.replace(/[%:]/g, (sign) => encodeURIComponent(sign))}`;

/** What a ticket states: where and when it was made, and its amount. Nothing says whether it was paid or taken back. */
function toObservation(
  { ticketId, time, total, machineId }: OvoparkTicket,
  { store, asOf }: Reading,
  flags: readonly Flag[],
): OrderObservation {
  return {
    vendorNo: vendorNoOf(store, ticketId),
    asOf,
    precedence: PRECEDENCE.fetch,
    placement: {
      vendorStoreId: store,
      placedAt: time,
      numbers: [ticketId],
      origin: machineId === null ? {} : { machineId: storable(machineId) },
      ...(flags.length === 0 ? {} : { flags }),
    },
    ...amountsOf(total),
  };
}

function amountsOf(total: string | null): { amounts?: Amounts } {
  if (total === null) return {};
  const { fen, flags } = totalFenOf(total);
  return {
    amounts: {
      saleFen: fen,
      totalFen: fen,
      paidFen: null,
      discountFen: null,
      freightFen: null,
      packagingFen: null,
      flags,
    },
  };
}

/** Null, with the reason, for what no ledger can hold. */
function totalFenOf(total: string): { fen: Fen | null; flags: Flag[] } {
  if (total === NO_NUMBER) return { fen: null, flags: ['not_an_amount:total'] };
  const read = readFen(total, 'yuan');
  return 'fault' in read ? { fen: null, flags: [flag(read.fault, 'total')] } : { fen: read.fen, flags: [] };
}
