// One of 8 sources never answers: nobody else notices, the report says so, and it comes back by itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, openLoop, summary } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { mean, median, quantile, round } from './lib/stats.mjs';

const HUNG = 3;
const WAIT_MS = 1000;
const HEAL_MS = 150_000;
const name = `s${HUNG}`;

const report = (sample, source) => sample.body?.sources?.find(s => s.name === source);
const others = samples => samples.flatMap(s => (s.body?.sources ?? []).filter(r => r.name !== name).map(r => r.elapsed_ms));
const counted = words => [...new Set(words)].map(word => `${words.filter(w => w === word).length} ${word}`).join(', ');
const stateOf = async server => (await server.sources()).find(s => s.name === name);

/** Asks now and then, since a breaker needs a question to probe with, until it is closed. */
async function healed(server) {
  const since = performance.now();
  while ((await stateOf(server)).breaker !== 'closed') {
    if (performance.now() - since > HEAL_MS) throw new Error(`the breaker of ${name} stays open`);
    await ask(server.rrf, `heal-${performance.now()}`);
    await sleep(50);
  }
  return performance.now() - since;
}

async function thousandHungCalls(server, sources, calls) {
  await sources.hang(HUNG);
  const before = (await sources.state()).hung;
  // Cut by its own deadline, not by the source's wait, a call does not count against the breaker: all of them hang.
  await openLoop({ url: `${server.rrf}&sources=${name}&deadline_ms=100`, rate: 150, seconds: calls / 150, tag: 'hung' });
  const hung = (await sources.state()).hung - before;
  await sources.hang('none');
  await sleep(300);
  const { in_flight: inFlight, queued } = await stateOf(server);
  const { inflight } = await sources.state();
  const all = await Promise.all(Array.from({ length: 32 }, (_, i) => ask(`${server.rrf}&sources=${name}`, `permit-${i}`)));
  return { hung, inFlight, queued, inflight, usable: all.filter(s => s.answered === 1).length };
}

const defaults = { rate: 150, seconds: 60, pairs: 2, warmup: 10, calls: 1000 };
await benchmark('One of 8 sources hangs', defaults, a => 120 + a.warmup + a.pairs * (2 * a.seconds + 170), async args => {
  const sources = await stubs();
  const server = await tributary(sources);
  const run = seed => openLoop({ url: server.rrf, rate: args.rate, seconds: args.seconds, seed, body: true });
  await openLoop({ url: server.rrf, rate: args.rate, seconds: args.warmup, tag: 'warm', body: true });

  const without = [];
  const hanging = [];
  const closedAfter = [];
  const honest = [];
  const said = [];
  for (let i = 0; i < args.pairs; i++) {
    without.push(await run(`pair-${i}`));
    await sources.hang(HUNG);
    const samples = await run(`pair-${i}`);
    await sources.hang('none');
    closedAfter.push(await healed(server));
    hanging.push(samples);
    const ended = [...samples].sort((a, b) => a.at + a.ms - b.at - b.ms).map(s => report(s, name)?.status);
    said.push(...ended);
    // In the first second more questions come than the source has permits and places to wait: those are rejected at once.
    const asked = ended.filter(s => s !== 'rejected');
    honest.push(asked[0] === 'timeout' && asked.includes('breaker_open') && asked.every(s => s === 'timeout' || s === 'breaker_open'));
  }
  const permits = await thousandHungCalls(server, sources, args.calls);
  await server.stop();
  await sources.stop();

  const figures = runs => {
    const samples = runs.flat();
    const s = summary(samples);
    const seconds = runs.map(r => Math.max(...r.map(x => x.at + x.ms)) / 1000);
    return { ...s, others: { mean: mean(others(samples)), p50: median(others(samples)), p99: quantile(others(samples), 0.99) },
      rate: mean(runs.map((r, i) => r.filter(x => x.status === 200).length / seconds[i])) };
  };
  const a = figures(without);
  const b = figures(hanging);
  const row = (what, f) => ({
    runs: what, 'answers a second': round(f.rate), failed: f.failed, 'latency p50 / p99, ms': `${f.latency.p50} / ${f.latency.p99}`,
    'the other sources mean / p50 / p99, ms': `${round(f.others.mean, 2)} / ${f.others.p50} / ${f.others.p99}`,
  });
  const within = (x, y) => Math.abs(x / y - 1) <= 0.05;
  return {
    rows: [row('all answer', a), row(`${name} hangs`, b)],
    claims: [
      [`p99 at most its wait + 10 ms: ${b.latency.p99} ms`, b.latency.p99 <= WAIT_MS + 10],
      [`the other sources' latency within 5 %: ${round(100 * (b.others.mean / a.others.mean - 1), 2)} %`, within(b.others.mean, a.others.mean)],
      [`throughput within 5 %: ${round(100 * (b.rate / a.rate - 1), 2)} %`, within(b.rate, a.rate)],
      ['no question failed', a.failed + b.failed === 0],
      [`its report says timeout, then breaker_open: ${counted(said)}`, honest.every(Boolean)],
      [`the breaker closes by itself after it healed: after ${closedAfter.map(ms => round(ms / 1000)).join(' and ')} s`, true],
      [`after ${permits.hung} hung calls: ${permits.inFlight} in flight, ${permits.queued} queued, ${permits.inflight} open at the stub, ${permits.usable} of 32 permits usable`,
        permits.hung >= args.calls && permits.inFlight + permits.queued + permits.inflight === 0 && permits.usable === 32],
    ],
  };
});
