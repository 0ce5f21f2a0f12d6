import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerCall, type CallDesk } from '../vendor-call.js';
import { Answers, dialectOf, NOTHING } from './ovopark-answers.js';
import type { OvoparkCalls } from './ovopark-calls.js';
import { CODES, type CodeName, type Done, OvoparkRefusal } from './ovopark-codes.js';
import type { OvoparkEnterprises } from './ovopark-enterprises.js';
import { type FormParams, type OvoparkGateway, SEARCH_POS } from './ovopark-gateway.js';
import { login } from './ovopark-login.js';
import { reportSalesHourly } from './ovopark-report-sales.js';
import type { OvoparkReports } from './ovopark-reports.js';
import type { OvoparkSearch } from './ovopark-search.js';
import type { OvoparkTokens } from './ovopark-tokens.js';

interface OvoparkApiParts {
  readonly callDesk: CallDesk;
  readonly enterprises: OvoparkEnterprises;
  readonly gateway: OvoparkGateway;
  readonly reports: OvoparkReports;
  readonly tokens: OvoparkTokens;
  readonly search: OvoparkSearch;
  readonly calls: OvoparkCalls;
  readonly now: () => number;
}

type Headers = FastifyRequest['headers'];

interface Verdict {
  readonly codename: CodeName;
  readonly result: string;
  readonly done: Done;
}

/** Null where a name comes twice: which of the two was signed cannot be known. */
function readForm(request: FastifyRequest, text: string): FormParams | null {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  const pairs = isForm ? [...new URLSearchParams(text)] : [];
  const params = new Map(pairs);
  return params.size === pairs.length ? params : null;
}

/** @throws OvoparkRefusal */
function carryOut(parts: OvoparkApiParts, params: FormParams | null, headers: Headers): Done {
  if (params === null) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', 'a parameter comes twice');
  const enterprise = parts.gateway.admit(params);
  switch (params.get('_mt')) {
    case enterprise.loginMethod:
      return login(params, enterprise, parts.tokens);
    case SEARCH_POS: {
      const token = headers[enterprise.tokenHeader.toLowerCase()];
      const valid = typeof token === 'string' && parts.tokens.isValid(token, enterprise.akey);
      if (!valid) throw new OvoparkRefusal('TOKEN_NOT_EXIST');
      return parts.search.search(params, enterprise);
    }
    default:
      reportSalesHourly(params, enterprise, parts.reports, parts.now());
      return NOTHING;
  }
}

function verdictOn(parts: OvoparkApiParts, params: FormParams | null, headers: Headers): Verdict {
  try {
    return { codename: 'SUCCESS', result: 'ok', done: carryOut(parts, params, headers) };
  } catch (error) {
    if (!(error instanceof OvoparkRefusal)) throw error;
    return { codename: error.codename, result: error.result, done: NOTHING };
  }
}

/** `POST /cloud.api`: one path for all methods, the method's name is in `_mt`. */
export function ovoparkApi(scope: FastifyInstance, parts: OvoparkApiParts): void {
  const answers = new Answers();
  scope.post('/cloud.api', async (request, reply) => {
    const requestText = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const params = readForm(request, requestText);
    const akey = params?.get('_akey') ?? '';
    const clock = (): number => parts.enterprises.clockOf(akey);
    const work = (): string => {
      const { codename, result, done } = verdictOn(parts, params, request.headers);
      parts.calls.record(parts.now(), codename, result, params ?? new Map());
      const loose = parts.enterprises.get(akey)?.looseTypes ?? true;
      return answers.write(CODES[codename], codename, result, loose, clock(), done);
    };
    const shops = ['depId', 'shopId'].map((name) => params?.get(name)).filter((id) => id !== undefined);
    return answerCall(
      parts.callDesk,
      {
        vendor: 'ovopark',
        subject: { shops, method: params?.get('_mt') },
        requestText,
        dialect: dialectOf(answers, clock),
        clock,
        work,
      },
      request,
      reply,
    );
  });
}
