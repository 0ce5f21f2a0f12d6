import type { FastifyInstance } from 'fastify';
import { stringify } from 'lossless-json';

/** Answers are written with all digits of a bigint, as a JSON integer. */
export function writeEveryDigit(server: FastifyInstance): void {
  server.setReplySerializer((payload) => stringify(payload) ?? 'null');
}
