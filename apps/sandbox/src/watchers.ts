/** Those who want to hear of every change, in the order in which they came. */
export class Watchers<T> {
  private readonly watching = new Set<(one: T) => void>();

  /** @returns what ends the watching */
  add(watch: (one: T) => void): () => void {
    this.watching.add(watch);
    return () => this.watching.delete(watch);
  }

  tell(changed: readonly T[]): void {
    for (const watch of this.watching) changed.forEach(watch);
  }
}
