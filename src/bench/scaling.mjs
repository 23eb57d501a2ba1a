// One replica and two, each on a core of its own, behind HAProxy: what a question costs when twice the replicas are asked
// twice as much, and whether a rolling restart under load loses one. Load, stubs and balancer share the same cores, so
// only CPU times mean something, not rates.
import { haproxy } from './lib/balancer.mjs';
import { openLoop, summary } from './lib/load.mjs';
import { cpuMs } from './lib/processes.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { round, sum } from './lib/stats.mjs';
import { ideal } from './stubs/delays.mjs';

// As docs/scaling.md says: well above two checks of the balancer.
const DRAIN = { 'quarkus.shutdown.delay': '5s' };

async function cost(what, sources, cores, args) {
  const replicas = [];
  for (const core of cores) replicas.push(await tributary(sources, { core, properties: DRAIN }));
  const balancer = await haproxy(replicas.map(r => r.port));
  const load = { url: balancer.rrf, rate: args.rate * cores.length };
  await openLoop({ ...load, seconds: args.warmup, tag: 'warm' });
  const before = replicas.map(r => cpuMs(r.pid));
  const samples = await openLoop({ ...load, seconds: args.seconds, seed: 'scaling' });
  const cpu = replicas.map((r, i) => cpuMs(r.pid) - before[i]);
  return { what, replicas, balancer, samples, cpu, each: sum(cpu) / samples.length };
}

async function stop({ balancer, replicas }) {
  await balancer.stop();
  for (const replica of replicas) await replica.stop();
}

async function rollingRestart(two, sources, args) {
  const seconds = 60;
  let running = true;
  const asked = openLoop({ url: two.balancer.rrf, rate: args.rate, seconds, tag: 'rolling' }).finally(() => (running = false));
  const took = [];
  for (const [i, replica] of two.replicas.entries()) {
    const begun = performance.now();
    await replica.stop();
    two.replicas[i] = await tributary(sources, { core: i, port: replica.port, properties: DRAIN });
    took.push((performance.now() - begun) / 1000);
  }
  const underLoad = running;
  return { samples: await asked, took, underLoad };
}

// The rate is that of one replica.
const defaults = { rate: 50, seconds: 30, warmup: 60 };
await benchmark('One replica and two', defaults, a => 240 + 2 * a.warmup + 2 * a.seconds, async args => {
  const sources = await stubs();
  const one = await cost('one replica, on one core', sources, [0], args);
  await stop(one);
  const two = await cost('two replicas, a core each', sources, [0, 1], args);
  const rolling = await rollingRestart(two, sources, args);
  await stop(two);
  await sources.stop();
  const rows = [one, two].map(run => {
    const s = summary(run.samples, question => ideal(question, sources.profile, 1000));
    return {
      'behind the balancer': run.what,
      'questions a second': args.rate * run.cpu.length,
      'CPU a question, ms': round(run.each, 2),
      'share of each replica, %': run.cpu.map(c => Math.round((100 * c) / sum(run.cpu))).join(' / '),
      'overhead p50 / p99, ms': `${s.overhead.p50} / ${s.overhead.p99}`,
      failed: s.failed,
    };
  });
  const lost = rolling.samples.filter(s => s.status !== 200);
  if (lost.length) console.error(two.balancer.output());
  const how = [...new Set(lost.map(s => s.status))].map(status => `${lost.filter(s => s.status === status).length} with ${status}`);
  return {
    rows,
    claims: [
      [`CPU a question with two replicas at most 1.1 × that with one: ${round(two.each / one.each, 2)} ×`, two.each <= 1.1 * one.each],
      [`a rolling restart (${rolling.took.map(s => round(s)).join(' and ')} s) loses none of ${rolling.samples.length} questions: ${how.join(', ') || 'none'} lost`, lost.length === 0],
      ['the load outlasted it', rolling.underLoad],
    ],
  };
});
