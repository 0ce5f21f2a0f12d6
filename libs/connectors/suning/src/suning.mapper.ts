import { ConnectorError } from '#connectors-core/connector-error.js';
import { showWords } from '#connectors-core/shown-words.js';
import type { DeclaredNumber, Fulfilment, OrderObservation } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { FULFILMENT_STATES } from '#domain/order-status.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { SuningConfig } from './suning.config.js';
import { jobsAsTexts } from './suning-jobs.mapper.js';
import { shortened } from './suning.schema.js';
import type { StatusRow } from './suning.schema.js';

const ORDER_SOURCE = /^\d{1,6}$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What an account's settings say of the orders of one order source. */
export interface Reading {
  readonly orderSource: string;
  /** Whose numbers this order source's are. */
  readonly numbersOf: string | undefined;
  readonly states: ReadonlyMap<string, FulfilmentState>;
  readonly jobStatusMap: Readonly<Record<string, string>>;
}

/** @throws ConnectorError `invalid_config` before anything is asked, when a setting cannot be right */
export function readingOf(orderSource: string, config: SuningConfig): Reading {
  const { orderSourceAccounts: accounts, orderStatusMap, jobStatusMap } = config;
  if (!ORDER_SOURCE.test(orderSource)) throw wrong('orderSources: an order source is a number such as 201');
  const numbersOf = Object.hasOwn(accounts, orderSource) ? accounts[orderSource] : undefined;
  if (numbersOf !== undefined && !UUID.test(numbersOf)) {
    throw wrong(`orderSourceAccounts: ${orderSource} is not mapped to the id of an account`);
  }
  return { orderSource, numbersOf: numbersOf?.toLowerCase(), states: statesOf(orderStatusMap), jobStatusMap };
}

function statesOf(map: Readonly<Record<string, string>>): ReadonlyMap<string, FulfilmentState> {
  const entries = Object.entries(map).map(([raw, word]): [string, FulfilmentState] => {
    const state = FULFILMENT_STATES.find((one) => one === word);
    if (state !== undefined) return [raw, state];
    throw wrong(`orderStatusMap: "${raw}" must be one of ${FULFILMENT_STATES.join(', ')}`);
  });
  return new Map(entries);
}

const wrong = (message: string): ConnectorError => new ConnectorError('invalid_config', message);

/**
 * The leg's number: with the order source before it, because two storefronts may use one number. The number
 * by itself is among the placement's, where people find it.
 */
export const vendorNoOf = (orderSource: string, orderId: string): string => `${orderSource}:${orderId}`;

/**
 * What the rows of one order state: where it is from, its jobs, and its fulfilment by orderStatus alone. There
 * are no amounts, no lines and no time in an answer. More than one row is an order that is listed more than
 * once (its delivery and its return, perhaps): their jobs are one set, and statuses that differ are no status
 * that we know, unless the account says what the two of them mean (`02+05`).
 * @param asOf when the request was sent
 */
export function toObservation(
  rows: readonly [StatusRow, ...StatusRow[]],
  { asOf, reading }: { asOf: Date; reading: Reading },
): OrderObservation {
  const { orderId } = rows[0];
  const { orderSource, numbersOf } = reading;
  const flags = [...new Set(rows.flatMap((row) => row.flags))];
  return {
    vendorNo: vendorNoOf(orderSource, orderId),
    asOf,
    precedence: PRECEDENCE.fetch,
    placement: {
      ...{ vendorStoreId: null, placedAt: null, numbers: [orderId], origin: originOf(rows, reading) },
      ...(flags.length === 0 ? {} : { flags }),
    },
    fulfilment: fulfilmentOf(rows, reading),
    ...declared(numbersOf, orderId),
  };
}

function originOf(
  rows: readonly StatusRow[],
  { orderSource, jobStatusMap }: Reading,
): Record<string, string> {
  const errors = sortedOnce(rows.flatMap(({ orderError }) => (orderError === null ? [] : [orderError])));
  return {
    orderSource,
    ...(errors.length === 0 ? {} : { orderError: shortened(showWords(errors.join('; '), [])) }),
    ...jobsAsTexts(
      rows.flatMap(({ jobList }) => jobList),
      jobStatusMap,
    ),
  };
}

function fulfilmentOf(rows: readonly StatusRow[], { states }: Reading): Fulfilment {
  const raw = shortened(sortedOnce(rows.map(({ orderStatus }) => orderStatus)).join('+'));
  return { state: states.get(raw) ?? 'unknown', raw, completedAt: null };
}

const sortedOnce = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const declared = (accountId: string | undefined, vendorNo: string): { numberOf?: DeclaredNumber } =>
  accountId === undefined ? {} : { numberOf: { accountId, vendorNo } };
