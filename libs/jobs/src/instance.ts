/** Which running hub this is; new at every start, so that a dead one's leases and jobs can be told apart. */
export class Instance {
  constructor(readonly id: string) {}
}
