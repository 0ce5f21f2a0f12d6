/** The name of a kind of work and the shape of what it is told. Declared once, beside the code that does it. */
export interface Task<Payload> {
  readonly name: string;
  /** Only for the type; never set. */
  readonly payload?: Payload;
}

export const defineTask = <Payload = Record<string, never>>(name: string): Task<Payload> => ({ name });

export interface TaskRun {
  /** Aborted when the hub shuts down or its clock is not trusted: finish the unit in hand, start no other. */
  readonly signal: AbortSignal;
}

export type RunTask<Payload> = (payload: Payload, run: TaskRun) => Promise<void>;
