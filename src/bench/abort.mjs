// Clients that leave in the middle take their calls to the sources with them.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { round } from './lib/stats.mjs';

const BOUND_MS = 200;
const DEFAULT_PERMITS = 32;
const PATIENCE_MS = 10_000;
// Asking without a pause would take the cores from the servers that are asked about.
const POLL_MS = 5;

/** Polls until a state holds; the last state and how long that took. */
async function until(state, holds) {
  const since = performance.now();
  let last;
  do {
    last = await state();
    if (holds(last)) break;
    await sleep(POLL_MS);
  } while (performance.now() - since < PATIENCE_MS);
  return { last, ms: performance.now() - since };
}

/** As many clients ask, and leave together once as many calls as may be are open at the stubs. */
async function leave(server, sources, path, { clients, permits, tag }) {
  const { promise: leaving, resolve: go } = withResolvers();
  const left = Promise.all(
    Array.from({ length: clients }, (_, i) => ask(server.url + path, `${tag}-${i}`, { leaving, post: true })));
  const expected = sources.profile.n * Math.min(clients, permits);
  const { last: before } = await until(sources.state, s => s.inflight >= expected);
  go();
  await left;
  const { last: after, ms } = await until(sources.state, s => s.inflight === 0);
  const held = (await server.sources()).reduce((n, s) => n + s.in_flight + s.queued, 0);
  return { open: before.inflight, expected, after: after.inflight, ms, held };
}

function withResolvers() {
  let resolve;
  const promise = new Promise(r => (resolve = r));
  return { promise, resolve };
}

await benchmark('Clients leave in the middle', { clients: 100, rounds: 5, warmup: 2 }, a => 60 + 80 * (a.rounds + a.warmup), async args => {
  const sources = await stubs({ median: 5000, sigma: 0 });
  const rows = [];
  let slowest = 0;
  let clean = true;
  for (const permits of [args.clients, DEFAULT_PERMITS]) {
    const server = await tributary(sources, { properties: { source: { permits, wait: '20s' } } });
    for (const path of ['/retrieve', '/retrieve/stream']) {
      // The first rounds warm the path up and are not counted.
      const runs = [];
      for (let i = -args.warmup; i < args.rounds; i++) {
        const run = await leave(server, sources, path, { clients: args.clients, permits, tag: `${path} ${permits} ${i}` });
        if (i >= 0) runs.push(run);
      }
      const ms = Math.max(...runs.map(r => r.ms));
      slowest = Math.max(slowest, ms);
      clean &&= runs.every(r => r.after === 0 && r.held === 0 && r.open === r.expected);
      rows.push({
        path, clients: args.clients, 'permits a source': permits, 'calls open before': Math.min(...runs.map(r => r.open)),
        'calls open after': Math.max(...runs.map(r => r.after)), 'until then at most, ms': round(ms),
        'permits and places held then': Math.max(...runs.map(r => r.held)),
      });
    }
    await server.stop();
  }
  await sources.stop();
  return {
    rows,
    claims: [
      [`no source call is open ${BOUND_MS} ms after the clients left: ${round(slowest)} ms`, clean && slowest <= BOUND_MS],
    ],
  };
});
