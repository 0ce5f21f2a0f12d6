import type { IncomingHttpHeaders } from 'node:http';
import { CallsPerSecond } from '../calls-per-second.js';
import { parseChinaText } from '../china-time.js';
import { DayCounts } from '../day-counts.js';
import type { Journal } from '../journal.js';
import type { SuningMerchant, SuningMerchants } from './suning-merchants.js';
import { SuningRefusal } from './suning-refusal.js';
import { suningSignature } from './suning-signature.js';

export const METHOD = 'suning.fourps.orderstatus.query';
const VERSION = 'v1.2';
const TOLERANCE_MS = 10 * 60_000;

/** A call as it came, before anything in it is believed. */
export interface RawCall {
  readonly headers: IncomingHttpHeaders;
  /** The method at the end of the path; undefined where the path ends before it. */
  readonly pathMethod: string | undefined;
  readonly bytes: Buffer;
}

const headerOf = ({ headers }: RawCall, name: string): string => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
};

function checkPresence(call: RawCall): void {
  for (const name of ['AppMethod', 'AppKey']) {
    if (headerOf(call, name) === '') throw SuningRefusal.because('sys.check.header-param:null', name);
  }
  if (headerOf(call, 'VersionNo') !== VERSION) {
    throw SuningRefusal.because('sys.check.missing-parameter:apiversion');
  }
  if (headerOf(call, 'AppRequestTime') === '') {
    throw SuningRefusal.because('sys.check.missing-parameter:appRequestTime');
  }
  if (headerOf(call, 'signInfo') === '') throw SuningRefusal.because('sys.check.app-sign:null');
}

function checkMethod(call: RawCall): void {
  const { pathMethod = METHOD } = call;
  if (headerOf(call, 'AppMethod') !== METHOD || pathMethod !== METHOD) {
    throw SuningRefusal.because('sys.check.api-permission:inexistence');
  }
}

/** Lower case only, as the page writes it. */
function checkSignature(call: RawCall, { appKey, appSecret }: SuningMerchant): void {
  const signed = {
    appKey,
    appMethod: headerOf(call, 'AppMethod'),
    appRequestTime: headerOf(call, 'AppRequestTime'),
    versionNo: headerOf(call, 'VersionNo'),
    body: call.bytes,
  };
  if (headerOf(call, 'signInfo') !== suningSignature(signed, appSecret)) {
    throw SuningRefusal.because('sys.check.app-sign:error');
  }
}

function checkPermission(call: RawCall, { accessToken, tokenExpired, authorised }: SuningMerchant): void {
  if (accessToken !== null && headerOf(call, 'access_token') !== accessToken) {
    throw SuningRefusal.because('sys.check.user-permission:inexistence');
  }
  if (accessToken !== null && tokenExpired) throw SuningRefusal.because('sys.check.user-permission:overdue');
  if (!authorised) throw SuningRefusal.because('sys.check.method-permission:authority');
}

/** Decides, in a fixed order, whether the vendor takes a call at all. */
export class SuningGate {
  /** Calls of each appKey by Shanghai day. */
  readonly days: DayCounts;
  private readonly seconds = new CallsPerSecond();

  constructor(
    private readonly merchants: SuningMerchants,
    journal: Journal,
    now: () => number,
  ) {
    this.days = new DayCounts({ kind: 'suning.calls', caller: 'appKey', journal, now });
  }

  /** The response's format: XML unless the header says json. @throws SuningRefusal when it says another */
  formatOf(call: RawCall): 'json' | 'xml' {
    const format = headerOf(call, 'Format').toLowerCase();
    if (format === '' || format === 'xml') return 'xml';
    if (format === 'json') return 'json';
    throw SuningRefusal.because('sys.check.request-params:error', 'format');
  }

  /** For matching faults, the log and the clock only: what an unchecked call claims to be. */
  claimedKey(call: RawCall): string {
    return headerOf(call, 'AppKey');
  }

  /** Checks and counts the call. @throws SuningRefusal */
  admit(call: RawCall): SuningMerchant {
    checkPresence(call);
    checkMethod(call);
    const merchant = this.merchants.get(headerOf(call, 'AppKey'));
    if (merchant === undefined) {
      throw SuningRefusal.because('sys.check.user-permission:inexistence', '用户key不存在');
    }
    this.checkTime(headerOf(call, 'AppRequestTime'), merchant);
    checkSignature(call, merchant);
    checkPermission(call, merchant);
    this.formatOf(call);
    this.count(merchant);
    return merchant;
  }

  private checkTime(text: string, merchant: SuningMerchant): void {
    const at = parseChinaText(text);
    if (at === null || Math.abs(this.merchants.clockOf(merchant) - at) > TOLERANCE_MS) {
      throw SuningRefusal.because('sys.check.app-time:error');
    }
  }

  /** A call that comes too fast counts in its second, but not in its day. */
  private count(merchant: SuningMerchant): void {
    const { appKey, ratePerSecond, dailyLimit } = merchant;
    const calls = this.seconds.count(appKey, this.merchants.clockOf(merchant));
    if (ratePerSecond !== null && calls > ratePerSecond) {
      throw SuningRefusal.because('sys.controller.api-frequency:limit');
    }
    if (!this.days.take(appKey, dailyLimit)) {
      throw SuningRefusal.because('sys.controller.api-request:limit');
    }
  }
}
