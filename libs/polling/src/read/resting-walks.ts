import type { PageWalk } from './page-walk.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

interface RestingWalk {
  readonly holder: string;
  readonly walk: PageWalk;
}

/** More than this at once begin anew when their turn comes. */
const MOST = 64;

/**
 * Readings that wait in memory for their account's next calls, so that a window of more pages than are granted
 * at once gets to its end. With the instance they are gone; another then begins anew.
 */
export class RestingWalks {
  private readonly walks = new Map<string, RestingWalk>();

  /** Of the leases that still hold off other hubs. */
  holders(): string[] {
    return [...this.walks.values()].map(({ holder }) => holder);
  }

  keep({ id, lease_holder: holder }: ClaimedWindow, walk: PageWalk): void {
    const [oldest] = this.walks.keys();
    if (oldest !== undefined && this.walks.size >= MOST) this.walks.delete(oldest);
    this.walks.set(id, { holder, walk });
  }

  /** Undefined when there is none, or when somebody else had the window meanwhile. */
  take({ id, previous_holder }: ClaimedWindow): PageWalk | undefined {
    const resting = this.walks.get(id);
    this.walks.delete(id);
    return resting?.holder === previous_holder ? resting.walk : undefined;
  }
}
