import { Readable } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Log } from '#domain/log.js';
import { LOG } from '../log/log.token.js';

/** Answers with files whose parts are read while they are taken. */
@Injectable()
export class CsvAnswer implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(@Inject(LOG) private readonly log: Log) {}

  /**
   * @param partsOf the file's parts, the first of which is its header
   * @throws what the first part does: what is wrong with the request, or the database, is still told as a problem
   */
  async of(
    route: string,
    reply: FastifyReply,
    partsOf: (stopped: AbortSignal) => AsyncGenerator<string>,
  ): Promise<StreamableFile> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.stopping.signal]);
    const parts = partsOf(signal);
    const header = await parts.next();
    const told = this.told(route, header.value as string, parts, signal);
    return new StreamableFile(Readable.from(told, { signal }));
  }

  /** A reader may be slower than a hub that ends can wait. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Once a file is begun, only its end can say that something failed: it is missing. The log says what. */
  private async *told(route: string, header: string, rest: AsyncIterable<string>, signal: AbortSignal) {
    yield header;
    try {
      yield* rest;
    } catch (error) {
      if (!signal.aborted)
        this.log({ event: 'http_error', level: 'error', route, outcome: 'cut_off', error });
      throw error;
    }
  }
}
