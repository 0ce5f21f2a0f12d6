import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { instant, readInput } from '../input.js';
import type { SandboxClock } from '../sandbox-clock.js';

const clockInput = z.strictObject({ at: instant.nullable() });

/** The sandbox's time: for whoever plays a day in a minute. Pauses between retries stay those of the machine. */
export function clockControl(scope: FastifyInstance, clock: SandboxClock): void {
  const shown = (): object => ({ at: new Date(clock.now()).toISOString() });
  scope.get('/clock', shown);
  scope.put('/clock', ({ body }) => {
    clock.setTo(readInput(clockInput, body).at);
    return shown();
  });
}
