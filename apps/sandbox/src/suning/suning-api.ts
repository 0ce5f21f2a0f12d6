import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Dialect } from '../faulty-answer.js';
import { answerCall, type CallDesk } from '../vendor-call.js';
import { errorAnswer, type Format, foundAnswer, strangeAnswer, typeOf } from './suning-answer.js';
import type { SuningCalls } from './suning-calls.js';
import type { RawCall, SuningGate } from './suning-gate.js';
import { deepAnswer, hostileXml, hugeAnswer } from './suning-hostile.js';
import type { SuningListing } from './suning-listing.js';
import type { SuningMerchants } from './suning-merchants.js';
import { QUERY_FIELDS, readQuery } from './suning-query.js';
import { SuningRefusal } from './suning-refusal.js';
import { readRequest, type SuningFields } from './suning-request.js';

interface SuningApiParts {
  readonly callDesk: CallDesk;
  readonly merchants: SuningMerchants;
  readonly gate: SuningGate;
  readonly listing: SuningListing;
  readonly calls: SuningCalls;
}

const PATH = '/api/http/sopRequest';
/** Where the external entity of a hostile answer points to: a caller that comes here has followed it. */
const ENTITY_PATH = '/suning/entity';

const rawCall = (request: FastifyRequest): RawCall => ({
  headers: request.headers,
  pathMethod: (request.params as { method?: string }).method,
  bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
});

/** For matching faults and for the log only. */
function claimedFields({ bytes }: RawCall): SuningFields {
  try {
    return readRequest(bytes, QUERY_FIELDS);
  } catch {
    return {};
  }
}

function formatOr(gate: SuningGate, call: RawCall): Format {
  try {
    return gate.formatOf(call);
  } catch {
    return 'xml';
  }
}

/** @throws SuningRefusal */
function find({ gate, listing }: SuningApiParts, call: RawCall, format: Format) {
  const merchant = gate.admit(call);
  const query = readQuery(readRequest(call.bytes, QUERY_FIELDS), merchant);
  const found = listing.find(merchant, query);
  return { text: foundAnswer(found, query, merchant, format), rows: found.rows.length };
}

/** The answer's text; what came of the call is logged. */
function answerTo(parts: SuningApiParts, call: RawCall, format: Format, asked: SuningFields, at: number) {
  const appKey = parts.gate.claimedKey(call);
  try {
    const { text, rows } = find(parts, call, format);
    parts.calls.record({ at, appKey, verdict: 'done', detail: '', asked, rows });
    return text;
  } catch (error) {
    if (!(error instanceof SuningRefusal)) throw error;
    const { code, text } = error;
    parts.calls.record({ at, appKey, verdict: code, detail: text, asked, rows: 0 });
    return errorAnswer(code, text, format);
  }
}

const dialectOf = (format: Format, entityUrl: string): Dialect => {
  const limited = SuningRefusal.because('sys.controller.api-request:limit');
  return {
    type: typeOf(format),
    garbage:
      format === 'json' ? '{"sn_responseContent":{"sn_head":{"page' : '<sn_responseContent><sn_head><page',
    wrongShape: () => strangeAnswer(format),
    businessError: (code, message) => errorAnswer(String(code), message, format),
    quotaExhausted: () => errorAnswer(limited.code, limited.text, format),
    huge: (bytes) => hugeAnswer(bytes, format),
    deepJson: deepAnswer,
    hostileXml: (kind) => hostileXml(kind, entityUrl),
  };
};

/** The gateway of Suning's open platform: every answer is HTTP 200, whatever was wrong. */
export function suningApi(scope: FastifyInstance, parts: SuningApiParts): void {
  const { merchants, gate, callDesk } = parts;
  for (const path of [PATH, `${PATH}/:method`]) {
    scope.post(path, async (request, reply) => {
      const call = rawCall(request);
      const [appKey, asked, format] = [gate.claimedKey(call), claimedFields(call), formatOr(gate, call)];
      const { orderSource, pageNo = '1' } = asked;
      const clock = (): number => merchants.clockOf(merchants.get(appKey) ?? { clockOffsetMs: 0 });
      return answerCall(
        callDesk,
        {
          vendor: 'suning',
          subject: { appKey, orderSource, pageNo },
          requestText: call.bytes.toString('utf8'),
          dialect: dialectOf(format, `http://${request.host}${ENTITY_PATH}`),
          clock,
          work: () => answerTo(parts, call, format, asked, clock()),
        },
        request,
        reply,
      );
    });
  }
  scope.get(ENTITY_PATH, (request) => {
    callDesk.calls.record('suning', {
      ...{ to: request.url, request: '', status: 200, answer: 'fetched', fault: null },
    });
    return 'fetched';
  });
}
