import { type FaultInput, type FaultKinds, type FaultSubject, SENDING } from './fault-input.js';

export type Fault = FaultInput & { readonly id: number; left: number };

const MOST_FAULTS = 1_000;

interface WaitingFault {
  readonly fault: Fault;
  readonly concerns: FaultKinds['concerns'];
}

/** The faults that still wait to happen, oldest first. They are forgotten at a restart. */
export class FaultBook {
  private waiting: WaitingFault[] = [];
  private nextId = 1;

  /** @returns null when too many wait already */
  add(input: FaultInput, { concerns }: FaultKinds): Fault | null {
    if (this.waiting.length >= MOST_FAULTS) return null;
    const fault = { ...input, id: this.nextId++, left: input.times };
    this.waiting.push({ fault, concerns });
    return fault;
  }

  list(): readonly Fault[] {
    return this.waiting.map(({ fault }) => fault);
  }

  clear(): void {
    this.waiting = [];
  }

  takeSendingFault(subject: FaultSubject): Fault | null {
    return this.takeAnswerFault(SENDING, subject);
  }

  takeAnswerFault(vendor: string, subject: FaultSubject): Fault | null {
    const found = this.waiting.find(
      ({ fault, concerns }) => fault.vendor === vendor && concerns(fault, subject),
    );
    if (found === undefined) return null;
    found.fault.left -= 1;
    if (found.fault.left === 0) this.waiting = this.waiting.filter((one) => one !== found);
    return found.fault;
  }
}
