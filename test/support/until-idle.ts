import type { RestClient } from './rest-client.js';

/** Waits until everything that the sandbox tells is acknowledged; the test's own time-out ends it. */
export async function untilIdle(control: RestClient): Promise<void> {
  await control.until<{ idle: boolean }>('notifications/idle?timeoutMs=60000', ({ idle }) => idle);
}
