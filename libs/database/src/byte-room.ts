/** Bounds what is held in memory while it waits: beyond it, whoever comes is sent away at once. */
export class ByteRoom {
  private used = 0;

  constructor(private readonly most: number) {}

  get usedBytes(): number {
    return this.used;
  }

  /**
   * @returns gives the room back; calling it again does nothing
   * @throws DatabaseBehindError when so much waits already
   */
  take(bytes: number): () => void {
    // A single body finds room in any case: what is larger than all the room is refused for its size elsewhere.
    if (this.used > 0 && this.used + bytes > this.most) throw new DatabaseBehindError(this.used);
    this.used += bytes;
    let held = bytes;
    return () => {
      this.used -= held;
      held = 0;
    };
  }
}

/** More waits for the database than memory is given for. Nothing of what was refused is stored. */
export class DatabaseBehindError extends Error {
  override readonly name = 'DatabaseBehindError';
  /** As the system says it when a connection's own queue is full. */
  readonly code = 'ECONNREFUSED';

  constructor(waitingBytes: number) {
    super(`${String(Math.round(waitingBytes / 1e6))} MB wait for the database already`);
  }
}
