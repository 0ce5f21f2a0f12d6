/**
 * Settings of the embedded server, for one hub on a small machine. They are given at each start and so belong
 * to the code; whoever wants others runs a PostgreSQL of their own and sets DATABASE_URL.
 */
const COMMON = {
  // Reached over TCP on the loopback alone; a socket file would need a folder that every user may enter.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Prisma's pg adapter reads and writes instants as if the session were in UTC.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The default, said aloud: a quarter of 512 MB, the smallest machine we have in mind.
  shared_buffers: '128MB',
  // Two or three hub instances with their pools, the job workers, and room for a person; about 10 MB each in
  // use.
  max_connections: 200,
  // Queries are short: compiling them costs more than it saves.
  jit: 'off',
  // A transaction whose client was killed gives up its locks within a second, even in the middle of a
  // statement.
  client_connection_check_interval: '1s',
  // Statements and key values may hold personal data: the log says what went wrong, and with which code,
  // only.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** What was acknowledged survives a crash of the machine; checkpoints are rare enough to be cheap. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Halves the full-page images that follow each checkpoint, at little processor time.
  wal_compression: 'on',
  // Recovery after a crash reads this much at most, a few seconds; and so much disk stays taken.
  max_wal_size: '512MB',
};

/** For tests: nothing outlives the run, so nothing has to reach the disk. */
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '1GB' };

/** @returns {string[]} arguments for `postgres` */
export function serverSettings({ throwaway }) {
  const settings = { ...COMMON, ...(throwaway ? THROWAWAY : DURABLE) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
