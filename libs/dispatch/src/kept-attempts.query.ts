import type { RetainedMonths } from '#database/retained.js';

/** SQL: commands that may be sent, are looked for, or wait for a person. */
const OPEN = `d.state NOT IN ('done', 'withdrawn')`;

/** The steps of a command are kept at least until it has come to its end. */
export const KEPT_DISPATCH_ATTEMPTS: RetainedMonths = {
  table: 'dispatch_attempts',
  time: 'started_at',
  holds: [
    {
      code: 'open_command',
      where: `EXISTS (SELECT FROM dispatches d WHERE d.id = t.dispatch_id AND ${OPEN})`,
    },
  ],
};

/** SQL: of an order's id, whether a command about it is still to be sent: a till prints whom it is for. */
export const commandsNeedContacts = (orderId: string): string =>
  `EXISTS (SELECT FROM legs x JOIN dispatches d ON d.leg_id = x.id WHERE x.order_id = ${orderId} AND ${OPEN})`;
