import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { RETRY } from '#connectors-core/connector-error.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { DispatchKind } from '../dispatch-words.js';

type Finding = 'works' | 'out' | 'unknown';

/** So long nobody asks again whether an account is out: its other commands fail by the same. */
const OUT_FOR_MS = 30_000;

/**
 * Whether an answer to a command that blames its whole account does so rightly: one read-only call tells. A vendor
 * words refusals as it likes, and a body of one order may be what its signature check or a firewall stumbles over.
 * Calls that come too often are not looked into: another one would make it worse, and it passes.
 */
export class AccountDoubt {
  private readonly asking = new Map<string, Promise<Finding>>();
  private readonly outUntil = new Map<string, Date>();

  constructor(private readonly parts: Pick<DispatchParts, 'clock' | 'quota'>) {}

  /** @returns the fault as it stands; `rejected`, and so this order's alone, where the account works all the same */
  async settled(fault: Fault, active: ActiveAccount, purpose: DispatchKind): Promise<Fault> {
    if (!blamesAccount(fault)) return fault;
    if ((await this.finding(active, purpose)) !== 'works') return fault;
    const message = `${fault.message} (${fault.code} by its words, but the account works: refused for this order alone)`;
    return { ...fault, code: 'rejected', message, retryAfterMs: 0 };
  }

  private async finding(active: ActiveAccount, purpose: DispatchKind): Promise<Finding> {
    const { id } = active.account;
    const outUntil = this.outUntil.get(id);
    if (outUntil !== undefined && this.parts.clock.now() < outUntil) return 'out';
    const asking = this.asking.get(id) ?? this.ask(active, purpose).finally(() => this.asking.delete(id));
    this.asking.set(id, asking);
    const finding = await asking;
    if (finding === 'out') this.outUntil.set(id, new Date(this.parts.clock.now().getTime() + OUT_FOR_MS));
    else this.outUntil.delete(id);
    return finding;
  }

  /** Where our own count says that no calls are left either, there is nothing to ask. */
  private async ask(active: ActiveAccount, purpose: DispatchKind): Promise<Finding> {
    const { connector, account } = active;
    if (connector.check === undefined) return 'unknown';
    const { quota } = this.parts;
    const reserved = await quota.reserve(active, purpose);
    if (!reserved.granted) return 'out';
    try {
      await withinCall({ purpose, reserved: reserved.calls }, async () => connector.check?.(account));
      return 'works';
    } catch (error) {
      const fault = faultOf(error, 'internal');
      if (fault.notSent === 'no_calls') return 'out';
      return blamesAccount(fault) ? 'out' : 'unknown';
    } finally {
      await quota.giveBack(reserved.calls);
    }
  }
}

const blamesAccount = ({ code, notSent }: Fault): boolean =>
  notSent === undefined && (RETRY[code].blames === 'account' || code === 'quota_exhausted');
