// After too much load, and after a time in which no source answers, the server is back to normal within 3 s.
import { setTimeout as sleep } from 'node:timers/promises';
import { answeredShare, openLoop, summary } from './lib/load.mjs';
import { benchmark } from './lib/report.mjs';
import { stubs, tributary } from './lib/servers.mjs';
import { round } from './lib/stats.mjs';
import { ideal } from './stubs/delays.mjs';

const GRACE_MS = 3000;
const BOUND = 0.99;

const defaults = { rate: 150, factor: 3, seconds: 10, after: 10, warmup: 10 };
await benchmark('After overload and after silence', defaults, a => 120 + a.warmup + 4 * (a.seconds + a.after), async args => {
  const sources = await stubs();
  const server = await tributary(sources);
  const { n } = sources.profile;
  const rows = [];
  const row = (phase, samples) => {
    const { overhead, failed } = summary(samples, q => ideal(q, sources.profile, 1000));
    const share = answeredShare(samples, n);
    rows.push({
      phase, questions: samples.length, 'refused or failed': failed, 'sources that answered, %': round(100 * share, 2),
      'overhead p50 / p99, ms': `${overhead.p50} / ${overhead.p99}`,
    });
    return share;
  };
  const steady = seconds => openLoop({ url: server.rrf, rate: args.rate, seconds });

  await steady(args.warmup);
  row('normal', await steady(args.after));

  // The next phase begins when the last overload question was sent, not when the last was answered.
  const recover = async (phase, trouble, end) => {
    const running = trouble();
    await sleep(args.seconds * 1000);
    await end();
    const samples = await steady(args.after);
    row(phase, await running);
    row('the first 3 s after it', samples.filter(s => s.at < GRACE_MS));
    return row('from 3 s after it on', samples.filter(s => s.at >= GRACE_MS));
  };
  const overload = () => openLoop({ url: server.rrf, rate: args.rate * args.factor, seconds: args.seconds });
  const afterOverload = await recover(`${args.factor} × the rate`, overload, async () => {});

  const silence = async () => (await sources.hang('all'), steady(args.seconds));
  const afterSilence = await recover('no source answers', silence, () => sources.hang('none'));

  await server.stop();
  await sources.stop();
  return {
    rows,
    claims: [
      [`normal 3 s after overload: ${round(100 * afterOverload, 2)} % of the sources answer`, afterOverload >= BOUND],
      [`normal 3 s after all sources hung: ${round(100 * afterSilence, 2)} %`, afterSilence >= BOUND],
    ],
  };
});
