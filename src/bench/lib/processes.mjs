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
 * Starts a server and waits until `ready`, a URL, answers 200, or a pattern stands in what it prints.
 *
 * @param untilInputEnds whether the end of its standard input is what stops it, also when this process is killed
 * @returns {pid, startedMs, output, stop} how long that took, what it printed, and how it is stopped
 */
export async function start(name, command, args, { env = {}, cwd, ready, untilInputEnds = false, within = 60_000 }) {
  const begun = performance.now();
  const stdio = [untilInputEnds ? 'pipe' : 'ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { env: { ...process.env, ...env }, cwd, stdio });
  if (!untilInputEnds) running.add(child);
  let output = '';
  const keep = chunk => (output = (output + chunk).slice(-20_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let failure;
  const ended = new Promise(resolve => {
    child.on('exit', code => resolve((running.delete(child), (failure ??= `it ended with ${code}`))));
    child.on('error', error => resolve((running.delete(child), (failure ??= error.message))));
  });
  const end = signal => (untilInputEnds ? child.stdin.end() : child.kill(signal));
  while (!(ready instanceof RegExp ? ready.test(output) : await answers(ready))) {
    if (failure || performance.now() - begun > within) {
      end('SIGKILL');
      throw new Error(`${name} did not start: ${failure ?? 'not ready in time'}\n${output}`);
    }
    await sleep(5);
  }
  const startedMs = performance.now() - begun;
  const stop = async () => {
    end('SIGTERM');
    if ((await Promise.race([ended, sleep(10_000, 'late')])) === 'late') {
      child.kill('SIGKILL');
      await ended;
    }
  };
  return { name, pid: child.pid, startedMs, output: () => output, stop };
}

/** GET or POST; the body as text. */
export function fetchText(url, { method = 'GET', body, timeout = 2_000 } = {}) {
  return new Promise((resolve, reject) => {
    const req = http.request(url, { method, agent: false, timeout }, res => {
      let text = '';
      res.setEncoding('utf8').on('data', chunk => (text += chunk));
      res.on('end', () => (res.statusCode < 300 ? resolve(text) : reject(new Error(`${url}: ${res.statusCode} ${text}`))));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error(`${url}: no answer`)));
    req.on('error', reject).end(body);
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

/** How many TCP connections a process has open to a port. */
export function connections(pid, port) {
  const own = new Set();
  for (const fd of fs.readdirSync(`/proc/${pid}/fd`)) {
    try {
      own.add(/^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]);
    } catch {
      // Closed meanwhile.
    }
  }
  const to = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['tcp', 'tcp6'].flatMap(table => fs.readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1))
    .map(line => line.trim().split(/\s+/))
    .filter(([, , remote, state, , , , , , inode]) => remote?.endsWith(to) && state === '01' && own.has(inode)).length;
}
