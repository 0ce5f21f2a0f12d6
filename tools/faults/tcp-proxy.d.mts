export interface TcpProxy {
  /** The same address as the target's, through the proxy. */
  readonly url: string;
  /** How many connections stand, silent ones among them. */
  connections(): number;
  /** Cuts every connection and refuses new ones. */
  breakOff(): Promise<void>;
  /**
   * Existing connections stay open and carry nothing any more, no end either; new ones pass.
   * @returns how many fell silent
   */
  goSilent(how?: { newOnesToo?: boolean; serverDies?: boolean }): number;
  /** A request that holds this text arrives, its answer and all that follow on that connection do not. */
  loseAnswersTo(text: string): void;
  /** Every chunk takes so much longer, each way; ms. */
  delay(ms: number): void;
  /** Ends every fault: listens again, carries at once, and what was delayed or waited on silent connections arrives. */
  mend(): Promise<void>;
}

export function proxyTo(target: string): Promise<TcpProxy>;
