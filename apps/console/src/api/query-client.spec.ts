import { MutationObserver, notifyManager, onlineManager, QueryObserver } from '@tanstack/react-query';
import { newQueryClient } from './query-client.js';
import { UnreachableError } from './problem-error.js';

const lost = () => Promise.reject(new UnreachableError('no network', true));

describe('calls of the console', () => {
  const client = newQueryClient(() => undefined);
  afterEach(() => {
    onlineManager.setOnline(true);
    client.clear();
  });

  it('are known to be under way before another click can come', async () => {
    const observer = new MutationObserver(client, { mutationFn: () => new Promise(() => undefined) });
    const told: string[] = [];
    // As what is shown hears of it.
    observer.subscribe(notifyManager.batchCalls(({ status }) => told.push(status)));
    void observer.mutate();
    // What is queued as a microtask runs before the browser hands on the next click.
    await Promise.resolve();
    expect(told).toContain('pending');
  });

  it('fail without a network, and are not kept to be done when there is one again', async () => {
    onlineManager.setOnline(false);
    const observer = new MutationObserver(client, { mutationFn: lost });
    const outcome = observer.mutate().catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    expect(observer.getCurrentResult()).toMatchObject({ status: 'error', isPaused: false });
    onlineManager.setOnline(true);
    expect(await outcome).toBeInstanceOf(UnreachableError);
  });

  it('read without a network say that they could not', async () => {
    onlineManager.setOnline(false);
    const observer = new QueryObserver(client, { queryKey: ['any'], queryFn: lost, retry: false });
    const error = await new Promise((resolve) => {
      observer.subscribe((now) => now.error !== null && resolve(now.error));
    });
    expect(error).toBeInstanceOf(UnreachableError);
  });
});
