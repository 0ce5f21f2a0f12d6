import { zhimaiToken } from '../src/zhimai/zhimai-signature.js';
import type { Answer, SandboxFixture } from './sandbox-fixture.js';

export const MERCHANT = {
  openId: '6dc05b4ac175cf316d226252b05cf685',
  grantCode: '782c281f62',
  openKey: 'demo-open-key',
  storeIds: ['90017', '90018'],
};

let nonce = 1_000;

interface CallOptions {
  readonly fieldCase?: 'camel' | 'pascal';
  readonly signAction?: boolean;
  readonly openKey?: string;
  /** Replaced after signing. */
  readonly fields?: Record<string, unknown>;
  readonly contentType?: string;
}

/** The envelope of one order-detail call, signed as the options say. */
export function envelope(at: number, params: unknown, options: CallOptions = {}): Record<string, unknown> {
  nonce += 1;
  const signed = {
    openId: MERCHANT.openId,
    grantCode: MERCHANT.grantCode,
    nonce: String(nonce),
    timestamp: String(Math.floor(at / 1_000)),
  };
  const action = 'communal.order.order-detail';
  const token = zhimaiToken(
    options.signAction === true ? { ...signed, action } : signed,
    options.openKey ?? MERCHANT.openKey,
    options.fieldCase ?? 'camel',
  );
  return {
    OpenId: signed.openId,
    GrantCode: signed.grantCode,
    Token: token,
    Timestamp: signed.timestamp,
    Nonce: signed.nonce,
    Action: action,
    Params: params,
    ...options.fields,
  };
}

export const postEnvelope = (
  fixture: SandboxFixture,
  body: unknown,
  contentType = 'application/json',
): Promise<Answer> =>
  fixture.send('/api/v2', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

export const askDetail = (
  fixture: SandboxFixture,
  params: unknown,
  options: CallOptions = {},
): Promise<Answer> =>
  postEnvelope(fixture, envelope(fixture.clock.now(), params, options), options.contentType);
