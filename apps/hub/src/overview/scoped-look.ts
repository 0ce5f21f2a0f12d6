import type { StoreScope } from '#domain/access.js';
import { SharedLook } from '../health/shared-look.js';

/** Of more scopes than these nobody is told again what was seen: they look anew. */
const MOST_SCOPES = 100;

/** One look for all who see the same stores: what whoever sees more has seen is told to nobody else. */
export class ScopedLook<T> {
  private readonly looks = new Map<string, SharedLook<T>>();

  constructor(
    private readonly look: (scope: StoreScope) => Promise<T>,
    private readonly kept: ConstructorParameters<typeof SharedLook>[1],
  ) {}

  get(scope: StoreScope): Promise<T> {
    const key = scope === null ? 'all' : [...scope].sort().join(' ');
    const known = this.looks.get(key) ?? new SharedLook(() => this.look(scope), this.kept);
    this.looks.delete(key);
    this.looks.set(key, known);
    const [oldest] = this.looks.keys();
    if (this.looks.size > MOST_SCOPES && oldest !== undefined) this.looks.delete(oldest);
    return known.get();
  }
}
