// Starts and stops the servers of a benchmark, by the ids of their own processes, on loopback ports that are free.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 10;
const running = new Set();
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts a server and waits until `ready` answers 200.
 *
 * @returns {pid, startedMs, output, stop} how long that took, what it printed, and how it is stopped
 */
export async function start(name, command, args, { env = {}, ready, within = 60_000 }) {
  const begun = performance.now();
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  const keep = chunk => (output = (output + chunk).slice(-20_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let failure;
  const ended = new Promise(resolve => {
    child.on('exit', code => resolve((running.delete(child), (failure ??= `it ended with ${code}`))));
    child.on('error', error => resolve((running.delete(child), (failure ??= error.message))));
  });
  while (!(await answers(ready))) {
    if (failure || performance.now() - begun > within) {
      child.kill('SIGKILL');
      throw new Error(`${name} did not start: ${failure ?? 'not ready in time'}\n${output}`);
    }
    await sleep(5);
  }
  const startedMs = performance.now() - begun;
  const stop = async () => {
    child.kill('SIGTERM');
    if ((await Promise.race([ended, sleep(10_000, 'late')])) === 'late') {
      child.kill('SIGKILL');
      await ended;
    }
  };
  return { name, pid: child.pid, startedMs, output: () => output, stop };
}

/** GET or POST; the body as text. */
export function fetchText(url, { method = 'GET', timeout = 2_000 } = {}) {
  return new Promise((resolve, reject) => {
    const req = http.request(url, { method, agent: false, timeout }, res => {
      let text = '';
      res.setEncoding('utf8').on('data', chunk => (text += chunk));
      res.on('end', () => (res.statusCode < 300 ? resolve(text) : reject(new Error(`${url}: ${res.statusCode} ${text}`))));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error(`${url}: no answer`)));
    req.on('error', reject).end();
  });
}

export const fetchJson = async (url, options) => JSON.parse(await fetchText(url, options));

const answers = url => fetchText(url).then(() => true, () => false);

/** CPU time that a process has used so far. */
export function cpuMs(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Memory that a process holds now. */
export function rssMb(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
}
