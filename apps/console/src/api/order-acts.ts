import { act } from './act.js';

export const dismissFlag = act(
  'POST /api/v1/orders/:id/attention/dismiss',
  (send, id: string, code: string, param: string | undefined) =>
    send({ id }, { code, ...(param === undefined ? {} : { param }) }),
);

export interface Stated {
  readonly legId?: string;
  readonly saleFen?: number;
  readonly totalFen?: number;
  readonly paidFen?: number;
  /** ISO 8601. */
  readonly paidAt?: string;
}

export const correct = act(
  'POST /api/v1/orders/:orderId/corrections',
  (send, orderId: string, stated: Stated, reason: string) => send({ orderId }, { ...stated, reason }),
);

export const withdrawCorrection = act(
  'POST /api/v1/orders/:orderId/corrections/:id/withdraw',
  (send, orderId: string, id: string, reason: string) => send({ orderId, id }, { reason }),
);

/** All legs of another order are of this one too. */
export const linkOrder = act(
  'POST /api/v1/orders/:orderId/links',
  (send, orderId: string, otherId: string, reason: string) => send({ orderId }, { orderId: otherId, reason }),
);

export const undoLink = act('POST /api/v1/links/:id/undo', (send, id: string, reason: string) =>
  send({ id }, { reason }),
);

export type Move = 'place' | 'ship' | 'complete' | 'cancel';

export const command = act(
  'POST /api/v1/dispatches',
  (send, orderId: string, accountId: string, kind: Move, reason: string) =>
    send({}, { orderId, accountId, kind, ...(reason === '' ? {} : { reason }) }),
);
