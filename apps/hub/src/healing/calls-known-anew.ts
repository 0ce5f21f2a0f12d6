import { Injectable } from '@nestjs/common';
import { QuotaReadings } from '#accounts/quota/quota-readings.js';
import { WaitingWork } from './waiting-work.js';

/** Asks vendors how many calls are left. What was bought, or left by others, is not to lie unused while commands wait for it. */
@Injectable()
export class CallsKnownAnew {
  constructor(
    private readonly readings: QuotaReadings,
    private readonly waiting: WaitingWork,
  ) {}

  async read(signal: AbortSignal): Promise<void> {
    await this.waiting.makeDue(await this.readings.refresh(signal), ['quota_exhausted']);
  }
}
