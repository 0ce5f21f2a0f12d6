import type { StoreScope } from '#domain/access.js';
import { uuidV7 } from '#domain/ids.js';
import type { DispatchKind, DispatchState } from '../dispatch-words.js';

export interface DispatchFilter {
  readonly state?: DispatchState | undefined;
  readonly kind?: DispatchKind | undefined;
  readonly errorCode?: string | undefined;
  readonly accountId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly storeId?: string | undefined;
  /** Only commands of these stores about orders that are theirs with all their legs. */
  readonly stores?: StoreScope | undefined;
  /** Made at or after it. */
  readonly from?: Date | undefined;
  /** Made before it. */
  readonly to?: Date | undefined;
  /** Only dispatches made before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** An id begins with about the time at which its command was made: the list, by id, is cut there and not read through. */
const ID_SLACK_MS = 60_000;
const lowestId = (at: Date, plusMs: number): string =>
  uuidV7(new Date(Math.max(0, at.getTime() + plusMs)), Buffer.alloc(10));

/** Not greater than the id of what was made then or later. */
export const idsFrom = (at: Date): string => lowestId(at, -ID_SLACK_MS);
/** Greater than the id of what was made before. */
export const idsUntil = (at: Date): string => lowestId(at, ID_SLACK_MS);
