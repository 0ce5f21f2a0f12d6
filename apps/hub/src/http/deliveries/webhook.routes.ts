import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { WebhookRequest } from '#connectors-core/connector.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import type { IntakeService } from '#intake/intake.service.js';
import type { HubMetrics } from '../../metrics/hub-metrics.js';
import type { AddressFailures } from '../edge/address-failures.js';
import { HttpProblem } from '../problem/http-problem.js';
import { type ProblemAnswer, problemOf } from '../problem/problem-table.js';
import { sendProblem } from '../problem/problem.filter.js';
import { LARGEST_BODY_BYTES } from '../taken-body.js';

/** People who copy an address end it with a slash, and tools add one. */
const ADDRESSES = ['/webhooks/:connector/:accountKey', '/webhooks/:connector/:accountKey/'];

interface WebhookParams {
  readonly connector: string;
  readonly accountKey: string;
}

type WebhookRoute = FastifyRequest<{ Params: WebhookParams; Body: Buffer | undefined }> & {
  active?: ActiveAccount;
  /** As the sender wrote it. */
  contentType?: string | undefined;
  /** Gives back the room that was kept for the body while it was read. */
  bodyRead?: () => void;
};

export interface WebhookParts {
  readonly directory: AccountDirectory;
  readonly intake: IntakeService;
  readonly metrics: HubMetrics;
  readonly failures: AddressFailures;
  readonly log: Log;
}

/**
 * Where vendors post to. Stands beside Nest's pipeline, not in it: between the last byte and the commit
 * there is only the account's lookup and the verification. Whatever the content type says, the body is
 * taken as the bytes that were signed.
 *
 * Every delivery is verified, however much from its address was not: one address may be a forger's and a vendor's, or
 * a hundred shops'. What an address has failed at decides only how its next failure is answered.
 */
export class WebhookRoutes {
  constructor(private readonly parts: WebhookParts) {}

