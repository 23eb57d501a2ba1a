// How long a stub source takes: a pure function of (question, source), so that the ideal time of each question,
// the slowest of its sources, is known to whoever measures. Overhead is then a paired difference.
import crypto from 'node:crypto';

/** Lognormal delays of `n` sources around `median` ms; a share `tailP` of the calls takes `tailMs` instead. */
export function profile(env = process.env) {
  return {
    n: +(env.N ?? 8),
    median: +(env.MEDIAN ?? 40),
    sigma: +(env.SIGMA ?? 0.5),
    tailP: +(env.TAIL_P ?? 0),
    tailMs: +(env.TAIL_MS ?? 2000),
  };
}

export function delay(question, source, p) {
  if (uniform(question, source, 't') < p.tailP) return p.tailMs;
  if (p.median === 0) return 0;
  const normal =
    Math.sqrt(-2 * Math.log(uniform(question, source, 'a'))) * Math.cos(2 * Math.PI * uniform(question, source, 'b'));
  return p.median * Math.exp(p.sigma * normal);
}

/** The time an answer over the first `p.n` sources needs when nothing costs anything. */
export function ideal(question, p, wait = Infinity) {
  let slowest = 0;
  for (let i = 0; i < p.n; i++) slowest = Math.max(slowest, Math.min(delay(question, i, p), wait));
  return slowest;
}

function uniform(question, source, salt) {
  const hash = crypto.createHash('md5').update(`${question}|${source}|${salt}`).digest();
  return (hash.readUInt32LE(0) + 0.5) / 4294967296;
}
