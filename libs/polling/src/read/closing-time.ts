import type { PagedAccount } from '../accounts/polling-accounts.js';
import { believedOffset, type VendorClocks } from '../accounts/vendor-clocks.js';
import { earlierNow } from '../windows/window-plan.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

/** How exactly a vendor's clock is known: a window is not read twice for less. */
const CLOCK_SLACK_MS = 2_000;
/** No window waits longer for its vendor's clock without another look at it. */
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * When windows are old enough to be closed by the earlier of the two clocks. The vendor's is learned from its
 * answers alone, so an account is never left unasked for long because of what was last learned of it.
 */
export class ClosingTime {
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly vendorClocks: VendorClocks) {}

  /** Our time at which a pass over the window may begin that closes it: its end is then the lag behind us. */
  of({ to_at }: ClaimedWindow, { active, pages }: PagedAccount): Date {
    const behind = -earlierNow(0, believedOffset(this.vendorClocks, active.account.id));
    return new Date(to_at.getTime() + pages.lagMs + behind - CLOCK_SLACK_MS);
  }

  /** Undefined: it is to be read now, and be it to learn what the vendor's clock shows. */
  restOf(window: ClaimedWindow, paged: PagedAccount, now: Date): Date | undefined {
    const closableAt = this.of(window, paged);
    if (now >= closableAt) return undefined;
    const asked = this.askedAt.get(window.account_id);
    if (asked === undefined) this.asked(window, now);
    else if (now.getTime() - asked >= LOOK_AGAIN_MS) return undefined;
    return this.lookAgainAt(window, paged, now);
  }

  lookAgainAt(window: ClaimedWindow, paged: PagedAccount, now: Date): Date {
    return new Date(Math.min(this.of(window, paged).getTime(), now.getTime() + LOOK_AGAIN_MS));
  }

  asked({ account_id }: ClaimedWindow, now: Date): void {
    this.askedAt.set(account_id, now.getTime());
  }
}
