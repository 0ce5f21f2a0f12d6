import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { ActingRequest } from './acting.js';

/** Counts all requests of one key together, and those of each session; what is open to all is not throttled. */
@Injectable()
export class KeyThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return context.switchToHttp().getRequest<ActingRequest>().actor === undefined;
  }

  protected override async getTracker({ actor, session }: Partial<ActingRequest>): Promise<string> {
    return session?.id ?? actor?.id ?? '';
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }
}
