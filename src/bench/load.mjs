// Load by hand: node src/bench/load.mjs 'http://localhost:8080/retrieve?question={q}' [--rate=150] [--seconds=20] [--warmup=5]
//   [--pid=<of the server>] [--wait=<ms>]; N, MEDIAN, SIGMA, … as the stubs were started with.
// Overhead is the time over the ideal one of the same question: paired, so percentiles are of the difference.
import { parseArgs } from 'node:util';
import { answeredShare, openLoop, summary } from './lib/load.mjs';
import { cpuMs, rssMb } from './lib/processes.mjs';
import { round } from './lib/stats.mjs';
import { ideal, profile } from './stubs/delays.mjs';

const names = ['rate', 'seconds', 'warmup', 'pid', 'wait'];
const { values, positionals } = parseArgs({
  options: Object.fromEntries(names.map(name => [name, { type: 'string' }])), allowPositionals: true,
});
const [url] = positionals;
const { rate = 150, seconds = 20, warmup = 5, pid, wait = Infinity } = values;
const load = { url, rate: +rate };
const p = profile();

if (+warmup > 0) await openLoop({ ...load, seconds: +warmup, tag: 'warm' });
const before = pid ? cpuMs(pid) : 0;
const samples = await openLoop({ ...load, seconds: +seconds });
console.log(JSON.stringify({
  rate: +rate,
  ...summary(samples, question => ideal(question, p, +wait)),
  answered: round(answeredShare(samples, p.n), 4),
  cpu_ms_per_request: pid ? round((cpuMs(pid) - before) / samples.length, 3) : undefined,
  rss_mb: pid ? rssMb(pid) : undefined,
}));
process.exit(0);
