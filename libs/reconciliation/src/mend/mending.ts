import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { dueRepairs, unverifiedRepairs } from './due-repairs.store.js';
import type { RepairEnds } from './repair-ends.js';
import { repairsFailed } from './repair-failure.js';
import { telling } from './repair-log.js';
import type { RepairSteps } from './repair-steps.js';
import type { RepairVerifying } from './repair-verifying.js';

export interface MendingParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly steps: Pick<RepairSteps, 'step'>;
  readonly ends: Pick<RepairEnds, 'take'>;
  readonly verifying: Pick<RepairVerifying, 'verify'>;
  readonly log: Log;
}

const AT_ONCE = 100;

/** Takes repairs on: begins what is planned, learns their ends and what they have mended. Every step is a transaction of its own. */
export class Mending {
  constructor(private readonly parts: MendingParts) {}

  /** Until nothing is due. A repair that cannot be looked at stops only itself. @throws that the database is away */
  async run(signal: AbortSignal): Promise<void> {
    const { steps, ends, verifying } = this.parts;
    await this.each(signal, dueRepairs, (id) => steps.step(id));
    while (!signal.aborted && (await ends.take()));
    await this.each(signal, unverifiedRepairs, (id) => verifying.verify(id));
  }

  private async each(
    signal: AbortSignal,
    due: typeof dueRepairs,
    work: (id: string) => Promise<void>,
  ): Promise<void> {
    const { database, clock } = this.parts;
    const seen: string[] = [];
    let ids: string[];
    do {
      ids = await due(database, clock.now(), seen, AT_ONCE);
      for (const id of ids) if (!signal.aborted) await this.one(id, work);
      seen.push(...ids);
    } while (ids.length === AT_ONCE && !signal.aborted);
  }

  private async one(repairId: string, work: (id: string) => Promise<void>): Promise<void> {
    try {
      await telling(this.parts, repairId, () => work(repairId));
    } catch (error) {
      await repairsFailed(this.parts, [repairId], error);
    }
  }
}
