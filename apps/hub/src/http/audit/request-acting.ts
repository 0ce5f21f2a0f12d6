import { Injectable } from '@nestjs/common';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import type { Acting } from '#audit/acts/audit-writer.js';
import { NOBODY } from '#audit/audit-entry.js';
import type { ActingRequest } from '../acting.js';
import { clientAddressOf } from '../edge/client-address.js';

/** What of a request says who asks, and from where. */
export interface Asking {
  /** Undefined: nobody that the hub knows. */
  readonly actor: Actor | undefined;
  readonly address: string | null;
  readonly client: string | null;
}

export const askingOf = (request: ActingRequest): Asking => ({
  actor: request.actor,
  address: clientAddressOf(request),
  client: request.headers['user-agent'] ?? null,
});

/** Who asks, as the audit keeps it. */
@Injectable()
export class RequestActing {
  constructor(private readonly keys: ApiKeysService) {}

  async of({ actor, ...from }: Asking): Promise<Acting> {
    if (actor === undefined) return { actor: NOBODY, ...from };
    return { actor: { ...actor, name: await this.keys.nameOf(actor.id) }, ...from };
  }
}
