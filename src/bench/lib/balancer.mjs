// HAProxy before some replicas: round robin over those that say that they are ready.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, start } from './processes.mjs';

/** Needs haproxy. */
export async function haproxy(ports) {
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tributary-haproxy-'));
  const file = path.join(folder, 'haproxy.cfg');
  fs.writeFileSync(file, `
defaults
  log stdout format raw local0
  option httplog
  option dontlog-normal
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  # Without it a check has to end within its interval: a replica that is only busy would be taken out.
  timeout check 2s
  option redispatch
  retries 2
frontend in
  bind 127.0.0.1:${port}
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk GET /q/health/ready
  default-server check inter 500ms fall 2 rise 1
${ports.map((p, i) => `  server r${i} 127.0.0.1:${p}`).join('\n')}
`);
  const url = `http://127.0.0.1:${port}`;
  const server = await start('haproxy', process.env.HAPROXY ?? '/usr/sbin/haproxy', ['-db', '-f', file], { ready: `${url}/q/health/ready` });
  const stop = async () => (await server.stop(), fs.rmSync(folder, { recursive: true }));
  return { ...server, stop, rrf: `${url}/retrieve?question={q}&fusion=rrf` };
}
