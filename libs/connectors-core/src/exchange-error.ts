import { errors } from 'undici';
import { BodyFault } from './bounded-body.js';
import { ConnectorError } from './connector-error.js';
import type { ExchangeFault } from './http-exchange.js';
import { DeadlineFault } from './http-exchange.js';
import { OutboundRefused } from './outbound-policy.js';
import type { Call } from './transport.js';

export type Effect = Call<unknown>['effect'];

/** Why no connection came about, in words that help the person who set the base URL. */
const CONNECT_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'its name is unknown (DNS)'],
  ['EAI_AGAIN', 'its name could not be looked up just now (DNS)'],
  ['ECONNREFUSED', 'nothing listens at that address and port'],
  ['EHOSTUNREACH', 'no route leads there'],
  ['ENETUNREACH', 'no route leads there'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it did not answer in time'],
  ['EPROTO', 'it does not speak TLS; is the base URL meant to be http?'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS; is the base URL meant to be http?'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'it does not speak TLS; is the base URL meant to be http?'],
  ['CERT_HAS_EXPIRED', 'its TLS certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its TLS certificate is not valid yet; is the clock right?'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its TLS certificate is for another name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its TLS certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its TLS certificate comes from an unknown authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its TLS certificate comes from an unknown authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its TLS certificate comes from an unknown authority'],
]);

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** What a lost exchange means. Nothing is guessed: only what was certainly not sent is called `unavailable`. */
export function exchangeError(
  { written, cause }: ExchangeFault,
  effect: Effect,
  host: string,
): ConnectorError {
  if (cause instanceof OutboundRefused) return new ConnectorError('invalid_config', cause.message);
  if (cause instanceof errors.InvalidArgumentError) {
    return new ConnectorError('invalid_config', 'the request has characters that HTTP does not allow', {
      cause,
    });
  }
  if (!written)
    return new ConnectorError('unavailable', `no connection to ${host}: ${connectFault(cause)}`, { cause });
  const lost = `no whole answer from ${host}: ${answerFault(cause)}`;
  if (effect === 'write') return new ConnectorError('outcome_unknown', lost, { cause });
  return new ConnectorError(isUnreadable(cause) ? 'invalid_response' : 'unavailable', lost, { cause });
}

function connectFault(cause: unknown): string {
  const code = codeOf(cause);
  if (cause instanceof DeadlineFault) return cause.message;
  return (code === undefined ? undefined : CONNECT_FAULTS.get(code)) ?? code ?? 'it failed';
}

const isUnreadable = (cause: unknown): boolean =>
  cause instanceof BodyFault ||
  cause instanceof errors.HTTPParserError ||
  cause instanceof errors.HeadersOverflowError;

function answerFault(cause: unknown): string {
  if (cause instanceof BodyFault || cause instanceof DeadlineFault) return cause.message;
  if (cause instanceof errors.HTTPParserError) return 'it does not speak HTTP';
  if (cause instanceof errors.HeadersTimeoutError) return 'it did not answer in time';
  if (cause instanceof errors.BodyTimeoutError) return 'its answer stopped half way';
  return `the connection was lost (${codeOf(cause) ?? 'no code'})`;
}