  /** In a Fastify context of its own, so that its parser and its errors are nobody else's. */
  addTo(server: FastifyInstance): void {
    void server.register(async (own) => {
      own.removeAllContentTypeParsers();
      own.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: LARGEST_BODY_BYTES },
        (_request, body, done) => {
          done(null, body);
        },
      );
      own.setErrorHandler((error, request, reply) => this.refuse(error, request as WebhookRoute, reply));
      for (const address of ADDRESSES) {
        own.post<{ Params: WebhookParams; Body: Buffer | undefined }>(address, {
          onRequest: (request, reply) => this.admit(request, reply),
          handler: (request, reply) => this.acknowledge(request, reply),
        });
      }
    });
  }

  /** Before the body is read: it is held in memory until the database has it. */
  private async admit(request: WebhookRoute, reply: FastifyReply): Promise<void> {
    const { account } = await within('acknowledging', () => this.findAccount(request));
    refuseEncoded(request.headers['content-encoding']);
    const { headers } = request.raw;
    request.contentType = headers['content-type'];
    // Fastify would refuse one that is not well formed, and the body is taken whatever it says.
    headers['content-type'] = 'application/octet-stream';
    const bytes = Number(request.headers['content-length'] ?? LARGEST_BODY_BYTES);
    request.bodyRead = this.parts.intake.expect(account.id, Math.min(bytes, LARGEST_BODY_BYTES));
    // For a sender that goes away in the middle.
    reply.raw.once('close', request.bodyRead);
  }

  /** A stranger's megabyte is not worth it. */
  private async findAccount(request: WebhookRoute): Promise<ActiveAccount> {
    const { connector, accountKey } = request.params;
    const active =
      this.parts.directory.peekWebhookKey(connector, accountKey) ??
      (await this.parts.directory.byWebhookKey(connector, accountKey));
    if (active === undefined) throw new HttpProblem('not_found', refusal('address_is_empty'));
    request.active = active;
    return active;
  }

  private async acknowledge(request: WebhookRoute, reply: FastifyReply): Promise<FastifyReply> {
    const { active, headers, body, contentType: declared } = request;
    if (active === undefined) throw new HttpProblem('not_found', refusal('address_is_empty'));
    const startedAt = performance.now();
    request.bodyRead?.();
    const {
      status,
      contentType,
      body: answer,
    } = await this.parts.intake.acknowledge(active, {
      rawBody: body ?? Buffer.alloc(0),
      // A header that came twice is one text here; only set-cookie would be a list.
      headers: { ...headers, 'content-type': declared } as WebhookRequest['headers'],
      receivedAt: await this.parts.intake.receivedAt(),
    });
    const connector = active.connector.id;
    this.parts.metrics.acknowledgement.observe({ connector }, (performance.now() - startedAt) / 1000);
    this.parts.metrics.deliveries.inc({ connector, account: active.account.id, outcome: 'acknowledged' });
    // As bytes: to a text Fastify would add a charset of its own, and the vendor gets exactly what it wants.
    return reply.code(status).header('content-type', contentType).send(Buffer.from(answer));
  }

  private refuse(error: unknown, request: WebhookRoute, reply: FastifyReply): void {
    const answer = problemOf(error, `urn:uuid:${randomUUID()}`);
    const { status } = answer.problem;
    const isForged = isUnverified(error, status);
    if (isForged) this.noteUnverified(error, request, answer);
    const tooMany = isForged ? this.parts.failures.note('delivery', request) : undefined;
    const reason = error instanceof WebhookRefusal ? error.reason : outcomeOf(status);
    this.tellRefused(error, request, { answer, outcome: tooMany?.kind ?? reason });
    sendProblem(reply, tooMany === undefined ? answer : problemOf(tooMany, ''));
  }

  private noteUnverified(error: unknown, { active }: WebhookRoute, { problem }: ProblemAnswer): void {
    if (active === undefined) return;
    const otherwise = problem.status === 413 ? 'too_large' : 'malformed';
    this.parts.intake.noteUnverified(active.account.id, {
      reason: error instanceof WebhookRefusal ? error.reason : otherwise,
      message: problem.detail ?? problem.title,
    });
  }

  private tellRefused(error: unknown, { active }: WebhookRoute, { answer, outcome }: Refused): void {
    // Of an address that nobody has, the connector's name is whatever a stranger wrote: it is repeated nowhere.
    const connector = active?.connector.id;
    const account = active?.account.id;
    this.parts.metrics.deliveries.inc({
      connector: connector ?? 'none',
      account: account ?? 'none',
      outcome,
    });
    const { status, instance } = answer.problem;
    const isOurs = answer.unexpected || status === 503;
    this.parts.log({
      event: 'delivery',
      level: isOurs ? 'error' : active === undefined || outcome === 'too_many_failures' ? 'debug' : 'warn',
      outcome,
      connector: connector ?? null,
      accountId: account ?? null,
      ms: undefined,
      ...(isOurs ? { instance, error } : {}),
    });
  }
}

interface Refused {
  readonly answer: ProblemAnswer;
  readonly outcome: string;
}

/** The signature is over the bytes of the body as they are sent, and unpacking what a stranger packed is a risk. */
function refuseEncoded(encoding: string | undefined): void {
  if (/^(?:\s*identity\s*)?$/i.test(encoding ?? '')) return;
  throw new WebhookRefusal('unsupported_encoding', refusal('delivery_is_compressed'));
}

/** What is refused for its content, or as a conflict, is of a sender that is known, and kept. */
const isUnverified = (error: unknown, status: number): boolean =>
  status < 500 &&
  !(error instanceof WebhookRefusal && (error.authentic !== undefined || error.reason === 'conflict'));

const OUTCOMES: Readonly<Record<number, string>> = {
  404: 'unknown_account',
  413: 'too_large',
  503: 'unavailable',
};

const outcomeOf = (status: number): string => OUTCOMES[status] ?? (status >= 500 ? 'failed' : 'malformed');
