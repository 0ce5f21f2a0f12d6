import type { z } from 'zod';
import type { hint } from '#admin-contract/event.js';

export type Hint = z.input<typeof hint>;

/** What every tab of a browser is told, whichever of them listens to the hub. */
export type News =
  | { readonly what: 'hint'; readonly hint: Hint }
  /** Connected again, or the hub does not know what one has heard: everything may be another. */
  | { readonly what: 'anew' }
  | { readonly what: 'lost' }
  | { readonly what: 'signed_out' };

const NAME = 'suanpan.events';
const AGAIN_AFTER_MS = 3_000;
/** Who has told nothing for so long, not even that it is there, is taken for gone. It says so every 15 s. */
const SILENT_MS = 40_000;

/**
 * Tells what changes in the hub until it is ended. Of the tabs of a browser one listens, and tells the others; where
 * the browser has no locks (the hub is reached over plain HTTP from another machine) each listens for itself.
 *
 * @returns ends it
 */
export function listen(hear: (news: News) => void): () => void {
  const leaving = new AbortController();
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
  // Only a page that the browser trusts has locks.
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) void read(hear, leaving.signal);
  else void lead(locks, channel, hear, leaving.signal);
  return () => {
    leaving.abort();
    channel.close();
  };
}

async function lead(
  locks: LockManager,
  channel: BroadcastChannel,
  hear: (news: News) => void,
  signal: AbortSignal,
): Promise<void> {
  const tell = (news: News) => {
    hear(news);
    channel.postMessage(news);
  };
  // Refused where the page is left before its turn has come.
  await locks.request(NAME, { signal }, () => read(tell, signal)).catch(() => undefined);
}

/** Resolves when it is ended. */
function read(tell: (news: News) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = (news?: News) => {
      clearTimeout(silence);
      silence = setTimeout(reopen, SILENT_MS);
      if (news !== undefined) tell(news);
    };
    const reopen = () => {
      source.close();
      tell({ what: 'lost' });
      open();
    };
    const open = () => {
      source = new EventSource('/api/v1/events');
      heard();
      source.addEventListener('open', () => heard({ what: 'anew' }));
      source.addEventListener('resync', () => heard({ what: 'anew' }));
      source.addEventListener('beat', () => heard());
      source.addEventListener('signed_out', () => heard({ what: 'signed_out' }));
      source.addEventListener('hint', ({ data }: MessageEvent<string>) =>
        heard({ what: 'hint', hint: JSON.parse(data) as Hint }),
      );
      source.addEventListener('error', () => {
        heard({ what: 'lost' });
        // A connection that broke is opened again by the browser, one that was refused is not.
        if (source.readyState !== EventSource.CLOSED) return;
        clearTimeout(silence);
        again = setTimeout(open, AGAIN_AFTER_MS);
      });
    };
    signal.addEventListener('abort', () => {
      clearTimeout(again);
      clearTimeout(silence);
      source.close();
      resolve();
    });
    open();
  });
}
