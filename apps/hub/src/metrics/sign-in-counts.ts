import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { HubMetrics } from './hub-metrics.js';

/** How often people and programs tried to sign in, and what came of it. */
@Injectable()
export class SignInCounts {
  private readonly counter: Counter<'by' | 'outcome'>;

  constructor({ registry }: HubMetrics) {
    this.counter = new Counter({
      name: 'suanpan_sign_ins_total',
      help: 'Tries to sign in, by a key or as a user: signed_in, refused (wrong), slowed (after failed ones), busy (too many at once).',
      labelNames: ['by', 'outcome'],
      registers: [registry],
    });
  }

  count(by: 'key' | 'user', outcome: 'signed_in' | 'refused' | 'slowed' | 'busy'): void {
    this.counter.inc({ by, outcome });
  }
}
