import { errors } from 'undici';
import { BodyFault } from './bounded-body.js';
import { exchangeError } from './exchange-error.js';
import { DeadlineFault, ExchangeFault } from './http-exchange.js';
import { OutboundRefused } from './outbound-policy.js';

const system = (code: string) => Object.assign(new Error(`${code} 10.0.0.1:443`), { code });
const codes = (written: boolean, cause: unknown) =>
  (['read', 'write'] as const).map(
    (effect) => exchangeError(new ExchangeFault(written, cause), effect, 'v.cn').code,
  );

describe('exchangeError', () => {
  it.each([
    [false, system('ECONNREFUSED'), ['unavailable', 'unavailable']],
    [false, system('ENOTFOUND'), ['unavailable', 'unavailable']],
    [false, new DeadlineFault('late'), ['unavailable', 'unavailable']],
    [false, new errors.ConnectTimeoutError('late'), ['unavailable', 'unavailable']],
    [true, system('ECONNRESET'), ['unavailable', 'outcome_unknown']],
    [true, new errors.SocketError('closed'), ['unavailable', 'outcome_unknown']],
    [true, new errors.HeadersTimeoutError('late'), ['unavailable', 'outcome_unknown']],
    [true, new errors.BodyTimeoutError('late'), ['unavailable', 'outcome_unknown']],
    [true, new DeadlineFault('late'), ['unavailable', 'outcome_unknown']],
    [true, new BodyFault('too large'), ['invalid_response', 'outcome_unknown']],
    [true, new errors.HTTPParserError('bad'), ['invalid_response', 'outcome_unknown']],
    [true, new errors.HeadersOverflowError('bad'), ['invalid_response', 'outcome_unknown']],
    [true, new Error('whatever'), ['unavailable', 'outcome_unknown']],
    [false, new OutboundRefused('v.cn', 'https:'), ['invalid_config', 'invalid_config']],
    [false, new errors.InvalidArgumentError('bad header'), ['invalid_config', 'invalid_config']],
  ])('written %s, %s: %j for a read and a write', (written, cause, expected) => {
    expect(codes(written, cause)).toEqual(expected);
  });

  it.each([
    ['ENOTFOUND', /v\.cn: its name is unknown \(DNS\)/],
    ['ECONNREFUSED', /nothing listens/],
    ['EPROTO', /does not speak TLS; is the base URL meant to be http/],
    ['CERT_HAS_EXPIRED', /certificate has expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed/],
    ['EWHATEVER', /EWHATEVER/],
  ])('says of %s what a person can do about it', (code, message) => {
    expect(exchangeError(new ExchangeFault(false, system(code)), 'read', 'v.cn').message).toMatch(message);
  });
});
