import readline from 'node:readline';

const SERVER_ERROR = 4466; // the code under which the native engine reports its own errors
const FIRST_NOTIFICATION_ID = 900_000; // far above the CLI's own request ids, which count from 1

/**
 * Answers the CLI's requests one at a time, in their order, until stdin ends.
 *
 * @param {() => Promise<object>} open makes the engine; called at the first request
 */
export async function serveRpc(open) {
  let engine;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (!request.method) continue; // the CLI acknowledges a notification of ours
    write(await answer(request, async () => (engine ??= await open())));
  }
}

async function answer(request, getEngine) {
  try {
    const engine = await getEngine();
    const result = await engine[methodName(request.method)](request.params);
    if (request.method === 'diff' && result?.stdout) print(request.id, result.stdout);
    return { jsonrpc: '2.0', id: request.id, result: result ?? null };
  } catch (error) {
    return { jsonrpc: '2.0', id: request.id, error: rpcError(error) };
  }
}

/** The CLI prints a diff that it is told by a notification; it ignores the one in the result. */
function print(requestId, content) {
  write({ jsonrpc: '2.0', id: FIRST_NOTIFICATION_ID + requestId, method: 'print', params: { content } });
}

const methodName = (method) => (method === 'getDatabaseVersion' ? 'version' : method);

function rpcError(error) {
  const message = String(error?.message ?? error);
  return { code: SERVER_ERROR, message, data: { is_panic: false, message, error_code: error?.code } };
}

function write(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
