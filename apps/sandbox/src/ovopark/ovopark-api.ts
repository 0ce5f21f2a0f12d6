import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { writeJson } from '../exact-json.js';
import { answerCall, type CallDesk, type Dialect } from '../vendor-call.js';
import type { OvoparkCalls } from './ovopark-calls.js';
import { CODES, type CodeName, OvoparkRefusal } from './ovopark-codes.js';
import type { OvoparkEnterprises } from './ovopark-enterprises.js';
import type { FormParams, OvoparkGateway } from './ovopark-gateway.js';
import { reportSalesHourly } from './ovopark-report-sales.js';
import type { OvoparkReports } from './ovopark-reports.js';

interface OvoparkApiParts {
  readonly callDesk: CallDesk;
  readonly enterprises: OvoparkEnterprises;
  readonly gateway: OvoparkGateway;
  readonly reports: OvoparkReports;
  readonly calls: OvoparkCalls;
  readonly now: () => number;
}

/** Null where a name comes twice: which of the two was signed cannot be known. */
function readForm(request: FastifyRequest, text: string): FormParams | null {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  const pairs = isForm ? [...new URLSearchParams(text)] : [];
  const params = new Map(pairs);
  return params.size === pairs.length ? params : null;
}

class Answers {
  private answered = 0;

  constructor(private readonly now: () => number) {}

  /** @param loose whether code and time come as text in every second answer */
  write(code: number | string, codename: string, result: string, loose: boolean): string {
    this.answered += 1;
    const asText = loose && this.answered % 2 === 0;
    const systime = this.now();
    return writeJson({
      stat: {
        cid: randomUUID(),
        code: asText ? String(code) : code,
        codename,
        systime: asText ? String(systime) : systime,
      },
      result,
      data: null,
    });
  }
}

/** `POST /cloud.api`: one path for all methods, the method's name is in `_mt`. */
export function ovoparkApi(scope: FastifyInstance, parts: OvoparkApiParts): void {
  const answers = new Answers(parts.now);
  const dialect: Dialect = {
    wrongShape: () => writeJson({ success: true, rows: [] }),
    businessError: (code, message) => answers.write(code, 'BUSINESS_ERROR', message, false),
  };
  const verdict = (params: FormParams | null): { codename: CodeName; result: string } => {
    try {
      if (params === null) throw new OvoparkRefusal('SANDBOX_BAD_VALUE', 'a parameter comes twice');
      reportSalesHourly(params, parts.gateway.admit(params), parts.reports, parts.now());
      return { codename: 'SUCCESS', result: 'ok' };
    } catch (error) {
      if (error instanceof OvoparkRefusal) return { codename: error.codename, result: error.result };
      throw error;
    }
  };
  scope.post('/cloud.api', async (request, reply) => {
    const requestText = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const params = readForm(request, requestText);
    const work = (): string => {
      const { codename, result } = verdict(params);
      parts.calls.record(parts.now(), codename, result, params ?? new Map());
      const enterprise = parts.enterprises.get(params?.get('_akey') ?? '');
      return answers.write(CODES[codename], codename, result, enterprise?.looseTypes ?? true);
    };
    const shops = ['depId', 'shopId'].map((name) => params?.get(name)).filter((id) => id !== undefined);
    return answerCall(
      parts.callDesk,
      { vendor: 'ovopark', subject: { shops }, requestText, dialect, work },
      request,
      reply,
    );
  });
}
