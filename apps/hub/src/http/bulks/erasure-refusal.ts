import type { Role } from '#domain/access.js';
import { refusal } from '#domain/refusal.js';
import { ERASE } from '#privacy/erasures.service.js';
import { HttpProblem } from '../problem/http-problem.js';

/** An erasure is an act on many things as well, and takes who administers. @throws HttpProblem forbidden */
export function refuseErasing(act: string | undefined, role: Role): void {
  if (act === ERASE && role !== 'admin')
    throw new HttpProblem('forbidden', refusal('role_may_not', { role, needed: 'admin' }));
}
