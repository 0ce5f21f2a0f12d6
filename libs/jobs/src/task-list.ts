import type { RunTask, Task } from './task.js';

/** Which task is done by what; each lib adds its own at start. */
export class TaskList {
  private readonly runs = new Map<string, RunTask<unknown>>();

  add<Payload>(task: Task<Payload>, run: RunTask<Payload>): void {
    if (this.runs.has(task.name)) throw new Error(`task "${task.name}" is defined twice`);
    this.runs.set(task.name, run as RunTask<unknown>);
  }

  entries(): IterableIterator<[string, RunTask<unknown>]> {
    return this.runs.entries();
  }
}
