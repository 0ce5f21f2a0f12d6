/** Which running hub this is; new at every start, so that a dead one's leases and jobs can be told apart. */
export class Instance {
  constructor(readonly id: string) {}
}

/**
 * What the sessions of an instance are called at the database, so that whoever takes its work over can end
 * them. At most 63 bytes count there.
 */
export const sessionName = (what: 'hub' | 'jobs' | 'events', instanceId: string): string =>
  `suanpan ${what} ${instanceId}`;
