import type { FastifyInstance } from 'fastify';
import { LARGEST_CSV_BYTES } from '../taken-body.js';

const CSV = 'text/csv';

/** Takes CSV, as the bytes that it is, where an address says that it is CSV (`….csv`), and nowhere else. */
export function takeCsv(server: FastifyInstance): void {
  server.addContentTypeParser<Buffer>(
    CSV,
    { parseAs: 'buffer', bodyLimit: LARGEST_CSV_BYTES },
    (request, body, done) => {
      if (request.routeOptions.url?.endsWith('.csv') === true) done(null, body);
      else done(Object.assign(new Error('Unsupported media type: here only JSON'), { statusCode: 415 }));
    },
  );
}
