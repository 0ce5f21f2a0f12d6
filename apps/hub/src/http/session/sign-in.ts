import { Inject, Injectable } from '@nestjs/common';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { FailedTries } from '#accounts/keys/failed-tries.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import type { Session } from '#accounts/keys/sessions.store.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../../log/log.token.js';
import { HttpProblem } from '../problem/http-problem.js';

interface Try {
  readonly key: string;
  /** Whose tries are counted together. */
  readonly address: string;
  readonly client: string;
  /** Of the session that the browser has already. */
  readonly tokenBefore: string | undefined;
}

/** From a key to a session and back; slows whoever guesses. */
@Injectable()
export class SignIn {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
    private readonly tries: FailedTries,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @returns the new session's token. @throws HttpProblem too_many_tries, unauthorized */
  async begin({ key, address, client, tokenBefore }: Try): Promise<string> {
    const apiKeyId = await this.tryKey(key, address);
    await this.endBefore(tokenBefore);
    const { id, token } = await this.sessions.begin({ kind: 'key', id: apiKeyId }, client);
    this.log({ event: 'session', outcome: 'signed_in', sessionId: id, apiKeyId, address });
    return token;
  }

  async end({ id, actor }: Session): Promise<void> {
    await this.sessions.end(id);
    this.log({ event: 'session', outcome: 'signed_out', sessionId: id, apiKeyId: actor.id });
  }

  private async tryKey(key: string, address: string): Promise<string> {
    const retryAfterMs = this.tries.begin(address, performance.now());
    if (retryAfterMs !== undefined)
      throw new HttpProblem('too_many_tries', 'Too many tries have failed: wait a little.', [], retryAfterMs);
    const id = await this.keys.verify(key).catch((error: unknown) => {
      this.tries.takeBack(address);
      throw error;
    });
    if (id === undefined) {
      this.log({ event: 'session', level: 'warn', outcome: 'refused', address });
      throw new HttpProblem('unauthorized', 'This is no valid key.');
    }
    this.tries.takeBack(address);
    return id;
  }

  /** Whoever signs in anew, or over what somebody else has put there, is left with the new one alone. */
  private async endBefore(token: string | undefined): Promise<void> {
    const before = token === undefined ? undefined : await this.sessions.verify(token);
    if (before !== undefined) await this.end(before);
  }
}
