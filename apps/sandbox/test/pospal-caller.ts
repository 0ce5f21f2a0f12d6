import { request } from 'undici';
import { pospalSignature, pospalSignatureV2 } from '../src/pospal/pospal-signature.js';
import type { Answer, SandboxFixture } from './sandbox-fixture.js';

export const TILL = { appId: 'demo-app-id', appKey: 'demo-app-key' };

/** An order that a till takes; 64-bit ids come as rawBody text, as no JS number can hold them. */
export const ORDER = {
  payMethod: 'Wxpay',
  payOnLine: 1,
  orderDateTime: '2024-01-05 09:30:00',
  contactAddress: '上海市徐汇区示例路1号',
  contactName: '李小满',
  contactTel: '13800000000',
  orderRemark: 'SP-000001',
  orderSource: 'openApi',
  totalAmount: 25,
  items: [{ productUid: 1001, quantity: 2, manualSellPrice: 12.5, comment: '' }],
};

interface CallOptions {
  readonly appKey?: string;
  readonly api?: string;
  /** Headers over the right ones; null leaves one out. */
  readonly headers?: Record<string, string | null>;
}

const headersOf = (headers: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));

/** Sends exactly this text as one V1 call. */
export function postRaw(
  fixture: SandboxFixture,
  operation: string,
  body: string,
  { appKey = TILL.appKey, api = 'orderOpenApi', headers = {} }: CallOptions = {},
): Promise<Answer> {
  return fixture.send(`/pospal-api2/openapi/v1/${api}/${operation}`, {
    method: 'POST',
    headers: headersOf({
      'content-type': 'application/json; charset=utf-8',
      'time-stamp': '1704418205000',
      'data-signature': pospalSignature(appKey, body),
      ...headers,
    }),
    body,
  });
}

/** One V1 call of the demo till. */
export const call = (
  fixture: SandboxFixture,
  operation: string,
  fields: object = {},
  options: CallOptions = {},
): Promise<Answer> => postRaw(fixture, operation, JSON.stringify({ appId: TILL.appId, ...fields }), options);

/** One call of the V2 family. */
export function callV2(
  fixture: SandboxFixture,
  operation: string,
  fields: object,
  headers: Record<string, string | null> = {},
): Promise<Answer> {
  const body = JSON.stringify({ appId: TILL.appId, ...fields });
  const at = '1704418205000';
  return fixture.send(`/openinterface/orderOpenApi/${operation}`, {
    method: 'POST',
    headers: headersOf({
      'content-type': 'application/json; charset=utf-8',
      appId: TILL.appId,
      'time-stamp': at,
      'data-signature-v3': pospalSignatureV2(TILL.appId, TILL.appKey, at, body),
      ...headers,
    }),
    body,
  });
}

/** The bytes of one V1 answer as they came, not decompressed by anybody. */
export async function rawAnswer(
  fixture: SandboxFixture,
  operation: string,
  acceptEncoding: string | null,
): Promise<{ encoding: string | string[] | undefined; bytes: Buffer }> {
  const body = JSON.stringify({ appId: TILL.appId });
  const answer = await request(`${fixture.sandbox.url}/pospal-api2/openapi/v1/${operation}`, {
    method: 'POST',
    headers: headersOf({
      'content-type': 'application/json',
      'time-stamp': '1704418205000',
      'data-signature': pospalSignature(TILL.appKey, body),
      'accept-encoding': acceptEncoding,
    }),
    body,
  });
  return {
    encoding: answer.headers['content-encoding'],
    bytes: Buffer.from(await answer.body.arrayBuffer()),
  };
}

/** Places one order and gives its number. */
export async function placed(fixture: SandboxFixture, fields: object = {}): Promise<string> {
  const { json, text } = await call(fixture, 'addOnLineOrder', { ...ORDER, ...fields });
  const orderNo = (json.data as { orderNo?: string } | undefined)?.orderNo;
  if (orderNo === undefined) throw new Error(`not placed: ${text}`);
  return orderNo;
}

export const statusOf = ({ json }: Answer): string => String(json.status).toLowerCase();

/** The sandbox's own error codes, as its README lists them. */
export const CODES = {
  notJson: 40_001,
  badTimeStamp: 40_002,
  unknownAppId: 40_003,
  wrongVersion: 40_004,
  badSignature: 40_005,
  unknownOperation: 40_006,
  quotaExhausted: 40_007,
  unknownField: 40_011,
  missingField: 40_012,
  badField: 40_013,
  orderNotFound: 50_001,
  wrongState: 50_002,
  cancelRefused: 50_003,
  productUnknown: 50_004,
  sumsDisagree: 50_005,
  badPayment: 50_006,
  tableUnknown: 50_007,
  windowTooLarge: 50_008,
  windowInverted: 50_009,
  badCursor: 50_010,
} as const;

/** Asserts a refusal at HTTP 200, and that its message says `detail`. */
export function expectRefused(answer: Answer, reason: keyof typeof CODES, detail = ''): void {
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ errorCode: CODES[reason] });
  expect(answer.json).not.toHaveProperty('data');
  expect(statusOf(answer)).toBe('error');
  expect(answer.text).toContain(detail);
}
