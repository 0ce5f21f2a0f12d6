/** Who knows whose calls are too few to spend one on each push: a provider of another module, which this lib may not know. */
export interface ScarceCalls {
  /** Accounts that are listed more seldom than anybody would like, for want of calls. */
  scarceIds(): Promise<ReadonlySet<string>>;
}
