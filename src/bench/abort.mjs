// Clients that leave in the middle take their calls to the sources with them.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { round } from './lib/stats.mjs';

const BOUND_MS = 200;
const LEAVE_AFTER_MS = 600;

async function leave(server, sources, clients, path, tag) {
  const options = { leaveAfter: LEAVE_AFTER_MS, post: true };
  const left = Promise.all(Array.from({ length: clients }, (_, i) => ask(server.url + path, `${tag}-${i}`, options)));
  await sleep(LEAVE_AFTER_MS - 100);
  const { inflight: open } = await sources.state();
  await left;
  const gone = performance.now();
  let inflight = open;
  while (inflight > 0 && performance.now() - gone < 5000) ({ inflight } = await sources.state());
  const ms = performance.now() - gone;
  const held = (await server.sources()).reduce((n, s) => n + s.in_flight + s.queued, 0);
  return { open, inflight, ms, held };
}

await benchmark('Clients leave in the middle', { clients: 100, rounds: 3 }, a => 90 + 20 * a.rounds, async args => {
  const sources = await stubs({ median: 3000, sigma: 0 });
  const wide = { permits: args.clients, wait: '5s' };
  const rows = [];
  let slowest = 0;
  let clean = true;
  for (const [what, source] of [['a permit for each', wide], ['default permits: most calls queue', { wait: '5s' }]]) {
    const server = await tributary(sources, { properties: { source } });
    for (const path of ['/retrieve', '/retrieve/stream']) {
      const runs = [];
      for (let i = 0; i < args.rounds; i++) runs.push(await leave(server, sources, args.clients, path, `${what}-${i}`));
      const ms = Math.max(...runs.map(r => r.ms));
      slowest = Math.max(slowest, ms);
      clean &&= runs.every(r => r.inflight === 0 && r.held === 0 && r.open >= args.clients);
      rows.push({
        path, sources: what, clients: args.clients, 'calls open before': Math.min(...runs.map(r => r.open)),
        'calls open after': Math.max(...runs.map(r => r.inflight)), 'until then at most, ms': round(ms),
        'permits and places held after': Math.max(...runs.map(r => r.held)),
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
