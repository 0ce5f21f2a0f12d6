import { ConnectorError } from '#connectors-core/connector-error.js';
import type { OrderToPlace } from '#connectors-core/order-sink.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { fenToYuan, sumFen } from '#domain/money.js';
import type { PaymentPart } from '#domain/order-observation.js';
import type { PospalConfig } from './pospal.config.js';
import { WITHOUT_BALANCE } from './pospal-version.config.js';

export interface PaymentFields {
  readonly payMethod: string;
  readonly payMethodCode?: string;
  readonly customerNumber?: string;
  readonly payOnLine?: 1;
}

export type PaymentSettings = Pick<
  PospalConfig,
  'payMethods' | 'payMethodCodes' | 'otherPayMethod' | 'mixedPayMethod' | 'memberNumber' | 'signatureVersion'
>;

type Paid = Pick<OrderToPlace, 'paymentMethod' | 'payments' | 'amounts' | 'contact'>;

/** The page's methods; their case is known from public clients. */
const METHODS = ['Cash', 'CustomerBalance', 'Wxpay', 'Alipay'] as const;
const BALANCE = 'CustomerBalance';
const CUSTOM = /^paycode_(.+)$/i;

/**
 * How a paid order is booked. Page: wxpay, alipay and custom methods need `payOnLine=1`, the others must
 * not have it; the balance is taken from the member that `customerNumber` names.
 * @throws CannotPlace `member_missing`, `mixed_payment`; `not_placeable` for a balance where there are none
 * @throws ConnectorError `invalid_config` when a setting names a method that Pospal does not have
 */
export function paymentOf(order: Paid, settings: PaymentSettings): PaymentFields {
  const { paymentMethod, contact } = order;
  const payMethod = wholeMethodOf(order, settings);
  const memberNo = contact?.memberNo?.trim() ?? '';
  const fromBalance = payMethod === BALANCE;
  if (fromBalance && memberNo === '') {
    throw new CannotPlace(
      'member_missing',
      `${paymentMethod ?? 'the payment'} is CustomerBalance, which needs the member’s number (contact.memberNo)`,
    );
  }
  if (fromBalance && settings.signatureVersion === WITHOUT_BALANCE) {
    throw new CannotPlace(
      'not_placeable',
      'paid from the member’s balance, which version 2 of the interface does not have: map the payment to another method',
    );
  }
  const payMethodCode = CUSTOM.test(payMethod) ? methodCode(order, payMethod, settings) : '';
  const named = memberNo !== '' && (fromBalance || settings.memberNumber === 'always');
  return {
    payMethod,
    ...(payMethodCode === '' ? {} : { payMethodCode }),
    ...(named ? { customerNumber: memberNo } : {}),
    ...(fromBalance || payMethod === 'Cash' ? {} : { payOnLine: 1 }),
  };
}

/** By the storefront's word, where that is what the method stands for, else by the till's own. */
function methodCode({ paymentMethod, payments }: Paid, payMethod: string, settings: PaymentSettings): string {
  const word = payments.find(({ amountFen }) => amountFen !== 0n)?.method ?? paymentMethod ?? '';
  const named = methodOf(word, settings) === payMethod ? entryOf(word, settings.payMethodCodes) : undefined;
  return (named ?? entryOf(payMethod, settings.payMethodCodes))?.[1].trim() ?? '';
}

/** An order at the till has one method, and it stands for all that was paid: the balance never for a part of it. */
function wholeMethodOf({ paymentMethod, payments, amounts }: Paid, settings: PaymentSettings): string {
  const parts = payments.filter(({ amountFen }) => amountFen !== 0n);
  if (parts.length === 0) return methodOf(paymentMethod, settings);
  const ways = new Set(parts.map(({ method }) => wayOf(method, settings)));
  const first = methodOf(parts[0]?.method ?? null, settings);
  const isWhole = sumFen(parts.map(({ amountFen }) => amountFen)) === amounts.saleFen;
  if (ways.size === 1 && (isWhole || first !== BALANCE)) return first;
  return mixedMethodOf(parts, settings);
}

function mixedMethodOf(parts: readonly PaymentPart[], { mixedPayMethod }: PaymentSettings): string {
  if (mixedPayMethod === undefined || mixedPayMethod === '') {
    const named = parts.map(({ method, amountFen }) => `${method} ${fenToYuan(amountFen)}`).join(' + ');
    throw new CannotPlace(
      'mixed_payment',
      `paid in parts (${named}), and no mixedPayMethod says how to book it`,
    );
  }
  const method = spelled(mixedPayMethod, 'mixedPayMethod');
  if (method !== BALANCE) return method;
  throw new ConnectorError(
    'invalid_config',
    'mixedPayMethod must not be CustomerBalance: it would take from the member what was paid otherwise',
  );
}

/** Two words that no map lists are two ways: what all others are booked as does not make them one. */
const wayOf = (word: string, settings: PaymentSettings): string =>
  mappedMethod(word, settings) ?? `other ${word.trim().toLowerCase()}`;

const methodOf = (word: string | null, settings: PaymentSettings): string =>
  (word === null ? undefined : mappedMethod(word, settings)) ??
  spelled(settings.otherPayMethod, 'otherPayMethod');

function mappedMethod(word: string, { payMethods }: PaymentSettings): string | undefined {
  const entry = entryOf(word, payMethods);
  return entry === undefined ? undefined : spelled(entry[1], `payMethods.${entry[0]}`);
}

/** The exact word first; then whatever its case, the first in the map. */
function entryOf(word: string, map: Readonly<Record<string, string>>): [string, string] | undefined {
  if (Object.hasOwn(map, word)) return [word, map[word] ?? ''];
  const wanted = word.trim().toLowerCase();
  return Object.entries(map).find(([name]) => name.toLowerCase() === wanted);
}

function spelled(method: string, setting: string): string {
  const known = METHODS.find((name) => name.toLowerCase() === method.toLowerCase());
  const [, code] = CUSTOM.exec(method) ?? [];
  if (known !== undefined) return known;
  if (code !== undefined) return `payCode_${code}`;
  throw new ConnectorError(
    'invalid_config',
    `${setting}: "${method}" must be one of ${METHODS.join(', ')} or payCode_…`,
  );
}
