import { parseChinaCompact } from '../china-time.js';
import { SeenOnce } from '../seen-once.js';
import { type CodeName, OvoparkRefusal } from './ovopark-codes.js';
import type { OvoparkEnterprise, OvoparkEnterprises } from './ovopark-enterprises.js';
import { ovoparkSignature, SIGNATURE_METHODS, type SignatureMethod } from './ovopark-signature.js';

/** The decoded form fields of a call. */
export type FormParams = ReadonlyMap<string, string>;

export const REPORT_SALES_HOURLY = 'open.ovopark.pos.reportSalesHourly';
export const SEARCH_POS = 'open.ovopark.pos.searchPos';
const TOLERANCE_MS = 10 * 60_000;
const LONGEST_PUBLIC = 100;

/** Sent by the vendor's newer SDKs as one more signed parameter; the page does not list it. */
const PUBLIC_OPTIONAL = ['_format', '_nonce'];
export const PUBLIC_PARAMS: ReadonlySet<string> = new Set([
  ...['_aid', '_akey', '_mt', '_sm', '_requestMode', '_version', '_timestamp', '_sig'],
  ...PUBLIC_OPTIONAL,
]);

/** @throws OvoparkRefusal with `codename` when the condition does not hold */
function demand(condition: boolean, codename: CodeName): void {
  if (!condition) throw new OvoparkRefusal(codename);
}

const isMethod = (text: string): text is SignatureMethod =>
  (SIGNATURE_METHODS as readonly string[]).includes(text);

/** The checks on the public parameters, in the order of their codes. */
export class OvoparkGateway {
  private readonly signatures = new SeenOnce(2 * TOLERANCE_MS);

  constructor(
    private readonly enterprises: OvoparkEnterprises,
    private readonly clock: (akey: string) => number,
  ) {}

  /** @throws OvoparkRefusal */
  admit(params: FormParams): OvoparkEnterprise {
    const given = (name: string): string => params.get(name) ?? '';
    const enterprise = this.keyOf(given('_akey'));
    checkSignature(params, enterprise);
    demand(given('_mt') !== '', 'METHOD_NOTNULL');
    const methods = [REPORT_SALES_HOURLY, SEARCH_POS, enterprise.loginMethod];
    const known = methods.includes(given('_mt')) && ['', 'v1'].includes(given('_version'));
    demand(known, 'METHOD_NOTEXIST_CODE');
    // The page has no code for a mode other than the request's own; the nearest one stands in for it.
    demand(given('_requestMode').toLowerCase() === 'post', 'REQUESTMODE_NOTNULL');
    demand(given('_aid') !== '', 'APPLICATIONID_NOTNULL');
    demand(given('_aid') === enterprise.aid, 'APPLICATIONID_NOTSAME');
    demand(given('_version') !== '', 'VERSION_NOTNULL');
    this.checkTimestamp(given('_timestamp'), this.clock(enterprise.akey));
    demand(['', 'json'].includes(given('_format')), 'FORMAT_TYPE_NOTEXIST');
    checkLengths(params);
    this.useSignature(params, this.clock(enterprise.akey));
    return enterprise;
  }

  private keyOf(akey: string): OvoparkEnterprise {
    demand(akey !== '', 'KEY_NOTNULL');
    const enterprise = this.enterprises.get(akey);
    if (enterprise === undefined) throw new OvoparkRefusal('KEY_UNLAWFUL');
    demand(!enterprise.expired, 'KEY_HAS_EXPIRED');
    return enterprise;
  }

  private checkTimestamp(timestamp: string, now: number): void {
    demand(timestamp !== '', 'TIMESTAMP_NOTNULL');
    const at = parseChinaCompact(timestamp);
    if (at === null) throw new OvoparkRefusal('TIMESTAMP_FORMAT_ERROR');
    demand(Math.abs(now - at) <= TOLERANCE_MS, 'TIMESTAMP_OVERTIME');
  }

  /** The very same call again is refused, whatever became of the first. */
  private useSignature(params: FormParams, now: number): void {
    const key = ['_akey', '_timestamp', '_sig'].map((name) => params.get(name)).join('/');
    demand(this.signatures.use(key, now), 'API_CALL_REPEAT');
  }
}

function checkSignature(params: FormParams, { secret }: OvoparkEnterprise): void {
  const method = params.get('_sm') ?? '';
  demand(method !== '', 'SIGN_METHOD_NOTNULL');
  if (!isMethod(method)) throw new OvoparkRefusal('SIGN_TYPE_NOTEXIST');
  const signature = params.get('_sig') ?? '';
  demand(signature !== '', 'SIGN_NOTNULL');
  demand(signature === ovoparkSignature(params, secret, method), 'SIGN_WRONG');
}

function checkLengths(params: FormParams): void {
  for (const name of PUBLIC_PARAMS) {
    if ((params.get(name) ?? '').length > LONGEST_PUBLIC) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', name);
  }
}
