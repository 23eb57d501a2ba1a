// Loads. The open loop sends at fixed times whatever comes back, and counts from the intended send: a server that
// stalls cannot slow its own measurement down.
import http from 'node:http';
import { mean, quantile, round, sum } from './stats.mjs';

const PATIENCE_MS = 30_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 8192 });

/**
 * One question. Resolves always; to a sample {question, status, ms, answered, requested, body}, status 0 when the
 * connection failed or was left.
 *
 * @param url with {q} where the question goes
 * @param options.since what the time counts from (performance.now())
 * @param options.body whether the body is kept, parsed
 * @param options.leaving a promise: this client leaves when it is kept
 * @param options.post whether it is posted as JSON
 */
export function ask(url, question, { since = performance.now(), body = false, leaving, post = false } = {}) {
  return new Promise(resolve => {
    const end = (status, res, text) => resolve({
      question, status, ms: performance.now() - since, ...coverage(res), body: text ? JSON.parse(text) : undefined,
    });
    const how = post ? { agent, method: 'POST', headers: { 'content-type': 'application/json' } } : { agent };
    const req = http.request(url.replace('{q}', encodeURIComponent(question)), how, res => {
      let text = '';
      if (body) res.setEncoding('utf8').on('data', chunk => (text += chunk));
      else res.resume();
      res.on('end', () => end(res.statusCode, res, text));
      res.on('error', () => end(0));
    });
    req.setTimeout(PATIENCE_MS, () => req.destroy());
    leaving?.then(() => req.destroy());
    req.on('error', () => end(0));
    req.end(post ? JSON.stringify({ question }) : undefined);
  });
}

/** Asks `rate` questions a second for `seconds`; resolves to the samples when the last has ended. */
export function openLoop({ url, rate, seconds, tag = 'run', seed = Date.now(), ...options }) {
  const total = Math.round(rate * seconds);
  const start = performance.now();
  const running = [];
  return new Promise(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - start) * rate) / 1000) + 1);
      while (running.length < due) {
        const since = start + (running.length * 1000) / rate;
        running.push(ask(url, `${tag}-${seed}-${running.length}`, { since, ...options })
          .then(sample => ({ ...sample, at: since - start })));
      }
      if (running.length === total) {
        clearInterval(timer);
        resolve(Promise.all(running));
      }
    }, 1);
  });
}

/** `clients` ask one question after the other for `seconds`. */
export async function closedLoop({ url, clients, seconds, tag = 'run', seed = Date.now(), ...options }) {
  const until = performance.now() + seconds * 1000;
  const samples = [];
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let i = 0; performance.now() < until; i++) {
      samples.push(await ask(url, `${tag}-${seed}-${client}-${i}`, options));
    }
  }));
  return samples;
}

/** What samples say together; `ideal(question)` in ms gives the overhead. */
export function summary(samples, ideal = () => 0) {
  const ok = samples.filter(s => s.status === 200);
  const over = ok.map(s => s.ms - ideal(s.question));
  const ms = ok.map(s => s.ms);
  const of = (values, q) => round(quantile(values, q), 2);
  return {
    ok: ok.length,
    failed: samples.length - ok.length,
    overhead: { p50: of(over, 0.5), p90: of(over, 0.9), p99: of(over, 0.99), max: of(over, 1) },
    latency: { p50: of(ms, 0.5), p99: of(ms, 0.99), max: of(ms, 1), mean: round(mean(ms), 2) },
  };
}

/** The share of sources that answered, of all that these questions were meant to be answered by. */
export function answeredShare(samples, sources) {
  return sum(samples.map(s => (s.status === 200 ? s.answered : 0))) / (samples.length * sources);
}

function coverage(res) {
  const [answered, requested] = (res?.headers['tributary-coverage'] ?? '0/0').split('/').map(Number);
  return { answered, requested };
}
