/** How many hours each store may still be taken forward in one run. */
export class HoursLeft {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  of(storeId: string): number {
    return this.most - (this.taken.get(storeId) ?? 0);
  }

  take(storeId: string, hours: number): void {
    this.taken.set(storeId, (this.taken.get(storeId) ?? 0) + hours);
  }

  /** Stores that have none left. */
  spent(): string[] {
    return [...this.taken.keys()].filter((storeId) => this.of(storeId) <= 0);
  }
}
