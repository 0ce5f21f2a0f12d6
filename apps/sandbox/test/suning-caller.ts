import { chinaText } from '../src/china-time.js';
import { suningSignature } from '../src/suning/suning-signature.js';
import type { Answer, SandboxFixture } from './sandbox-fixture.js';

export const MERCHANT = { appKey: 'demo-app-key', appSecret: 'demo-app-secret', ratePerSecond: null };
export const METHOD = 'suning.fourps.orderstatus.query';

/** The day around the fixture's clock. */
export const DAY = {
  orderSource: '301',
  startTime: '2024-01-05 00:00:00',
  endTime: '2024-01-05 23:59:59',
  queryType: '0',
};

interface CallOptions {
  /** Headers over the right ones, signed with them; null leaves one out. */
  readonly headers?: Record<string, string | null>;
  readonly secret?: string;
  readonly path?: string;
}

export const jsonBody = (fields: object): string =>
  JSON.stringify({ sn_request: { sn_body: { queryOrderStatus: fields } } });

export const xmlBody = (fields: object): string => {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${String(value)}</${name}>`);
  return `<sn_request><sn_body><queryOrderStatus>${elements.join('')}</queryOrderStatus></sn_body></sn_request>`;
};

/** Sends exactly this text, signed. */
export function postRaw(
  fixture: SandboxFixture,
  body: string,
  { headers = {}, secret = MERCHANT.appSecret, path = '/api/http/sopRequest' }: CallOptions = {},
): Promise<Answer> {
  const plain = {
    AppMethod: METHOD,
    AppRequestTime: chinaText(fixture.clock.now()),
    AppKey: MERCHANT.appKey,
    VersionNo: 'v1.2',
    Format: 'json',
    'content-type': 'application/json;charset=UTF-8',
    ...headers,
  };
  const signed = {
    appMethod: plain.AppMethod,
    appRequestTime: plain.AppRequestTime,
    appKey: plain.AppKey,
    versionNo: plain.VersionNo,
    body: Buffer.from(body),
  };
  const signInfo = suningSignature(signed, secret);
  const all: Record<string, string | null> = { signInfo, ...plain };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return fixture.send(path, { method: 'POST', headers: Object.fromEntries(kept), body });
}

/** One right call in JSON, with `fields` over the day's; undefined leaves one out. */
export const ask = (
  fixture: SandboxFixture,
  fields: object = {},
  options: CallOptions = {},
): Promise<Answer> => postRaw(fixture, jsonBody({ ...DAY, ...fields }), options);

interface SuningAnswer {
  readonly sn_responseContent: {
    readonly sn_error?: { readonly error_code: string; readonly error_msg: string };
    readonly sn_head?: Readonly<Record<string, string>>;
    readonly sn_body?: { readonly queryOrderStatus?: unknown };
  };
}

export const contentOf = ({ json }: Answer): SuningAnswer['sn_responseContent'] =>
  (json as unknown as SuningAnswer).sn_responseContent;

export const NO_RESULT = 'biz.handler.data-get:no-result';

/** The error's code; `done` where there was none. */
export const codeOf = (answer: Answer): string => contentOf(answer).sn_error?.error_code ?? 'done';

/** The order numbers of a page, of a merchant whose lists are arrays. */
export function idsOf(answer: Answer): string[] {
  if (codeOf(answer) === NO_RESULT) return [];
  const list = contentOf(answer).sn_body?.queryOrderStatus as { orderId: string }[];
  return list.map(({ orderId }) => orderId);
}

/** Reads pages until one is short. `between` runs after each. */
export async function readAll(
  fixture: SandboxFixture,
  fields: object = {},
  between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const read: string[] = [];
  for (let pageNo = 1; pageNo < 5_000; pageNo += 1) {
    const page = idsOf(await ask(fixture, { pageSize: '3', ...fields, pageNo: String(pageNo) }));
    read.push(...page);
    if (page.length < Number((fields as { pageSize?: string }).pageSize ?? '3')) return read;
    await between(pageNo);
  }
  throw new Error('the pages do not end');
}
