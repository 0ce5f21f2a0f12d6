// The load's own process: {path, run, storeCode, requests, …} comes by message, the figures go back.
import { runLoad } from './load.mjs';
import { signedOrder } from './signed-order.mjs';

process.once('message', async (load) => {
  const requests = Array.from({ length: load.requests }, (_, index) =>
    signedOrder({ ...load, index, ...load.known?.[index] }),
  );
  try {
    process.send({ figures: await runLoad(load, (index) => requests[index]) });
  } catch (error) {
    process.send({ error: String(error) });
  }
  process.disconnect();
});
