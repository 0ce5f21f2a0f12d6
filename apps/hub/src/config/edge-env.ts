import type { z } from 'zod';
import { addressRanges, integer, oneOf } from './env-shapes.js';

/** Who may see a page that is not of the admin REST: whoever is on this machine, whoever has a key, everybody. */
export const PAGE_ACCESS = ['local', 'key', 'open'] as const;
export type PageAccess = (typeof PAGE_ACCESS)[number];

/** Whoever is believed about the address of a client decides it: everybody would be whoever he says. */
const proxyRanges = addressRanges.refine((ranges) => !ranges.some((range) => /\/0+$/.test(range)), {
  error: 'believes everybody: list the addresses of your proxies alone, such as 10.0.0.5, fd00::/64',
});

const access = oneOf(...PAGE_ACCESS).default('local');

/** The variables of what stands between the network and the routes. */
export const edgeVariables = {
  HUB_TRUSTED_PROXIES: proxyRanges.default([]),
  HUB_METRICS_ACCESS: access,
  HUB_DOCS_ACCESS: access,
  HUB_HEAD_SECONDS: integer(1, 600).default(10),
  HUB_REQUEST_SECONDS: integer(1, 600).default(30),
  HUB_CONNECTIONS: integer(16, 100_000).default(4_000),
  HUB_CONNECTIONS_PER_ADDRESS: integer(4, 100_000).default(1_000),
  HUB_FAILURES_PER_MINUTE: integer(1, 1_000_000).default(60),
};

export interface EdgeEnv {
  /** Address ranges of the proxies that are believed whose requests they pass on. */
  readonly trustedProxies: readonly string[];
  readonly access: { readonly metrics: PageAccess; readonly docs: PageAccess };
  /** How long a request's head may take to come, and how long all of it; the first is never the longer one. */
  readonly headMs: number;
  readonly requestMs: number;
  readonly connections: { readonly most: number; readonly mostOfAddress: number };
  /** Of a client address; one more is answered by 429. */
  readonly failuresPerMinute: number;
}

export const toEdge = (read: z.infer<z.ZodObject<typeof edgeVariables>>): EdgeEnv => ({
  trustedProxies: read.HUB_TRUSTED_PROXIES,
  access: { metrics: read.HUB_METRICS_ACCESS, docs: read.HUB_DOCS_ACCESS },
  headMs: Math.min(read.HUB_HEAD_SECONDS, read.HUB_REQUEST_SECONDS) * 1000,
  requestMs: read.HUB_REQUEST_SECONDS * 1000,
  connections: { most: read.HUB_CONNECTIONS, mostOfAddress: read.HUB_CONNECTIONS_PER_ADDRESS },
  failuresPerMinute: read.HUB_FAILURES_PER_MINUTE,
});
