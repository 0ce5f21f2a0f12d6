import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AuditAct } from '#audit/acts/audit-act.js';
import { AuditWriter } from '#audit/acts/audit-writer.js';
import { RefusedTally } from '#audit/acts/refused-tally.js';
import { networkOf } from '#connectors-core/address-range.js';
import { Database } from '#database/database.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../../log/log.token.js';
import type { ActingRequest } from '../acting.js';
import { type Asking, askingOf, RequestActing } from './request-acting.js';

interface Refused {
  readonly act: AuditAct;
  readonly by: Asking;
  /** Method and address of the route. */
  readonly route: string;
}

const API = '/api/v1/';
const LOOK_EVERY_MS = 5_000;
/** What is told where too many different ones come within a minute: whose they were is not. */
const OTHERS: Refused = {
  act: 'key.failed',
  by: { actor: undefined, address: null, client: null },
  route: 'others',
};

/** Writes who was refused: a key that is none, a sign-in that failed, and what somebody has no right to. */
@Injectable()
export class RefusedActs implements BeforeApplicationShutdown {
  private readonly tally = new RefusedTally<Refused>(OTHERS);

  constructor(
    private readonly database: Database,
    private readonly writer: AuditWriter,
    private readonly acting: RequestActing,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Sees every answer of the admin REST, once it is given. */
  watch(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      done();
      const refused = refusedBy(request, reply);
      if (refused !== undefined) void this.note(refused);
    });
  }

  @Interval(LOOK_EVERY_MS)
  async tellCounted(nowMs: number = performance.now()): Promise<void> {
    for (const { refused, count } of this.tally.take(nowMs)) await this.write(refused, count);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.tellCounted(Infinity);
  }

  private async note(refused: Refused): Promise<void> {
    const { act, by, route } = refused;
    // A network of IPv6 is one address, as wherever tries are counted.
    const from = by.address === null ? null : networkOf(by.address);
    const key = [act, by.actor?.id ?? from, route].join(' ');
    const told = this.tally.note(key, refused, performance.now());
    if (told !== undefined) await this.write(told, 1);
  }

  /** Never rejects: the answer is given, and the log says what could not be kept. */
  private async write({ act, by, route }: Refused, count: number): Promise<void> {
    try {
      const acting = await this.acting.of(by);
      const done = { act, subject: { kind: 'route', id: route }, after: { count } } as const;
      await this.database.transaction((sql) => this.writer.write(sql, acting, done));
    } catch (error) {
      this.log({
        event: 'audit_missing',
        level: 'error',
        route,
        act,
        count,
        outcome: 'could not be kept',
        error,
      });
    }
  }
}

const FAILED: ReadonlySet<number> = new Set([401, 429]);

/** Who only comes without a key is refused nothing that it has tried: a page that is not signed in yet asks who it is. */
function refusedBy(request: ActingRequest, { statusCode }: FastifyReply): Refused | undefined {
  const { method, routeOptions, actor, headers } = request;
  const route = `${method} ${routeOptions.url ?? ''}`;
  if (!(routeOptions.url ?? '').startsWith(API)) return undefined;
  const refused = { by: askingOf(request), route };
  if (statusCode === 403) return { act: 'access.refused', ...refused };
  // Who is known and asks too often has the rights that it has.
  if (!FAILED.has(statusCode) || actor !== undefined) return undefined;
  if (route === `POST ${API}session`) return { act: 'sign_in.failed', ...refused };
  return headers.authorization === undefined ? undefined : { act: 'key.failed', ...refused };
}
