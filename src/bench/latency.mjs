// Four sources of 1 s each: one question, and five at once, take hardly longer than one source.
import { ask, openLoop } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { median, round } from './lib/stats.mjs';
import { stubs, tributary } from './lib/servers.mjs';

const SOURCES = 4;
const SOURCE_MS = 1000;
const BOUND_MS = 1030;

await benchmark('Four sources of 1 s each', { rounds: 10, warmup: 30 }, a => 60 + 4 * (a.rounds + a.warmup), async args => {
  const sources = await stubs({ n: SOURCES, median: SOURCE_MS, sigma: 0 });
  const server = await tributary(sources, { properties: { source: { wait: '3s' } } });
  const first = await ask(server.pooled, 'the first question ever');
  // Below what the permits let through: 32 calls of 1 s each at a time.
  await openLoop({ url: server.pooled, rate: 25, seconds: args.warmup, tag: 'warm' });

  const measure = async concurrent => {
    const rounds = [];
    for (let round = 0; round < args.rounds; round++) {
      const since = performance.now();
      const samples = await Promise.all(
        Array.from({ length: concurrent }, (_, i) => ask(server.pooled, `question ${concurrent}-${round}-${i}`, { since })));
      if (samples.some(s => s.answered !== SOURCES)) throw new Error('a source did not answer');
      rounds.push(Math.max(...samples.map(s => s.ms)));
    }
    return rounds;
  };
  const one = await measure(1);
  const five = await measure(5);
  await server.stop();
  await sources.stop();

  const row = (what, ms, sequential) => ({
    what, 'one after the other, s': sequential, 'median, ms': round(median(ms)), 'slowest, ms': round(Math.max(...ms)),
  });
  return {
    rows: [
      row('the first question after the start', [first.ms], SOURCES),
      row('one question', one, SOURCES),
      row('five at once, until the last has its answer', five, 5 * SOURCES),
    ],
    claims: [
      [`one question in under ${BOUND_MS} ms, every time`, Math.max(...one) < BOUND_MS],
      [`five concurrent questions in under ${BOUND_MS} ms, every time`, Math.max(...five) < BOUND_MS],
    ],
  };
});
