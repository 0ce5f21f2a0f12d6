import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { KeyedRequest } from './api-key.guard.js';

/** Counts all requests of one key together; what needs no key (health, metrics) is not throttled. */
@Injectable()
export class KeyThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.switchToHttp().getRequest<KeyedRequest>().apiKeyId === undefined;
  }

  protected override async getTracker({ apiKeyId }: Partial<KeyedRequest>): Promise<string> {
    return apiKeyId ?? '';
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }
}
