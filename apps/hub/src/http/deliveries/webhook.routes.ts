import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { WebhookRequest } from '#connectors-core/connector.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import type { IntakeService } from '#intake/intake.service.js';
import type { HubMetrics } from '../../metrics/hub-metrics.js';
import { HttpProblem } from '../problem/http-problem.js';
import { problemOf } from '../problem/problem-table.js';
import { sendProblem } from '../problem/problem.filter.js';

/** More than any order needs; what is larger is refused while it is being read. */
export const LARGEST_BODY_BYTES = 1024 * 1024;

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

/**
 * Where vendors post to. Stands beside Nest's pipeline, not in it: between the last byte and the commit
 * there is only the account's lookup and the verification. Whatever the content type says, the body is
 * taken as the bytes that were signed.
 */
export class WebhookRoutes {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly intake: IntakeService,
    private readonly metrics: HubMetrics,
    private readonly log: Log,
  ) {}

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
    request.bodyRead = this.intake.expect(account.id, Math.min(bytes, LARGEST_BODY_BYTES));
    // For a sender that goes away in the middle.
    reply.raw.once('close', request.bodyRead);
  }

  /** A stranger's megabyte is not worth it. */
  private async findAccount(request: WebhookRoute): Promise<ActiveAccount> {
    const { connector, accountKey } = request.params;
    const active =
      this.directory.peekWebhookKey(connector, accountKey) ??
      (await this.directory.byWebhookKey(connector, accountKey));
    if (active === undefined) throw new HttpProblem('not_found', 'There is nothing at this address.');
    request.active = active;
    return active;
  }

  private async acknowledge(request: WebhookRoute, reply: FastifyReply): Promise<FastifyReply> {
    const { active, headers, body, contentType: declared } = request;
    if (active === undefined) throw new HttpProblem('not_found', 'There is nothing at this address.');
    const startedAt = performance.now();
    request.bodyRead?.();
    const {
      status,
      contentType,
      body: answer,
    } = await this.intake.acknowledge(active, {
      rawBody: body ?? Buffer.alloc(0),
      // A header that came twice is one text here; only set-cookie would be a list.
      headers: { ...headers, 'content-type': declared } as WebhookRequest['headers'],
      receivedAt: await this.intake.receivedAt(),
    });
    const connector = active.connector.id;
    this.metrics.acknowledgement.observe({ connector }, (performance.now() - startedAt) / 1000);
    this.metrics.deliveries.inc({ connector, account: active.account.id, outcome: 'acknowledged' });
    // As bytes: to a text Fastify would add a charset of its own, and the vendor gets exactly what it wants.
    return reply.code(status).header('content-type', contentType).send(Buffer.from(answer));
  }

  private refuse(error: unknown, request: WebhookRoute, reply: FastifyReply): void {
    const answer = problemOf(error, `urn:uuid:${randomUUID()}`);
    const { status, instance } = answer.problem;
    const outcome = error instanceof WebhookRefusal ? error.reason : outcomeOf(status);
    const { active } = request;
    // Of an address that nobody has, the connector's name is whatever a stranger wrote.
    const connector = active?.connector.id ?? 'none';
    this.metrics.deliveries.inc({ connector, account: active?.account.id ?? 'none', outcome });
    if (active !== undefined && isUnverified(error, status)) {
      this.intake.noteUnverified(active.account.id, {
        reason: outcome,
        message: answer.problem.detail ?? answer.problem.title,
      });
    }
    this.log({
      event: 'delivery',
      level: answer.unexpected || status === 503 ? 'error' : active === undefined ? 'debug' : 'warn',
      outcome,
      // A name that a stranger wrote is repeated nowhere.
      connector: active?.connector.id ?? null,
      accountId: active?.account.id ?? null,
      ms: undefined,
      ...(answer.unexpected || status === 503 ? { instance, error } : {}),
    });
    sendProblem(reply, answer);
  }
}

/** The signature is over the bytes of the body as they are sent, and unpacking what a stranger packed is a risk. */
function refuseEncoded(encoding: string | undefined): void {
  if (/^(?:\s*identity\s*)?$/i.test(encoding ?? '')) return;
  throw new WebhookRefusal(
    'unsupported_encoding',
    'the body must be sent as it is, not compressed: leave content-encoding (gzip and the like) out',
  );
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
