/** Whose paths are the hub's own; what is not there is a problem, not a page. */
const RESERVED = /^\/(api|webhooks|docs|schemas|health|metrics|openapi\.json|assets)(\/|$)/;

interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly accept?: string | undefined };
}

/** Whether somebody opens a page of the console in a browser: those know their own places, the hub knows none of them. */
export function isConsolePage({ method, url = '/', headers: { accept = '' } }: Asked): boolean {
  if (method !== 'GET' || !accept.includes('text/html')) return false;
  return !RESERVED.test(url.split('?', 1)[0] ?? '');
}
